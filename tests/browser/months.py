"""A month to paste, and the month after it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.served import MONTH_ZH, NEXT_MONTH_ZH

MONTH_EN = """# Skylark project, October meeting

Date: 2026-10-28

## Progress
- The order interface is finished and passed customer acceptance on 21 October.
- Data migration was planned for 15 October and was completed on 23 October because of old keys.
- The order import went from 42 minutes to 9 minutes.

## Problems
- The payment gateway times out now and then; on 19 October settlement stopped twice.

## Actions
- Add gateway retries. Owner: Lin Lan, due 8 November. Done when three days pass without a timeout.
- Write the interface guide. Owner: Zhou He, due 15 November.
"""

NEXT_MONTH_EN = """# Skylark project, November meeting

Date: 2026-11-25

## Progress
- Gateway retries are added, live since 6 November; three days passed without a timeout.

## Actions
- Hold the second user training. Owner: Zhou He, due 10 December.
"""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a person types in one language, and the words they press."""

    language: str
    project: str
    month: str
    next_month: str
    person: str
    edited: str
    buttons: dict[str, str]


PASTED = {
    "zh": Pasted(
        "zh",
        "青云项目",
        MONTH_ZH,
        NEXT_MONTH_ZH,
        "林岚",
        "改过的一条：订单接口已验收。",
        {
            "project": "项目名称",
            "month": "月份",
            "text": "资料",
            "make": "生成草稿",
            "accept": "接受",
            "edit": "编辑",
            "wording": "改成",
            "save": "保存修改",
            "reject": "拒绝",
            "sign": "定稿",
            "name": "审核人姓名",
            "markdown": "下载 Markdown",
            "json": "下载 JSON",
            "next": "开始写下个月",
            "answer": "确认回答",
            "critique": "做批注",
        },
    ),
    "en": Pasted(
        "en",
        "Skylark",
        MONTH_EN,
        NEXT_MONTH_EN,
        "Lin Lan",
        "Edited: the order interface passed acceptance.",
        {
            "project": "Project",
            "month": "Month",
            "text": "Material",
            "make": "Make the draft",
            "accept": "Accept",
            "edit": "Edit",
            "wording": "New wording",
            "save": "Save the wording",
            "reject": "Reject",
            "sign": "Sign off",
            "name": "Your name",
            "markdown": "Download Markdown",
            "json": "Download JSON",
            "next": "Start next month",
            "answer": "Confirm the answer",
            "critique": "Critique it",
        },
    ),
}
