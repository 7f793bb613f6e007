"""A rich made-up draft in each language: every kind of item, claim, status and panel once."""

from __future__ import annotations

from service.errors import Language
from service.review import (
    Both,
    Case,
    Conflict,
    ConflictClaim,
    Cue,
    Draft,
    Fields,
    Finding,
    FollowUp,
    Item,
    LedgerEntry,
    Notice,
    Sentence,
    SourceRef,
    TablePlace,
    TextPlace,
)

MINUTES: dict[Language, str] = {
    "zh": (
        "# 十月例会纪要\n"
        "青云项目本月完成了订单接口联调，10 月 21 日通过客户验收。\n"
        "数据迁移原定 10 月 15 日完成，实际 10 月 23 日完成，因为历史数据缺少主键。\n"
        "导入耗时由 42 分钟降到 9 分钟。\n"
        "支付网关偶发超时，客户结算两次中断。\n"
        "培训到场 12 人。\n"
        "林岚负责在 11 月 8 日前补齐网关重试，验收标准是连续三天无超时。\n"
        "需要增加一名测试人员。\n"
    ),
    "en": (
        "# October meeting\n"
        "The Skylark project finished the order interface and passed acceptance on 21 October.\n"
        "Data migration was planned for 15 October and ended on 23 October: old rows had no key.\n"
        "The import went from 42 minutes to 9 minutes.\n"
        "The payment gateway timed out now and then; settlement stopped twice.\n"
        "12 people came to the training.\n"
        "Lin Lan adds gateway retries by 8 November; done when three days pass without a timeout.\n"
        "One more tester is needed.\n"
    ),
}
NAMES: dict[Language, str] = {"zh": "青云项目", "en": "Skylark"}


def rich_draft(language: Language = "zh", month: str = "2026-10") -> Draft:
    """The draft; items i1 to i9, follow-ups a1 and a2, item i4 blocked, item i6 open."""
    zh = language == "zh"
    cited = {**_cited(language), **_ticket_cells(zh)}
    return Draft(
        project=NAMES[language],
        month=month,
        language=language,
        writer="rules",
        sources=(
            SourceRef("paste:1", "a" * 64, "utf-8"),
            SourceRef("tickets.csv", "b" * 64, "gb18030"),
        ),
        items=_items(zh),
        cited=cited,
        follow_up=_follow_up(zh),
        ledger=(
            LedgerEntry("QY-18", "ticket", "in_draft", ("i5",)),
            LedgerEntry(
                "QY-21", "ticket", "omitted", (), "上月已关闭" if zh else "Closed last month"
            ),
        ),
        conflicts=(
            Conflict(
                "支付网关超时的状态" if zh else "State of the gateway timeout",
                (
                    ConflictClaim("未解决" if zh else "open", ("s4",)),
                    ConflictClaim("激活" if zh else "active", ("t1",)),
                ),
            ),
        ),
        findings=(_finding(zh, cited["s5"]),),
        notices=(
            Notice(
                "refused-rows",
                "tickets.csv 有 1 行列数不对，没有读入。" if zh else "One row was not read.",
            ),
        ),
    )


def _cited(language: Language) -> dict[str, Sentence]:
    text = MINUTES[language]
    cited = {}
    at = 0
    for line, content in enumerate(text.splitlines()):
        if line:
            place = TextPlace(line + 1, 1, at, at + len(content))
            cited[f"s{line}"] = Sentence(f"s{line}", "paste:1", place, content)
        at += len(content) + 1
    return cited


def _ticket_cells(zh: bool) -> dict[str, Sentence]:
    place = TablePlace("", 2, 3, "状态" if zh else "State")
    return {"t1": Sentence("t1", "tickets.csv", place, "激活" if zh else "active")}


