"""A review written before Fupan: confirmed by a person it counts as signed, marked imported.

Read by its headings alone. Everything in it is the person's word (claim: human); owner and due date
are filled where they are written, and nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from knowledge.cues import statement_cues
from service.documents import review_from_document, review_from_json
from service.errors import DecisionRefused, EmptyInput, InvalidReview, Language
from service.review import (
    SECTIONS,
    Draft,
    Fields,
    Item,
    ItemKind,
    SectionKey,
    SignedReview,
)
from service.text.dates import due_of
from service.text.people import find_owners, strip_owner_marks
from service.text.sentences import split_sentences

_SECTION_WORDS: Mapping[SectionKey, re.Pattern[str]] = {
    "progress": re.compile(
        r"进度|进展|成果|完成情况|本月工作|工作总结|progress|results?|achievements?|accomplish",
        re.I,
    ),
    "problems": re.compile(
        r"问题|挑战|困难|风险|problems?|challenges?|issues?|risks?|difficult", re.I
    ),
    "lessons": re.compile(r"经验|教训|改进|措施|lessons?|measures?|improvements?|learn", re.I),
    "next_month": re.compile(r"下个?月|下一步|计划|资源|next|plans?|resources?", re.I),
}
_FILLERS = re.compile(
    r"[与和及、&/（）()\s]|以及|本月|分析|盘点|沉淀|需求|情况|工作|项目|主要|存在|的|安排|总结|汇报|部分"
    r"|(?<![a-z])(?:and|of|for|this|last|months?|the|key|main|our|needs?|needed|status)(?![a-z])",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[ \t]*(?P<marks>#{1,6})[ \t]*")
_NUMBER = re.compile(
    r"[ \t]*(?:\*\*|__)?(?:第?[一二三四五六七八九十]+[、.．章节部分]+"
    r"|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[、.．)）](?!\d))?[ \t]*"
)
_TITLE_END = "*_:：＃# \t"
_LIST_MARK = re.compile(
    r"[ \t]*(?:[-*+•·●○▪◆]|\d{1,3}[.)、）．]|[（(]\d{1,3}[)）]|[①-⑳]|\[[ xX]\])[ \t]*"
)
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*")
_ACCEPTANCE = re.compile(
    r"(?:验收标准|acceptance(?: criteria)?)\s*[:：为是]\s*(?P<words>[^。；;|\n]+)", re.I
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    section: SectionKey
    text: str


def import_review(
    text_or_document: str | dict[str, Any],
    *,
    project: str,
    month: str,
    confirmed_by: str,
    at: datetime,
) -> SignedReview:
    """The signed review for a Markdown or plain text with the four sections, or for the JSON of a
    signed review, which is taken as it is and marked imported.

    :raises EmptyInput: there is no text.
    :raises InvalidReview: none of the four sections is found, or the JSON is of another month.
    :raises DecisionRefused: nobody confirms it.
    """
    signer = confirmed_by.strip()
    if not signer:
        raise DecisionRefused(
            zh="请填写确认人的姓名：导入的总结由此人确认后才算定稿。",
            en="Give the name of the person who confirms it: an imported review counts as signed "
            "only then.",
        )
    if isinstance(text_or_document, dict):
        return _taken_over(review_from_document(text_or_document), project, month)
    if not text_or_document.strip():
        raise EmptyInput(
            zh="没有内容：请粘贴整篇总结。", en="Nothing to import: paste the whole review."
        )
    if text_or_document.lstrip("\ufeff \t\r\n").startswith("{"):
        return _taken_over(review_from_json(text_or_document.lstrip("\ufeff")), project, month)
    items = _items(text_or_document, month)
    if not items:
        raise InvalidReview(
            zh="没有认出总结的四个部分。请保留标题（进度与成果、问题与挑战、经验与改进、下月计划），"
            "每条一行，再导入。",
            en="None of the four sections was found. Keep their headings (progress, problems, "
            "lessons, next month) with one item a line, and import again.",
        )
    draft = Draft(
        project=project,
        month=month,
        language=_language(text_or_document),
        writer="rules",
        sources=(),
        items=items,
        cited={},
    )
    signed_at = at.astimezone(UTC).isoformat(timespec="seconds")
    return SignedReview(draft, (), items, (), signer, signed_at, imported=True)


def _taken_over(signed: SignedReview, project: str, month: str) -> SignedReview:
    if (signed.draft.project, signed.draft.month) != (project, month):
        raise InvalidReview(
            zh=f"这份定稿属于“{signed.draft.project}”{signed.draft.month}，与所填的项目和月份不符。"
            "请改正项目和月份后再导入。",
            en=f"This signed review is of “{signed.draft.project}”, {signed.draft.month}. Correct "
            "the project and month and import again.",
        )
    return replace(signed, imported=True)


def _items(text: str, month: str) -> tuple[Item, ...]:
    counts = dict.fromkeys(SECTIONS, 0)
    items = []
    for entry in _entries(text):
        counts[entry.section] += 1
        identity = f"{entry.section}-{counts[entry.section]}"
        items.append(_item(entry, identity, month))
    return tuple(sorted(items, key=lambda item: SECTIONS.index(item.section)))


def _entries(text: str) -> Iterator[_Entry]:
    """Each list line, table row or sentence below a heading that names one of the sections."""
    section: SectionKey | None = None
    level, topic = 0, ""
    lines = text.lstrip("\ufeff").splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        marks = _MARKS.match(line)
        depth = len(marks["marks"]) if marks else 0
        title = _title(line)
        if marks and section is not None and depth > level > 0:
            topic = title
        elif (named := _section_of(title, exact=not marks)) is not None:
            section, level, topic = named, depth, ""
        elif marks:
            section, topic = None, ""  # an appendix, or what stands before the first section
        elif section is not None and not _is_table_frame(line, below):
            for words in _statements(line):
                yield _Entry(section, _under(topic, words, section))


def _is_table_frame(line: str, below: str) -> bool:
    """The rule of a Markdown table, or the header above it."""
    if not line.strip() or _RULE_ROW.fullmatch(line):
        return True
    return "|" in line and below.strip() != "" and bool(_RULE_ROW.fullmatch(below))


def _under(topic: str, words: str, section: SectionKey) -> str:
    """A problem or a lesson is told with the sub-heading that names its matter."""
    if section in ("problems", "lessons") and topic and topic not in words:
        return f"{topic}：{words}"
    return words


def _statements(line: str) -> Iterator[str]:
    if line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        words = "，".join(cell for cell in cells if cell)
        if words:
            yield words
        return
    mark = _LIST_MARK.match(line)
    if mark:
        words = line[mark.end() :].strip()
        if words:
            yield words
        return
    for span in split_sentences(line):
        yield line[span.start : span.end]


def _title(line: str) -> str:
    marks = _MARKS.match(line)
    rest = line[marks.end() :] if marks else line
    number = _NUMBER.match(rest)
    return rest[number.end() if number else 0 :].strip(_TITLE_END)


def _section_of(title: str, *, exact: bool) -> SectionKey | None:
    """The section that a title names, by the word that stands first in it; None for no section.

    `exact` is for a line without heading marks: it is a title only when nothing but such words
    stands in it, so that "2. 存在数据丢失风险" stays an item.
    """
    found = [
        (hit.start(), -len(hit.group()), key)
        for key, words in _SECTION_WORDS.items()
        if (hit := words.search(title))
    ]
    if not found:
        return None
    if exact:
        for words in _SECTION_WORDS.values():
            title = words.sub("", title)
        if _FILLERS.sub("", title):
            return None
    return min(found)[2]


def _item(entry: _Entry, identity: str, month: str) -> Item:
    kind = _kind(entry)
    fields = Fields()
    text = entry.text
    if kind in ("task", "measure", "problem"):
        fields = _written(text, month)
        text = strip_owner_marks(text)
    return Item(identity, entry.section, kind, text, "human", (), fields=fields)


def _kind(entry: _Entry) -> ItemKind:
    kinds = statement_cues().kinds
    if entry.section == "progress":
        return "conclusion"
    if entry.section == "problems":
        return "risk" if kinds["risk"].found_in(entry.text) else "problem"
    if entry.section == "lessons":
        return "measure" if kinds["measure"].found_in(entry.text) else "lesson"
    return "request" if kinds["request"].found_in(entry.text) else "task"


def _written(text: str, month: str) -> Fields:
    """Owner, due date and acceptance criterion where the text gives them."""
    year, number = (int(part) for part in month.split("-"))
    last_day = f"{month}-{calendar.monthrange(year, number)[1]:02d}"
    due = due_of(text, last_day)
    owners = [name for mark in find_owners(text) for name in mark.names]
    acceptance = _ACCEPTANCE.search(text)
    return Fields(
        owner="、".join(dict.fromkeys(owners)),
        due=due.last if due and not due.approximate else "",
        due_raw=due.raw if due else "",
        acceptance=acceptance["words"].strip() if acceptance else "",
    )


def _language(text: str) -> Language:
    letters = sum(character.isascii() and character.isalpha() for character in text)
    return "zh" if len(_HAN.findall(text)) * 3 >= letters else "en"
