"""Which kind of statement a sentence is: a small linear reader over the signs of kind_signs.

Its weights are data (knowledge/item_kinds.json), made by `python -m evals.vagueness.kind_training`; reading
needs no numeric library.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from pathlib import Path

import knowledge
from service.errors import RuleError

WEIGHTS = Path(knowledge.__file__).parent / "item_kinds.json"
SCHEMA = "item-kinds/1"
_UNIT = 1_000_000
_BITS = 32
"""Weights are kept in millionths, in fields that hold sums of up to a thousand."""


class _Packed(dict[str, int]):
    """Weights packed when they are first asked for; those of a short text are a few hundred."""

    def __init__(self, kinds: tuple[str, ...], weights: Mapping[str, Mapping[str, float]]) -> None:
        super().__init__()
        self._shifts = {kind: number * _BITS for number, kind in enumerate(kinds)}
        self._weights = weights

    def __missing__(self, sign: str) -> int:
        own, shifts = self._weights.get(sign, {}), self._shifts
        made = self[sign] = sum(round(own[kind] * _UNIT) << shifts[kind] for kind in own)
        return made


@dataclass(frozen=True)
class KindReader:
    """Weights by sign and kind; `bias` is what each kind starts from."""

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Mapping[str, float]]
    digest: str

    def read(self, signs: frozenset[str]) -> dict[str, float]:
        """How likely each kind is, 0 to 1, the likeliest first."""
        packed, start = self.packed
        total = sum(map(packed.__getitem__, self.weights.keys() & signs), start)
        odds = zip(self.odds_of(total), self.kinds, strict=True)
        return {kind: one for one, kind in sorted(odds, reverse=True)}

    def odds_of(self, total: int) -> list[float]:
        """How likely each kind is, in the order of `kinds`, from the sum of packed weights."""
        totals = self._fields.unpack(total.to_bytes(self._fields.size, "little"))
        best = max(totals)
        odds = [exp((one - best) / _UNIT) for one in totals]
        whole = sum(odds)
        return [one / whole for one in odds]

    @cached_property
    def _fields(self) -> struct.Struct:
        return struct.Struct(f"<{len(self.kinds)}I")

    @cached_property
    def packed(self) -> tuple[Mapping[str, int], int]:
        """The weights of each sign for all kinds as one whole number, a field of bits for each, so that
        one addition adds to all of them; and what they start from. A sign without weights weighs 0."""
        start = sum(
            (round(value * _UNIT) + (1 << _BITS - 2)) << number * _BITS  # no field is ever negative
            for number, value in enumerate(self.bias)
        )
        return _Packed(self.kinds, self.weights), start


@cache
def kind_reader(path: Path = WEIGHTS) -> KindReader:
    """The shipped reader. Raises RuleError for a file that is none."""
    try:
        row = json.loads(path.read_bytes())
        if row["schema"] != SCHEMA:
            raise ValueError(row["schema"])
        kinds = tuple(str(kind) for kind in row["kinds"])
        weights = row["weights"]
        named = set().union(*map(dict.keys, weights.values()))
        if not named <= set(kinds):
            raise ValueError(f"weights of no kind: {sorted(named - set(kinds))}")
        bias = tuple(float(row["bias"][kind]) for kind in kinds)
        return KindReader(kinds, bias, weights, str(row["trained_on"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleError(
            zh=f"条目类型的权重文件 {path.name} 读不出来（{error}）：请用训练命令重新生成。",
            en=f"The weights of the kinds of items {path.name} cannot be read ({error}): train them anew.",
        ) from error
