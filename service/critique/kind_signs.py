"""What a sentence shows of its kind: groups of words, days and figures, and where it stands.

The words are data (knowledge/cues/kinds.yaml); one walk over a sentence finds them all, so that the cost
grows with the text and not with the number of words.
"""

from __future__ import annotations

import hashlib
import itertools
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeGuard

import knowledge
from knowledge.rule_forms import TONGUES
from service.critique.kept import keep, read_kept
from service.critique.segments import Item, Outline
from service.critique.word_finder import word_finder
from service.text.lazy_patterns import lazy

WORDS = Path(knowledge.__file__).parent / "cues" / "kinds.yaml"
_EDGE = 3
_LONG = 8
_DIGITS = re.compile(r"[0-9]+")
_HAN = lazy(r"[\u4e00-\u9fff0%]+")
_LATIN = re.compile(r"[a-z][a-z'-]*")
_SPEAKER = re.compile(
    r"(?:(?P<han>[\u4e00-\u9fff]{1,4})|(?P<latin>[a-z][a-z-]{0,11}(?: [a-z-]{1,12}){0,2}))\s?:\s*"
)
_SPEAKER_ENDS = 40
"""The colon behind a speaker stands before this place."""
_LABELS = frozenset(
    [
        "计划",
        "实际",
        "偏差",
        "原因",
        "结果",
        "处理",
        "措施",
        "问题",
        "风险",
        "说明",
        "责任人",
        "时间",
        "地点",
        "主题",
        "备注",
        "负责人",
        "待办",
    ]
)
_LENGTHS = tuple(f"long:{number}" for number in range(7))
_DID = re.compile("了[,。;$ !]")
_DAY = re.compile(  # one set of characters ahead: only where one stands is anything tried
    r"[0-9周jfmasondt](?:(?<=[0-9])(?:[0-9]?(?:月[0-9]{1,2}|[日号]|/[0-9]{1,2}(?![0-9]))"
    r"|(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?<=周)[一二三四五六日天]"
    r"|(?:(?<=j)(?:an|une?|uly?)|(?<=f)eb|(?<=m)a[ry]|(?<=a)(?:pr|ug)|(?<=s)ept?|(?<=o)ct|(?<=n)ov|(?<=d)ec)"
    r"[a-z]{0,6} [0-9]|(?<=t)he [0-9]{1,2}(?:st|nd|rd|th))"
)
_NUMBER = re.compile(r"[0-9]|[两三四五六七八九十百千]{1,3}[个张项条次人名份件台套家户笔天周]")
_CHANGE = re.compile(r"[由从][^,。;]{1,20}[到至成降升]|→|->|from [^,.;]{1,30} to ")
_PROMISE = re.compile(  # one set of characters ahead: only where one stands is anything tried
    r"[我他她们工总姐哥处科家方下将打拟争准计会回之月周日号旬还仍需待'wsgt](?:"
    r"(?<=[我他她们工总姐哥处科家方])(?:会(?!议)|来(?!的|了)|去(?!了|年|的)|再(?!没|也)|这周|明天|下周|负责|先)"
    r"|(?<=下)个?(?:月|周|版|次|期)[^,。;]{0,6}(?:先|再|要|做|把|跑|上|开始|接|继续|出|完|看|弄|处理)"
    r"|(?<=将)(?<!不将)(?!近|来|就)|(?<=打)算|(?<=拟)(?!定了)|(?<=争)取|(?<=会)后|(?<=回)头"
    r"|(?:(?<=准)备|(?<=计)划)(?![数外内表任的:])[一-鿿]{2}"
    r"|(?:(?<=[之日号旬])|(?<=月)底|(?<=周)[一二三四五])前[^,。;了已]{2}"
    r"|(?:(?<=还)[要得]|(?<=仍)需|(?<=需)要?)再|(?<=待)[^,。;]{1,12}后"
    r"|(?<![a-z].)(?:(?<=w)ill|(?<=s)hall|(?<=')ll|(?<=g)oing to"
    r"|(?<=t)o (?:send|check|fix|get|find|confirm|decide|call|ask|look|write|draft|run|test))(?![a-z]))"
)
_DONE_ROW = lazy(r"实际|完成情况|进展|actual|outcome|status|result")
_TASK_ROW = lazy(r"责任人|负责人|谁|^人$|经办|owner|^who$|assigned")
_DUE_ROW = lazy(r"期限|截止|时间|完成日|计划日|deadline|^by$|^due|^when$|什么时候")
_TROUBLE_ROW = lazy(r"问题|现象|描述|缺陷|风险|issue|problem|risk|fault|symptom")


