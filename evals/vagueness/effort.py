"""What the second reader adds and what it costs, apart from the rules."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from evals.vagueness.labelled import Labelled
from service.critique.reading import critique_with, proved_rulebook
from service.critique.second_reader import second_reader
from service.critique.uncertain import Readers

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """Over all documents: units, the sentences left to the reader, its findings, and the least computing
    time of three rounds in seconds, with the rules alone and with the reader."""

    units: int
    unsure: int
    found: int
    rules: float
    both: float

    def line(self) -> str:
        """One line for people."""
        return (
            f"second reader: {self.unsure} of {self.units} units read, {self.found} findings;"
            f" rules alone {self.rules * 1000:.0f} ms, with it {self.both * 1000:.0f} ms of computing"
        )


def effort(sets: Sequence[Labelled]) -> Effort:
    """Measure both over the same documents."""
    book = proved_rulebook()
    unsure = found = 0
    times: dict[bool, float] = {}
    for with_reader in (False, True):
        readers = Readers(second_reader() if with_reader else None)
        best = float("inf")
        for _ in range(_ROUNDS):
            unsure = found = 0
            began = time.process_time()
            for labelled in sets:
                reading = critique_with(book, labelled.document.text, readers=readers).reading
                unsure += reading.unsure
                found += reading.second
            best = min(best, time.process_time() - began)
        times[with_reader] = best
    units = sum(len(labelled.units) for labelled in sets)
    return Effort(units, unsure, found, times[False], times[True])
