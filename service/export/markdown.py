"""A draft or a signed review as Markdown that a project manager can read and send.

Text of sources is escaped so that it cannot make links, images, headings or HTML. Evidence and open
questions stand in block quotes: they are not claims of the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from service.errors import Language
from service.export.details import detail_lines, says, says_day
from service.export.quotes import group, quote, quote_lines
from service.export.words import ANSWERS, SECTION_NUMBERS, WORDS
from service.review import (
    SECTION_TITLES,
    SECTIONS,
    Conflict,
    Draft,
    FollowUp,
    Item,
    LedgerEntry,
    Notice,
    Sentence,
    SignedReview,
)
from service.text.escaping import escape

_LISTED_OMISSIONS = 40
_ENDS = tuple("。.！!？?…")


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
    mark = words["draft_mark"].format(writer=words[draft.writer], count=len(draft.sources))
    page.paragraph(f"> {mark}")
    page.follow_up(draft.follow_up)
    page.sections(draft.items)
    page.conflicts(draft.conflicts)
    page.ledger(draft.ledger)
    page.notices(draft.notices)
    return page.done()


def review_markdown(signed: SignedReview) -> str:
    """The signed review: no draft mark, who signed and when, evidence as numbered notes at the end."""
    page = _Page(signed.draft.language, signed.draft.cited, numbered=True)
    page.line(f"# {_title(signed.draft)}")
    mark = page.words["imported_mark" if signed.imported else "signed_mark"]
    at = datetime.fromisoformat(signed.signed_at).astimezone(UTC)
    page.paragraph(f"> {mark.format(by=escape(signed.signed_by), at=f'{at:%Y-%m-%d %H:%M}')}")
    page.follow_up(signed.follow_up)
    page.sections(signed.items)
    page.notes()
    return page.done().text


def _title(draft: Draft) -> str:
    year, month = draft.month.split("-")
    return WORDS[draft.language]["title"].format(
        project=escape(draft.project), year=year, month=int(month)
    )


@dataclass(slots=True)
class _Page:
    """A Markdown text under construction; `numbered` puts evidence into notes at its end."""

    language: Language
    cited: Mapping[str, Sentence]
    numbered: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    numbered_notes: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.language]

    def line(self, text: str = "") -> None:
        self.parts.append(text + "\n")
        self.length += len(text) + 1

    def paragraph(self, text: str) -> None:
        self.line()
        self.line(text)

    def done(self) -> MarkdownText:
        return MarkdownText("".join(self.parts), tuple(self.spans))

    def follow_up(self, entries: Sequence[FollowUp]) -> None:
        """Last month's actions, one bullet each; nothing when there is no last month."""
        if not entries:
            return
        self.paragraph(f"## {self.words['follow_up']}")
        for entry in entries:
            answer = self.words["answer"].format(answer=ANSWERS[self.language][entry.answer])
            action = escape(entry.action, leads=False)
            promise = self._promise(entry)
            text = f"{answer}{action.rstrip('。. ') if promise else action}{promise}"
            if entry.note:
                stop = "" if text.endswith(_ENDS) else self.words["stop"]
                gap = "" if self.language == "zh" else " "
                text = f"{text}{stop}{gap}{escape(entry.note, leads=False)}"
            self.paragraph(f"- {text}{self._references(entry.evidence)}")
            self._asides((), (entry.question,) if entry.question else (), entry.evidence)

    def _promise(self, entry: FollowUp) -> str:
        words = self.words
        known = []
        if entry.owner and not says(entry.action, entry.owner):
            known.append(f"{words['owner']}{words['colon']}{escape(entry.owner, leads=False)}")
        due = entry.due_raw or entry.due
        named = says(entry.action, due) or (entry.due and says_day(entry.action, entry.due))
        if due and not named:
            known.append(f"{words['due']}{words['colon']}{escape(due, leads=False)}")
        if not known:
            return ""
        return f"{words['open_bracket']}{words['separator'].join(known)}{words['close_bracket']}"

    def sections(self, items: Sequence[Item]) -> None:
        """The four sections; an empty one says that the sources hold nothing for it."""
        titles = {item.id: item.text for item in items}
        for number, key in zip(SECTION_NUMBERS[self.language], SECTIONS, strict=True):
            self.paragraph(f"## {number}{SECTION_TITLES[self.language][key]}")
            own = [item for item in items if item.section == key]
            if not own:
                self.paragraph(f"> {self.words[f'empty_{key}']}")
            for item in own:
                self._item(item, titles)

    def _item(self, item: Item, titles: Mapping[str, str]) -> None:
        mark = self._mark(item)
        text = escape(item.text)
        self.line()
        start = self.length + len("- ") + len(mark)
        self.spans.append((item.id, start, start + len(text)))
        self.line(f"- {mark}{text}{self._references(item.evidence)}")
        for detail in detail_lines(item, titles, self.language):
            self.line(f"  - {detail}")
        self._asides(item.doubts, item.questions, item.evidence)

    def _mark(self, item: Item) -> str:
        if item.status == "blocked":
            return self.words["blocked"]
        return "" if item.claim == "fact" else self.words[item.claim]

    def _asides(
        self, doubts: Iterable[str], questions: Iterable[str], evidence: Sequence[str]
    ) -> None:
        """What is asked, and what the entry rests on. A signed review keeps neither here: whoever
        signed has seen the questions, and its evidence stands in the notes."""
        if self.numbered:
            return
        words = self.words
        asides = [
            *(f"{words['doubt']}{words['colon']}{escape(doubt, leads=False)}" for doubt in doubts),
            *(f"{words['question']}{words['colon']}{escape(q, leads=False)}" for q in questions),
            *(
                f"{words['evidence']}{words['colon']}{quoted}"
                for quoted in quote_lines(evidence, self.cited, self.language)
            ),
        ]
        for index, aside in enumerate(asides):
            # Two spaces at the end keep the lines apart when the Markdown is rendered.
            self.line(f"  > {aside}{'  ' if index < len(asides) - 1 else ''}")

    def _references(self, evidence: Sequence[str]) -> str:
        """The numbers of the notes, in a signed review."""
        if not self.numbered:
            return ""
        numbers = {
            self.numbered_notes.setdefault(
                quote(key, sentences, self.language), len(self.numbered_notes) + 1
            )
            for key, sentences in group(evidence, self.cited).items()
        }
        return "".join(f"〔{number}〕" for number in sorted(numbers))

    def notes(self) -> None:
        """The numbered evidence of a signed review."""
        if not self.numbered_notes:
            return
        self.paragraph(f"## {self.words['evidence']}")
        self.line()
        for text, number in self.numbered_notes.items():
            self.line(f"- 〔{number}〕{text}")

    def conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """What the sources disagree about, each side with its evidence."""
        if not conflicts:
            return
        self.paragraph(f"## {self.words['conflicts']}")
        for conflict in conflicts:
            self.paragraph(f"- {escape(conflict.about)}")
            for claim in conflict.claims:
                # An empty bullet below a line would make that line a heading.
                self.line(f"  - {escape(claim.value) or '—'}")
                for quoted in quote_lines(claim.evidence, self.cited, self.language):
                    self.line(f"    > {quoted}")

    def ledger(self, ledger: Sequence[LedgerEntry]) -> None:
        """How much of what the sources hold is in the draft, and what was left out why."""
        if not ledger:
            return
        words = self.words
        kinds = [entry.kind for entry in ledger]
        states = [entry.status for entry in ledger]
        counts = words["ledger_line"].format(
            tickets=kinds.count("ticket"),
            problems=kinds.count("problem"),
            actions=kinds.count("action"),
            in_draft=states.count("in_draft"),
            grouped=states.count("grouped"),
            omitted=states.count("omitted"),
        )
        self.paragraph(f"## {words['ledger']}")
        self.paragraph(f"> {counts}")
        reasons: dict[str, list[str]] = {}
        for entry in ledger:
            if entry.status == "omitted":
                reasons.setdefault(entry.reason, []).append(escape(entry.entry, leads=False))
        for reason, entries in reasons.items():
            listed = words["list"].join(entries[:_LISTED_OMISSIONS])
            if len(entries) > _LISTED_OMISSIONS:
                listed = f"{listed} {words['more'].format(count=len(entries))}"
            why = f"{words['open_bracket']}{escape(reason, leads=False)}{words['close_bracket']}"
            self.line(f"> - {words['omitted']}{why}{words['colon']}{listed}")

    def notices(self, notices: Sequence[Notice]) -> None:
        """What the reader must know about the draft."""
        if not notices:
            return
        self.paragraph(f"## {self.words['notices']}")
        self.line()
        for notice in notices:
            self.line(f"> - {escape(notice.text)}")
