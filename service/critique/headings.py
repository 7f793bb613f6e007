"""Which of the four sections a heading opens, in Chinese and English, numbered or not."""

from __future__ import annotations

import re
from functools import lru_cache

FOLLOW_UP = "follow_up"
OTHER = "other"

_NUMBERING = (
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|节)?[、.:)\s]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|(?:section|part)\s{0,3}\d{1,2}[.:)]?\s|\d{1,2}(?:\.\d{1,2}){0,2}[.、):\s])"
)
_NUMBERED = re.compile(rf"[\s*#]{{0,8}}{_NUMBERING}", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:上个?月|上期|上一?阶段).{0,6}(?:行动|计划|工作|任务|事项|措施|待办|承诺|遗留|回看|跟踪|落实|执行)"
    r"|行动(?:项)?(?:回看|回顾|跟踪)|遗留(?:问题|事项|项|任务)|(?:问题|事项)(?:跟踪|跟进)"
    r"|last month['’]?s?\s|previous (?:month['’]?s )?actions"
    r"|follow[- ]?up (?:on|of)|actions? (?:review|from last)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"下个?月|下一?阶段|下一?期|下一?步|下周|后续(?:工作)?(?:安排|计划|事项|打算|工作|行动)|接下来"
    r"|\d{1,2}月(?:份)?的?(?:工作)?(?:计划|安排|打算|重点|规划|目标)|^\d{1,2}月(?:份)?$|[一二三四五六七八九十]{1,2}月(?:份)?的?(?:计划|安排|规划|打算)"
    r"|next (?:month|period|step|week|sprint|up)|plan(?:s|ned)? for|outlook|coming (?:month|up|weeks)|ahead$",
    re.IGNORECASE,
)
_NAMES = (
    ("progress", re.compile(
        r"进度|成果|进展|完成情况|工作回顾|主要工作|本月工作|工作完成|里程碑|亮点|业绩|成绩|成效|已完成"
        r"|工作(?:内容|情况|开展|小结)"
        r"|progress|results?(?![a-z])|achievements?|accomplish|highlights|milestones|status|delivered"
        r"|(?:what )?(?:we did|got done|went well|went right|was done)|(?<![a-z])wins(?![a-z])", re.I)),
    ("problems", re.compile(
        r"问题|挑战|风险|困难|不足|障碍|难点|堵点|痛点|短板|卡点|隐患|待解决"
        r"|problems?|challenges?|issues?(?![a-z])|risks?|blockers?"
        r"|went wrong|did(?:n['’]t| not) (?:go|work)|pain points?|concerns?(?![a-z])"
        r"|difficulties|headaches?|troubles?", re.I)),
    ("lessons", re.compile(
        r"经验|改进|措施|教训|沉淀|反思|对策|整改|体会|心得|启示|做法|改善"
        r"|lessons?|measures?|improvements?|retrospective|we (?:have )?learn|takeaways?|learnings?"
        r"|what (?:we )?changed", re.I)),
    ("next_month", re.compile(
        r"工作计划|计划与资源|资源需求|资源申请|行动计划|行动项|待办|计划安排|^计划$|待跟[进踪]|^(?:会后|后续)?行动$|^安排$|跟进事项"
        r"|任务(?:清单|分工|安排)|需要?的?(?:支持|协调)|工作安排"
        r"|action items?|actions$|resources?|plans?$|to-?dos?|who does what|asks$|follow-?ups?$", re.I)),
)  # fmt: skip
_LABEL = re.compile(
    rf"(?:{_NUMBERING})?\s{{0,3}}(?:\*\*)?"
    r"(?P<name>[^:。,;!?|\s]{1,20}|(?:Problems?|Measures?|Lessons?|Actions?|Next month|Progress"
    r"|Challenges?|Plans?|Results?)(?: and [a-z]{1,20})?)"
    r"\s{0,2}(?P<number>\d{1,3})?(?:\*\*)?\s{0,2}:",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"(?:下个?月|下周|下期|下一?阶段|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?|后续|接下来)的?"
    r"(?:工作)?(?:计划|安排|规划|打算|重点|主要工作|目标)|下个?月|next month|next steps?|action items?|to-?dos?",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s{0,3}(?:\d{1,2}[.、)]\s{0,2})?计划\s{0,2}:")
_LABEL_NAMES = {
    "问题与挑战": "problems", "问题与风险": "problems", "存在问题": "problems",
    "主要问题": "problems", "问题": "problems", "挑战": "problems", "风险": "problems", "困难": "problems",
    "措施": "lessons", "改进措施": "lessons", "经验": "lessons", "对策": "lessons",
    "整改措施": "lessons", "解决措施": "lessons", "改进": "lessons", "教训": "lessons",
    "下月计划": "next_month", "计划": "next_month", "行动": "next_month", "行动项": "next_month",
    "下步计划": "next_month", "下一步计划": "next_month", "下一步": "next_month",
    "problem": "problems", "problems": "problems", "challenge": "problems",
    "challenges": "problems", "measure": "lessons", "measures": "lessons", "lesson": "lessons",
    "lessons": "lessons", "action": "next_month", "actions": "next_month",
    "next month": "next_month", "plan": "next_month", "plans": "next_month",
}  # fmt: skip

_SHORT = 60


def section_of(heading: str) -> str | None:
    """The section a heading names; None for a heading of something else. Takes the readable copy."""
    return _kept_section(heading) if len(heading) <= _SHORT else _section(heading)


@lru_cache(maxsize=512)
def _kept_section(heading: str) -> str | None:
    """The same for headings of usual length: reviews have the same ones every month."""
    return _section(heading)


def _section(heading: str) -> str | None:
    words = _NUMBERED.sub("", heading, count=1).strip(" \t*#:")
    if _FOLLOWS.search(words):
        return FOLLOW_UP
    if _NEXT.search(words):
        return "next_month"
    found = [(match.start(), key) for key, name in _NAMES if (match := name.search(words))]
    return min(found)[1] if found else None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a heading's number: `二、`, `2.1 `, `第三部分 `."""
    return bool(_NUMBERED.match(line))


def label_of(words: str) -> tuple[str, int, bool] | None:
    """A label before a colon that names a section: (section, its length, whether it is a heading).

    `问题2：` and `Measure 2:` name one entry; `二、问题与挑战：` opens the section.
    """
    match = _LABEL.match(words)
    if not match:
        return None
    name = match["name"].strip("*").rstrip("0123456789").lower()
    if name == "计划" and _COMPARED.match(words):
        return None  # one of the entries 计划: / 实际: / 偏差: of a report
    if name in _LABEL_NAMES:
        opens = is_numbered(words) or name in ("problems", "measures", "lessons", "actions")
        return _LABEL_NAMES[name], match.end(), opens or (len(name) > 3 and not match["number"])
    if is_numbered(words) and len(name) <= 14 and (key := section_of(name)):
        return key, match.end(), True
    if len(name) <= 10 and _PLANNED.fullmatch(name):
        return "next_month", match.end(), True
    return None
