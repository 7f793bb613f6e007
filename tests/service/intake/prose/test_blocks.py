"""Parts of a text with a day of their own, and parts that repeat another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.intake import read_paste, read_source
from service.intake.prose.blocks import find_blocks
from service.intake.prose.text_source import read_sentences
from service.review import Block, Source
from tests.real_data import real_data


def read(text: str, name: str = "minutes.txt") -> Source:
    """A source of this text."""
    return read_source(text.encode(), name)


def days(text: str, name: str = "minutes.txt") -> list[str]:
    """The days of its blocks, in order."""
    return [block.dated for block in read(text, name).blocks]


def first_line(source: Source, block: Block) -> str:
    """The first sentence of a block."""
    return source.sentences[block.first].text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("会议时间：2026/02/02", "会议时间：2026/03/02"),
        ("0会议时间：2026/02/02", "会议时间：2026-03--02"),
        ("# 2026-02-02", "# 2026-03-02"),
        ("### 20260202-接口讨论", "### 20260302-接口讨论"),
        ("【2月2日例会】\n2026", "【20260302】"),
        ("2026-02-02", "2026年3月2日（周一）14:00"),
        ("date：2026-02-02", "Date: 2026-03-02"),
        ("2026-02-02 平台组周会", "2026-03-02 平台组周会"),
        ("时间：2026年2月2日 17：00 - 18：00", "时间：2026年3月2日 16：00 - 18：00"),
    ],
)
def test_date_lines_begin_blocks(one: str, other: str) -> None:
    """The styles of date lines that stand over meetings of a year's file."""
    text = f"{other}\n与会人：甲\n1. 讨论签收流程\n\n\n{one}\n与会人：乙\n1. 讨论油卡对账\n"
    assert days(text) == ["2026-03-02", "2026-02-02"]


def test_a_title_above_the_date_belongs_to_its_block() -> None:
    """平台组例会： and a drawn line above 时间：… begin the block."""
    text = (
        "=======\n平台组例会：\n时间：2026-03-02\n1. 签收\n\n"
        "=======\n平台组例会：\n时间：2026-02-02\n1. 对账\n"
    )
    source = read(text)
    assert [first_line(source, block) for block in source.blocks] == ["=======", "======="]
    assert source.blocks[1].end == len(source.sentences)


def test_days_without_a_year_keep_the_order_of_the_file() -> None:
    """12-08 between February 2021 and October 2020 is of 2020, 12.23 above October 2021 of 2021."""
    text = (
        "【20220228】\n议题\n\n12.23 平台组周例会\n议题\n\n会议时间：2021-10-29\n议题\n\n"
        "会议时间：2021/02/02\n议题\n\n会议时间：12-08\n议题\n\n会议时间：11-17\n议题\n\n"
        "时间：2020-10-22\n议题\n"
    )
    assert days(text) == [
        "2022-02-28",
        "2021-12-23",
        "2021-10-29",
        "2021-02-02",
        "2020-12-08",
        "2020-11-17",
        "2020-10-22",
    ]


def test_a_day_whose_year_nothing_tells_stays_a_title() -> None:
    """No year is made up; with a year in the file's name it is taken from there."""
    text = "【10月12日例会】\n1. 签收\n\n【10月26日例会】\n1. 对账\n"
    assert days(text) == ["", ""]
    assert [block.title for block in read(text).blocks] == ["【10月12日例会】", "【10月26日例会】"]
    assert days(text, "20261026_minutes.txt") == ["2026-10-12", "2026-10-26"]


@pytest.mark.parametrize(
    "text",
    [
        "会议时间：2026-02-02\n1. 讨论签收\n完成时间：2026-03-02\n",
        "会议时间：2026-02-02\n\n下次会议时间：2026-03-02\n",
        "## 会议\n- 会议时间：2026-02-02\n\n## 下次会议安排\n- 时间：2026-03-02\n",
        "2026-02-01 装机\n2026-02-02 联调会议\n2026-02-03 上线会议\n",
        "会议时间：2026-02-02\n\n## 下月计划\n### 2026-03-02 联调\n### 2026-03-09 上线\n",
        "会议时间：2026-02-02\n\n1月6日会议遗留问题：\n1. 补接口文档\n",
        "1.7 平台周报\n签收上线\n\n2.2 会议纪要\n对账上线\n",
        "会议时间：2026-02-02\n| 事项 | 日期 |\n|---|---|\n| 上线 | 2026-03-02 |\n",
        "",
        "随手记\n签收上线了\n",
    ],
)
def test_other_dates_begin_nothing(text: str) -> None:
    """Due days, next meetings, logs, steps of a plan and section numbers make no blocks."""
    assert read_paste(f"{text}\n。", 1).blocks == ()


OLD = (
    "0. 遗留问题：\n   - 平台组安排一次宣讲 - 程朔\n   - 制定完整的分支回合方案和维护方案 - 段岚\n"
    "遗留问题：正式发布前，再核对一下策略 - 程朔、段岚\n"
)


