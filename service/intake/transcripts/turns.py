"""Cues -> turns: what one person says without a pause, however many utterances it was cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.intake.transcripts.utterances import Layout, Utterance

PAUSE = 1.0
"""Seconds from which the same speaker begins another turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's uninterrupted words; `number` counts from 1."""

    number: int
    utterances: tuple[Utterance, ...]

    @property
    def speaker(self) -> str:
        """Who says it, as written."""
        return self.utterances[0].speaker


def join_utterances(utterances: Sequence[Utterance], layout: Layout) -> tuple[Turn, ...]:
    """The turns, by time where there are times.

    Cues are not in order and overlap; an utterance is cut in mid-sentence (ids …/236-0, …/236-1), and
    another's 嗯 may stand between. Messages of a chat and turns that the file itself heads stay apart.
    """
    if layout in ("teams_vtt", "zoom_vtt", "srt"):
        utterances = sorted(utterances, key=lambda one: (one.part, one.start or 0.0))
        groups = _joined(utterances)
    else:
        groups = [[one] for one in utterances]
    return tuple(Turn(number, tuple(group)) for number, group in enumerate(groups, start=1))


def _joined(utterances: Sequence[Utterance]) -> list[list[Utterance]]:
    groups: list[list[Utterance]] = []
    by_stem: dict[tuple[int, str, str], list[Utterance]] = {}
    for one in utterances:
        key = (one.part, one.speaker, one.stem)
        same = by_stem.get(key) if one.stem else None
        if same is None and groups and _goes_on(groups[-1][-1], one):
            same = groups[-1]
        if same is None:
            same = []
            groups.append(same)
        same.append(one)
        if one.stem:
            by_stem[key] = same
    return groups


def _goes_on(before: Utterance, one: Utterance) -> bool:
    """Whether the same person goes on: within a second, or at once where there are no times."""
    if before.speaker != one.speaker or before.part != one.part:
        return False
    if one.start is None or before.start is None:
        return one.start is before.start
    ended = before.end if before.end is not None else before.start
    return one.start - ended < PAUSE
