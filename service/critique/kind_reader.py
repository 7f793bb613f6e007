"""Which kind of statement a sentence is: a small linear reader over the signs of kind_signs.

Its weights are data (knowledge/item_kinds.json), made by `python -m evals.vagueness.kind_training`; reading
needs no numeric library. The columns of the second reader are summed in the same pass, since both weigh the
same signs.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from math import exp
from pathlib import Path

import knowledge
from service.critique.second_reader import SecondReader, second_reader
from service.errors import RuleError

WEIGHTS = Path(knowledge.__file__).parent / "item_kinds.json"
SCHEMA = "item-kinds/1"
_UNIT = 1_000_000
_BITS = 32
"""Weights are kept in millionths, in fields that hold sums of up to a thousand."""
_ZERO = 1 << _BITS - 2
"""What stands for 0 in a field, so that none is ever negative."""


class _Packed(dict[str, int]):
    """Weights packed when they are first asked for; those of a short text are a few hundred."""

    def __init__(
        self, columns: tuple[str, ...], *weights: Mapping[str, Mapping[str, float]]
    ) -> None:
        super().__init__()
        self._shifts = {column: number * _BITS for number, column in enumerate(columns)}
        self._weights = weights

    def __missing__(self, sign: str) -> int:
        shifts, made = self._shifts, 0
        for weights in self._weights:
            own = weights.get(sign, {})
            made += sum(round(own[column] * _UNIT) << shifts[column] for column in own)
        self[sign] = made
        return made


@dataclass(frozen=True)
class KindReader:
    """Weights by sign and column; `bias` is what each column starts from. The first columns are the kinds,
    the others (`more`, with weights of their own) belong to the second reader."""

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Mapping[str, float]]
    digest: str
    more: tuple[str, ...] = ()
    more_weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def known(self) -> frozenset[str]:
        """The signs that weigh anything."""
        return frozenset(self.weights.keys() | self.more_weights.keys())

    def read(self, signs: frozenset[str]) -> dict[str, float]:
        """How likely each kind is, 0 to 1, the likeliest first."""
        packed, start = self.packed
        total = sum(map(packed.__getitem__, self.known & signs), start)
        odds = zip(self.odds_of(total), self.kinds, strict=True)
        return {kind: one for one, kind in sorted(odds, reverse=True)}

    def odds_of(self, total: int) -> list[float]:
        """How likely each kind is, in the order of `kinds`, from the sum of packed weights."""
        totals = self._totals(total)[: len(self.kinds)]
        best = max(totals)
        odds = [exp((one - best) / _UNIT) for one in totals]
        whole = sum(odds)
        return [one / whole for one in odds]

    def more_of(self, total: int) -> dict[str, float]:
        """The sums of the columns behind the kinds, by name."""
        totals = self._totals(total)[len(self.kinds) :]
        return {name: (one - _ZERO) / _UNIT for name, one in zip(self.more, totals, strict=True)}

    def _totals(self, total: int) -> tuple[int, ...]:
        found: tuple[int, ...] = self._fields.unpack(total.to_bytes(self._fields.size, "little"))
        return found

    @cached_property
    def _fields(self) -> struct.Struct:
        return struct.Struct(f"<{len(self.kinds) + len(self.more)}I")

    @cached_property
    def packed(self) -> tuple[Mapping[str, int], int]:
        """The weights of each sign for all kinds as one whole number, a field of bits for each, so that
        one addition adds to all of them; and what they start from. A sign without weights weighs 0."""
        start = sum(
            (round(value * _UNIT) + _ZERO) << number * _BITS
            for number, value in enumerate(self.bias)
        )
        return _Packed((*self.kinds, *self.more), self.weights, self.more_weights), start


def with_second(reader: KindReader, second: SecondReader | None) -> KindReader:
    """The reader with the columns of a second reader behind its own."""
    if second is None:
        return reader
    bias = reader.bias + tuple(second.bias[name] for name in second.columns)
    return replace(reader, bias=bias, more=second.columns, more_weights=second.signs)


@cache
def shipped_reader() -> KindReader:
    """The shipped weights of both readers."""
    return with_second(kind_reader(), second_reader())


@cache
def kind_reader(path: Path = WEIGHTS) -> KindReader:
    """The shipped reader of kinds alone. Raises RuleError for a file that is none."""
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
