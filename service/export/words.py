"""The fixed words of an exported review, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from service.errors import Language
from service.review import Answer

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "{project} {year} 年 {month} 月 月度软件实施工作总结",
        "draft": "（草稿）",
        "draft_mark": "草稿：由{writer}从 {count} 份资料整理，未经人工审核，不是正式总结。",
        "rules": "规则",
        "model": "模型",
        "mixed": "规则和模型",
        "signed_mark": "由 {by} 于 {at}（UTC）定稿。",
        "imported_mark": "由 {by} 于 {at}（UTC）确认导入（在使用本服务之前写成）。",
        "follow_up": "上月行动逐条回看",
        "evidence": "依据",
        "question": "待补充",
        "doubt": "待核实",
        "also_at": "另见",
        "more": "等 {count} 处",
        "row": "第 {row} 行",
        "empty_progress": "资料里没有这一部分的内容。这不等于没有进展，请补充。",
        "empty_problems": "资料里没有提到问题。这不等于没有问题，请补充。",
        "empty_lessons": "资料里没有写经验或措施。这不等于没有，请补充。",
        "empty_next_month": "资料里没有写下月的计划或资源需求。这不等于没有，请补充。",
        "conflicts": "矛盾：资料不一致，等待确认",
        "ledger": "覆盖清单",
        "ledger_line": "工单 {tickets} 个，问题 {problems} 个，上月行动 {actions} 条；"
        "其中写入草稿 {in_draft}，合并成行 {grouped}，没有写入 {omitted}。",
        "omitted": "没有写入",
        "notices": "说明",
        "blocked": "【待核实】",
        "inference": "【推断】",
        "proposal": "【建议】",
        "human": "【人工】",
        "answer": "【{answer}】",
        "owner": "负责人",
        "due": "原定",
        "separator": "；",
        "colon": "：",
        "stop": "。",
        "open_bracket": "（",
        "close_bracket": "）",
        "open_quote": "「",
        "close_quote": "」",
        "list": "、",
        "chain": " → ",
    },
    "en": {
        "title": "{project}: monthly implementation review, {year}-{month:02d}",
        "draft": " (draft)",
        "draft_mark": "Draft: written by {writer} from {count} source(s). Nobody has reviewed it yet; "
        "this is no official review.",
        "rules": "rules",
        "model": "a model",
        "mixed": "rules and a model",
        "signed_mark": "Signed by {by} at {at} (UTC).",
        "imported_mark": "Confirmed and imported by {by} at {at} (UTC); written before this service.",
        "follow_up": "Last month's actions, one by one",
        "evidence": "Evidence",
        "question": "To answer",
        "doubt": "To verify",
        "also_at": "also at",
        "more": "and {count} in all",
        "row": "row {row}",
        "empty_progress": "The sources hold nothing for this section. "
        "That does not mean nothing was done: please add it.",
        "empty_problems": "The sources mention no problem. "
        "That does not mean there is none: please add it.",
        "empty_lessons": "The sources hold no lesson or measure. "
        "That does not mean there is none: please add it.",
        "empty_next_month": "The sources hold no plan and no request for next month. "
        "That does not mean there is none: please add it.",
        "conflicts": "Conflicts: the sources disagree, to be confirmed",
        "ledger": "Coverage",
        "ledger_line": "{tickets} tickets, {problems} problems, {actions} last-month actions: "
        "{in_draft} in the draft, {grouped} grouped in a row, {omitted} left out.",
        "omitted": "Left out",
        "notices": "Notes",
        "blocked": "[to verify] ",
        "inference": "[inferred] ",
        "proposal": "[proposal] ",
        "human": "[by hand] ",
        "answer": "[{answer}] ",
        "owner": "owner",
        "due": "due",
        "separator": "; ",
        "colon": ": ",
        "stop": ".",
        "open_bracket": " (",
        "close_bracket": ")",
        "open_quote": "“",
        "close_quote": "”",
        "list": ", ",
        "chain": " → ",
    },
}

SECTION_NUMBERS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("一、", "二、", "三、", "四、"),
    "en": ("1. ", "2. ", "3. ", "4. "),
}

ANSWERS: Mapping[Language, Mapping[Answer, str]] = {
    "zh": {
        "done": "完成",
        "open": "未完成",
        "slipped": "延期",
        "dropped": "取消",
        "unknown": "未知",
    },
    "en": {
        "done": "done",
        "open": "open",
        "slipped": "slipped",
        "dropped": "dropped",
        "unknown": "unknown",
    },
}

FIELD_NAMES: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "planned": "计划",
        "actual": "实际",
        "deviation": "偏差",
        "cause": "偏差原因",
        "metric": "指标",
        "computed": "计算",
        "problem_type": "类型",
        "case": "案例",
        "whys": "原因链",
        "bone": "鱼骨分类",
        "impact": "影响",
        "delivery_affected": "影响交付",
        "escalate_to": "升级至",
        "measure_kind": "措施类别",
        "answers": "针对",
        "owner": "负责人",
        "due": "截止",
        "acceptance": "验收标准",
        "priority": "优先级",
        "resource_kind": "资源",
        "quantity": "数量",
        "until": "何时需要",
        "decides": "批准人",
    },
    "en": {
        "planned": "planned",
        "actual": "actual",
        "deviation": "deviation",
        "cause": "cause",
        "metric": "metric",
        "computed": "calculated",
        "problem_type": "type",
        "case": "case",
        "whys": "chain of causes",
        "bone": "fishbone branch",
        "impact": "impact",
        "delivery_affected": "delivery affected",
        "escalate_to": "escalate to",
        "measure_kind": "kind",
        "answers": "answers",
        "owner": "owner",
        "due": "due",
        "acceptance": "done when",
        "priority": "priority",
        "resource_kind": "resource",
        "quantity": "quantity",
        "until": "needed by",
        "decides": "decided by",
    },
}

VALUES: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "process": "流程",
        "tools": "工具",
        "people": "人员",
        "customer": "客户参与",
        "budget": "预算",
        "hardware": "硬件",
        "other": "其他",
    },
    "en": {"customer": "customer involvement"},
}
"""Words for values that are stored as codes; what is not listed is shown as it is."""