def test_a_block_pasted_again_is_marked_and_kept() -> None:
    """The same open items below the new minutes: the one without status lines is the copy."""
    new = OLD.replace("程朔\n   - 制", "程朔\n      -暂无更新，继续跟踪\n   - 制", 1)
    source = read(f"日期：2026-12-14\n与会人：程朔\n\n{new}\n1. 签收流程\n   - 已上线\n\n{OLD}\n")
    copies = [(n, b.copy_of) for n, b in enumerate(source.blocks) if b.copy_of is not None]
    ((copy, original),) = copies
    assert original is not None
    assert original < copy
    assert "遗留问题" in first_line(source, source.blocks[original])
    assert any("暂无更新" in s.text for s in source.sentences)
    assert sum("再核对一下策略" in s.text for s in source.sentences) == 2


def test_the_fuller_one_is_kept_wherever_it_stands() -> None:
    """A status line added in the lower block makes the upper one the copy."""
    new = OLD.replace("段岚\n遗", "段岚\n      -完成一半，继续跟踪\n遗", 1)
    source = read(f"日期：2026-12-14\n\n{OLD}\n1. 签收流程\n\n{new}\n")
    (copy,) = [block for block in source.blocks if block.copy_of is not None]
    assert copy.first < source.blocks[copy.copy_of or 0].first


def test_a_meeting_equal_to_an_older_one_is_its_copy() -> None:
    """Minutes with a new date and last meeting's text tell nothing new."""
    body = "1. 车辆档案接口文档补齐情况通报\n2. 油卡对账差异由财务核对\n3. 围栏半径放宽的申请讨论\n"
    source = read(f"会议时间：2026-03-02\n{body}\n会议时间：2026-02-02\n{body}")
    assert [block.copy_of for block in source.blocks] == [1, None]


def test_an_item_still_open_in_the_next_meeting_is_no_copy() -> None:
    """Lists of two meetings that share lines are two lists."""
    one = "1. 车辆档案接口文档补齐情况通报\n2. 油卡对账差异由财务核对\n"
    source = read(f"会议时间：2026-03-02\n{one}3. 围栏半径放宽\n\n会议时间：2026-02-02\n{one}")
    assert [block.copy_of for block in source.blocks] == [None, None]


def test_goals_listed_again_as_results_are_no_copy() -> None:
    """The same lines under another heading say another thing."""
    lines = "- 车辆档案接口上线\n- 油卡对账自动化上线\n- 电子围栏编辑器上线\n"
    source = read(f"# 九月\n\n## 本月目标\n\n{lines}\n## 已完成\n\n{lines}")
    assert source.blocks == ()


PIECES = st.sampled_from(
    [
        "会议时间：2026/02/02\n",
        "【10月12日例会】\n",
        "# 2026-10-12\n",
        "2026-09-01\n",
        "12.23 周例会\n",
        "=====\n",
        "\n",
        "0. 遗留问题：\n",
        "- 补接口文档 --程朔\n",
        "结论：同意。\n",
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n",
        "```\ncode\n```\n",
        "今天现场没有空格的一大段话打印机又歪了两个标签没贴上护士长很不高兴。之后换了纸就好了！\n",
    ]
)


@given(st.lists(PIECES | st.text(max_size=30), max_size=24))
def test_blocks_part_the_whole_text(pieces: list[str]) -> None:
    """Every sentence stands in exactly one block, a copy names an original, no text breaks it."""
    sentences = read_sentences("".join(pieces), "a.txt", "abcd")
    blocks = find_blocks(sentences)
    if not blocks:
        return
    assert blocks[0].first == 0
    assert blocks[-1].end == len(sentences)
    assert all(one.end == other.first < other.end for one, other in pairwise(blocks))
    for block in blocks:
        assert block.copy_of is None or blocks[block.copy_of].copy_of is None


@pytest.mark.real_data
def test_a_real_year_file_falls_into_its_meetings() -> None:
    """Three date styles, stray characters, days without a year: the file's order holds."""
    (path,) = (real_data("minutes") / "openeuler-mirror+infrastructure").glob("*.txt")
    found = [block.dated for block in read_source(path.read_bytes(), str(path)).blocks]
    assert len(found) == 33
    assert {"2021-02-02", "2020-12-08", "2021-12-23", "2022-02-28", "2020-05-12"} <= set(found)


@pytest.mark.real_data
def test_ordinary_real_minutes_are_one_block() -> None:
    """Nearly no file of one meeting is cut by a date that it merely names."""
    cut = []
    for path in sorted(real_data("minutes").rglob("*")):
        if path.is_file() and path.stem[:3] in ("202", "pfc", "pps", "tvm"):
            source = read_source(path.read_bytes(), str(path))
            if len({block.dated for block in source.blocks}) > 1:
                cut.append(path.name)
    assert cut == ["2020-2022_minutes.txt"]
