"""The fixed words of an exported review, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from service.errors import Language
from service.review import Answer

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "{project} {year} 年 {month} 月 月度软件实施工作总结",
        "draft": "（草稿）",
        "draft_mark": "草稿：未经人工审核，不是正式总结。【待核实】的条目在资料中没有找到依据。",
        "signed_mark": "由 {by} 于 {at} 定稿。",
        "imported_mark": "由 {by} 于 {at} 确认导入（在使用本服务之前写成）。",
        "follow_up": "上月行动逐条回看",
        "evidence": "依据",
        "question": "待补充",
        "more": "另有 {count} 处",
        "empty": "（资料中没有这一部分的内容；这不等于没有，请补充。）",
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
        "owner": "负责人",
        "due": "原定",
        "separator": "；",
        "colon": "：",
        "open_bracket": "（",
        "close_bracket": "）",
        "list": "、",
    },
    "en": {
        "title": "{project}: monthly implementation review, {year}-{month:02d}",
        "draft": " (draft)",
        "draft_mark": "Draft: nobody has reviewed it yet; this is no official review. Items marked "
        "[to verify] found no support in the sources.",
        "signed_mark": "Signed by {by} at {at}.",
        "imported_mark": "Confirmed and imported by {by} at {at} (written before this service).",
        "follow_up": "Last month's actions, one by one",
        "evidence": "Evidence",
        "question": "To answer",
        "more": "{count} more",
        "empty": "(The sources hold nothing for this section. That does not mean there is nothing: "
        "please add it.)",
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
        "owner": "owner",
        "due": "due",
        "separator": "; ",
        "colon": ": ",
        "open_bracket": " (",
        "close_bracket": ")",
        "list": ", ",
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
        "planned_due": "计划日期",
        "actual_date": "实际日期",
        "deviation": "偏差",
        "cause": "偏差原因",
        "problem_type": "类型",
        "case": "案例",
        "whys": "原因",
        "impact": "影响",
        "impact_reason": "影响说明",
        "delivery_affected": "影响交付",
        "escalate_to": "升级至",
        "measure_kind": "措施类别",
        "answers": "针对",
        "acceptance": "验收标准",
        "priority": "优先级",
        "priority_reason": "理由",
        "quantity": "数量",
        "until": "期限",
        "decides": "批准人",
    },
    "en": {
        "planned": "planned",
        "planned_due": "planned for",
        "actual_date": "actual date",
        "deviation": "deviation",
        "cause": "cause",
        "problem_type": "type",
        "case": "case",
        "whys": "cause",
        "impact": "impact",
        "impact_reason": "why",
        "delivery_affected": "delivery affected",
        "escalate_to": "escalate to",
        "measure_kind": "kind",
        "answers": "answers",
        "acceptance": "acceptance",
        "priority": "priority",
        "priority_reason": "why",
        "quantity": "quantity",
        "until": "until",
        "decides": "decided by",
    },
}
"""The fields that are shown below an item when its sentence does not say them; the rest is in it."""

MEASURE_KINDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"process": "流程", "tools": "工具", "people": "人员", "customer": "客户参与"},
    "en": {
        "process": "process",
        "tools": "tools",
        "people": "people",
        "customer": "customer involvement",
    },
}
