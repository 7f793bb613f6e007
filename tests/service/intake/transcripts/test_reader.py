"""Laws of every transcript: words cut out of the file, nothing lost; what a person is asked."""

from __future__ import annotations

import io
import re

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from service.documents import source_from_lines, source_lines
from service.intake.transcripts import summary_of
from service.intake.transcripts.layouts import layout_of, read_layout
from service.intake.transcripts.utterances import lines_of
from service.review import CuePlace, Source, spoken
from tests.service.intake.transcripts import samples
from tests.service.intake.transcripts.reading import codes, read, said, turns

_SAMPLES = {
    name: value
    for name, value in vars(samples).items()
    if name.isupper() and isinstance(value, str) and name != "MEETING"
}

words = st.text(
    st.sampled_from("接口联调证书。，！？ ab,.!?;１２（）「」🙂👍🏽’éß&<\u3000\t"),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(re.search(r"\w", text)))
names = st.sampled_from(["张伟明", "小明 王", "Anna Berg", "Dev@Team", "说话人 1"])
spoken_turns = st.lists(
    st.tuples(names, st.lists(words, min_size=1, max_size=3)), min_size=3, max_size=8
)


def _check_laws(source: Source) -> None:
    """Each sentence is what its spans say; together they are every word once, and in no id or time."""
    text = source.text
    starts = [line.start for line in lines_of(text)]
    covered: list[int] = []
    for place, sentence in said(source):
        assert spoken(text, place.spans) == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert place.start == min(start for start, _ in place.spans)
        assert place.end == max(end for _, end in place.spans)
        assert place.start - starts[place.line - 1] + 1 == place.column
        for span in place.spans:
            covered.extend(at for at in range(*span) if not text[at].isspace())
    assert len(covered) == len(set(covered)), "a character stands in two sentences"
    pieces = [piece for cue in read_layout(text).utterances for piece in cue.pieces]
    wanted = [at for one in pieces for at in range(one.start, one.end) if not text[at].isspace()]
    assert sorted(covered) == sorted(wanted)


@pytest.mark.parametrize("name", _SAMPLES)
def test_laws_hold_for_every_sample(name: str) -> None:
    """In every layout, and with the line ends of Windows and of old Macs."""
    for ends in ("\n", "\r\n", "\r"):
        _check_laws(read(_SAMPLES[name].replace("\r\n", "\n").replace("\n", ends)))


@given(spoken_turns, st.booleans(), st.booleans())
def test_laws_hold_for_any_words_in_teams(
    talk: list[tuple[str, list[str]]], closed: bool, timed: bool
) -> None:
    """Han, emoji, full-width, wrapped lines, voices that nobody closed."""
    blocks = []
    for n, (name, lines) in enumerate(talk):
        head = f"u-1/{n}-0\n00:00:{3 * n:02}.000 --> 00:00:{3 * n + 1:02}.000\n" if timed else ""
        payload = "\n".join(line for line in lines if line.strip())
        blocks.append(f"{head}<v {name}>{payload}{'</v>' if closed else ''}\n")
    text = "WEBVTT\n\n" + "\n".join(blocks)
    source = read(text)
    assert source.dialect == "teams_vtt"
    _check_laws(source)
    heard = "".join("".join(words.split()) for _, words in turns(source))
    wanted = "".join("".join(line.split()) for _, lines in talk for line in lines)
    assert heard == wanted


@given(st.text(st.sampled_from("<v >/WEBVTT\n0123:.->NOTE张三(（）): \t说话人ab\r"), max_size=200))
def test_no_text_is_too_broken(text: str) -> None:
    """Whatever it is taken for, reading it as a transcript neither fails nor loses a word."""
    if not text.strip():
        return
    source = read(text, form="transcript")
    _check_laws(source)
    parsed = read_layout(source.text)
    filled = [line for line in lines_of(source.text) if line.body.strip()]
    assert parsed.spoken + parsed.ignored.total() == len(filled)


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_line_is_accounted_for(name: str) -> None:
    """Lines read are lines with words and lines left out for a reason."""
    text = _SAMPLES[name].removeprefix("\ufeff")
    parsed = read_layout(text)
    filled = [line for line in lines_of(text) if line.body.strip()]
    assert parsed.spoken + parsed.ignored.total() == len(filled)


