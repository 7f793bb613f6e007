"""WebVTT of Teams and Zoom, and SRT, whole and stripped."""

from __future__ import annotations

import re

import pytest

from tests.service.intake.transcripts.reading import account, codes, read, said, turns
from tests.service.intake.transcripts.samples import SRT, TEAMS, TEAMS_TURNS, ZOOM

_TIMES = re.compile(r"\n[0-9a-f-]+/\d+-\d\n[\d:.]+ --> [\d:.]+(?=\n)")


def _bare_lines() -> str:
    return re.sub(r"^\ufeffWEBVTT\n", "", _TIMES.sub("", TEAMS)).strip("\n") + "\n"


def _variants() -> dict[str, str]:
    without_times = _TIMES.sub("", TEAMS)
    bare = _bare_lines()
    return {
        "full": TEAMS,
        "no header": TEAMS.removeprefix("\ufeffWEBVTT\n\n"),
        "no blank lines": re.sub(r"\n\n", "\n", TEAMS),
        "no times": without_times,
        "bare": bare,
        "bare, no blank lines": re.sub(r"\n\n", "\n", bare),
        "unclosed": TEAMS.replace("</v>", ""),
        "bare and unclosed": bare.replace("</v>", ""),
        "no header, no blank lines": re.sub(r"\n\n", "\n", TEAMS).removeprefix("\ufeffWEBVTT\n"),
        "windows": TEAMS.replace("\n", "\r\n"),
    }


@pytest.mark.parametrize("variant", _variants())
def test_every_teams_variant_gives_the_same_turns(variant: str) -> None:
    """Names and words are the same whatever was stripped; an unclosed voice swallows no id or time."""
    source = read(_variants()[variant], "weekly.md")
    assert (source.form, source.kind, source.dialect) == ("transcript", "transcript", "teams_vtt")
    assert tuple(turns(source)) == TEAMS_TURNS
    assert source.language == "zh"


def test_only_a_file_without_times_has_none() -> None:
    """Times are those of the cue in which a sentence begins; without any a person is told."""
    timed = read(TEAMS)
    assert [place.time for place, _ in said(timed)] == [
        *("00:00:04", "00:00:07", "00:00:12", "00:00:15", "00:00:20"),
    ]
    assert "no_times" not in codes(timed)
    bare = read(_bare_lines())
    assert {place.time for place, _ in said(bare)} == {""}
    assert "no_times" in codes(bare)


def test_a_teams_file_in_gbk_is_read() -> None:
    """Two of the real ones are."""
    text = TEAMS.removeprefix("\ufeff").replace("🙂", "")
    from service.intake import read_source

    source = read_source(text.encode("gb18030"), "weekly.txt")
    assert source.encoding.startswith("gb")
    assert [name for name, _ in turns(source)] == [name for name, _ in TEAMS_TURNS]


def test_cues_out_of_order_and_cut_utterances_are_one_turn() -> None:
    """Sorted by start; …/236-0 and …/236-1 are one turn though another's 嗯 stands between."""
    uuid = "5f1c2e7a-9d40-4b8e-8a51-c2d3e4f50617"
    text = f"""WEBVTT

{uuid}/240-0
00:00:20.000 --> 00:00:21.000
<v 林晓梅>最后一句。</v>

{uuid}/236-0
00:00:10.000 --> 00:00:14.000
<v 张伟明>接口今天</v>

{uuid}/237-0
00:00:14.200 --> 00:00:14.600
<v 林晓梅>嗯。</v>

{uuid}/236-1
00:00:16.000 --> 00:00:18.000
<v 张伟明>已经通了。</v>
"""
    assert turns(read(text)) == [
        ("张伟明", "接口今天已经通了。"),
        ("林晓梅", "嗯。"),
        ("林晓梅", "最后一句。"),
    ]


def test_two_speakers_in_one_cue_are_two_turns() -> None:
    """webvtt-py gives only the first."""
    text = """WEBVTT

00:01.000 --> 00:03.000
<v 张伟明>好了吗？</v> <v 林晓梅>好了。</v>
"""
    source = read(text)
    assert turns(source) == [("张伟明", "好了吗？"), ("林晓梅", "好了。")]
    assert [place.time for place, _ in said(source)] == ["00:00:01", "00:00:01"]