def _items(zh: bool) -> tuple[Item, ...]:
    return (
        Item(
            "i1",
            "progress",
            "milestone",
            "完成订单接口联调" if zh else "Order interface finished",
            "fact",
            ("s1",),
            fields=Fields(actual="通过客户验收" if zh else "accepted", actual_date="2026-10-21"),
        ),
        Item(
            "i2",
            "progress",
            "milestone",
            "完成数据迁移" if zh else "Data migration finished",
            "fact",
            ("s2",),
            fields=Fields(
                planned_due="2026-10-15",
                actual_date="2026-10-23",
                deviation="晚 8 天" if zh else "8 days late",
                cause="历史数据缺少主键" if zh else "old rows had no key",
                computed="2026-10-23 - 2026-10-15",
            ),
        ),
        Item(
            "i3",
            "progress",
            "result",
            "导入耗时下降" if zh else "The import is faster",
            "fact",
            ("s3",),
            fields=Fields(
                metric="导入耗时" if zh else "import time",
                before="42",
                after="9",
                unit="分钟" if zh else "minutes",
            ),
        ),
        Item(
            "i4",
            "progress",
            "result",
            "培训到场 20 人" if zh else "20 people came to the training",
            "fact",
            ("s5",),
            status="blocked",
            doubts=("依据里没有数字 20" if zh else "The number 20 is not in the evidence",),
        ),
        Item(
            "i5",
            "problems",
            "problem",
            "支付网关偶发超时" if zh else "The payment gateway times out",
            "fact",
            ("s4", "t1"),
            fields=Fields(
                case="客户结算两次中断" if zh else "settlement stopped twice",
                impact="高" if zh else "high",
                whys=(
                    ("网关没有重试", "上线前没有压测")
                    if zh
                    else ("no retries", "no load test before going live")
                ),
            ),
        ),
        Item(
            "i6",
            "problems",
            "risk",
            "培训效果不明" if zh else "It is unclear what the training achieved",
            "inference",
            ("s5",),
            status="open",
            questions=("培训后的考核结果是多少？" if zh else "What did the test show?",),
        ),
        Item(
            "i7",
            "lessons",
            "measure",
            "上线前增加一次压测" if zh else "Run a load test before going live",
            "proposal",
            ("s4",),
            fields=Fields(measure_kind="process", answers="i5"),
        ),
        Item(
            "i8",
            "next_month",
            "task",
            "补齐网关重试" if zh else "Add gateway retries",
            "fact",
            ("s6",),
            fields=Fields(
                owner="林岚" if zh else "Lin Lan",
                due="2026-11-08",
                due_raw="11 月 8 日前" if zh else "by 8 November",
                acceptance="连续三天无超时" if zh else "three days without a timeout",
            ),
        ),
        Item(
            "i9",
            "next_month",
            "request",
            "增加一名测试人员" if zh else "One more tester",
            "fact",
            ("s7",),
            fields=Fields(resource_kind="people", quantity="1"),
        ),
    )


def _follow_up(zh: bool) -> tuple[FollowUp, ...]:
    return (
        FollowUp(
            "a1",
            "完成数据迁移" if zh else "Finish the data migration",
            "周禾" if zh else "Zhou He",
            "2026-10-15",
            "",
            "done",
            ("s2",),
            "资料说 10 月 23 日完成" if zh else "Finished on 23 October",
        ),
        FollowUp(
            "a2",
            "整理接口文档" if zh else "Write the interface guide",
            "",
            "",
            "",
            "unknown",
            (),
            "",
            "资料里没有提到，完成了吗？" if zh else "Nothing is said of it. Was it done?",
        ),
    )


def _finding(zh: bool, sentence: Sentence) -> Finding:
    quote = "培训效果不明" if zh else "It is unclear what the training achieved"
    return Finding(
        rule_id="V01",
        rule_key="no-case",
        rule_version=1,
        severity="warning",
        missing=("case",),
        quote=quote,
        start=120,
        end=120 + len(quote),
        line=9,
        column=1,
        end_line=9,
        end_column=1 + len(quote),
        section="problems",
        item=1,
        item_type="problem",
        message=Both("没有具体案例", "No concrete case"),
        question=Both("能举一个具体案例吗？", "Can you give one concrete case?"),
        skeleton=Both("〔时间〕〔谁〕遇到〔什么〕", "〔when〕 〔who〕 met 〔what〕"),
        fingerprint="f" * 32,
        cue=Cue(quote[-2:], 120 + len(quote) - 2, 120 + len(quote)),
        cases=(Case(sentence.source, sentence.place, sentence.text, sentence.id),),
        item_id="i6",
    )
