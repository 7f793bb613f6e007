"""The counts of real calls, and the laws on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.intake import read_source
from service.intake.transcripts.chat import _MESSAGE
from service.intake.transcripts.layouts import read_layout
from service.intake.transcripts.utterances import lines_of
from service.review import CuePlace, spoken
from tests.real_data import real_data

pytestmark = pytest.mark.real_data


def _file(name: str) -> Path:
    return real_data("transcripts/ethereum+pm") / name


@pytest.mark.parametrize(
    ("name", "count"),
    [("acdc_2026-02-05_174_transcript", 348), ("acdc_2026-05-14_178_transcript", 643)],
)
@pytest.mark.parametrize("ending", [".vtt", "_corrected.vtt"])
def test_every_cue_of_a_zoom_call_has_a_speaker(name: str, count: int, ending: str) -> None:
    """348 and 643 cues, each somebody's."""
    parsed = read_layout(_file(name + ending).read_text(encoding="utf-8"))
    assert parsed.layout == "zoom_vtt"
    assert len(parsed.utterances) == count
    assert all(cue.speaker and cue.pieces for cue in parsed.utterances)


def test_a_chat_has_lines_that_go_on() -> None:
    """104 of the 404 filled lines of the larger one begin no message."""
    text = _file("acdc_2026-05-14_178_chat.txt").read_text(encoding="utf-8")
    filled = [line.body for line in lines_of(text) if line.body.strip()]
    assert len(filled) == 404
    assert sum(_MESSAGE.match(line) is None for line in filled) == 104


@pytest.mark.parametrize(
    "name",
    [
        "acdc_2026-02-05_174_transcript.vtt",
        "acdc_2026-05-14_178_transcript.vtt",
        "acdc_2026-02-05_174_chat.txt",
        "acdc_2026-05-14_178_chat.txt",
    ],
)
def test_nothing_that_is_said_is_lost(name: str) -> None:
    """Every word of every cue is in one sentence, and every line has its reason."""
    source = read_source(_file(name).read_bytes(), name)
    text = source.text
    parsed = read_layout(text)
    pieces = [piece for cue in parsed.utterances for piece in cue.pieces]
    wanted = sum(not text[at].isspace() for one in pieces for at in range(one.start, one.end))
    heard = 0
    for sentence in source.sentences:
        assert isinstance(sentence.place, CuePlace)
        assert spoken(text, sentence.place.spans) == sentence.text
        heard += len("".join(sentence.text.split()))
    assert heard == wanted
    filled = [line for line in lines_of(text) if line.body.strip()]
    assert parsed.spoken + parsed.ignored.total() == len(filled)
