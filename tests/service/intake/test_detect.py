"""Kind, language and day of a source."""

from __future__ import annotations

import pytest

from service.intake.detect import dated, kind_of, language_of


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("# 例会\n会议时间：2026年6月10日（周三）14:00\n", "a.md", "2026-06-10"),
        ("时间：2026/06/10 下午2点\n与会人：甲\n", "a.txt", "2026-06-10"),
        ("# Weekly\n\n- Date: 10 June 2026\n", "a.md", "2026-06-10"),
        ("PMC 例会 2026-06-10\n\n结论\n", "a.md", "2026-06-10"),
        ("20260610\n议题\n", "a.txt", "2026-06-10"),
        ("2026-06-10 14:00-15:30\n议题\n", "a.txt", "2026-06-10"),
        ("# Steering committee 25 June 2026\n", "a.md", "2026-06-25"),
        ("结论：通过\n", "minutes/20260610_minutes.txt", "2026-06-10"),
        ("结论：通过\n", "2026-06-10-周例会.md", "2026-06-10"),
        ("结论：通过\n", r"C:\会议\2026_06_10.txt", "2026-06-10"),
        ("时间：6月11日\n", "20260610.txt", "2026-06-11"),
        ("会议时间：2026-06-10\n", "20260601.txt", "2026-06-10"),
        ("结论：通过\n", "a.txt", ""),
        ("结论：通过\n", "20240431.txt", ""),
        ("结论：通过\n", "2020-2022_minutes.txt", ""),
        ("时间：6月24日下午2点\n", "a.txt", ""),
        ("截止日期：2026-06-30\n补培训\n", "a.txt", ""),
        ("下次会议时间：2026-07-08\n", "a.txt", ""),
        ("接口 2026-06-19 联调通过，医保局已出报告。\n", "a.txt", ""),
        ("2026-06-01 装机\n2026-06-02 联调\n2026-06-03 上线会议\n", "a.txt", ""),
        ("6月12日前完成\n", "20260610.txt", "2026-06-10"),
    ],
)
def test_the_day_a_source_is_of(text: str, name: str, day: str) -> None:
    """A date line, a title, a file name; never a due date, a log entry, or a guess at the year."""
    assert dated(text, name) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("医保接口联调完成，用 Postman 和 JMeter 各跑一轮 regression。", "zh"),
        ("The interface of 医保 is late because the dictionary was not updated in time.", "en"),
        ("参考 https://example.org/a/very/long/path/of/words/and/words 上线", "zh"),
        ("Goods receipt is live.", "en"),
        ("12 34", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    """Chinese by its share of words, whatever English terms and addresses stand in it."""
    assert language_of(text) == language


def test_minutes_and_notes() -> None:
    """Minutes speak of a meeting at their head."""
    assert kind_of("周例会\n与会人：甲、乙\n结论：通过") == "minutes"
    assert kind_of("Attendees: A, B\nAgenda\n1. go-live") == "minutes"
    assert kind_of("今天修了打印机。") == "notes"
