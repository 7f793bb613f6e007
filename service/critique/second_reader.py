"""A second reader without a model: how likely is it that a statement is vague, where no rule is sure?

It weighs what the reader of kinds sees anyway (kind_signs) and which rules are unsure, so that reading
costs one more sum. From a threshold on a statement becomes a finding: of the rule that is unsure, or, where
none is, of the checks the statement looks most like. Such a finding is a suggestion, marked
`origin: model`; the rule's question is what the writer is shown.

Its weights are data (knowledge/second_reader.json), made by `python -m evals.vagueness.training`; reading
needs no numeric library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import knowledge
from service.errors import RuleError

WEIGHTS = Path(knowledge.__file__).parent / "second_reader.json"
SCHEMA = "second-reader/2"
VAGUE = "vague"
"""The name of the column that says whether a statement is vague; the others are named like checks."""
_LIKE = 3
"""The most checks named for a statement."""
_STEEPEST = 30.0
_NEVER = -30.0
"""What a check without a column of its own weighs: one that no labelled statement misses."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least likelihood of a finding where a rule is unsure (`beside`) and where none is (`alone`)."""

    beside: float
    alone: float


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Weights of signs and of unsure rules, by column; `bias` is what each column starts from."""

    columns: tuple[str, ...]
    bias: Mapping[str, float]
    signs: Mapping[str, Mapping[str, float]]
    rules: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, Thresholds]
    digest: str

    def likelihood(self, values: Mapping[str, float], unsure: Collection[str]) -> float:
        """How likely a statement is vague, 0 to 1. `values` are the sums of its signs by column, `unsure`
        the ids of the rules that are unsure about it."""
        total = self._value(VAGUE, values, unsure)
        return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total))))

    def speaks(self, likelihood: float, unsure: Collection[str], language: str) -> bool:
        """Whether a statement of this likelihood is a finding."""
        least = self.thresholds[language]
        return likelihood >= (least.beside if unsure else least.alone)

    def checks(
        self, values: Mapping[str, float], unsure: Collection[str], names: Collection[str]
    ) -> list[str]:
        """Which of the named checks a vague statement looks like, the likeliest first."""
        ranked = sorted(names, key=lambda name: (-self._value(name, values, unsure), name))
        return ranked[:_LIKE]

    def _value(self, column: str, values: Mapping[str, float], unsure: Collection[str]) -> float:
        added = sum(self.rules.get(rule, {}).get(column, 0.0) for rule in unsure)
        return values.get(column, _NEVER) + added


@cache
def second_reader(path: Path = WEIGHTS) -> SecondReader | None:
    """The shipped reader; None when no weights are shipped. Raises RuleError for a file that is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        row = json.loads(data)
        if row["schema"] != SCHEMA:
            raise ValueError(row["schema"])
        columns = tuple(str(name) for name in row["columns"])
        columns.index(VAGUE)
        return SecondReader(
            columns,
            {name: float(row["bias"][name]) for name in columns},
            _weights(row["signs"], columns),
            _weights(row["rules"], columns),
            {
                tongue: Thresholds(float(own["beside"]), float(own["alone"]))
                for tongue, own in row["thresholds"].items()
            },
            str(row["trained_on"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleError(
            zh=f"第二读者的权重文件 {path.name} 读不出来（{error}）：请用训练命令重新生成。",
            en=f"The second reader's weights {path.name} cannot be read ({error}): train them anew.",
        ) from error


def _weights(
    rows: Mapping[str, Mapping[str, float]], columns: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Weights by name; an unknown column is an error, not a weight that never counts."""
    found: dict[str, dict[str, float]] = {}
    for name, own in rows.items():
        if not own.keys() <= set(columns):
            raise ValueError(name)
        found[name] = {column: float(value) for column, value in own.items()}
    return found
