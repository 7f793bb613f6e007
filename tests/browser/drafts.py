"""Written drafts with planted faults, and how three of them are mended, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

DRAFT_ZH = """# 青云项目十月实施总结

## 一、进度与成果
- 订单接口联调已完成，10月21日通过客户验收，验收单编号QY-21。
- 系统响应速度明显提升，用户体验大幅改善。
- 数据迁移工作基本完成，各项工作稳步推进。
- 用户培训计划10月15日完成，实际10月23日完成，延期8天。
- 项目整体进度已完成80%。

## 二、问题与挑战
- 与客户方沟通不够顺畅，配合不到位。
- 订单页面卡顿，是因为高峰时卡顿。
- 上线包漏传配置，是因为王磊粗心大意。
- 客户服务器资源紧张，需要公司领导协调支持。

## 三、经验与改进措施
- 上线前由林岚逐项核对配置清单，清单签字后才能发布，10月27日起执行。

## 四、下月计划与资源需求
- 11月8日前完成网关重试开发，连续三天无超时。
- 林岚负责整理接口文档，客户签字为准。
"""

DRAFT_EN = """# Skylark, October review

## Progress
- The order interface passed customer acceptance on 21 October, ticket SK-21.
- Response time improved significantly.
- Data migration is basically complete.
- The user training planned for 15 October slipped to next month.
- The project is 80% complete.

## Problems
- Communication with the client was not smooth this month.
- The delay was caused by the project being behind schedule.
- The settings were left out because Wang Lei was careless.
- Server capacity is tight; we need management support.

## Lessons and measures
- Lin Lan checks the list of settings before each release and signs it, from 27 October on.

## Next month
- Finish the gateway retries by 8 November, three days without a timeout.
- Lin Lan will write the interface guide of 12 pages.
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A draft; the check planted in each line; for three lines the words that mend it; what is pressed."""

    text: str
    faults: dict[int, str]
    mended: dict[int, str]
    waived: int
    reason: str
    words: dict[str, str]


PLANTED = {
    "zh": Planted(
        DRAFT_ZH,
        {
            5: "V02", 6: "V05", 7: "P03", 8: "P04", 11: "V01",
            12: "R01", 13: "R02", 14: "R05", 20: "A01", 21: "A02",
        },
        {
            5: "系统响应速度明显提升：下单页P95由3.2秒降到0.9秒（10月25日压测报告）。",
            20: "11月8日前完成网关重试开发（林岚），连续三天无超时。",
            21: "林岚负责在11月15日前整理好接口文档，客户签字为准。",
        },
        8,
        "口径写在附表二",
        {
            "submit": "做批注", "edit": "现在就改", "save": "保存并重新检查", "waive": "不用改",
            "reason": "理由（必填）", "record": "记下，不用改", "undo": "撤销", "accept": "采纳，稍后改",
            "insert": "填入句式", "download": "下载改好的 Markdown", "mended": "这一句改好了。",
            "left": "还缺", "changed": "在别处改过", "back": "撤销这次修改", "open": "展开处理",
        },
    ),
    "en": Planted(
        DRAFT_EN,
        {
            5: "V02", 6: "V05", 7: "P03", 8: "P04", 11: "V01",
            12: "R01", 13: "R02", 14: "R05", 20: "A01", 21: "A02",
        },
        {
            5: "Response time improved significantly: P95 fell from 3.2 s to 0.9 s (load test, 25 October).",
            20: "Lin Lan finishes the gateway retries by 8 November, three days without a timeout.",
            21: "Lin Lan will write the interface guide of 12 pages by 15 November.",
        },
        8,
        "Defined in annex two",
        {
            "submit": "Critique it", "edit": "Edit", "save": "Save and check again", "waive": "Waive",
            "reason": "Reason (required)", "record": "Waive with this reason", "undo": "Undo",
            "accept": "Accept, mend later", "insert": "Insert the pattern",
            "download": "Download the mended Markdown", "mended": "This sentence is mended.",
            "left": "Still missing", "changed": "changed elsewhere", "back": "Take this edit back", "open": "Answer it",
        },
    ),
}  # fmt: skip
