"""Notes and minutes, plain or Markdown -> sentences, with what a person should see about them."""

from __future__ import annotations

from collections.abc import Sequence

from service.intake.detect import dated, day_in_name, kind_of
from service.intake.prose.attachment import is_attachment
from service.intake.prose.blocks import find_blocks
from service.intake.prose.text_source import read_sentences
from service.intake.prose.text_warnings import warnings_of
from service.intake.prose.unfilled import is_blank_form
from service.intake.reader import Given, Reading
from service.review import IntakeReport, Sentence, SourceKind


def read_notes(given: Given) -> Reading:
    """The reading of a text that is neither a table nor a transcript.

    Raises InputTooLarge for more sentences than one source may have.
    """
    sentences = read_sentences(given.text, given.name, given.prefix, given.on_progress)
    return reading_of(given, given.text, sentences)


def reading_of(
    given: Given, text: str, sentences: tuple[Sentence, ...], kind: SourceKind | None = None
) -> Reading:
    """The reading of a text whose sentences are told apart: notes, or what was read out of a document.

    `kind` is the known one; None finds it out. A person's choice goes before both.
    """
    kind = given.choices.kind or kind or kind_of_text(text, sentences)
    return Reading(
        kind=kind,
        text=text,
        sentences=sentences,
        dated=dated(text, given.name),
        blocks=find_blocks(sentences, named=day_in_name(given.name)),
        report=IntakeReport(
            rows_read=len(sentences),
            rows_kept=len(sentences),
            warnings=tuple(warnings_of(text, given.name, kind, sentences)),
        ),
    )


def kind_of_text(text: str, sentences: Sequence[Sentence]) -> SourceKind:
    """What a text is: an attachment, an empty form, minutes, or notes."""
    if is_attachment(text):
        return "attachment"
    if is_blank_form(sentences):
        return "empty"
    return kind_of(text)
