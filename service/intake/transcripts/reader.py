"""A transcript or chat -> its reading: head matter and speech as sentences, with what is to be asked."""

from __future__ import annotations

from dataclasses import replace

from service.intake.reader import Given, Reading
from service.intake.transcripts.head import day_of_head
from service.intake.transcripts.layouts import read_layout
from service.intake.transcripts.remarks import speakers_of, warnings_of
from service.intake.transcripts.speech import SentenceMaker
from service.intake.transcripts.turns import join_utterances
from service.intake.transcripts.utterances import lines_of
from service.review import IntakeReport, Sentence, SentenceRole

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
    day = day_of_head([text[start:end] for start, end in parsed.head], given.name)
    labels = speakers_of(sentences)
    speakers = {
        label: person.strip()
        for label, person in given.choices.speakers.items()
        if label in labels and person.strip()
    }
    return Reading(
        kind="transcript" if parsed.utterances else "empty",
        text=text,
        sentences=tuple(sentences),
        dated=day.held,
        dialect=parsed.layout,
        speakers=speakers,
        report=IntakeReport(
            rows_read=len(sentences),
            rows_kept=len(sentences),
            warnings=tuple(warnings_of(parsed, sentences, len(turns), day, speakers)),
        ),
    )


def read_document_as_talk(given: Given, document: Reading) -> Reading:
    """The reading of a document (a transcript saved as DOCX) by the text read out of it, with what
    was said of the document too."""
    talk = read_transcript(replace(given, text=document.text))
    warnings = (*document.report.warnings, *talk.report.warnings)
    return replace(talk, report=replace(talk.report, warnings=warnings))


def _role(line: str) -> SentenceRole:
    """A short line without the mark of a sentence is a title or a label."""
    bare = line.strip()
    return "heading" if len(bare) <= _TITLE_LENGTH and bare[-1] not in _ENDS else "body"
