"""What is the name of a person or a team, and where does a list of names end?"""

from __future__ import annotations

import re

from service.text.lazy_patterns import lazy
from service.text.surnames import (
    COMPOUND_SURNAMES,
    LATIN_NAMES,
    NOT_IN_GIVEN_NAMES,
    SURNAMES,
    TITLES,
    WORDS_LIKE_NAMES,
)

HAN = "[\u4e00-\u9fff]"
_GIVEN = rf"(?![{''.join(NOT_IN_GIVEN_NAMES)}①-⒛²³¹])[^\W\d_A-Za-z]"
"""A letter that is no Latin one: rare characters of names (𠮷, 㐂, 々) too. The whole Han range would say nearly
the same, and take half a millisecond to compile wherever it stands."""
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(SURNAMES)}])"
SURNAME_SIGN = f"[{''.join(SURNAMES)}{''.join(sorted({one[0] for one in COMPOUND_SURNAMES}))}]"
"""What every Chinese name begins with."""
FULL_NAME = f"{_SURNAME}(?:{_GIVEN}){{1,2}}"
LAZY_NAME = f"{_SURNAME}(?:{_GIVEN}){{1,2}}?"
TITLED = f"{_SURNAME}(?:{_GIVEN}){{0,2}}?(?:{'|'.join(TITLES)})"
_TITLE = f"(?:{_GIVEN}){{0,2}}?(?:{'|'.join(TITLES)})"
TITLED_OR_LAZY_NAME = f"{_SURNAME}(?:{_TITLE}|(?:{_GIVEN}){{1,2}}?)"
FULL_NAME_OR_TITLED = f"{_SURNAME}(?:(?:{_GIVEN}){{1,2}}|{_TITLE})"
"""Two in one, because each time that the surnames stand in a pattern takes a millisecond to compile."""
LATIN_NAME = "[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}"
HANDLE = "[A-Za-z][A-Za-z0-9_.-]{1,38}"
_TEAM = lazy(
    r"(?:[A-Za-z0-9_\-\u4e00-\u9fff][A-Za-z0-9_\- \u4e00-\u9fff]{0,15})?"
    r"(?:sig组?(?:成员单位)?|committers?|maintainers?|pmc|team|group|squad|小组|团队|部门|委员会|理事会"
    r"|[\u4e00-\u9fff]组|[\u4e00-\u9fff]部|[\u4e00-\u9fff]中心|(?:[\u4e00-\u9fff]{2,6})(?:云|科技|集团|大学|研究院)|相关方|供应商|厂商|公司|各方|全员|全体成员)",
    re.IGNORECASE,
)
_NOBODY = lazy(
    "截止|状态|时间|备注|验收|优先级|日期|待定|暂无|未定|未知|无|大家|各位|双方|相关|同上|确认|完成|沟通|讨论|通过|关闭|闭环|持续|跟踪"
    "|继续|审批|进行|已|新增|同意|如下|以下|分别|以及|后续|安排|评审|通知|输出|提供|提交|规划|暂缓"
    "|优化|处理"
    "|截止|状态|期限|完成时间|due|by|before|until|state|status"
    "|none|tbd|n/?a|todo|done|open|close[d]?|draft|and|or|the|all|yes|no|high|low|medium",
    re.IGNORECASE,
)
_SEPARATOR = lazy(r"\s{0,8}(?:[、/,，&]|和|与|及|\sand\s)\s{0,8}|\s+(?=[\u4e00-\u9fff@])")
_TOKEN = lazy(rf"@?{HAN}+|{LATIN_NAME}|@?{HANDLE}")
TITLED_ONLY = lazy(TITLED)
_FULL_ONLY = lazy(FULL_NAME)
_LATIN_ONLY = lazy(rf"{LATIN_NAME}|@?{HANDLE}")
_GLUED = lazy(rf"({TITLED}|{LAZY_NAME})(?=完成时间|预计|截[止至]|计划|负责|牵头|跟进)")


