"""Pieces: what is kept beside the text of each, and that no character is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.archive.pieces import about_item, days_of, pieces_of
from service.errors import InputError
from service.intake import read_source
from service.review import Block, Fields
from tests.archive_values import item

MINUTES = (
    "# 周例会\n\n会议时间：2026年10月12日\n\n## 二、问题\n"
    + "- 接口超时，张工 10月16日前改完。\n" * 20
)


def test_a_piece_of_minutes_knows_its_heading_and_its_day() -> None:
    """A later chunk names neither; both stand beside it, and the place leads to its beginning."""
    source = read_source(MINUTES.encode(), "周例会.md")
    *_, last = pieces_of(source, "2026-10")
    assert "周例会" not in last.text
    assert last.about.context == "周例会 / 二、问题"
    assert last.about.days == ("2026-10-12", "2026-10-16")
    first = next(one for one in source.sentences if one.id == last.about.sentence)
    assert first.text in last.text
    assert source.text.splitlines()[last.about.line - 1] in last.text


def test_a_row_knows_its_days() -> None:
    """A ticket's dates in whatever form, each once."""
    text = "编号,标题,截止日期\nQY-1,网关超时（10月9日起）,2026/10/16\n"
    (row,) = pieces_of(read_source(text.encode(), "工单.csv"), "2026-10")
    assert row.place == {"kind": "table", "sheet": "", "row": 2}
    assert row.about.days == ("2026-10-09", "2026-10-16")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10月12日联调", ["2026-10-12"]),
        ("1月6日到期", ["2027-01-06"]),
        ("12 October and 2026-10-13", ["2026-10-12", "2026-10-13"]),
        ("10月8日至12日驻场", [f"2026-10-{day:02}" for day in range(8, 13)]),
        ("2026年1月1日至2026年12月31日", ["2026-01-01", "2026-12-31"]),
        ("10/12 空调停了\n- 10/13 又停", ["2026-10-12", "2026-10-13"]),
        ("完成 10/12 个", []),
        ("26日同一时段最慢", ["2026-10-26"]),
        ("3号晚上", ["2026-10-03"]),
        ("30日", ["2026-10-30"]),
        ("2月30日", []),
        ("26号楼、第5日、12日志", []),
        ("10月底，下周五，昨天", []),
        ("13月45日", []),
    ],
)
def test_the_days_of_a_text(text: str, days: list[str]) -> None:
    """Exact days in any form, with year and month from the day it was said on."""
    assert list(days_of(text, "2026-10-15")) == days


def test_a_long_transcript_loses_nothing() -> None:
    """Every sentence stands in one piece, and no piece is much longer than a chunk."""
    cues = [
        f"00:{at // 60:02}:{at % 60:02}.000 --> 00:{at // 60:02}:{at % 60:02}.900\n"
        f"<v 张工>第{at}项接口已经和厂家对齐字段。\n"
        for at in range(90)
    ]
    source = read_source(("WEBVTT\n\n" + "\n".join(cues)).encode(), "会.vtt")
    pieces = list(pieces_of(source, "2026-10"))
    assert len(pieces) > 3
    for sentence in source.sentences:
        assert sum(sentence.text in one.text for one in pieces) == 1
    assert all(len(one.text) < 300 for one in pieces)


def test_a_piece_of_a_year_file_knows_its_meeting() -> None:
    """Each meeting's own day and title, not those of the file."""
    source = read_source(MINUTES.encode(), "周例会.md")
    blocks = (
        Block(0, 4, "2026-09-01", "第一次"),
        Block(4, len(source.sentences), "2026-09-08", "第二次"),
    )
    *_, last = pieces_of(replace(source, blocks=blocks), "2026-09")
    assert last.about.days[0] == "2026-09-08"
    assert last.about.context.startswith("第二次 / ")
    assert "2026-10-12" not in last.about.days


def test_a_signed_item_knows_who_and_by_when() -> None:
    """Owner and due date stand in fields, and people search by them."""
    task = replace(
        item("t", "完成勘查"), fields=Fields(owner="简工", due="2026-09-12", due_raw="9月12日")
    )
    about = about_item(task, "2026-08")
    assert about.context == "简工 9月12日"
    assert about.days == ("2026-09-12",)


@given(
    st.text(
        st.sampled_from("接口超时张工，。；\r\n# -1226日月/号👍ａ"),
        min_size=1,
        max_size=900,
    )
)
@settings(deadline=None)
def test_no_character_is_lost(text: str) -> None:
    """Between the pieces there is only white space, and each stands where its place says."""
    try:
        source = read_source(text.encode(), "a.txt")
    except InputError:
        return
    end = 0
    for piece in pieces_of(source, "2026-10"):
        start, stop = piece.place.get("start"), piece.place.get("end")
        if not isinstance(start, int) or not isinstance(stop, int):
            return  # read as a table
        assert source.text[start:stop] == piece.text
        assert not source.text[end:start].strip()
        end = stop
    assert not source.text[end:].strip()


def test_a_transcript_is_kept_as_talk_without_its_cue_numbers() -> None:
    """Each sentence with who says it, under the name that a person gave; all of it, in order."""
    cues = [
        f"{n}\n00:00:{n:02d}.000 --> 00:00:{n:02d}.900\n说话人 {n % 2 + 1}: 第{n}号接口昨天又超时了。\n"
        for n in range(1, 41)
    ]
    text = "WEBVTT\n\n" + "\n".join(cues)
    source = read_source(text.encode(), "20261012-周会.vtt")
    assert source.kind == "transcript"
    named = replace(source, speakers={"说话人 1": "王敏"})
    pieces = list(pieces_of(named, "2026-10"))
    assert len(pieces) > 1
    joined = "\n".join(piece.text for piece in pieces)
    assert "-->" not in joined
    assert joined.count("王敏：第") == 20
    assert [line.partition("：")[2] for line in joined.split("\n")] == [
        sentence.text for sentence in source.sentences
    ]
    assert all(len(piece.text) <= 400 and piece.about.sentence for piece in pieces)
    assert len({str(piece.place) for piece in pieces}) == len(pieces)


def test_prose_around_a_day_hides_and_adds_none() -> None:
    """Clauses that can name no day are passed over; those that do keep their days."""
    prose = "门诊收费退费后发票号没有回收，窗口只能手工登记。" * 20
    text = f"{prose}十月八日切换；{prose}\n3/9 复测通过。{prose}26日再看！{prose}"
    assert days_of(text, "2026-10-15") == days_of(
        "十月八日切换\n3/9 复测通过。26日再看", "2026-10-15"
    )
    assert set(days_of(text, "2026-10-15")) == {"2026-10-08", "2027-03-09", "2026-10-26"}
