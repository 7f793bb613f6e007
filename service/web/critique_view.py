"""Everything that the page of a critique shows, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.archive.records import SourceMark, StoredCritique, TextEdit
from service.desk import Desk
from service.desk.kept_findings import findings_in, findings_of, text_of
from service.errors import Language
from service.review import Finding
from service.web.citations import source_words
from service.web.critique_cards import Cards, CardView, Typed
from service.web.critique_filter import ChoiceRow, Filter, choice_rows, state_of
from service.web.critique_summary import SectionView, section_views
from service.web.critique_text import Block, Part, parts_of
from service.web.texts import text

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for: a filter, a part, the card that is open ("none" for none),
    and the version whose edit is told of."""

    filter: Filter
    part: int = 0
    opened: str = ""
    edited: int = 0
    fill: bool = False


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the text with its cards; `mended` tells what an edit there did, "" elsewhere, and with
    `left` the sentence still lacks something."""

    block: Block
    cards: tuple[CardView, ...]
    mended: str
    left: bool


class CritiqueView:
    """One stored critique as a page shows it."""

    def __init__(
        self,
        desk: Desk,
        stored: StoredCritique,
        asked: Asked,
        language: Language,
        typed: Typed | None = None,
    ) -> None:
        self.stored = stored
        self.asked = asked
        self.text = text_of(stored.current)
        self.language = language
        self.typed = typed
        self._archive = desk.archive
        self.findings = _in_order(findings_of(stored.current))
        self._states = [(one, state_of(stored, one)) for one in self.findings]
        self.numbers = {one.fingerprint: at for at, one in enumerate(self.findings, 1)}
        self.shown = tuple(one for one, state in self._states if asked.filter.shows(one, state))

    @property
    def title(self) -> str:
        """The file's name, else the first words of the text."""
        if self.stored.name:
            return source_words(self.stored.name, self.language)
        first = next((line for line in self.text.splitlines() if line.strip()), "")
        words = first.strip().lstrip("#").strip()
        return words[:_LONGEST_TITLE] + ("…" if len(words) > _LONGEST_TITLE else "")

    @cached_property
    def marks(self) -> tuple[SourceMark, ...]:
        """The stored sources that the draft is compared with."""
        project, month = self.stored.project, self.stored.month
        return self._archive.source_marks(project, month) if project else ()

    @cached_property
    def cards(self) -> Cards:
        """The maker of cards."""
        return Cards(self.stored, self.marks, self.language)

    @property
    def progress(self) -> Mapping[str, int]:
        """How many findings are open, accepted, waived, and gone with an edit."""
        states = [state for _, state in self._states]
        return {
            "open": states.count("open"),
            "accepted": states.count("accepted"),
            "waived": states.count("waived") + states.count("author"),
            "cleared": len(self.stored.cleared),
        }

    @property
    def filters(self) -> tuple[ChoiceRow, ...]:
        """The filters with their counts."""
        return choice_rows(self.asked.filter, self._states, self.language)

    @property
    def sections(self) -> tuple[SectionView, ...]:
        """What is strong and weak, by section."""
        counting = [one for one, state in self._states if state in ("open", "accepted")]
        return section_views(self.stored.current.summary, counting, self.language)

    @property
    def compared(self) -> str:
        """What the draft was compared with, in words."""
        what = []
        if self.marks:
            what.append(text("critique.compared.sources", self.language, count=len(self.marks)))
        pasted = len(self.stored.given.get("sources", ()))
        if pasted:
            what.append(text("critique.compared.pasted", self.language, count=pasted))
        month = self._review_month()
        if month:
            what.append(text("critique.compared.review", self.language, month=month))
        if not what:
            return text("critique.compared.nothing", self.language)
        listed = text("list.separator", self.language).join(what)
        return text("critique.compared", self.language, what=listed)

    @cached_property
    def edit(self) -> TextEdit | None:
        """The edit that the page tells of."""
        current = self.stored.current
        return current.edit if current.version == self.asked.edited else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The whole text in parts."""
        return parts_of(self.text, self.shown, apart=self.edit.start if self.edit else -1)

    @cached_property
    def part(self) -> Part:
        """The part that is shown: the one that is asked for, else that of the open card or the edit."""
        if self.asked.part:
            return self.parts[min(self.asked.part, len(self.parts)) - 1]
        wanted = self._wanted()
        for part in self.parts:
            if part.blocks and part.blocks[0].start <= wanted < part.blocks[-1].end:
                return part
        return self.parts[0]

    @property
    def blocks(self) -> tuple[BlockView, ...]:
        """The blocks of the part."""
        opened = self._opened()
        views = []
        for block in self.part.blocks:
            found = [self.shown[number - 1] for number in block.findings]
            cards = tuple(self.card(one, is_open=one.fingerprint in opened) for one in found)
            here = self.edit is not None and block.start <= self.edit.start < block.end
            mended = self._mended() if here else ""
            views.append(BlockView(block, cards, mended, left=here and bool(self._left())))
        return tuple(views)

    def card(self, finding: Finding, *, is_open: bool) -> CardView:
        """The card of a finding."""
        typed = self.typed if self.typed and self.typed.fingerprint == finding.fingerprint else None
        number = self.numbers[finding.fingerprint]
        return self.cards.card(number, finding, is_open=is_open, typed=typed)

    @property
    def rescued(self) -> Typed | None:
        """What was typed about a sentence that is no longer in the text."""
        if self.typed is None or self.typed.fingerprint in self.numbers:
            return None
        return self.typed

    def _wanted(self) -> int:
        if self.edit is not None:
            return self.edit.start
        wanted = self.typed.fingerprint if self.typed else self.asked.opened
        return next((one.start for one in self.shown if one.fingerprint == wanted), 0)

    def _opened(self) -> frozenset[str]:
        if self.typed is not None:
            return frozenset({self.typed.fingerprint})
        if self.edit is not None:
            return frozenset(one.fingerprint for one in self._left()[:1])
        if self.asked.opened or self.asked.part > 1:
            return frozenset({self.asked.opened})
        shows = self.asked.filter.shows
        open_ones = (one for one, state in self._states if state == "open" and shows(one, state))
        first = next(open_ones, None)
        return frozenset({first.fingerprint} if first else ())

    def _left(self) -> tuple[Finding, ...]:
        return findings_in(self.findings, self.edit) if self.edit else ()

    def _mended(self) -> str:
        """What the edit did, in words: done, or what is still missing."""
        left = self._left()
        if not left:
            return text("critique.mended", self.language)
        said = []
        if self.edit and self.edit.mended:
            names = text("list.separator", self.language).join(
                self.cards.name(rule_id) for rule_id in self.edit.mended
            )
            said.append(text("critique.mended.checks", self.language, checks=names))
        slots = tuple(dict.fromkeys(slot for one in left for slot in one.missing))
        what = self.cards.missing(slots) or left[0].rule_id
        said.append(text("critique.mended.left", self.language, what=what))
        return "".join(said) if self.language == "zh" else " ".join(said)

    def _review_month(self) -> str:
        last = self.stored.given.get("last_month")
        if isinstance(last, Mapping):
            return str(last.get("month", ""))
        if isinstance(last, str):
            return self._archive.review(last).draft.month
        if not self.stored.project:
            return ""
        latest = self._archive.latest_review_before(self.stored.project, self.stored.month)
        return latest[1].draft.month if latest else ""


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """In the order of the text; of those that begin together, a check of the whole text comes last."""
    return tuple(sorted(findings, key=lambda one: (one.start, one.rule_id.startswith("D"))))
