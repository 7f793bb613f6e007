"""A draft or a signed review as Markdown that a project manager can read and send.

Text of sources is escaped so that it cannot make links, images, headings or HTML. Evidence and open
questions stand in block quotes: they are not claims of the review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from service.errors import Language
from service.export.words import (
    ANSWERS,
    FIELD_NAMES,
    MEASURE_KINDS,
    SECTION_NUMBERS,
    WORDS,
)
from service.review import (
    SECTION_TITLES,
    SECTIONS,
    Draft,
    FollowUp,
    Item,
    Sentence,
    SignedReview,
    TablePlace,
)

SHOWN_EVIDENCE = 3
"""Sentences quoted below an item; the JSON document holds them all."""
QUOTED = 80
"""Code points of a quoted sentence."""
_ACTIVE = re.compile(r"([\[\]<`|])")
_LEADING = re.compile(r"^([#>+\-*=~]|\d{1,9}[.)])")
_RULE_END = re.compile(r"[。.！!？?…]$")


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """The text, and where each item's sentence stands in it: (item id, start, end) in code points."""

    text: str
    item_spans: tuple[tuple[str, int, int], ...]


def draft_markdown(draft: Draft) -> MarkdownText:
    """The draft with its mark, the questions and the evidence of each item."""
    page = _Page(draft.language, draft.cited)
    words = page.words
    page.line(f"# {_title(draft)}{words['draft']}")
    page.gap(f"> {words['draft_mark']}")
    page.follow_up(draft.follow_up)
    page.sections(draft.items)
    page.conflicts(draft)
    page.ledger(draft)
    page.notices(draft)
    return page.done()


def review_markdown(signed: SignedReview) -> str:
    """The signed review: no draft mark, who signed, evidence as numbered notes at the end."""
    page = _Page(signed.draft.language, signed.draft.cited, numbered=True)
    page.line(f"# {_title(signed.draft)}")
    mark = "imported_mark" if signed.imported else "signed_mark"
    at = signed.signed_at[:16].replace("T", " ")
    page.gap(f"> {page.words[mark].format(by=escape(signed.signed_by), at=at)}")
    page.follow_up(signed.follow_up)
    page.sections(signed.items)
    page.notes()
    return page.done().text


def escape(text: str, *, leads: bool = True) -> str:
    """`text` on one line, without anything that Markdown would act on; `leads`: it begins a line."""
    text = re.sub(r"\s+", " ", text).strip()
    text = _ACTIVE.sub(r"\\\1", text).replace("://", "\\://")
    return _LEADING.sub(r"\\\1", text) if leads else text


def _title(draft: Draft) -> str:
    year, month = draft.month.split("-")
    return WORDS[draft.language]["title"].format(
        project=escape(draft.project), year=year, month=int(month)
    )


