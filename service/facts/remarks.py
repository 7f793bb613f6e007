"""Lines that add to the line above instead of standing for themselves: owner, due date, progress."""

from __future__ import annotations

import re

from service.text.dates import find_dates
from service.text.people import find_owners

_FIELD = re.compile(
    r"(?:[【\[(（]\s*)?(?:责任人|负责人|主责人?|牵头人|跟进人|处理人|对接人|执行人|经办人|承办人"
    r"|(?:要求|预计|计划|预期)?完成(?:时间|日期|时限|节点)?|截[止至](?:时间|日期)?|期限|时限|交付(?:时间|日期)"
    r"|owners?|assignees?|ddl|deadline|due(?: date)?|eta|target(?: date)?)"
    r"\s*(?:[】\])）]\s*[:：]?|[:：=]|\s(?=[0-9@\u4e00-\u9fff]))\s*\S",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?:进展|当前进展|状态|更新|备注|说明|结果|update|status|progress|remark)\s*[:：]"
    r"|(?:暂无|尚未|仍未|还未|暂未|继续|正在|进行中|已(?:提交|发起|联系|沟通|反馈|申请|在))[^。]{0,24}$",
    re.IGNORECASE,
)
_LONGEST_FIELD = 60
_LONGEST_STATUS = 80


def with_remark(text: str, remark: str, *, dashed: bool, deeper: bool) -> str | None:
    """`text` with what the line below adds to it; None where that line says something of its own.

    `dashed` says that the line begins with ——, `deeper` that it is indented more.
    """
    if len(remark) <= _LONGEST_FIELD and (_FIELD.match(remark) or _is_only_a_day(remark)):
        return f"{text} {remark}"
    if dashed and len(remark) <= _LONGEST_FIELD and _begins_with_owner(remark):
        return f"{text} --{remark}"
    if dashed and deeper:
        return f"{text}（{remark}）"
    if deeper and len(remark) <= _LONGEST_STATUS and _STATUS.match(remark):
        return None if find_owners(remark) else f"{text}（{remark}）"
    return None


def _is_only_a_day(remark: str) -> bool:
    """9月30日前"""
    if len(remark) > 24:
        return False
    days = find_dates(remark)
    return len(days) == 1 and len(remark) - len(days[0].raw) <= 3 and days[0].start == 0


def _begins_with_owner(remark: str) -> bool:
    return any(mark.mark == "dash" and mark.start <= 2 for mark in find_owners(f"事 --{remark}"))


def is_list_of_people(text: str) -> bool:
    """Whether a line below 与会人 holds names and nothing else."""
    tokens = [one for one in re.split(r"[\s、,，;；/()（）<>@|：:]+", text) if one]
    if not tokens or len(text) > 120:
        return False
    han = all(len(one) <= 4 or one.isascii() for one in tokens)
    latin = [one for one in tokens if one.isascii()]
    return han and len(latin) <= 6 and not re.search(r"[。！？；!?]", text)