def is_person_name(token: str) -> bool:
    """Whether the token is, as a whole, a name with a known surname, or a surname and a title."""
    if TITLED_ONLY.fullmatch(token):
        return not starts_like_word(token)
    return bool(_FULL_ONLY.fullmatch(token)) and not starts_like_word(token)


def is_team_name(token: str) -> bool:
    """Whether the token names a team or a role that many people hold."""
    return bool(_TEAM.fullmatch(token.strip()))


def _is_latin_name(token: str) -> bool:
    """Two or three capital words with a name among them: Li Min, not Local Environment."""
    words = re.split("[ -]", token)
    return len(words) > 1 and any(word.lower() in LATIN_NAMES for word in words)


def starts_like_word(token: str) -> bool:
    return token[:2] in WORDS_LIKE_NAMES or bool(_NOBODY.match(token))


def names_of(text: str) -> tuple[str, ...]:
    """The names of a list that a pattern has found; none when one of them is an everyday word."""
    parts = re.split(r"\s{0,8}(?:[、/,，和与及&]|\sand\s)\s{0,8}", text)
    names = tuple(part.lstrip("@") for part in parts if part)
    if not all(
        _is_latin_name(part) if part.isascii() else is_person_name(part) for part in names
    ) and not text.startswith("@"):
        return ()
    return names


def read_names(text: str, at: int, *, known_only: bool) -> tuple[tuple[str, ...], int, bool]:
    """Names from `at` on, parted by 、/ and the like: the names, where they end, team or not.

    `known_only` takes Han names with a known surname and Latin full names alone; otherwise a short
    name (欣欣) and a handle count too, because a label or a double dash says that a name follows.
    """
    names: list[str] = []
    end = at
    teams, end = _read_teams(text, at)
    if teams:
        person = _person_of_team(text, end)
        return (teams, end, True) if person is None else ((person[0],), person[1], False)
    while True:
        match = _TOKEN.match(text, at)
        name = _accepted(match.group(), known_only=known_only) if match else ""
        if match is None or not name:
            if names:
                teams, end_of_teams = _read_teams(text, at)
                names, end = [*names, *teams], end_of_teams if teams else end
            break
        if names and re.match(r"\s{0,4}:", text[match.end() : match.end() + 5]):
            break  # the next label: 牵头人：李敏 配合人：王岚
        names.append(name.lstrip("@"))
        end = match.start() + len(name)
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return tuple(names), end, False


def _person_of_team(text: str, at: int) -> tuple[str, int] | None:
    """`QA-SIG 邢文` names the person of a team: the name and where it ends, None when none follows."""
    match = re.compile(rf"[ \u3000]+({FULL_NAME})(?!{HAN})").match(text, at)
    return (match.group(1), match.end()) if match and is_person_name(match.group(1)) else None


def _read_teams(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The teams from `at` on, and where they end."""
    teams: list[str] = []
    end = at
    while True:
        match = _TEAM.match(text, at)
        if match is None or is_person_name(match.group()):
            return tuple(teams), end
        teams.append(match.group().strip())
        end = match.end()
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            return tuple(teams), end
        at = separator.end()


def _accepted(token: str, *, known_only: bool) -> str:
    """The name that the token is, or begins with before a word of time; "" when it is none."""
    if starts_like_word(token):
        return ""
    if _LATIN_ONLY.fullmatch(token):
        if known_only and not token.startswith("@") and not _is_latin_name(token):
            return ""
        return token.rstrip(".-")
    if is_person_name(token):
        return token
    glued = _GLUED.match(token)
    if glued:
        return glued.group(1)
    if known_only or not 2 <= len(token) <= 4:
        return ""
    if set(token) & NOT_IN_GIVEN_NAMES and not (token[0] in SURNAMES and len(token) <= 3):
        return ""  # behind a double dash a known surname is name enough (罗以宁)
    return token
