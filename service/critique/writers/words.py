"""What the formats for people say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from service.critique.outcome import Outcome, counts_of
from service.errors import Language
from service.finding import Both, Severity
from service.sections import SECTION_TITLES, SECTIONS

SEVERITY_WORDS: Mapping[Language, Mapping[Severity, str]] = {
    "zh": {"error": "阻断", "warning": "警告", "suggestion": "提示"},
    "en": {"error": "error", "warning": "warning", "suggestion": "suggestion"},
}
_ELEMENTS: Mapping[str, Both] = {
    "C": Both("具体案例", "a concrete case"),
    "N": Both("数字", "a number"),
    "D": Both("日期或触发条件", "a date or trigger"),
    "O": Both("负责人", "an owner"),
    "K": Both("完成标准", "a done-criterion"),
    "E": Both("证据", "evidence"),
    "W": Both("另一层的原因", "a cause at another level"),
    "result": Both("结果", "the result"),
    "plan": Both("计划值", "the planned value"),
    "denominator": Both("口径或分母", "the denominator"),
    "antecedent": Both("所指的对象", "what it refers to"),
    "level": Both("影响程度", "the impact level"),
    "lever": Both("我方可控的部分", "the part we control"),
    "ask": Both("具体诉求", "a concrete ask"),
    "control": Both("不靠自觉的控制点", "a control that needs no vigilance"),
    "practice": Both("可复用的做法", "a repeatable practice"),
    "status": Both("逐项状态", "a state per item"),
    "action": Both("对应的措施", "an action for it"),
}
_OTHER_SECTIONS: Mapping[str, Both] = {
    "follow_up": Both("上月行动回看", "Last month's actions"),
    "other": Both("其他", "Elsewhere"),
}


def said(both: Both, language: Language) -> str:
    """The text in the reader's language."""
    return both.zh if language == "zh" else both.en


def missing_words(missing: tuple[str, ...], language: Language) -> str:
    """The names of what is missing."""
    names = (said(_ELEMENTS[one], language) if one in _ELEMENTS else one for one in missing)
    return ("、" if language == "zh" else ", ").join(names)


def section_title(section: str, language: Language) -> str:
    """The name of a section, also of what stands in none."""
    titles = {str(key): title for key, title in SECTION_TITLES[language].items()}
    other = _OTHER_SECTIONS.get(section, _OTHER_SECTIONS["other"])
    return titles.get(section) or said(other, language)


SECTION_ORDER: tuple[str, ...] = (*SECTIONS, "follow_up", "other")
"""The sections as a report goes through them; what is in none of them comes last, as "other"."""


def summary_line(outcome: Outcome) -> str:
    """The totals of a report in one line; what was left out of the count is said."""
    read, unread = list(outcome.read), list(outcome.unread)
    totals = counts_of(read)
    if outcome.language == "zh":
        line = (
            f"共 {len(read)} 个文件：阻断 {totals['error']}，警告 {totals['warning']}，"
            f"提示 {totals['suggestion']}，已忽略 {totals['suppressed']}"
        )
        line += f"，已知 {totals['known']}" if outcome.baseline else ""
        return line + (f"；{len(unread)} 个没有读出" if unread else "")
    line = (
        f"{len(read)} files: {totals['error']} errors, {totals['warning']} warnings, "
        f"{totals['suggestion']} suggestions, {totals['suppressed']} suppressed"
    )
    line += f", {totals['known']} known" if outcome.baseline else ""
    return line + (f"; {len(unread)} not read" if unread else "")
