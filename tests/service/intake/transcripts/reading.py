"""Short ways to read a made transcript and to look at what came of it."""

from __future__ import annotations

from itertools import groupby

from service.intake import read_source
from service.intake.reader import Choices
from service.review import CuePlace, Sentence, Source, spoken


def read(text: str, name: str = "talk.txt", **said: object) -> Source:
    """The source of a text; keywords are choices."""
    return read_source(text.encode(), name, choices=Choices(**said))  # type: ignore[arg-type]


def said(source: Source) -> list[tuple[CuePlace, Sentence]]:
    """The spoken sentences with their places."""
    return [(one.place, one) for one in source.sentences if isinstance(one.place, CuePlace)]


def turns(source: Source) -> list[tuple[str, str]]:
    """Speaker and words of every turn."""
    found = []
    for _, group in groupby(said(source), key=lambda pair: pair[0].turn):
        pairs = list(group)
        spans = [span for place, _ in pairs for span in place.spans]
        found.append((pairs[0][0].speaker, spoken(source.text, spans)))
    return found


def codes(source: Source) -> list[str]:
    """The codes of its warnings."""
    return [warning.code for warning in source.report.warnings]


def account(source: Source) -> str:
    """The English line that tells what was read."""
    return next(w.en for w in source.report.warnings if w.code == "transcript_read")
