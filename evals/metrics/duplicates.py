"""Does one matter stand in a draft more than once?"""

from __future__ import annotations

import re
from itertools import combinations

from evals.rates import Outcome, Rate
from evals.reading import Document, folded, items_of

_ALIKE = 0.75
"""Shared pairs of characters (Dice) from which two texts say the same."""
_ALIKE_ON_ONE_SENTENCE = 0.5
"""The same when both rest on one sentence."""
_TOPIC = re.compile(r"[^：:]{2,80}[：:]\s*")
_NOT_WORDS = re.compile(r"[\W_]+")


def duplicate_matters(draft: Document) -> Outcome:
    """Items that repeat an earlier item of the draft, of all items, over all four sections."""
    items = [(key, item) for key, item in items_of(draft)]
    repeated: dict[str, str] = {}
    for (_, first), (key, second) in combinations(items, 2):
        if second["id"] not in repeated and _same_matter(first, second):
            repeated[second["id"]] = (
                f"item {second['id']} ({key}) repeats {first['id']}: “{second['text'][:40]}”"
            )
    return Outcome(Rate(len(repeated), len(items)), tuple(repeated.values()))


def _same_matter(first: Document, second: Document) -> bool:
    topic = _shared_topic(first["text"], second["text"])
    one, two = (_words(item["text"][len(topic) :]) for item in (first, second))
    if not one or not two:
        return False
    shared = _sentences(first, topic) & _sentences(second, topic)
    alike = _dice(one, two)
    if shared:
        return alike >= _ALIKE_ON_ONE_SENTENCE or one in two or two in one
    return alike >= _ALIKE and _numbers(first["text"]) == _numbers(second["text"])


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", folded(text))


def _shared_topic(one: str, two: str) -> str:
    """The words before a colon that two texts begin with: an agenda item under which both stand."""
    first, second = _TOPIC.match(one), _TOPIC.match(two)
    return first.group() if first and second and first.group() == second.group() else ""


def _sentences(item: Document, topic: str) -> frozenset[str]:
    """The sentences an item rests on; the one that only names its topic is not what it says."""
    named = _words(topic)
    return frozenset(
        str(entry["sentence"])
        for entry in item["evidence"]
        if not named or named not in _words(entry["text"])
    )


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", folded(text)))


def _dice(one: str, two: str) -> float:
    """The share of neighbouring pairs of characters that two texts have in common."""
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {two[i : i + 2] for i in range(len(two) - 1)}
    size = len(first) + len(second)
    return 2 * len(first & second) / size if size else float(one == two)
