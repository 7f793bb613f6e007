"""Whom a text names as taking part: those present, those who speak, those under a header that asks who.

In minutes and chats people go by a surname, a given name or a first name that no list of names holds;
the text itself says that these are people.
"""

from __future__ import annotations

import re
from collections import Counter

from service.text.lazy_patterns import lazy
from service.text.names import FULL_NAME, TITLED, is_person_name

_HAN_NAME = "[\u4e00-\u9fff]{1,4}"
_LATIN_NAME = r"[A-Z][A-Za-z'-]{1,20}(?: [A-Z][A-Za-z'-]{1,20}){0,2}"
_PRESENT = lazy(
    r"\n[\s>*#-]{0,6}(?:出席|参会|与会|列席|到会|在场|参加|记录|主持|编制|填报|填写|汇报|执笔|整理"
    r"|项目组|成员|抄送"
    r"|present|attendees|attending|there|participants|in the room|notes|prepared|by phone)"
    r"[^:\n]{0,8}:(?P<who>[^\n]{1,300})",
    re.IGNORECASE,
)
_SPEAKER = lazy(
    rf"\n[\s>*-]{{0,6}}(?:\[?[0-9:/. -]{{4,20}}\]?\s)?(?P<who>{_HAN_NAME}|{_LATIN_NAME})\s?:(?=[^\n])"
)
_HEADED = lazy(
    r"\n[ \t]{0,8}\|(?P<heads>[^\n]{0,600}\|)[ \t]{0,8}\n[ \t]{0,8}\|[ \t:|-]{3,200}\|[ \t]{0,8}\n"
    r"(?P<rows>(?:[^\n|]{0,200}\|[^\n]*\n?){1,60})"
)
_WHO_HEAD = lazy(r"^(?:人|谁|谁做|责任人|负责人|经办人?|跟进人|处理人|who|owner)$", re.IGNORECASE)
_PARTS = lazy(r"[、,;/和与及&+]|\sand\s|(?<=[\u4e00-\u9fff])\s{1,4}|\s{1,4}(?=[\u4e00-\u9fff])")
_BRACKETS = lazy(r"\([^()\n]{0,40}\)")
_HAN = lazy(rf"{_HAN_NAME}$")
_LATIN = lazy(rf"{_LATIN_NAME}$")
_NOBODY = lazy(
    "问题|原因|措施|计划|实际|偏差|结果|处理|时间|地点|日期|主题|主旨|备注|说明|风险|责任|负责|状态|进度|目标|待办|事项|议题|结论|决议|下月|本月|上月|影响"
    "|人数|人员|确认|要$|我方|顾问$|助理$|^(?:主任|协理|师傅|老师|会计|经理|总监|开发|采购|运维|测试|驻场|研发|财务)$|共|待定|暂无|未定|无|全体|项目|大家|各|相关|甲方|乙方|客户|厂[家商]|公司|部门?$|[科处室组局]$|中心$|完成|上线|测试|培训|数据|接口|系统|补充|另外|例如|比如|注|附|致|好"
    r"|^(?:you|we|me|all|note|action|next|plan|goal|risk|issue|problem|training|vendor|client|the|subject|date|cause|result"
    r"|someone|somebody|nobody|tbd|it|hr|finance|pharmacy|medical)(?![a-z])",
    re.IGNORECASE,
)
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "captain", "director"))
_FULL = lazy(rf"{TITLED}|{FULL_NAME}")


def participants(copy: str) -> frozenset[str]:
    """The names of those who take part, and of each full name the given name too. Takes the readable copy."""
    found: set[str] = set()
    copy = f"\n{copy}"  # each pattern begins with a line end, which is found at once
    for match in _PRESENT.finditer(copy):
        for part in _PARTS.split(_BRACKETS.sub(" ", match["who"])):
            found |= _forms(part.strip(" .。:"))
    spoke = Counter(match["who"] for match in _SPEAKER.finditer(copy))
    for who, times in spoke.items():
        if times > 1 or is_person_name(who):
            found |= _forms(who)
    for table in _HEADED.finditer(copy):
        found |= _under_who(table["heads"], table["rows"])
    return frozenset(found)


def _under_who(heads: str, rows: str) -> set[str]:
    at = [n for n, head in enumerate(heads.split("|")) if _WHO_HEAD.match(head.strip())]
    found: set[str] = set()
    for row in rows.split("\n") if at else ():
        cells = row.strip().strip("|").split("|")
        if at[0] < len(cells):
            for part in _PARTS.split(_BRACKETS.sub(" ", cells[at[0]])):
                found |= _forms(part.strip(" .。"))
    return found


def _forms(name: str) -> set[str]:
    """A name and its shorter forms; nothing for what is no name."""
    if not name or _NOBODY.search(name):
        return set()
    if _HAN.match(name):
        if len(name) == 1:
            return set()
        given = {name[1:]} if len(name) == 3 and is_person_name(name) else set()
        whole = _FULL.search(name)
        return {name, *given, *({whole.group()} if whole else ())}
    if _LATIN.match(name):
        words = [word for word in name.split() if word.rstrip(".").lower() not in _TITLES]
        return {name, *(word for word in words if len(word) > 2)}
    return set()
