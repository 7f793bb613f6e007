"""Date cells of ticket exports -> ISO days.

07/06/2026 is read only when another cell of the same export shows which number is the day. Excel's
serial numbers and days that do not exist are not read: a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from service.intake.dialects import normal

_ISO = re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)")
_DAY_MONTH_NAME = re.compile(
    r"(?P<d>\d{1,2})[/\-. ]{1,2}(?P<month>[^\W\d_]{2,10}|\d{1,2}月)\.?[/\-. ]{1,2}(?P<y>\d{4}|\d{2})(?!\d)"
)
_MONTH_NAME_DAY = re.compile(r"(?P<month>[^\W\d_]{3,10})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})(?!\d)")
_TWO_NUMBERS = re.compile(r"(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})(?!\d)")
_ZERO = re.compile(r"0{4}[-/.]0{1,2}[-/.]0{1,2}")
_CHINESE_MONTH = re.compile(r"(\d{1,2})月")


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the date cells of one export. `day_first` is None when no cell shows the order."""

    months: Mapping[str, int]
    day_first: bool | None = None

    @classmethod
    def for_cells(cls, months: Mapping[str, int], cells: Iterable[str]) -> DayReader:
        """A reader that takes the order of day and month from the cells that allow only one."""
        orders: set[bool] = set()
        for cell in cells:
            match = _TWO_NUMBERS.match(cell)
            if match and int(match["a"]) > 12:
                orders.add(True)
            elif match and int(match["b"]) > 12:
                orders.add(False)
        return cls(months, orders.pop() if len(orders) == 1 else None)

    def read(self, cell: str) -> str:
        """The ISO day, "" when the cell is empty, all zeros, or not understood for certain."""
        if match := _ISO.match(cell):
            return _iso(match["y"], int(match["m"]), match["d"])
        if match := _DAY_MONTH_NAME.match(cell) or _MONTH_NAME_DAY.match(cell):
            return _iso(match["y"], self._month(match["month"]), match["d"])
        match = _TWO_NUMBERS.match(cell)
        if match is None:
            return ""
        first, second = int(match["a"]), int(match["b"])
        if self.day_first is None and first != second:
            return ""
        day, month = (first, second) if self.day_first else (second, first)
        return _iso(match["y"], month, str(day))

    def _month(self, name: str) -> int:
        if match := _CHINESE_MONTH.fullmatch(name):
            return int(match[1])
        return self.months.get(normal(name), 0)


def is_no_day(cell: str) -> bool:
    """Whether a date cell says that there is no date: empty or 0000-00-00."""
    return not cell or bool(_ZERO.match(cell))


def _iso(year: str, month: int, day: str) -> str:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day)).isoformat()
    except ValueError:
        return ""
