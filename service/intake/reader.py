"""What every reader of a form is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from service.review import (
    Block,
    Form,
    IntakeReport,
    Sentence,
    SourceKind,
    State,
    Ticket,
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said of a file; it goes before whatever is recognised.

    `columns` gives a header, as it is written, the ticket field it holds ("" for none; the fields are
    those of `mapping.FIELDS`); a column without a header is named by its letter, "[A]". `states` gives
    a state's word its meaning. `kind` says what a text is: notes, though it looks like code.
    `left_out` names sheets that are not to be read. `zone` is the time zone in which the project
    counts its days. `speakers` gives a transcript's label (说话人 1) its person, in this file alone.
    """

    encoding: str | None = None
    form: Form | None = None
    kind: SourceKind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    zone: str = "Asia/Shanghai"
    speakers: Mapping[str, str] = field(default_factory=dict)


def told_to_nobody(done: int, total: int) -> None:
    """Progress that nobody asked for."""


def kept_for_the_end(sentences: Sequence[Sentence]) -> None:
    """Sentences that nobody wants before the whole."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file on its way to a reader. `text` is "" for a form that is no text.

    Sentence ids are `prefix`.1, `prefix`.2, … in the order of reading. A reader that takes seconds
    calls `on_progress` with how much is done of how much, in rows or pages. A reader of large tables
    may hand sentences to `on_sentences` as soon as they are final, in order, from the first one on; they
    stand in its reading all the same.
    """

    name: str
    data: bytes
    text: str
    prefix: str
    choices: Choices = Choices()
    on_progress: Callable[[int, int], None] = told_to_nobody
    on_sentences: Callable[[Sequence[Sentence]], None] = kept_for_the_end


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file. `text` is what text places count in (see `Source.text`)."""

    kind: SourceKind
    text: str
    sentences: tuple[Sentence, ...]
    report: IntakeReport
    dated: str = ""
    dialect: str = ""
    tickets: tuple[Ticket, ...] = ()
    blocks: tuple[Block, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one form. Raises InputError with what the person can do."""

    def __call__(self, given: Given) -> Reading:
        """The reading of one file."""