@pytest.mark.parametrize("name", _SAMPLES)
def test_a_stored_transcript_is_the_same(name: str) -> None:
    """Places, spans and confirmed speakers survive."""
    source = read(_SAMPLES[name], speakers={"说话人 1": "王小明"})
    assert source_from_lines(list(source_lines(source))) == source


@pytest.mark.parametrize("name", ["TEAMS", "ZOOM"])
def test_an_independent_reader_agrees(name: str) -> None:
    """webvtt-py finds the same cues in a well-formed file."""
    text = _SAMPLES[name].removeprefix("\ufeff")
    captions = webvtt.from_buffer(io.StringIO(text)).captions
    utterances = read_layout(text).utterances
    assert len(utterances) == len(captions)
    for cue, caption in zip(utterances, captions, strict=True):
        heard = spoken(text, [(piece.start, piece.end) for piece in cue.pieces])
        plain = caption.text.replace("\n", "")
        assert (caption.voice or plain.split(":")[0]) == cue.speaker
        assert heard.replace("&amp;", "&").replace(" ", "") in plain.replace(" ", "").replace(
            "&amp;", "&"
        )
        assert cue.start == pytest.approx(caption.start_in_seconds, abs=1)


def test_a_summary_says_what_was_recognised() -> None:
    """With a thousands sign, and two labels of one confirmed person counted once."""
    assert summary_of(read(samples.TEAMS)).zh == "Teams 转录，5 句，3 位发言人"
    mapped = read(samples.FEISHU_A, speakers={"说话人 2": "林晓梅"})
    assert summary_of(mapped).en == "Feishu Minutes transcript, 6 sentences, 2 speakers"
    many = "WEBVTT\n\n" + "\n".join(f"<v 张伟明>第{n}句。</v>" for n in range(1200))
    assert summary_of(read(many)).zh.startswith("Teams 转录，1,200 句")


def test_numbers_for_speakers_are_asked_for_and_mapped() -> None:
    """The question goes once every number has a person; what is written stays written."""
    source = read(samples.FEISHU_A)
    asked = next(w for w in source.report.warnings if w.code == "placeholder_speakers")
    assert "说话人 1、说话人 2" in asked.zh
    half = read(samples.FEISHU_A, speakers={"说话人 1": " 王小明 ", "说话人 9": "张伟明"})
    assert half.speakers == {"说话人 1": "王小明"}
    assert "placeholder_speakers" in codes(half)
    both = read(samples.FEISHU_A, speakers={"说话人 1": "王小明", "说话人 2": "林晓梅"})
    assert "placeholder_speakers" not in codes(both)
    assert {p.speaker for p, _ in said(both)} == {"说话人 1", "说话人 2", "林晓梅"}


def test_a_name_in_the_other_order_is_proposed_only() -> None:
    """小明 王 may be 王小明; until a person says so it is nobody else."""
    source = read(samples.TEAMS)
    asked = next(w for w in source.report.warnings if w.code == "speaker_names")
    assert "“小明 王”＝王小明" in asked.zh
    assert source.speakers == {}
    mapped = read(samples.TEAMS, speakers={"小明 王": "王小明", "晓梅 林": "林晓梅"})
    assert "speaker_names" not in codes(mapped)


def test_without_any_date_a_person_is_told() -> None:
    """The file's own date on disk is never taken; one in its name is."""
    assert "no_meeting_date" in codes(read(samples.ZOOM, "talk.vtt"))
    assert "no_meeting_date" not in codes(read(samples.ZOOM, "20261012-talk.vtt"))


def test_ids_follow_the_order_of_reading() -> None:
    """Head matter first, then the turns; each id once."""
    source = read(samples.FEISHU_C)
    numbers = [int(one.id.rpartition(".")[2]) for one in source.sentences]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [isinstance(one.place, CuePlace) for one in source.sentences].index(True) == 3


def test_a_name_or_ending_decides_nothing() -> None:
    """A WebVTT named .md or .csv is one; a csv stays a table."""
    assert read(samples.ZOOM, "notes.md").form == "transcript"
    assert read(samples.TEAMS, "export.csv").form == "transcript"
    assert layout_of("key,title,state\nA-1,甲,open\nA-2,乙,open\n") is None
