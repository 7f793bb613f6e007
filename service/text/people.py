"""Who is named in a text, and who is named as the one to do it.

Owners are written in many ways: `--谢平`, `责任人：王岚`, `（李敏）`, `@handle`,
`由李敏负责`, `请张工…`, `Owner: Li Min`. A name that is merely mentioned is no owner, and
`————某某` names a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from service.text.folding import fold, without_addresses
from service.text.lazy_patterns import lazy
from service.text.names import (
    FULL_NAME,
    HAN,
    HANDLE,
    LATIN_NAME,
    LAZY_NAME,
    SURNAME_SIGN,
    TITLED,
    TITLED_ONLY,
    is_person_name,
    names_of,
    read_names,
    starts_like_word,
)

Mark = Literal["dash", "label", "mention", "verb", "paren", "start"]


@dataclass(frozen=True, slots=True)
class OwnerMark:
    """One mark that says who is to do it: the names as written, and the span of the whole mark.

    `start` marks a line that begins with a name and a colon: an owner in a list of actions, a
    speaker in a record of talk; the caller knows which. A team has no person behind it.
    """

    names: tuple[str, ...]
    start: int
    end: int
    mark: Mark
    is_team: bool = False


_LABEL = lazy(
    r"(?:-{1,4}|—{1,3}|[(（【\[])?\s{0,8}(?P<label>责任人|负责人|主责人?|牵头人|跟进人|经办人|处理人"
    r"|对接人|执行人|承办人|责任方|责任单位"
    r"|(?<![A-Za-z])(?i:owners?|assignees?|dri)(?=\s{0,8}(?:[:=]|-|—|\s@|\s[A-Z]))"
    r"|(?<![A-Za-z])(?i:assigned to|owned by|action on)(?=\s))"
    r"\s{0,8}(?:[】\]]\s{0,8}:?|[:=为是]|-{1,6}|—{1,4})?\s{0,8}"
)
_LETTER = re.compile("[A-Za-z]")
_LATIN_LABEL = re.compile("own|ssign|dri|action on", re.IGNORECASE)
_DASH = lazy(r"(?P<sign>-{1,4}|—{1,4}|–)\s{0,8}(?=[\u4e00-\u9fff@A-Za-z])")
_PAREN = lazy(
    r"[(（]\s{0,8}(?P<names>[^()（）]{2,40}?)\s{0,8}[)）]"
    r"(?=\s{0,8}(?:[。；;.!！|]|$|\n|<br>|完成时间|截止|[,，]\s{0,8}(?:完成|截止)))"
)
_MENTION = lazy(
    rf"(?<![A-Za-z0-9_.])@(?:(?:{LAZY_NAME}(?!{HAN}))|{FULL_NAME}|{HAN}{{2,4}}|{HANDLE})"
)
_STRONG = "负责|牵头|主导|跟进|承担|督促|跟踪|对接|主责"
_DEEDS = (
    f"{_STRONG}|完成|处理|协助|确认|提供|输出|推动|整理|组织|梳理|编写|修复|排查|落实|汇报|反馈|提交|更新"
    "|补充|联系|沟通|协调|支持|配合|准备|拉通|发起|给出|制定|召集|验证|测试|评估|上线|发布|开发|审核|审批"
)
_LIST = rf"(?:{TITLED}|{LAZY_NAME})(?:\s{{0,8}}[、/,，和与及&]\s{{0,8}}(?:{TITLED}|{LAZY_NAME}))*"
_SOFT = "(?:来|将|会|再|先|去|尽快|同学|老师|本人|继续|共同|一起)?"
_BY = lazy(
    rf"(?:由(?!于)|请(?!求)|让|麻烦|安排|需(?!要))\s{{0,8}}(?P<names>{_LIST})\s{{0,8}}{_SOFT}\s{{0,8}}(?:{_DEEDS})"
)
_ASKED = lazy(
    rf"(?:请|麻烦|由)\s{{0,8}}(?P<names>{TITLED}(?:\s{{0,8}}[、/,，和与及]\s{{0,8}}{TITLED})*)"
)
_OWNS = lazy(
    rf"(?:^|(?<=[，,。；;:：(（\s|]))(?P<names>{_LIST})\s{{0,8}}{_SOFT}\s{{0,8}}(?:{_STRONG})"
)
_BEGINS = lazy(
    rf"^\s{{0,8}}(?:[-*+•]\s+|[0-9]{{1,2}}[.、)）]\s{{0,8}})?(?P<names>{_LIST}|{LATIN_NAME})\s{{0,8}}:"
)
_WILL = lazy(
    rf"(?<![A-Za-z])(?P<names>{LATIN_NAME}(?:(?:, | and ){LATIN_NAME})*|@{HANDLE})"
    r"\s(?:will|shall|is going to|owns|is responsible|follows up)(?![A-Za-z])"
)
_TAIL_AFTER = lazy(
    r"\s{0,8}(?:[。；;.!！|(（]|$|\n|<br>|--"
    r"|[,，]?\s{0,8}[【\[]?(?:完成|截[止至]|预计|计划|时间|期限|ddl|due|deadline|by\s)"
    r"|[,，]?\s{0,8}(?:20[0-9]{2}|[0-9]{1,2}(?:[月/]|\.[0-9]{1,2}(?![0-9.]))))",
    re.IGNORECASE,
)


_DUE_TAIL = lazy(
    r"[\s,，;；。(（-]{0,8}(?:(?:计划|预计)?完成(?:时间|日期)|截[止至](?:时间|日期|到)?|ddl|deadline|due)\s{0,8}[:=]?\s{0,8}"
    r"[0-9〇一二三四五六七八九十./年月日号底初中旬\- ]+[)）]?[\s。;；]*$",
    re.IGNORECASE,
)


def find_owners(text: str) -> tuple[OwnerMark, ...]:
    """The owner marks of one action or sentence, in order; none where nobody is named."""
    folded = fold(text)
    readable = without_addresses(folded.text)
    found: list[OwnerMark] = []
    for one in _all_marks(readable):
        if any(one.start < other.end and other.start < one.end for other in found):
            continue
        found.append(one)
    marks = []
    for one in sorted(found, key=lambda mark: mark.start):
        start, end = folded.original(one.start, one.end)
        marks.append(OwnerMark(one.names, start, end, one.mark, one.is_team))
    return tuple(marks)


def find_people(text: str) -> tuple[str, ...]:
    """Names of persons that the text surely holds, each once, in order; rather few than wrong."""
    folded = fold(text).text
    readable = without_addresses(folded)
    named: dict[str, int] = {}
    for mark in _all_marks(readable):
        if not mark.is_team:
            for name in mark.names:
                named.setdefault(name, mark.start)
    for match in TITLED_ONLY.finditer(readable):
        if match.group() not in ("施工", "管工", "包工") and not starts_like_word(match.group()):
            named.setdefault(match.group(), match.start())
    for match in _NAME_LIST.finditer(readable):
        names = _NAME_SIGN.split(match.group())
        if all(is_person_name(name) for name in names):
            for name in names:
                named.setdefault(name, match.start())
    return tuple(sorted(named, key=lambda name: named[name]))


_NAME_SIGN = lazy(r"\s{0,8}[、/]\s{0,8}")
_NAME_LIST = lazy(rf"(?<!{HAN}){FULL_NAME}(?:\s{{0,8}}[、/]\s{{0,8}}{FULL_NAME})+(?!{HAN})")


def strip_owner_marks(text: str) -> str:
    """The text without the marks at its end that name who does it, and the due date behind them."""
    whole = text
    tail = _DUE_TAIL.search(text.replace("：", ":"))
    if tail and find_owners(text[: tail.start()]):
        text = text[: tail.start()]
    text = _without_mark_before_bracket(text)
    while True:
        stripped = text.rstrip(" \t\u3000。；;,，.")
        last = next(
            (
                mark
                for mark in reversed(find_owners(stripped))
                if mark.mark in ("dash", "label", "mention", "paren") and mark.end == len(stripped)
            ),
            None,
        )
        if last is None:
            return text.rstrip() or whole
        if not stripped[: last.start].strip():
            return whole
        text = stripped[: last.start].rstrip(" \t\u3000，,;；-—")


def _without_mark_before_bracket(text: str) -> str:
    """「方案--李敏(10月底审视)」 without the mark; what the bracket adds stays."""
    bracket = re.search(r"\s{0,8}[(（][^()（）]{0,60}[)）][\s。；;.]*$", text)
    if bracket is None:
        return text
    for mark in find_owners(text):
        if mark.mark == "dash" and mark.end == bracket.start() and text[: mark.start].strip():
            return text[: mark.start].rstrip() + bracket.group().lstrip()
    return text


# --- the marks, strongest first ------------------------------------------------------------------


def _all_marks(text: str) -> Iterator[OwnerMark]:
    yield from _labels(text)
    yield from _dashes(text)
    yield from _parentheses(text)
    yield from _mentions(text)
    yield from _verbs(text)
    begins = _BEGINS.match(text) if ":" in text else None
    if begins:
        names = names_of(begins["names"])
        if names:
            yield OwnerMark(names, begins.start("names"), begins.end(), "start")


def _labels(text: str) -> Iterator[OwnerMark]:
    if not ("人" in text or "责" in text or (_LETTER.search(text) and _LATIN_LABEL.search(text))):
        return  # every label holds one of these; the labels' own pattern is slow
    for match in _LABEL.finditer(text):
        names, end, is_team = read_names(text, match.end(), known_only=False)
        if names:
            start = match.start()
            if text[start] in "(（" and end < len(text) and text[end] in ")）":
                end += 1
            elif text[start] in "(（" or (
                text[start] in "【[" and "】" not in match.group() and "]" not in match.group()
            ):
                start = match.start("label")
            yield OwnerMark(names, start, end, "label", is_team)


def _dashes(text: str) -> Iterator[OwnerMark]:
    if not ("-" in text or "—" in text or "–" in text):
        return
    for match in _DASH.finditer(text):
        sign, start = match["sign"], match.start()
        before = text[start - 1] if start else ""
        if sign.startswith("—" * 4) or (before and before in "-—"):
            continue
        if sign == "——" and before in "。！？!?":
            continue
        weak = sign in ("-", "—", "–")
        if weak and (before.isascii() and before.isalnum()):
            continue
        if weak and not text[:start].strip():
            continue
        names, end, is_team = read_names(text, match.end(), known_only=weak)
        if names and _TAIL_AFTER.match(text, end):
            yield OwnerMark(names, start, end, "dash", is_team)


def _parentheses(text: str) -> Iterator[OwnerMark]:
    if not ("(" in text or "（" in text):
        return
    for match in _PAREN.finditer(text):
        names, end, is_team = read_names(text, match.start("names"), known_only=True)
        if names and end == match.end("names"):
            yield OwnerMark(names, *match.span(), "paren", is_team)


def _mentions(text: str) -> Iterator[OwnerMark]:
    if "@" not in text:
        return
    for match in _MENTION.finditer(text):
        yield OwnerMark((match.group()[1:].rstrip(".-"),), *match.span(), "mention")


def _verbs(text: str) -> Iterator[OwnerMark]:
    for holds, pattern in _VERBS:
        if holds(text):
            for match in pattern.finditer(text):
                names = names_of(match["names"])
                if names:
                    yield OwnerMark(names, *match.span(), "verb")


_CALLED_SIGNS = frozenset("由请让麻安需")
_CALLED = lazy(rf"(?:[由请让需]|麻烦|安排)\s{{0,8}}{SURNAME_SIGN}")
_STRONG_WORD = lazy(_STRONG)


def _calls(text: str) -> bool:
    return not _CALLED_SIGNS.isdisjoint(text) and bool(_CALLED.search(text))


def _owns(text: str) -> bool:
    return bool(_STRONG_WORD.search(text))


def _is_english(text: str) -> bool:
    return bool(_LETTER.search(text))


_VERBS: tuple[tuple[Callable[[str], bool], re.Pattern[str]], ...] = (
    (_calls, _BY),
    (_calls, _ASKED),
    (_owns, _OWNS),
    (_is_english, _WILL),
)
"""Slow patterns with what holds of every text that they match."""