@dataclass(frozen=True)
class KindWords:
    """Literal words and their groups: Chinese by their first character, English by the whole word."""

    han: Mapping[str, tuple[tuple[str, str], ...]]
    latin: Mapping[str, tuple[str, ...]]

    @cached_property
    def automaton(self) -> Any:
        """Finds all Chinese words in one walk."""
        groups: dict[str, tuple[str, ...]] = {}
        for word, group in (entry for entries in self.han.values() for entry in entries):
            if group not in groups.get(word, ()):
                groups[word] = (*groups.get(word, ()), group)
        return word_finder(groups, ())


def _read_words(data: bytes) -> Mapping[str, Mapping[str, list[str]]]:
    """The words as the file groups them; kept, because reading YAML takes longer than a short text."""
    name = hashlib.sha256(b"kind words " + data).hexdigest()
    kept = read_kept(name)
    if _are_words(kept):
        return kept
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load(data, Loader=loader)  # noqa: S506 (safe)
    raw: dict[str, dict[str, list[str]]] = {
        str(group): {tongue: list(map(str, tongues[tongue])) for tongue in TONGUES}
        for group, tongues in loaded.items()
    }
    keep(name, raw)
    return raw


def _are_words(value: object) -> TypeGuard[Mapping[str, Mapping[str, list[str]]]]:
    """Whether a kept value has the form of the file: what lies in a cache is trusted no further."""
    return isinstance(value, dict) and all(
        isinstance(group, dict)
        and all(isinstance(group.get(tongue), list) for tongue in TONGUES)
        and all(isinstance(word, str) and word for tongue in TONGUES for word in group[tongue])
        for group in value.values()
    )


@cache
def kind_words(path: Path = WORDS) -> KindWords:
    """The shipped groups of words, ready to be looked up."""
    raw = _read_words(path.read_bytes())
    han: dict[str, list[tuple[str, str]]] = {}
    latin: dict[str, list[str]] = {}
    for group, tongues in raw.items():
        for word in tongues["zh"]:
            if word[-1].isascii() and word.strip("^$").isalpha() and word.isascii():
                latin.setdefault(word, []).append(group)
            else:
                han.setdefault(word[0], []).append((word, group))
        for word in tongues["en"]:
            if word.strip("^$")[0].isalpha():
                latin.setdefault(word, []).append(group)
            else:
                han.setdefault(word[0], []).append((word, group))
    return KindWords(
        {first: tuple(found) for first, found in han.items()},
        {word: tuple(groups) for word, groups in latin.items()},
    )


