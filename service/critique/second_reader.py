"""A second reader without a model: a small linear classifier for sentences where the rules cannot tell.

A rule's `maybe` wordings, and absence checks on items whose type is a guess, give uncertain hits. The
reader sees the sentence as characters and slots and says how likely it is vague; from the threshold on, the
hit becomes a finding of its rule, marked `origin: model`. The rule stays what the writer is shown.

Its weights are data (knowledge/second_reader.json), made by `python -m evals.vagueness.training`; reading
needs no numeric library.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import knowledge
from service.critique.engine import Hit
from service.critique.segments import Item, Outline, Sentence
from service.errors import RuleError
from service.text.lazy_patterns import lazy

WEIGHTS = Path(knowledge.__file__).parent / "second_reader.json"
SCHEMA = "second-reader/1"
_MOST = 160
"""Code points of a sentence that are read."""
_NEXT = 60
_LATIN = re.compile(r"[a-z][a-z'’-]*")
_DIGITS = re.compile(r"[0-9]+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, lazy(pattern))
    for name, pattern in (
        ("number", r"[0-9]|[一二两三四五六七八九十百]{1,3}[个张项条次人名份件台套家户笔天周场层]"),
        (
            "ratio",
            r"[0-9]\s?[/%]|[0-9][^,。;]{0,6}[,(]?(?:完成|通过|其中|余|剩)[^,。;]{0,4}[0-9]| of [0-9]",
        ),
        (
            "day",
            r"[0-9]{1,2}月[0-9]{1,2}|[0-9]{1,2}[日号]|周[一二三四五六日天]|[0-9]{1,2}[/.-][0-9]{1,2}(?![0-9%])",
        ),
        (
            "english day",
            rf"(?:mon|tues|wednes|thurs|fri)day|{_MONTH}[a-z]{{0,6}} [0-9]|[0-9](?:st|nd|rd|th)? {_MONTH}",
        ),
        ("change", r"[由从][^,。;]{1,20}[到至成]|→|->|from [^,.;]{1,30} to "),
        (
            "person",
            r"[老小阿][\u4e00-\u9fff](?![\u4e00-\u9fff]?[时区])|[\u4e00-\u9fff](?:工|总|姐|哥|主任|经理|科长|老师)",
        ),
        ("id", r"#[0-9]|[a-z]{1,6}-?[0-9]{2,}"),
        ("quote", r"[“”「」\"]"),
        ("cause", r"因为|由于|因[^,。;]{2,}|原因|导致|because|due to|since "),
        ("colon", r":"),
        ("done", r"已|了(?:[,。;]|$)|完成|was |were |has |have "),
        ("question", r"\?|吗|么(?:[,。]|$)"),
    )
)


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Weights by feature; `threshold` is the least likelihood of a finding, by language and origin of
    the hit's rule; `order` is how often each check was the right one where it was uncertain."""

    weights: Mapping[str, float]
    bias: float
    threshold: Mapping[str, float]
    order: Mapping[str, float]
    digest: str

    def likelihood(self, features: Iterable[str]) -> float:
        """How likely the sentence is vague, 0 to 1."""
        weights = self.weights
        total = self.bias + sum(weights.get(feature, 0.0) for feature in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def decide(self, outline: Outline, hits: Sequence[Hit]) -> tuple[float, list[Hit]]:
        """How likely a sentence is vague, and those of its uncertain hits that are findings, the check
        that is most often right first."""
        hit = hits[0]
        found = self.likelihood(features_of(outline, hit.item, hit.sentence, hits))
        language = (
            "zh" if _is_chinese(outline.copy[hit.sentence.start : hit.sentence.end]) else "en"
        )
        if found < self.threshold[language]:
            return round(found, 3), []
        ranked = sorted(hits, key=lambda one: (-self.order.get(one.rule.id, 0.0), one.rule.id))
        return round(found, 3), ranked


@cache
def second_reader(path: Path = WEIGHTS) -> SecondReader | None:
    """The shipped reader; None when no weights are shipped. Raises RuleError for a file that is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        row = json.loads(data)
        if row["schema"] != SCHEMA:
            raise ValueError(row["schema"])
        return SecondReader(
            {str(name): float(value) for name, value in row["weights"].items()},
            float(row["bias"]),
            {str(name): float(value) for name, value in row["threshold"].items()},
            {str(name): float(value) for name, value in row["order"].items()},
            str(row["trained_on"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleError(
            zh=f"第二读者的权重文件 {path.name} 读不出来（{error}）：请用训练命令重新生成。",
            en=f"The second reader's weights {path.name} cannot be read ({error}): train them anew.",
        ) from error


def features_of(
    outline: Outline, item: Item, sentence: Sentence, hits: Sequence[Hit]
) -> frozenset[str]:
    """What the reader sees of a sentence: characters, signs, where it stands, which rules are unsure."""
    words = outline.copy[sentence.start : min(sentence.end, sentence.start + _MOST)].lower()
    after = outline.copy[sentence.end : min(item.end, sentence.end + _NEXT)].lower()
    found = set(_grams(words))
    found.update(f"is:{name}" for name, sign in _SIGNS if sign.search(words))
    found.update(f"next:{name}" for name, sign in _SIGNS if sign.search(after))
    found.update(f"rule:{hit.rule.id}" for hit in hits)
    found.update(
        (
            f"type:{sentence.type}",
            f"section:{item.section or 'none'}",
            f"kind:{item.kind}",
            f"long:{min(6, len(words) // 10)}",
            f"first:{sentence is item.sentences[0]}",
            f"alone:{not after.strip()}",
            f"sure:{sentence.sure}",
        )
    )
    return frozenset(found)


def _grams(words: str) -> Iterator[str]:
    """Runs of one to three characters, digits folded to 0; Latin words alone and in pairs."""
    text = _DIGITS.sub("0", words)
    latin = _LATIN.findall(text)
    yield from latin
    for one, two in itertools.pairwise(latin):
        yield f"{one} {two}"
    text = _LATIN.sub("a", text)
    text = f"^{''.join(text.split())}$"
    for size in (1, 2, 3):
        for at in range(len(text) - size + 1):
            yield text[at : at + size]


def _is_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)
