"""What a reader of statements gets right: precision and recall by unit, by check and by trap."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evals.vagueness.labelled import Labelled, Unit
from service.critique import critique
from service.errors import Language
from service.review import Finding

_RESAMPLES = 2000
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Flag:
    """What a reader says of one unit: the checks, the slots it names as missing, where it comes from."""

    checks: tuple[str, ...]
    missing: tuple[str, ...]
    origin: str


Flags = Mapping[str, Flag]
"""By the unit's name; a unit without a flag is fine."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of true and false alarms and of misses."""

    hits: int
    alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Right flags of all flags; 1.0 when nothing is flagged."""
        flagged = self.hits + self.alarms
        return self.hits / flagged if flagged else 1.0

    @property
    def recall(self) -> float:
        """Vague units that are flagged; 1.0 when there are none."""
        vague = self.hits + self.misses
        return self.hits / vague if vague else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.hits + self.alarms + self.misses
        return 2 * self.hits / total if total else 1.0


@dataclass(slots=True)
class Slices:
    """Shares that a score hides: (right, of how many)."""

    decoys: tuple[int, int] = (0, 0)
    digit_free: tuple[int, int] = (0, 0)
    next_sentence: tuple[int, int] = (0, 0)
    quoted: tuple[int, int] = (0, 0)
    slot_named: tuple[int, int] = (0, 0)
    by_origin: dict[str, tuple[int, int]] = field(default_factory=dict)
    by_check: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def critique_flags(labelled: Labelled) -> dict[str, Flag]:
    """What the critique says of a document's units, document checks left aside."""
    language: Language = "zh" if labelled.document.lang == "zh" else "en"
    found = critique(labelled.document.text, language=language).findings
    return flags_of(labelled, found)


def flags_of(labelled: Labelled, findings: Iterable[Finding]) -> dict[str, Flag]:
    """Findings laid upon units: a finding belongs to the unit in which its quote begins."""
    starts = [unit.start for unit in labelled.units]
    flags: dict[str, Flag] = {}
    for finding in findings:
        at = bisect_right(starts, finding.start) - 1
        if finding.rule_id[0] in "DS" or finding.suppressed is not None or at < 0:
            continue
        unit = labelled.units[at]
        if finding.start >= unit.end:
            continue
        old = flags.get(unit.name, Flag((), (), finding.origin))
        flags[unit.name] = Flag(
            (*old.checks, finding.rule_id, *finding.also),
            (*old.missing, *finding.missing),
            "rule" if "rule" in (old.origin, finding.origin) else finding.origin,
        )
    return flags


def score(sets: Sequence[Labelled], flags: Flags, checks: str = "") -> Score:
    """The score of flags; with `checks` ("V"), only of checks whose id begins so."""
    hits = alarms = misses = 0
    for unit in _units(sets):
        flag = flags.get(unit.name)
        said = flag is not None and any(one.startswith(checks) for one in flag.checks)
        vague = any(one.startswith(checks) for one in unit.missing)
        hits += said and vague
        alarms += said and not vague
        misses += vague and not said
    return Score(hits, alarms, misses)


def interval(sets: Sequence[Labelled], flags: Flags) -> tuple[float, float]:
    """The 95 % interval of F1, by a bootstrap over documents with a fixed seed."""
    parts = [score([one], flags) for one in sets]
    draw = random.Random(_SEED)  # noqa: S311
    found: list[float] = []
    for _ in range(_RESAMPLES):
        drawn = draw.choices(parts, k=len(parts))
        total = Score(
            sum(one.hits for one in drawn),
            sum(one.alarms for one in drawn),
            sum(one.misses for one in drawn),
        )
        found.append(total.f1)
    found.sort()
    return found[int(0.025 * _RESAMPLES)], found[int(0.975 * _RESAMPLES) - 1]


def slices(sets: Sequence[Labelled], flags: Flags) -> Slices:
    """Traps, the naming of slots, and counts by origin and by check."""
    units = list(_units(sets))
    flagged = [unit for unit in units if unit.name in flags]
    true = [unit for unit in flagged if unit.vague]
    origins = Counter(flags[unit.name].origin for unit in flagged)
    right = Counter(flags[unit.name].origin for unit in true)
    named = sum(_names_slot(flags[unit.name], unit) for unit in true)
    return Slices(
        decoys=_share(units, lambda unit: unit.is_decoy, lambda unit: unit.name in flags),
        digit_free=_share(
            units, lambda unit: unit.is_digit_free, lambda unit: unit.name not in flags
        ),
        next_sentence=_share(
            units,
            lambda unit: "next" in unit.traps and not unit.vague,
            lambda unit: unit.name not in flags,
        ),
        quoted=_share(
            units,
            lambda unit: "quoted" in unit.traps and not unit.vague,
            lambda unit: unit.name not in flags,
        ),
        slot_named=(named, len(true)),
        by_origin={name: (right[name], count) for name, count in sorted(origins.items())},
        by_check=_by_check(units, flags),
    )


def _by_check(units: Iterable[Unit], flags: Flags) -> dict[str, tuple[int, int, int]]:
    """By check: flags on vague units, flags on fine units, labels of the check that no flag meets."""
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for unit in units:
        flag = flags.get(unit.name)
        for check in set(flag.checks) if flag else ():
            (hits if unit.vague else alarms)[check] += 1
        if flag is None:
            misses.update(unit.missing.keys())
    return {
        check: (hits[check], alarms[check], misses[check])
        for check in sorted({*hits, *alarms, *misses})
    }


def _names_slot(flag: Flag, unit: Unit) -> bool:
    wanted = {slot for slots in unit.missing.values() for slot in slots}
    return bool(wanted & set(flag.missing) or set(flag.checks) & set(unit.missing))


def _share(
    units: Iterable[Unit], among: Callable[[Unit], bool], right: Callable[[Unit], bool]
) -> tuple[int, int]:
    chosen = [unit for unit in units if among(unit)]
    return sum(right(unit) for unit in chosen), len(chosen)


def _units(sets: Iterable[Labelled]) -> Iterable[Unit]:
    for labelled in sets:
        yield from labelled.units