@dataclass(slots=True)
class _Page:
    """A Markdown text under construction."""

    language: Language
    cited: Mapping[str, Sentence]
    numbered: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.language]

    def line(self, text: str = "") -> None:
        self.parts.append(text + "\n")
        self.length += len(text) + 1

    def gap(self, text: str) -> None:
        self.line()
        self.line(text)

    def done(self) -> MarkdownText:
        return MarkdownText("".join(self.parts), tuple(self.spans))

    def follow_up(self, entries: Sequence[FollowUp]) -> None:
        if not entries:
            return
        self.gap(f"## {self.words['follow_up']}")
        self.line()
        for entry in entries:
            answer = ANSWERS[self.language][entry.answer]
            text = f"{escape(entry.action).rstrip('。. ')}{self._promise(entry)}"
            end = "" if _RULE_END.search(text) else ("。" if self.language == "zh" else ".")
            note = escape(entry.note) if entry.note else ""
            gap = "" if self.language == "zh" else " "
            self.line(f"- 【{answer}】{text}{end}{gap}{note}{self._refs(entry.evidence)}")
            self._asides((entry.question,) if entry.question else (), entry.evidence)

    def _promise(self, entry: FollowUp) -> str:
        words = self.words
        parts = []
        if entry.owner:
            parts.append(f"{words['owner']}{words['colon']}{escape(entry.owner)}")
        due = entry.due_raw or entry.due
        if due and due not in entry.action:
            parts.append(f"{words['due']}{words['colon']}{escape(due)}")
        if not parts:
            return ""
        return words["open_bracket"] + words["separator"].join(parts) + words["close_bracket"]

    def sections(self, items: Sequence[Item]) -> None:
        titles = {item.id: item.text for item in items}
        for number, key in enumerate(SECTIONS):
            heading = SECTION_NUMBERS[self.language][number] + SECTION_TITLES[self.language][key]
            self.gap(f"## {heading}")
            self.line()
            own = [item for item in items if item.section == key]
            if not own:
                self.line(f"> {self.words['empty']}")
            for item in own:
                self._item(item, titles)

    def _item(self, item: Item, titles: Mapping[str, str]) -> None:
        mark = ""
        if item.status == "blocked":
            mark = self.words["blocked"]
        elif item.claim != "fact":
            mark = self.words[item.claim]
        text = escape(item.text)
        start = self.length + 2 + len(mark)
        self.spans.append((item.id, start, start + len(text)))
        self.line(f"- {mark}{text}{self._refs(item.evidence)}")
        for name, value in self._shown_fields(item, titles):
            self.line(f"  - {name}{self.words['colon']}{value}")
        self._asides((*item.doubts, *item.questions), item.evidence)

    def _shown_fields(self, item: Item, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, label in FIELD_NAMES[self.language].items():
            value = getattr(item.fields, name)
            if isinstance(value, tuple):
                value = ("；" if self.language == "zh" else "; ").join(value)
            if not value or (value in item.text and name not in ("impact", "problem_type")):
                continue
            if name == "answers":
                value = titles.get(value, value)[:QUOTED]
            if name == "measure_kind":
                value = MEASURE_KINDS[self.language].get(value, value)
            if name in ("planned_due", "actual_date") and item.kind != "milestone":
                continue
            if name == "impact_reason" and not item.fields.impact:
                continue
            yield label, escape(value)

    def _asides(self, questions: Sequence[str], evidence: Sequence[str]) -> None:
        if self.numbered:
            return
        for question in questions:
            self.line(f"  > {self.words['question']}{self.words['colon']}{escape(question)}")
        shown = [self.cited[s] for s in evidence if s in self.cited][:SHOWN_EVIDENCE]
        for sentence in shown:
            self.line(f"  > {self.words['evidence']}{self.words['colon']}{_quoted(sentence)}")
        if len(evidence) > len(shown) and shown:
            more = self.words["more"].format(count=len(evidence) - len(shown))
            self.line(f"  > {self.words['evidence']}{self.words['colon']}{more}")

    def _refs(self, evidence: Sequence[str]) -> str:
        if not self.numbered:
            return ""
        known = [s for s in evidence if s in self.cited][:SHOWN_EVIDENCE]
        return "".join(f"〔{self.numbers.setdefault(s, len(self.numbers) + 1)}〕" for s in known)

    def notes(self) -> None:
        """The numbered evidence of a signed review."""
        if not self.numbers:
            return
        self.gap(f"## {self.words['evidence']}")
        self.line()
        for sentence_id, number in self.numbers.items():
            self.line(f"- 〔{number}〕{_quoted(self.cited[sentence_id])}")

    def conflicts(self, draft: Draft) -> None:
        if not draft.conflicts:
            return
        self.gap(f"## {self.words['conflicts']}")
        self.line()
        for conflict in draft.conflicts:
            self.line(f"- {escape(conflict.about)}")
            for claim in conflict.claims:
                where = next((self.cited[s] for s in claim.evidence if s in self.cited), None)
                place = f"（{_place(where)}）" if where is not None else ""
                self.line(f"  - {escape(claim.value)}{place}")

    def ledger(self, draft: Draft) -> None:
        if not draft.ledger:
            return
        kinds = [entry.kind for entry in draft.ledger]
        states = [entry.status for entry in draft.ledger]
        self.gap(f"## {self.words['ledger']}")
        line = self.words["ledger_line"].format(
            tickets=kinds.count("ticket"),
            problems=kinds.count("problem"),
            actions=kinds.count("action"),
            in_draft=states.count("in_draft"),
            grouped=states.count("grouped"),
            omitted=states.count("omitted"),
        )
        self.gap(f"> {line}")
        reasons: dict[str, list[str]] = {}
        for entry in draft.ledger:
            if entry.status == "omitted":
                reasons.setdefault(entry.reason, []).append(entry.entry)
        for reason, entries in reasons.items():
            listed = self.words["list"].join(escape(entry) for entry in entries[:40])
            more = "…" if len(entries) > 40 else ""
            omitted, colon = self.words["omitted"], self.words["colon"]
            self.line(f"> {omitted}（{reason}）{colon}{listed}{more}")

    def notices(self, draft: Draft) -> None:
        if not draft.notices:
            return
        self.gap(f"## {self.words['notices']}")
        self.line()
        for notice in draft.notices:
            self.line(f"> - {escape(notice.text)}")


def _quoted(sentence: Sentence) -> str:
    text = re.sub(r"\s+", " ", sentence.text).strip()
    short = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    return f"{_place(sentence)} 「{escape(short, leads=False)}」"


def _place(sentence: Sentence) -> str:
    """The file's last two names and the line, or row and column."""
    name = "/".join(PurePosixPath(sentence.source.replace("\\", "/")).parts[-2:])
    place = sentence.place
    if isinstance(place, TablePlace):
        return f"{escape(name)} R{place.row}C{place.column}"
    return f"{escape(name)}:{place.line}"
