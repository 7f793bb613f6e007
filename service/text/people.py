"""Who is named in a text, and who is named as the one to do it.

Owners are written in many ways: `--谢平`, `责任人：王岚`, `（李敏）`, `@handle`,
`由李敏负责`, `请张工…`, `Owner: Li Min`. A name that is merely mentioned is no owner, and
`————某某` names a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.text.folding import fold, without_addresses
from service.text.surnames import (
    COMPOUND_SURNAMES,
    NOT_IN_GIVEN_NAMES,
    SURNAMES,
    TITLES,
    WORDS_LIKE_NAMES,
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


_HAN = "[\u4e00-\u9fff]"
_GIVEN = f"(?![{''.join(NOT_IN_GIVEN_NAMES)}]){_HAN}"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(SURNAMES)}])"
_FULL_NAME = f"{_SURNAME}(?:{_GIVEN}){{1,2}}"
_LAZY_NAME = f"{_SURNAME}(?:{_GIVEN}){{1,2}}?"
_TITLED = f"{_SURNAME}(?:{_GIVEN}){{0,2}}?(?:{'|'.join(TITLES)})"
_LATIN_NAME = "[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}"
_HANDLE = "[A-Za-z][A-Za-z0-9_.-]{1,38}"
_TEAM = re.compile(
    r"(?:[A-Za-z0-9_\-\u4e00-\u9fff][A-Za-z0-9_\- \u4e00-\u9fff]{0,15})?"
    r"(?:sig组?|committers?|maintainers?|pmc|team|group|squad|小组|团队|部门|委员会|理事会"
    r"|[\u4e00-\u9fff]组|[\u4e00-\u9fff]部|[\u4e00-\u9fff]中心|相关方|供应商|厂商|公司|各方|全员|全体成员)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    "待定|暂无|未定|未知|无|大家|各位|双方|相关|同上|确认|完成|沟通|讨论|通过|关闭|闭环|持续|跟踪"
    "|继续|审批|进行|已|新增|同意|如下|以下|分别|以及|后续|安排|评审|通知|输出|提供|提交|规划|暂缓"
    "|优化|处理"
    "|none|tbd|n/?a|todo|done|open|close[d]?|draft|and|or|the|all|yes|no|high|low|medium",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:[、/,，&;；]|和|与|及|\sand\s)\s*|\s+(?=[\u4e00-\u9fff@])")
_TOKEN = re.compile(rf"@?{_HAN}+|{_LATIN_NAME}|@?{_HANDLE}")
_TITLED_ONLY = re.compile(_TITLED)
_FULL_ONLY = re.compile(_FULL_NAME)
_LATIN_ONLY = re.compile(rf"{_LATIN_NAME}|@?{_HANDLE}")

_LABEL = re.compile(
    r"(?:-{1,4}|—{1,3}|[(（])?\s*(?P<label>责任人|负责人|主责人?|牵头人|跟进人|经办人|处理人"
    r"|对接人|执行人|承办人|责任方|责任单位"
    r"|(?<![A-Za-z])(?i:owners?|assignees?|assigned to|owned by|dri|action on)(?![A-Za-z]))"
    r"\s*(?:[:=为是]|-{1,6}|—{1,4})?\s*"
)
_DASH = re.compile(r"(?P<sign>-{1,4}|—{1,4}|–)\s*(?=[\u4e00-\u9fff@A-Za-z])")
_PAREN = re.compile(
    r"[(（]\s*(?P<names>[^()（）]{2,40}?)\s*[)）]"
    r"(?=\s*(?:[。；;.!！|]|$|\n|<br>|完成时间|截止|[,，]\s*(?:完成|截止)))"
)
_MENTION = re.compile(
    rf"(?<![A-Za-z0-9_.])@(?:(?:{_LAZY_NAME}(?!{_HAN}))|{_FULL_NAME}|{_HAN}{{2,4}}|{_HANDLE})"
)
_STRONG = "负责|牵头|主导|跟进|承担|督促|跟踪|对接|主责"
_DEEDS = (
    f"{_STRONG}|完成|处理|协助|确认|提供|输出|推动|整理|组织|梳理|编写|修复|排查|落实|汇报|反馈|提交|更新"
    "|补充|联系|沟通|协调|支持|配合|准备|拉通|发起|给出|制定|召集|验证|测试|评估|上线|发布|开发|审核|审批"
)
_LIST = rf"(?:{_TITLED}|{_LAZY_NAME})(?:\s*[、/,，和与及&]\s*(?:{_TITLED}|{_LAZY_NAME}))*"
_SOFT = "(?:来|将|会|再|先|去|尽快|同学|老师|本人|继续|共同|一起)?"
_BY = re.compile(
    rf"(?:由(?!于)|请(?!求)|让|麻烦|安排|需(?!要))\s*(?P<names>{_LIST})\s*{_SOFT}\s*(?:{_DEEDS})"
)
_ASKED = re.compile(rf"(?:请|麻烦|由)\s*(?P<names>{_TITLED}(?:\s*[、/,，和与及]\s*{_TITLED})*)")
_OWNS = re.compile(rf"(?:^|(?<=[，,。；;:：(（\s|]))(?P<names>{_LIST})\s*{_SOFT}\s*(?:{_STRONG})")
_BEGINS = re.compile(
    rf"^\s*(?:[-*+•]\s+|[0-9]{{1,2}}[.、)）]\s*)?(?P<names>{_LIST}|{_LATIN_NAME})\s*:"
)
_WILL = re.compile(
    rf"(?<![A-Za-z])(?P<names>{_LATIN_NAME}(?:(?:, | and ){_LATIN_NAME})*|@{_HANDLE})"
    r"\s(?:will|shall|is going to|owns|is responsible|follows up)(?![A-Za-z])"
)
_TAIL_AFTER = re.compile(
    r"\s*(?:[。；;.!！|]|$|\n|<br>"
    r"|[,，]?\s*(?:完成|截[止至]|预计|计划|时间|期限|ddl|due|deadline|by\s)"
    r"|[,，]?\s*(?:20[0-9]{2}|[0-9]{1,2}[月/]))",
    re.IGNORECASE,
)


_GLUED = re.compile(rf"({_TITLED}|{_LAZY_NAME})(?=完成时间|预计|截[止至]|计划|负责|牵头|跟进)")
_DUE_TAIL = re.compile(
    r"[\s,，;；。(（-]*(?:(?:计划|预计)?完成(?:时间|日期)|截[止至](?:时间|日期|到)?|ddl|deadline|due)\s*[:=]?\s*"
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
    for match in _TITLED_ONLY.finditer(readable):
        if match.group() not in ("施工", "管工", "包工") and not _starts_like_word(match.group()):
            named.setdefault(match.group(), match.start())
    for match in _NAME_LIST.finditer(readable):
        names = _NAME_SIGN.split(match.group())
        if all(is_person_name(name) for name in names):
            for name in names:
                named.setdefault(name, match.start())
    return tuple(sorted(named, key=lambda name: named[name]))


_NAME_SIGN = re.compile(r"\s*[、/]\s*")
_NAME_LIST = re.compile(rf"(?<!{_HAN}){_FULL_NAME}(?:\s*[、/]\s*{_FULL_NAME})+(?!{_HAN})")


def strip_owner_marks(text: str) -> str:
    """The text without the marks at its end that name who does it, and the due date behind them."""
    whole = text
    tail = _DUE_TAIL.search(text.replace("：", ":"))
    if tail and find_owners(text[: tail.start()]):
        text = text[: tail.start()]
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


def is_person_name(token: str) -> bool:
    """Whether the token is, as a whole, a name with a known surname, or a surname and a title."""
    if _TITLED_ONLY.fullmatch(token):
        return not _starts_like_word(token)
    return bool(_FULL_ONLY.fullmatch(token)) and not _starts_like_word(token)


def is_team_name(token: str) -> bool:
    """Whether the token names a team or a role that many people hold."""
    return bool(_TEAM.fullmatch(token.strip()))


def _starts_like_word(token: str) -> bool:
    return token[:2] in WORDS_LIKE_NAMES or bool(_NOBODY.match(token))


# --- the marks, strongest first ------------------------------------------------------------------


def _all_marks(text: str) -> Iterator[OwnerMark]:
    yield from _labels(text)
    yield from _dashes(text)
    yield from _parentheses(text)
    yield from _mentions(text)
    yield from _verbs(text)
    begins = _BEGINS.match(text)
    if begins:
        names = _names_of(begins["names"])
        if names:
            yield OwnerMark(names, begins.start("names"), begins.end(), "start")


def _labels(text: str) -> Iterator[OwnerMark]:
    for match in _LABEL.finditer(text):
        names, end, is_team = _read_names(text, match.end(), known_only=False)
        if names:
            start = match.start()
            if text[start] in "(（" and end < len(text) and text[end] in ")）":
                end += 1
            elif text[start] in "(（":
                start = match.start("label")
            yield OwnerMark(names, start, end, "label", is_team)


def _dashes(text: str) -> Iterator[OwnerMark]:
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
        names, end, is_team = _read_names(text, match.end(), known_only=weak)
        if names and _TAIL_AFTER.match(text, end):
            yield OwnerMark(names, start, end, "dash", is_team)


def _parentheses(text: str) -> Iterator[OwnerMark]:
    for match in _PAREN.finditer(text):
        names, end, is_team = _read_names(text, match.start("names"), known_only=True)
        if names and end == match.end("names"):
            yield OwnerMark(names, *match.span(), "paren", is_team)


def _mentions(text: str) -> Iterator[OwnerMark]:
    for match in _MENTION.finditer(text):
        yield OwnerMark((match.group()[1:].rstrip(".-"),), *match.span(), "mention")


def _verbs(text: str) -> Iterator[OwnerMark]:
    for pattern in (_BY, _ASKED, _OWNS, _WILL):
        for match in pattern.finditer(text):
            names = _names_of(match["names"])
            if names:
                yield OwnerMark(names, *match.span(), "verb")


def _names_of(text: str) -> tuple[str, ...]:
    """The names of a list that a pattern has found; none when one of them is an everyday word."""
    parts = re.split(r"\s*(?:[、/,，和与及&]|\sand\s)\s*", text)
    names = tuple(part.lstrip("@") for part in parts if part)
    if any(not part.isascii() and not is_person_name(part) for part in names):
        return ()
    return names


def _read_names(text: str, at: int, *, known_only: bool) -> tuple[tuple[str, ...], int, bool]:
    """Names from `at` on, parted by 、/ and the like: the names, where they end, team or not.

    `known_only` takes Han names with a known surname and Latin full names alone; otherwise a short
    name (欣欣) and a handle count too, because a label or a double dash says that a name follows.
    """
    names: list[str] = []
    end = at
    team = _TEAM.match(text, at)
    if team and not is_person_name(team.group()) and not _known(team.group()):
        return (team.group().strip(),), team.end(), True
    while True:
        match = _TOKEN.match(text, at)
        name = _accepted(match.group(), known_only=known_only) if match else ""
        if match is None or not name:
            break
        names.append(name.lstrip("@"))
        end = match.start() + len(name)
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return tuple(names), end, False


def _known(token: str) -> bool:
    return bool(_FULL_ONLY.fullmatch(token)) and not _starts_like_word(token)


def _accepted(token: str, *, known_only: bool) -> str:
    """The name that the token is, or begins with before a word of time; "" when it is none."""
    if _starts_like_word(token):
        return ""
    if _LATIN_ONLY.fullmatch(token):
        if known_only and not re.fullmatch(rf"{_LATIN_NAME}|@.+", token):
            return ""
        return token.rstrip(".-")
    if is_person_name(token):
        return token
    glued = _GLUED.match(token)
    if glued:
        return glued.group(1)
    if known_only or not 2 <= len(token) <= 4 or set(token) & NOT_IN_GIVEN_NAMES:
        return ""
    return token
