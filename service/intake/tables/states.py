"""State words of a ticket tool -> states, with what was not understood remembered for a person.

A word that nobody knows is unknown and asked about; it is never open because nobody knew it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.intake.tables.days import DayReader
from service.intake.tables.dialects import Dialect, normal
from service.review import IntakeWarning, State, StateChange

_DATED = re.compile(
    r"(?P<day>\d{8}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*[:：]\s*(?P<word>[^\s,，;；|]{1,20})"
)
_PERCENT = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)\s*[%％]")
_SHOWN = 8


@dataclass(slots=True)
class StateReader:
    """Reads the states of one sheet; `chosen` is what a person said of its words."""

    dialect: Dialect
    chosen: Mapping[str, State]
    unknown: dict[str, int] = field(default_factory=dict)
    unknown_resolutions: dict[str, int] = field(default_factory=dict)
    closed_without: list[int] = field(default_factory=list)
    _words: dict[str, State] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._words = {normal(word): state for word, state in self.chosen.items()}

    def named(self, raw: str) -> State | None:
        """What a state's word means, None for one that nobody knows."""
        plain = normal(raw)
        return self._words.get(plain) or self.dialect.states.get(plain)

    def history(self, raw: str) -> tuple[StateChange, ...]:
        """The dated states of a cell such as "20260706:open 20260720:close", oldest first."""
        if self.named(raw) is not None:
            return ()
        days = DayReader({})
        changes = [
            StateChange(day, found["word"], self.named(found["word"]) or "unknown")
            for found in _DATED.finditer(raw)
            if (day := days.read(found["day"]))
        ]
        return tuple(sorted(changes, key=lambda change: change.day))

    def read(self, row: int, raw: str, category: str, resolution: str, progress: str) -> State:
        """The tool's state, corrected by what its category and its resolution say was really done."""
        state = _reconciled(self.named(raw), self.dialect.categories.get(normal(category)))
        if normal(raw) in self._words:
            state = self._words[normal(raw)]
        if state is None and not raw and self.dialect.general:
            state = _of_progress(progress)
        if state is None and (history := self.history(raw)):
            state = history[-1].state
            raw = history[-1].state_raw
        if state is None or state == "unknown":
            if normal(raw) not in self._words:
                self.unknown[raw] = self.unknown.get(raw, 0) + 1
            return "unknown"
        return self._ended(row, state, resolution) if state in ("resolved", "closed") else state

    def _ended(self, row: int, state: State, resolution: str) -> State:
        if not resolution:
            if state == "closed" and self.dialect.asks_resolution_of_closed:
                self.closed_without.append(row)
            return state
        meaning = self.dialect.resolutions.get(normal(resolution))
        if meaning == "cancelled":
            return "cancelled"
        if meaning == "open":
            return "open"
        if meaning is None and self.dialect.asks_resolution_of_closed:
            known = self.unknown_resolutions
            known[resolution] = known.get(resolution, 0) + 1
            return "unknown"
        return state

    def warnings(self) -> Iterator[IntakeWarning]:
        """What was not understood, the worst first."""
        if self.unknown:
            values = counted(self.unknown)
            yield IntakeWarning(
                "unknown_states",
                f"认不出这些状态：{values}；这些工单记为“状态未知”，不算未完成也不算完成。"
                "请说明每个词的意思，下次就不再问。",
                f"These states are not known: {values}; the tickets are kept as “state unknown”, "
                "neither open nor done. Say what each word means, and it is not asked again.",
            )
        if self.unknown_resolutions:
            values = counted(self.unknown_resolutions)
            yield IntakeWarning(
                "unknown_resolutions",
                f"认不出这些解决方案或关闭原因：{values}；是否算交付请核对。",
                f"These resolutions are not known: {values}; please check what was delivered.",
            )
        if self.closed_without:
            rows = listed([str(number) for number in self.closed_without])
            yield IntakeWarning(
                "closed_without_resolution",
                f"{len(self.closed_without)} 个已关闭的工单没写解决方案或关闭原因（第 {rows} 行），"
                "是否真的完成请核对。",
                f"{len(self.closed_without)} closed tickets say no resolution (rows {rows}): please "
                "check that they were done.",
            )


def counted(values: Mapping[str, int]) -> str:
    """Words with how often they occur, for a message."""
    return listed([f"{value or '（空）'} ×{count}" for value, count in values.items()])


def listed(values: Sequence[str]) -> str:
    """The first few of a list, for a message."""
    return ", ".join(values[:_SHOWN]) + (" …" if len(values) > _SHOWN else "")


def _reconciled(named: State | None, category: State | None) -> State | None:
    """The category is the tool's own word; a state's name only says how something ended."""
    if named is None or category is None:
        return named or category
    ended = ("resolved", "closed", "cancelled")
    return named if named in ended and category in ended else category


def _of_progress(text: str) -> State | None:
    """The state that a percentage says; a bare number is not read: 1 may be all or one per cent."""
    match = _PERCENT.fullmatch(text)
    if match is None:
        return None
    share = float(match["value"])
    return "closed" if share >= 100 else "in_progress" if share else "open"
