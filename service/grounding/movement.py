"""How a number moves: up or down, and whether it is where something came from, arrived, or by how much.

降至 5 (the level reached) is not 降低 5 (the change); "fell to" is not "fell by".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.text.folding import fold

Way = Literal["up", "down", ""]
Role = Literal["from", "to", "by", ""]

_UP_ZH = "上升|上涨|增长|增加|增多|提高|提升|升高|扩大|延长|攀升|新增|走高|高出|超出|超过计划|升|增|涨|多"
_DOWN_ZH = (
    "下降|下滑|下跌|减少|降低|缩短|压缩|回落|缩减|减小|节省|节约|降幅|走低|低于计划|降|减|缩|少"
)
_LESS = r"(?:约|近|大约|接近|不到|超过|超|逾|至少|最多|仅)?\s?$"
_ZH = re.compile(rf"(?:(?P<up>{_UP_ZH})|(?P<down>{_DOWN_ZH}))(?P<level>[至到为])?(?:了)?\s?{_LESS}")
_ZH_FROM = re.compile(rf"(?:从|由|自|原先?的?|原来的?|之前的?|以前的?|此前的?)\s?{_LESS}")
_ZH_TO = re.compile(rf"(?:至|到|达到?|变为|变成|→|->)\s?{_LESS}")
_ZH_WAY = re.compile(rf"(?P<up>{_UP_ZH})|(?P<down>{_DOWN_ZH})")
_UP_EN = (
    r"rose|risen|rises?|grew|grown|increased?|increases|climbed|went up|goes up|gained|raised|jumped"
    r"|up|extended|expanded|an increase|slipped|pushed back|moved back"
)
_DOWN_EN = (
    r"fell|fallen|falls?|dropped|drops?|declined?|decreased?|decreases|reduced|reduces|was cut|were cut|cut"
    r"|went down|goes down|down|shortened|shrank|lowered|a decrease|a drop"
)
_NEAR = r"(?:\s(?:about|around|nearly|almost|roughly|over|under|more than|less than|only))?\s?\$?$"
_EN_FROM = re.compile(rf"\bfrom{_NEAR}")
_EN_INSTEAD = re.compile(rf"\b(?:instead of|rather than|compared (?:to|with)|as opposed to){_NEAR}")
_EN_BEFORE = re.compile(r"\s?[a-z%-]*(?:\s[a-z]+)?\s(?:before|previously|earlier)\b(?! the)")
_EN_TO = re.compile(rf"(?<!up )(?<!compared )(?<!due )\bto{_NEAR}|\breached{_NEAR}")
_EN_BY = re.compile(
    rf"\bby{_NEAR}|\b(?:increase|decrease|drop|rise) of{_NEAR}|\b(?:up|down){_NEAR}"
    rf"|\b(?:rose|fell|grew|dropped|climbed|declined|gained|slipped|jumped|shrank|improved|worsened){_NEAR}"
)
_EN_WAY = re.compile(rf"\b(?:(?P<up>{_UP_EN})|(?P<down>{_DOWN_EN}))\b")
_EN_AFTER = re.compile(
    r"\s?[a-z%-]*\s?(?:[a-z%-]+\s)?(?:(?P<up>more|higher|longer|over plan|above plan|late|later)"
    r"|(?P<down>fewer|less|lower|shorter|under plan|below plan|earlier))\b"
    r"(?! (?:new|than (?:half|one|[0-9])))"
)
_CLAUSE = re.compile(r"[。；;！!？?\n，（）()]|,(?![0-9])|\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Movement:
    """What the words around a number say of its movement; "" is unsaid."""

    way: Way = ""
    role: Role = ""


@lru_cache(maxsize=8192)
def movement(text: str, start: int, end: int) -> Movement:
    """The movement of the number at [start, end) of a text."""
    low = text.lower()
    before = fold(low[:start]).text
    before = before[max(0, len(before) - 44) :]
    behind = fold(low[end:]).text[:36]
    clause = _CLAUSE.split(before)[-1]
    match = _ZH.search(before)
    if match:
        way: Way = "up" if match["up"] else "down"
        return Movement(way, "to" if match["level"] else "by")
    if _ZH_FROM.search(before):
        return Movement(_way(_ZH_WAY.search(_CLAUSE.split(behind)[0])), "from")
    if _ZH_TO.search(before):
        return Movement(_last_way(clause), "to")
    if _EN_BEFORE.match(behind) or _EN_INSTEAD.search(before):
        return Movement("", "from")
    if _EN_FROM.search(before) and (
        _EN_WAY.search(clause) or re.match(r"[^,;]{0,30}\b(?:to|down|up)\b", behind)
    ):
        return Movement(_last_way(clause), "from")
    if _EN_BY.search(before):
        return Movement(_last_way(clause), "by")
    if _EN_TO.search(before) and (_EN_WAY.search(clause) or " from " in clause):
        return Movement(_last_way(clause), "to")
    after = _EN_AFTER.match(behind)
    if after:
        return Movement(_way(after), "by")
    return Movement()


def _way(match: re.Match[str] | None) -> Way:
    if match is None:
        return ""
    return "up" if match["up"] else "down"


def _last_way(clause: str) -> Way:
    found = [*_EN_WAY.finditer(clause), *_ZH_WAY.finditer(clause)]
    return _way(max(found, key=lambda one: one.start())) if found else ""


def ways_of(clause: str) -> frozenset[str]:
    """The directions that a clause speaks of: up, down, better, worse."""
    ways: set[str] = {
        _way(match)
        for pattern in (_EN_WAY, _ZH_CLAUSE_WAY, _EN_BESIDE)
        for match in pattern.finditer(clause)
    }
    ways |= {"better" for _ in _BETTER.finditer(clause)}
    ways |= {"worse" for _ in _WORSE.finditer(clause)}
    return frozenset(ways)


OPPOSITE = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
"""What each direction of a clause denies."""
_BETTER = re.compile(r"改善|好转|优化|\b(?:improved?|improves|better)\b")
_WORSE = re.compile(r"恶化|变差|\b(?:worsened|worsens|worse|deteriorated)\b")
_EN_BESIDE = re.compile(
    r"\b(?:(?P<up>above|exceeds?|exceeded|over plan)|(?P<down>below|under plan|short of))\b"
)


_ZH_CLAUSE_WAY = re.compile(
    r"(?P<up>上升|上涨|增长|增加|提高|提升|升高|扩大|延长|升至|升到|高于|超出|(?<!不)超过|高出)"
    r"|(?P<down>下降|下滑|下跌|减少|降低|缩短|压缩|回落|缩减|降至|降到|低于)"
)
