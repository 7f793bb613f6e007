"""Date cells of ticket exports."""

from __future__ import annotations

import pytest

from service.errors import InvalidRequest
from service.intake.tables.days import DayReader, is_no_day, zone_of
from service.intake.tables.dialects import dialects

_MONTHS = next(dialect.months for dialect in dialects() if dialect.name == "jira")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-31 17:44", "2026-03-31"),
        ("2026/3/31", "2026-03-31"),
        ("2026-03-31T17:44:00.000+0800", "2026-03-31"),
        ("2026年3月31日", "2026-03-31"),
        ("12/Mar/24 9:41 AM", "2024-03-12"),
        ("30/Sep/26 12:00 AM", "2026-09-30"),
        ("06/Mar/14  3:00 PM", "2014-03-06"),
        ("07/abr/26 8:28 PM", "2026-04-07"),
        ("12/三月/24 9:41 上午", "2024-03-12"),
        ("12/3月/24 9:41 上午", "2024-03-12"),
        ("2-mrt-2026", "2026-03-02"),
        ("Jan 09, 2024", "2024-01-09"),
        ("21/06/2025 16:14", ""),
        ("0000-00-00", ""),
        ("0000-00-00 00:00:00", ""),
        ("2026-02-30", ""),
        ("31/Apr/26 9:00 AM", ""),
        ("43962", ""),
        ("下周", ""),
        ("", ""),
    ],
)
def test_cells(cell: str, day: str) -> None:
    """What is certain becomes a day; what is not, and no day at all, stays empty."""
    assert DayReader(_MONTHS).read(cell) == day


def test_the_order_of_two_numbers_is_decided_by_the_column() -> None:
    """One 21/06 makes all day-first, one 6/21 all month-first; none or both leave a question."""
    assert DayReader.for_cells({}, ["07/06/2025", "21/06/2025"]).read("07/06/2025") == "2025-06-07"
    assert DayReader.for_cells({}, ["7/6/2025", "6/21/2025"]).read("7/6/2025") == "2025-07-06"
    assert DayReader.for_cells({}, ["07/06/2025"]).read("07/06/2025") == ""
    assert DayReader.for_cells({}, ["21/06/2025", "06/21/2025"]).read("07/06/2025") == ""
    assert DayReader.for_cells({}, []).read("07/07/2025") == "2025-07-07"


@pytest.mark.parametrize(
    ("cell", "zone", "day"),
    [
        ("Jan 31, 2026 23:30:00 GMT-03:00", "Asia/Shanghai", "2026-02-01"),
        ("Jan 31, 2026 23:30:00 GMT-03:00", "America/Sao_Paulo", "2026-01-31"),
        ("2026-03-31T17:44:00Z", "Asia/Shanghai", "2026-04-01"),
        ("2026-03-31T17:44:00.000+0800", "Asia/Shanghai", "2026-03-31"),
        ("2026-03-31 17:44:00 UTC", "Asia/Shanghai", "2026-04-01"),
        ("31/Mar/26 11:30 PM +0100", "Asia/Shanghai", "2026-04-01"),
        ("2026-03-31 17:44", "America/Sao_Paulo", "2026-03-31"),
        ("30/Sep/26 12:00 AM", "America/Sao_Paulo", "2026-09-30"),
        ("2026-03-31 22:44 -23:30", "Asia/Shanghai", "2026-03-31"),
        ("2026-03-31 17:44-18:30", "Asia/Shanghai", "2026-03-31"),
        ("2026-03-31T99:44:00Z", "Asia/Shanghai", ""),
        ("20260331", "Asia/Shanghai", "2026-03-31"),
    ],
)
def test_a_time_with_an_offset_counts_in_the_projects_zone(cell: str, zone: str, day: str) -> None:
    """Without an offset the day is as written: midnight is a date without a time."""
    assert DayReader(_MONTHS, zone=zone_of(zone)).read(cell) == day


def test_a_zone_that_does_not_exist_is_refused() -> None:
    """The error names a zone that does."""
    for name in ("Asia/Nowhere", "../etc/passwd", ""):
        with pytest.raises(InvalidRequest, match="Asia/Shanghai"):
            zone_of(name)


def test_excels_day_numbers() -> None:
    """They count from 1900 or from 1904, and only where somebody says that the column is one of days."""
    assert DayReader({}, serials=True).read("43962") == "2020-05-11"
    assert DayReader({}, serials=True).read("43962.75") == "2020-05-11"
    assert DayReader({}, serials=True, since_1904=True).read("42500") == "2020-05-11"
    assert DayReader({}, serials=True).read("20001") == ""
    assert DayReader({}).read("43962") == ""


def test_what_says_that_there_is_no_date() -> None:
    """Zero dates and empty cells are no date; an unreadable one is a question."""
    assert is_no_day("")
    assert is_no_day("0000-00-00 00:00")
    assert not is_no_day("43962")
