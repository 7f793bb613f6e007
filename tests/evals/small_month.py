"""A month of four sentences and one ticket with a good draft of it, written by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from evals.cases import Forbidden, GoldAnswer, GoldConflict, GoldFinding, GoldPlace, Matter, Month

MINUTES = "month/minutes.md"
TICKETS = "month/tickets.csv"
MINUTES_TEXT = (
    "# 例会 2026年9月8日\r\n"
    "接口联调9月5日完成，比计划晚2天😀。挂号耗时由１２秒降到 3 秒。\r\n"
    "打印错位已修复。\r\n"
    "补充回退方案。责任人：程晚，完成时间：9月20日\r\n"
)
TICKETS_TEXT = 'Bug编号,Bug标题,Bug状态\n7,"打印错位\n每天 5 次",激活\n8,另一件事,已关闭\n'
FILES = {
    MINUTES: b"\xef\xbb\xbf" + MINUTES_TEXT.encode(),
    TICKETS: TICKETS_TEXT.encode("gb18030"),
}


def cite(quote: str) -> dict[str, Any]:
    """A citation of the minutes at the place where the quote stands."""
    start = MINUTES_TEXT.index(quote)
    before = MINUTES_TEXT[:start]
    return {
        "sentence": f"m{start}",
        "source": MINUTES,
        "place": {
            "kind": "text",
            "line": before.count("\n") + 1,
            "column": start - (before.rfind("\n") + 1) + 1,
            "start": start,
            "end": start + len(quote),
        },
        "text": quote,
    }


def cite_cell(row: int, column: int, header: str, text: str) -> dict[str, Any]:
    """A citation of a cell of the ticket export."""
    place = {"kind": "table", "sheet": "", "row": row, "column": column, "header": header}
    return {"sentence": f"t{row}.{column}", "source": TICKETS, "place": place, "text": text}


def item(name: str, text: str, *evidence: dict[str, Any], **fields: str) -> dict[str, Any]:
    """An item of a draft document."""
    return {"id": name, "text": text, "fields": dict(fields), "evidence": list(evidence)}


def draft() -> dict[str, Any]:
    """A draft with nothing wrong in it."""
    ready = "接口联调9月5日完成，比计划晚2天😀。"
    faster = "挂号耗时由１２秒降到 3 秒。"
    plan = "补充回退方案。责任人：程晚，完成时间：9月20日"
    print_fault = cite_cell(2, 2, "Bug标题", "打印错位\n每天 5 次")
    state = cite_cell(2, 3, "Bug状态", "激活")
    return {
        "month": "2026-09",
        "sources": [
            {"source": name, "sha256": hashlib.sha256(data).hexdigest(), "encoding": encoding}
            for (name, data), encoding in zip(FILES.items(), ("utf-8", "gb18030"), strict=True)
        ],
        "sections": [
            {
                "key": "progress",
                "items": [
                    item("i1", "接口联调晚 2 天完成", cite(ready), actual_date="2026-09-05"),
                    item("i2", "挂号耗时 12 秒降到 3 秒", cite(faster), before="12", after="3"),
                ],
            },
            {
                "key": "problems",
                "items": [item("i3", "打印错位每天 5 次，激活", print_fault, state)],
            },
            {"key": "lessons", "items": []},
            {
                "key": "next_month",
                "items": [item("i4", "补充回退方案", cite(plan), owner="程晚", due="2026-09-20")],
            },
        ],
        "follow_up": [
            {
                "action": "接口联调",
                "owner": "",
                "due": "2026-09-03",
                "answer": "done",
                "note": "",
                "evidence": [cite(ready)],
            }
        ],
        "conflicts": [
            {
                "about": "打印错位",
                "claims": [
                    {"value": "已修复", "evidence": [cite("打印错位已修复。")]},
                    {"value": "激活", "evidence": [print_fault]},
                ],
            }
        ],
        "findings": [],
    }


def month() -> Month:
    """What should be in the draft."""
    ready = GoldPlace(MINUTES, "接口联调9月5日完成", line=2)
    faster = GoldPlace(MINUTES, "挂号耗时由", line=2)
    fault = GoldPlace(TICKETS, "打印错位", row=2)
    plan = GoldPlace(MINUTES, "补充回退方案", line=4)
    fixed = GoldPlace(MINUTES, "打印错位已修复", line=3)
    late = {"actual_date": "2026-09-05"}
    open_words = ("已修复", "已关闭")
    return Month(
        id="small",
        folder=Path("small"),
        project="小院",
        month="2026-09",
        language="zh",
        matters=(
            Matter(
                "m1",
                "晚两天",
                (("接口联调",), ("9月5日",)),
                ("progress",),
                True,
                (ready,),
                fields=late,
            ),
            Matter("m2", "变快", (("12",), ("3 秒", "3秒")), ("progress",), False, (faster,)),
            Matter(
                "m3", "错位", (("打印错位",),), ("problems",), True, (fault,), never_says=open_words
            ),
            Matter(
                "m4",
                "回退",
                (("回退",),),
                ("next_month",),
                False,
                (plan,),
                owner="程晚",
                due="2026-09-20",
            ),
        ),
        follow_up=(GoldAnswer("接口联调", ("done", "slipped")),),
        conflicts=(GoldConflict("打印错位", ((fixed,), (fault,))),),
        forbidden=(Forbidden("还开着", (("打印错位",),), open_words),),
        findings=(
            GoldFinding("后续尽快完成。", frozenset({"A01", "V04"}), frozenset({"A02"})),
            GoldFinding("有关人员跟进。", frozenset({"V08"}), frozenset()),
        ),
        document_checks=frozenset({"D02"}),
        document_tolerated=frozenset({"D01"}),
    )
