"""What is odd in the tickets of a sheet: dates, hours, ids and titles that a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.intake.tables.states import listed
from service.review import IntakeWarning, Ticket

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_ENDED = ("resolved", "closed", "cancelled")


@dataclass(slots=True)
class Noted:
    """Rows of one sheet by what is odd in them."""

    unread_days: list[str] = field(default_factory=list)
    unread_hours: list[str] = field(default_factory=list)
    serials: list[int] = field(default_factory=list)
    split_titles: list[int] = field(default_factory=list)
    long_descriptions: list[int] = field(default_factory=list)
    spoilt_keys: list[int] = field(default_factory=list)
    padded_keys: list[int] = field(default_factory=list)
    odd_days: list[int] = field(default_factory=list)
    all_done_but_open: list[int] = field(default_factory=list)
    _short_keys: int = 0

    def check(self, row: int, ticket: Ticket, key: str) -> None:
        """Look at a ticket that was read; `key` is its id as written."""
        if _SCIENTIFIC.fullmatch(key):
            self.spoilt_keys.append(row)
        if key.isdigit():
            (self.padded_keys.append(row) if key[0] == "0" else self._count_short())
        ended = ticket.closed or ticket.resolved
        if ticket.created and ((ended and ended < ticket.created) or _before(ticket)):
            self.odd_days.append(row)
        all_done = re.fullmatch(r"100(?:\.0+)?\s*[%％]?", ticket.progress_raw)
        if all_done and ticket.state not in (*_ENDED, "unknown"):
            self.all_done_but_open.append(row)

    def _count_short(self) -> None:
        self._short_keys += 1

    def warnings(self) -> Iterator[IntakeWarning]:
        """A warning for each kind of oddness that was seen."""
        if self.unread_days:
            cells = listed(self.unread_days)
            yield IntakeWarning(
                "unread_dates",
                f"{len(self.unread_days)} 个日期读不准，留空（行: 原文）：{cells}。",
                f"{len(self.unread_days)} dates could not be read for certain and stay empty "
                f"(row: cell): {cells}.",
            )
        if self.unread_hours:
            cells = listed(self.unread_hours)
            yield IntakeWarning(
                "unread_hours",
                f"{len(self.unread_hours)} 个工时读不准或超过 10,000 小时，留空（行: 原文）：{cells}。",
                f"{len(self.unread_hours)} efforts could not be read or are above 10,000 hours and "
                f"stay empty (row: cell): {cells}.",
            )
        if self.odd_days:
            rows = _rows(self.odd_days)
            yield IntakeWarning(
                "odd_dates",
                f"结束或截止早于创建（第 {rows} 行）：请核对日期。",
                f"They end or are due before they were created (rows {rows}): check the dates.",
            )
        if self.all_done_but_open:
            rows = _rows(self.all_done_but_open)
            yield IntakeWarning(
                "done_but_open",
                f"完成度 100% 但状态没有结束（第 {rows} 行）：请核对。",
                f"100% done, but the state has not ended (rows {rows}): please check.",
            )
        yield from self._about_cells()

    def _about_cells(self) -> Iterator[IntakeWarning]:
        if self.spoilt_keys:
            rows = _rows(self.spoilt_keys)
            yield IntakeWarning(
                "spoilt_keys",
                f"编号被 Excel 改成了科学计数法（第 {rows} 行），原来的编号已经丢失：请从工具重新导出。",
                f"Excel turned ids into powers of ten (rows {rows}); the ids are lost: export again.",
            )
        if self.padded_keys and self._short_keys:
            rows = _rows(self.padded_keys)
            yield IntakeWarning(
                "padded_keys",
                f"有的编号以 0 开头（第 {rows} 行），有的没有：可能被 Excel 去掉了前面的 0。",
                f"Some ids begin with 0 (rows {rows}) and some do not: Excel may have dropped zeros.",
            )
        if self.serials:
            rows = _rows(self.serials)
            yield IntakeWarning(
                "serial_dates",
                f"{len(self.serials)} 个日期是 Excel 的天数，已换算成日期（第 {rows} 行）。",
                f"{len(self.serials)} dates are Excel's day numbers and were turned into days (rows "
                f"{rows}).",
            )
        if self.split_titles:
            rows = _rows(self.split_titles)
            yield IntakeWarning(
                "split_titles",
                f"标题里用制表符粘着标签或状态，已分开（第 {rows} 行）：请核对。",
                f"Labels or states glued to the title by a tab were split off (rows {rows}).",
            )
        if self.long_descriptions:
            rows = _rows(self.long_descriptions)
            yield IntakeWarning(
                "long_descriptions",
                f"描述太长，工单里只留前 200,000 字，原文仍在（第 {rows} 行）。",
                f"Descriptions were cut to 200,000 characters in the ticket; the source has all of "
                f"them (rows {rows}).",
            )


def _before(ticket: Ticket) -> bool:
    return bool(ticket.due) and ticket.due < ticket.created


def _rows(numbers: list[int]) -> str:
    return listed([str(number) for number in dict.fromkeys(numbers)])