class Words:
    """A statement's small letters as the signs see them: `said` is without its speaker, `text` that with
    digits as 0; `latin` are its Latin words."""

    __slots__ = ("label", "latin", "said", "text", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.label = ""
        self.said = words
        speaker = _SPEAKER.match(words) if ":" in words[:_SPEAKER_ENDS] else None
        if speaker:
            name = speaker["han"] or speaker["latin"] or ""
            self.label = f"label:{name}" if name in _LABELS else "speaker"
            self.said = words[speaker.end() :]
        self.text = _DIGITS.sub("0", self.said)
        self.latin = _LATIN.findall(self.said)


def signs_of(outline: Outline, item: Item, words: str, *, first: bool) -> frozenset[str]:
    """The signs of a statement of an item; `words` are its small letters, at most some 120; `first`
    whether it opens the item."""
    section = item.section or "none"
    read = Words(words)
    marked = f"^{read.text}$"
    groups = {group for _, some in kind_words().automaton.iter(marked) for group in some}
    groups |= other_groups(read)
    found = named_signs(outline, item, read) | groups
    found.update([f"{group}@{section}" for group in groups])
    for run in _HAN.findall(read.text):
        found.update(run)
        found.update(map(operator.add, run, run[1:]))
    found |= edge_signs(read.text)
    found |= place_signs(section, item.kind, first)
    return frozenset(found)


def named_signs(outline: Outline, item: Item, read: Words) -> set[str]:
    """Latin words alone and in pairs, the shape of the words, and where in the text they stand."""
    found = set(shape_signs(read))
    if read.latin:
        found.update(read.latin)
        found.update(map(" ".join, itertools.pairwise(read.latin)))
    if not item.section and len(outline.items) >= _LONG:  # greetings and names
        if item.index < _EDGE:
            found.add(f"head:{item.index}")
        if item.index >= len(outline.items) - _EDGE:
            found.add("tail")
    if item.cells:
        found.update(_heads(item))
    return found


def edge_signs(text: str) -> frozenset[str]:
    """The first and last characters of a text whose digits are 0."""
    return frozenset((f"^{text[:1]}", f"^{text[:2]}", f"{text[-2:]}$", f"{text[-1:]}$"))


def promises(words: str) -> bool:
    """Whether small letters say that something is still to be done."""
    return bool(_PROMISE.search(words))


def other_groups(read: Words) -> set[str]:
    """The groups that the automaton does not find: those of Latin words, and what ends in 了."""
    found: set[str] = set()
    words, tokens = read.said, read.latin
    if "了" in words and _DID.search(f"{words}$"):
        found.add("done")
    if tokens:
        latin = kind_words().latin
        if words.lstrip("\"'“").startswith(tokens[0]):
            found.update(latin.get("^" + tokens[0], ()))
        for token in tokens:
            found.update(latin.get(token, ()))
        for one, two in itertools.pairwise(tokens):
            found.update(latin.get(f"{one} {two}", ()))
    return found


def shape_signs(read: Words) -> tuple[str, ...]:
    """The speaker or label, the length, and what else the words show without any one word; always in the
    same order."""
    words = read.words
    found = [_LENGTHS[min(6, len(words) // 8)]]
    if read.label:
        found.append(read.label)
    digit = "0" in read.text
    if (digit or "周" in words) and (day := _DAY.search(words)):
        found.append("day")
        behind = words[day.end() : day.end() + 3]
        if "前" in behind or "内" in behind or words.endswith("by ", 0, day.start()):
            found.append("day:due")
    if promises(words):
        found.append("promises")
    if digit or _NUMBER.search(words):
        found.append("number")
    if _CHANGE.search(words):
        found.append("change")
    if "“" in words or "「" in words or '"' in words:
        found.append("quote")
    if words[-1:] in ":?;":
        found.append(f"end:{words[-1:]}")
    if words[:1] in "(→":
        found.append(f"begin:{words[:1]}")
    return tuple(found)


@lru_cache(maxsize=256)
def place_signs(section: str, kind: str, first: bool) -> frozenset[str]:
    """What follows from the section, the kind of item, and whether the statement opens it."""
    return frozenset(
        (
            f"section:{section}",
            f"kind:{kind}",
            f"{kind}@{section}",
            f"first:{first}",
            f"first:{first}@{section}",
        )
    )


def _heads(item: Item) -> Iterator[str]:
    heads = [head.lower() for head, _ in item.cells]
    for name, pattern in (
        ("done", _DONE_ROW),
        ("task", _TASK_ROW),
        ("due", _DUE_ROW),
        ("trouble", _TROUBLE_ROW),
    ):
        if any(pattern.search(head) for head in heads):
            yield f"row:{name}"
