"""A transcript or chat -> its reading: head matter and speech as sentences, with what is to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.intake.prose.text_warnings import lost_characters
from service.intake.reader import Given, Reading
from service.intake.transcripts.head import HeadDay, day_of_head
from service.intake.transcripts.layouts import read_layout
from service.intake.transcripts.remarks import speakers_of, warnings_of
from service.intake.transcripts.speech import SentenceMaker
from service.intake.transcripts.turns import Turn, join_utterances
from service.intake.transcripts.utterances import lines_of
from service.review import Block, CuePlace, IntakeReport, Sentence, SentenceRole

_TITLE_LENGTH = 60
_ENDS = "。！？!?；;"


def read_transcript(given: Given) -> Reading:
    """The reading of any text as a transcript; one in no known layout is read by `name: words`.

    `rows_read` and `rows_kept` count sentences. Raises InputTooLarge for more sentences than one
    source may have.
    """
    text = given.text
    parsed = read_layout(text)
    turns = join_utterances(parsed.utterances, parsed.layout)
    starts = [line.start for line in lines_of(text)] or [0]
    maker = SentenceMaker(text, given.name, given.prefix, starts)
    sentences: list[Sentence] = []
    for start, end in parsed.head:
        sentences.extend(maker.written(start, end, _role(text[start:end])))
    sentences.extend(maker.said(turns))
    blocks = _days(sentences, turns)
    day = day_of_head([text[start:end] for start, end in parsed.head], given.name)
    if blocks:
        day = HeadDay(blocks[0].dated if len(blocks) == 1 else "", day.made)
    labels = speakers_of(sentences)
    speakers = {
        label: person.strip()
        for label, person in given.choices.speakers.items()
        if label in labels and person.strip()
    }
    return Reading(
        kind=given.choices.kind or ("transcript" if parsed.utterances else "empty"),
        text=text,
        sentences=tuple(sentences),
        dated=day.held,
        dialect=parsed.layout,
        speakers=speakers,
        blocks=blocks if len(blocks) > 1 else (),
        report=IntakeReport(
            rows_read=len(sentences),
            rows_kept=len(sentences),
            warnings=(
                *lost_characters(text),
                *warnings_of(parsed, sentences, len(turns), day, speakers, days=len(blocks)),
            ),
        ),
    )


def read_document_as_talk(given: Given, document: Reading) -> Reading:
    """The reading of a document (a transcript saved as DOCX) by the text read out of it, with what
    was said of the document too."""
    talk = read_transcript(replace(given, text=document.text))
    warnings = (*document.report.warnings, *talk.report.warnings)
    return replace(talk, report=replace(talk.report, warnings=warnings))


def _days(sentences: Sequence[Sentence], turns: Sequence[Turn]) -> tuple[Block, ...]:
    """A block for every day of a chat that writes the day at each message; none for a recording.

    What stands above the first message belongs to its day.
    """
    day_of = {turn.number: turn.utterances[0].day for turn in turns}
    blocks: list[Block] = []
    for at, sentence in enumerate(sentences):
        if not isinstance(sentence.place, CuePlace):
            continue
        day = day_of[sentence.place.turn]
        if not day:
            return ()
        if blocks and blocks[-1].dated == day:
            blocks[-1] = replace(blocks[-1], end=at + 1)
        else:
            blocks.append(Block(at if blocks else 0, at + 1, day))
    return tuple(blocks)


def _role(line: str) -> SentenceRole:
    """A short line without the mark of a sentence is a title or a label."""
    bare = line.strip()
    return "heading" if len(bare) <= _TITLE_LENGTH and bare[-1] not in _ENDS else "body"
