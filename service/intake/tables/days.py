"""Date cells of ticket exports -> ISO days.

07/06/2026 is read only when another cell of the same column (or else of the same export) shows which
number is the day. A time with an offset is read in the project's zone. Excel's serial numbers count
only where the column is one of dates; days that do not exist are not read: a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.errors import InvalidRequest
from service.intake.tables.dialects import normal

_ISO = re.compile(
    r"(?P<y>\d{4})(?:[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)|(?P<cm>\d{2})(?P<cd>\d{2})(?!\d))"
)
_DAY_MONTH_NAME = re.compile(
    r"(?P<d>\d{1,2})[/\-. ]{1,2}(?P<month>[^\W\d_]{2,10}|\d{1,2}月)\.?[/\-. ]{1,2}(?P<y>\d{4}|\d{2})(?!\d)"
)
_MONTH_NAME_DAY = re.compile(r"(?P<month>[^\W\d_]{3,10})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})(?!\d)")
_TWO_NUMBERS = re.compile(r"(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})(?!\d)")
_ZERO = re.compile(r"0{4}[-/.]0{1,2}[-/.]0{1,2}")
_CHINESE_MONTH = re.compile(r"(\d{1,2})月")
_SERIAL = re.compile(r"(?P<days>[3-5]\d{4}|60000)(?:\.\d+)?")
_ZONED_CLOCK = re.compile(
    r"[T\s]\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2}(?:[.,]\d+)?)?(?:\s*(?P<half>[AP]M))?"
    r"(?:\s*(?P<utc>Z|UTC|GMT)(?![+\-\w])"
    r"|(?:\s*(?:GMT|UTC)|\s+(?=[+-]\d{4}(?!\d)))?(?P<sign>[+-])(?P<oh>0?\d|1[0-4]):?(?P<om>\d{2})?(?!\d))",
    re.IGNORECASE,
)
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the date cells of one column. `day_first` is None when no cell shows the order.

    `zone` is where the project's days are counted; `serials` says that Excel's day numbers are dates
    here, `since_1904` that they count from 1904.
    """

    months: Mapping[str, int]
    day_first: bool | None = None
    zone: tzinfo = CHINA
    serials: bool = False
    since_1904: bool = False

    @classmethod
    def for_cells(cls, months: Mapping[str, int], cells: Iterable[str]) -> DayReader:
        """A reader that takes the order of day and month from the cells that allow only one."""
        return cls(months, day_first_in(cells))

    def read(self, cell: str) -> str:
        """The ISO day, "" when the cell is empty, all zeros, or not understood for certain."""
        if match := _ISO.match(cell):
            month = int(match["m"] or match["cm"])
            return self._iso(match["y"], month, match["d"] or match["cd"], cell[match.end() :])
        if match := _DAY_MONTH_NAME.match(cell) or _MONTH_NAME_DAY.match(cell):
            month = self._month(match["month"])
            return self._iso(match["y"], month, match["d"], cell[match.end() :])
        if self.serials and (match := _SERIAL.fullmatch(cell)):
            start = date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30)
            return (start + timedelta(days=int(match["days"]))).isoformat()
        match = _TWO_NUMBERS.match(cell)
        if match is None:
            return ""
        first, second = int(match["a"]), int(match["b"])
        if self.day_first is None and first != second:
            return ""
        day, month = (first, second) if self.day_first else (second, first)
        return self._iso(match["y"], month, str(day), cell[match.end() :])

    def _month(self, name: str) -> int:
        if match := _CHINESE_MONTH.fullmatch(name):
            return int(match[1])
        return self.months.get(normal(name), 0)

    def _iso(self, year: str, month: int, day: str, rest: str) -> str:
        try:
            read = date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
            clock = _ZONED_CLOCK.match(rest)
            return (_in_zone(read, clock, self.zone) if clock else read).isoformat()
        except (ValueError, OverflowError):  # no such day, or no such hour
            return ""


def zone_of(name: str) -> tzinfo:
    """The time zone of that name, such as "Asia/Shanghai". Raises InvalidRequest for no such zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidRequest(
            zh=f"没有“{name}”这个时区：请写 Asia/Shanghai 这样的名字。",
            en=f"There is no time zone “{name}”: write a name such as Asia/Shanghai.",
        ) from error


def day_first_in(cells: Iterable[str]) -> bool | None:
    """Whether the cells write the day before the month: True, False, None when they do not show it
    or do not agree."""
    orders: set[bool] = set()
    for cell in cells:
        match = _TWO_NUMBERS.match(cell)
        if match and int(match["a"]) > 12:
            orders.add(True)
        elif match and int(match["b"]) > 12:
            orders.add(False)
    return orders.pop() if len(orders) == 1 else None


def is_no_day(cell: str) -> bool:
    """Whether a date cell says that there is no date: empty or 0000-00-00."""
    return not cell or bool(_ZERO.match(cell))


def is_serial(cell: str) -> bool:
    """Whether a cell is a number that Excel means as a day."""
    return bool(_SERIAL.fullmatch(cell))


def _in_zone(day: date, clock: re.Match[str], zone: tzinfo) -> date:
    hour = int(clock["h"]) % 12 + 12 * (clock["half"].upper() == "PM") if clock["half"] else 0
    hour = hour if clock["half"] else int(clock["h"])
    at = datetime(day.year, day.month, day.day, hour, int(clock["m"]), tzinfo=UTC)
    if not clock["utc"]:
        ahead = timedelta(hours=int(clock["oh"]), minutes=int(clock["om"] or 0))
        at -= ahead if clock["sign"] == "+" else -ahead
    return at.astimezone(zone).date()