def test_markup_notes_and_styles_are_no_speech() -> None:
    """Tags leave the words as they stand; comments and styles are counted; `<` can be said."""
    text = """WEBVTT - 割接例会 2026-06-02
Kind: captions

STYLE
::cue(v) { color: red }

NOTE a comment
on two lines

1
01:00:00,500 --> 01:00:03,000 align:start
<v.loud 张伟明><c.yellow>证书</c>要<i>换</i>，5 < 6 &lt; 7</v>

2
01:00:05.000 --> 01:00:06.000
<v>没人认领的话</v>
"""
    source = read(text)
    assert turns(source) == [("张伟明", "证书要换，5 < 6 &lt; 7"), ("", "没人认领的话")]
    assert source.dated == "2026-06-02"
    assert [place.time for place, _ in said(source)] == ["01:00:00", "01:00:05"]
    assert account(source).endswith(
        "3 with words, 5 ids, times and speakers, 4 comments and styles."
    )


def test_zoom_names_are_taken_off_the_words() -> None:
    """Only the name at the head of a cue is a speaker; what goes on within a second is one turn."""
    source = read(ZOOM, "GMT20261012-090000_Recording.transcript.vtt")
    assert source.dialect == "zoom_vtt"
    assert source.dated == "2026-10-12"
    assert turns(source) == [
        ("Anna Berg", "Morning, everyone."),
        (
            "Ravi Menon",
            "The import job failed twice: once on Monday, once last night, and 40 rows were lost.",
        ),
        ("Anna Berg (PMO)", "Two things: who fixes it, and by when?"),
        ("Ravi Menon", "I'll fix it and send the report by Friday."),
    ]
    place, sentence = said(source)[1]
    assert sentence.text.endswith("40 rows were lost.")
    assert len(place.spans) == 2


def test_captions_without_names_keep_their_colons() -> None:
    """Where most cues have no name, `Note: ` is said."""
    text = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
we begin

2
00:00:03.000 --> 00:00:04.000
Note: the tests are red

3
00:00:05.000 --> 00:00:06.000
and that is all
"""
    assert turns(read(text)) == [
        ("", "we begin"),
        ("", "Note: the tests are red"),
        ("", "and that is all"),
    ]


def test_srt_is_read_with_its_mark_and_commas() -> None:
    """A BOM, comma milliseconds, tags, full-width colons."""
    source = read(SRT, "talk.srt")
    assert source.dialect == "srt"
    assert turns(source) == [("张伟明", "医保接口联调已经完成了。"), ("林晓梅", "好。")]


def test_two_recordings_in_one_file_are_not_shuffled() -> None:
    """Times begin again with the second header: its cues stay behind those of the first."""
    one = "WEBVTT\n\n1\n00:00:{:02}.000 --> 00:00:{:02}.500\nAnna Berg: {}\n"
    text = one.format(5, 5, "First.") + "\n" + one.format(9, 9, "Second.") + "\n"
    text += one.format(2, 2, "Third.")
    assert [words for _, words in turns(read(text))] == ["First.", "Second.", "Third."]


def test_speech_without_marks_is_not_one_sentence() -> None:
    """Recorders that write no full stops would make one sentence of an hour."""
    cue = "{n}\n00:{m:02}:{s:02},000 --> 00:{m:02}:{e:02},900\n{words}\n\n"
    text = "".join(
        cue.format(n=n + 1, m=n // 60, s=n % 60, e=n % 60, words="我们把这个接口的事情再说一遍然后")
        for n in range(59)
    )
    source = read(text)
    assert len(source.sentences) > 3
    assert max(len(one.text) for one in source.sentences) < 300


@pytest.mark.parametrize("text", ["WEBVTT\n", "\ufeffWEBVTT\n\n", "WEBVTT\n\nNOTE nothing\n"])
def test_an_empty_recording_is_empty(text: str) -> None:
    """It has a form, and nothing is read out of it."""
    source = read(text)
    assert (source.form, source.kind, source.sentences) == ("transcript", "empty", ())


def test_a_text_about_webvtt_is_none() -> None:
    """The word alone makes no transcript."""
    text = "WEBVTT is a format.\n\nVersion 1.2 --> 1.3 was released.\n"
    assert read(text).form == "text"
