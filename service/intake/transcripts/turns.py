"""Cues -> turns: what one person says without a pause, however many cues it was cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.intake.transcripts.cues import Cue, Layout

PAUSE = 1.0
"""Seconds from which the same speaker begins another turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's uninterrupted words; `number` counts from 1."""

    number: int
    cues: tuple[Cue, ...]

    @property
    def speaker(self) -> str:
        """Who says it, as written."""
        return self.cues[0].speaker


def join_cues(cues: Sequence[Cue], layout: Layout) -> tuple[Turn, ...]:
    """The turns, by time where there are times.

    Cues are not in order and overlap; an utterance is cut in mid-sentence (ids …/236-0, …/236-1), and
    another's 嗯 may stand between. Messages of a chat and turns that the file itself heads stay apart.
    """
    if layout in ("teams_vtt", "zoom_vtt", "srt"):
        cues = sorted(cues, key=lambda cue: (cue.part, cue.start or 0.0))
        groups = _joined(cues)
    else:
        groups = [[cue] for cue in cues]
    return tuple(Turn(number, tuple(group)) for number, group in enumerate(groups, start=1))


def _joined(cues: Sequence[Cue]) -> list[list[Cue]]:
    groups: list[list[Cue]] = []
    by_stem: dict[tuple[int, str, str], list[Cue]] = {}
    for cue in cues:
        utterance = (cue.part, cue.speaker, cue.stem)
        same = by_stem.get(utterance) if cue.stem else None
        if same is None and groups and _goes_on(groups[-1][-1], cue):
            same = groups[-1]
        if same is None:
            same = []
            groups.append(same)
        same.append(cue)
        if cue.stem:
            by_stem[utterance] = same
    return groups


def _goes_on(before: Cue, cue: Cue) -> bool:
    """Whether the same person goes on: within a second, or at once where there are no times."""
    if before.speaker != cue.speaker or before.part != cue.part:
        return False
    if cue.start is None or before.start is None:
        return cue.start is before.start
    ended = before.end if before.end is not None else before.start
    return cue.start - ended < PAUSE
