"""`python -m evals.vagueness.training`: makes the second reader's weights from labelled statements.

Every statement is an example. Two parts are read: `train`, on whose errors rules were mended, so that what
the rules say there tells nothing; and `fresh`, which no rule has seen, where it does. Writers differ in how
vague they are, so the documents of each carry a sign of their own that the reader never meets.

The thresholds are set on rules and reader together, in a cross-validation by documents of `fresh`, where
PRECISION of what the reader says is to be right. The same
data and libraries give the same file on one kind of machine; `--check` compares with the shipped weights.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evals.vagueness.labelled import SETS, Labelled, Unit, digest, load_set
from evals.vagueness.shipped import ship
from service.critique.engine import Hit, find_hits
from service.critique.item_types import statement_signs, type_items
from service.critique.reading import proved_rulebook
from service.critique.second_reader import SCHEMA, VAGUE, WEIGHTS
from service.critique.segments import segment

PRECISION = 0.75
"""The share of the reader's own findings that is to be right on held-out documents: a question asked in vain
costs trust."""
_FOLDS = 8
_STRENGTH = 0.06
_CHECK_STRENGTH = 0.1
_LEAST_SEEN = 4
_LEAST_SEEN_OF_CHECKS = 8
_LEAST_CHECKED = 20
"""Statements that must miss a check before it gets a column."""
_LEAST_WEIGHT = 0.06
_LEAST_CHECK_WEIGHT = 0.2
_HEAVY = 2.0
"""How much more a rule's hit counts than any other sign before the fit."""
_STEPS = tuple(round(0.3 + 0.05 * step, 2) for step in range(13))
_GROUND = "fresh"


@dataclass(frozen=True, slots=True)
class Example:
    """One statement: its signs, what the rules say of it, and what people said.

    `sure` and `unsure` are ids of rules; `ground` is the part it comes from, `writer` whose document."""

    signs: frozenset[str]
    sure: frozenset[str]
    unsure: frozenset[str]
    labels: tuple[str, ...]
    document: str
    lang: str
    writer: str
    ground: str

    def features(self, *, seen: bool) -> dict[str, float]:
        """The example for a fit; with `seen` as the reader meets it, without whose document it is."""
        found = dict.fromkeys(self.signs, 1.0)
        if self.ground == _GROUND:
            found |= {f"rule:{rule}": _HEAVY for rule in self.unsure}
            found |= {f"sure:{rule}": _HEAVY for rule in self.sure}
            found["any sure"] = _HEAVY * bool(self.sure)
            found["ruled"] = 1.0
        return found if seen else found | {f"writer:{self.writer}": 1.0}


def examples_of(labelled: Labelled, ground: str) -> Iterator[Example]:
    """The statements of a document."""
    outline = segment(labelled.document.text)
    type_items(outline)
    by_sentence: dict[int, list[Hit]] = {}
    for hit in find_hits(outline, proved_rulebook().rules):
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    before = ""
    for item in outline.items:
        row = item.kind == "row"
        for sentence in item.sentences[: 1 if row else None]:
            signs = statement_signs(outline, item, None if row else sentence, before)
            before = sentence.type
            unit = _unit_at(labelled, sentence.start)
            if unit is None:
                continue
            parts = item.sentences if row else [sentence]
            hits = [hit for part in parts for hit in by_sentence.get(part.start, ())]
            yield Example(
                signs,
                frozenset(hit.rule.id for hit in hits if hit.certain),
                frozenset(hit.rule.id for hit in hits if not hit.certain),
                tuple(unit.missing),
                labelled.document.name,
                labelled.document.lang,
                labelled.document.writer,
                ground,
            )


def _unit_at(labelled: Labelled, start: int) -> Unit | None:
    at = bisect_right([unit.start for unit in labelled.units], start) - 1
    return labelled.units[at] if at >= 0 and start < labelled.units[at].end else None


class Fit:
    """A fitted column: whether a statement is vague, or misses one check."""

    def __init__(
        self, examples: Sequence[Example], target: Sequence[bool], least: int, strength: float
    ) -> None:
        rows = [one.features(seen=False) for one in examples]
        counts = Counter(name for row in rows for name in row)
        kept = [
            {name: v for name, v in sorted(row.items()) if counts[name] >= least} for row in rows
        ]
        self.vectors = DictVectorizer(sparse=True, sort=True)
        table = self.vectors.fit_transform(kept)
        self.model = LogisticRegression(C=strength, max_iter=2000)
        self.model.fit(table, np.array(target))

    def read(self, examples: Sequence[Example]) -> np.ndarray:
        """How likely each statement is one, as the reader meets it."""
        table = self.vectors.transform([one.features(seen=True) for one in examples])
        likelihoods: np.ndarray = self.model.predict_proba(table)[:, 1]
        return likelihoods

    def bias(self) -> float:
        """What a statement on which no rule is sure starts from."""
        weights = self._weights()
        return float(self.model.intercept_[0]) + weights.get("ruled", 0.0)

    def signs(self, least: float) -> dict[str, float]:
        """The weights of signs."""
        own = ("rule:", "sure:", "writer:", "any sure", "ruled")
        return {
            name: round(value, 2)
            for name, value in self._weights().items()
            if abs(value) >= least and not name.startswith(own)
        }

    def rules(self) -> dict[str, float]:
        """The weights of unsure rules."""
        return {
            name.removeprefix("rule:"): round(_HEAVY * value, 2)
            for name, value in self._weights().items()
            if name.startswith("rule:")
        }

    def _weights(self) -> dict[str, float]:
        names = self.vectors.get_feature_names_out()
        return {str(name): float(v) for name, v in zip(names, self.model.coef_[0], strict=True)}


def hold_out(examples: Sequence[Example], lang: str) -> tuple[list[Example], np.ndarray]:
    """The statements of `fresh` in a language with likelihoods from models that never saw the document."""
    rest = [one for one in examples if one.ground != _GROUND]
    fresh = [one for one in examples if one.ground == _GROUND]
    guesses = np.zeros(len(fresh))
    for known, held in GroupKFold(_FOLDS).split(fresh, groups=[one.document for one in fresh]):
        own = [*rest, *(fresh[at] for at in known)]
        fit = Fit(own, [bool(one.labels) for one in own], _LEAST_SEEN, _STRENGTH)
        guesses[held] = fit.read([fresh[at] for at in held])
    chosen = [at for at, one in enumerate(fresh) if one.lang == lang]
    return [fresh[at] for at in chosen], guesses[chosen]


def thresholds_of(
    held: Sequence[Example], guesses: np.ndarray
) -> tuple[dict[str, float], tuple[float, float, float]]:
    """The thresholds with the best F1 of rules and reader together among those at which PRECISION of what
    the reader itself says is right; and precision, recall and F1 of both together."""
    vague = np.array([bool(one.labels) for one in held])
    sure = np.array([bool(one.sure) for one in held])
    unsure = np.array([bool(one.unsure) for one in held])
    best: tuple[tuple[float, float, float], dict[str, float]] | None = None
    for beside in _STEPS:
        for alone in _STEPS:
            own = ~sure & np.where(unsure, guesses >= beside, guesses >= alone)
            if (own & vague).sum() < PRECISION * own.sum():
                continue
            scores = _scores(sure | own, vague)
            if best is None or scores[2] > best[0][2]:
                best = scores, {"beside": beside, "alone": alone}
    if best is None:  # it never is right often enough: it says nothing
        return {"beside": 1.01, "alone": 1.01}, _scores(sure, vague)
    return best[1], best[0]


def _scores(said: np.ndarray, vague: np.ndarray) -> tuple[float, float, float]:
    right = float((said & vague).sum())
    precision, recall = right / max(1.0, said.sum()), right / max(1.0, vague.sum())
    return precision, recall, 2 * right / max(1.0, said.sum() + vague.sum())


def train(examples: Sequence[Example], name: str, thresholds: dict[str, Any]) -> dict[str, Any]:
    """The weights file as a document. `name` says which data it comes from."""
    fits = {VAGUE: Fit(examples, [bool(one.labels) for one in examples], _LEAST_SEEN, _STRENGTH)}
    vague = [one for one in examples if one.labels]
    counts = Counter(label for one in vague for label in one.labels)
    for check in sorted(check for check, count in counts.items() if count >= _LEAST_CHECKED):
        target = [check in one.labels for one in vague]
        fits[check] = Fit(vague, target, _LEAST_SEEN_OF_CHECKS, _CHECK_STRENGTH)
    signs: dict[str, dict[str, float]] = {}
    rules: dict[str, dict[str, float]] = {}
    for column, fit in fits.items():
        least = _LEAST_WEIGHT if column == VAGUE else _LEAST_CHECK_WEIGHT
        for sign, value in fit.signs(least).items():
            signs.setdefault(sign, {})[column] = value
        for rule, value in fit.rules().items():
            rules.setdefault(rule, {})[column] = value
    return {
        "schema": SCHEMA,
        "trained_on": name,
        "columns": list(fits),
        "bias": {column: round(fit.bias(), 3) for column, fit in fits.items()},
        "thresholds": thresholds,
        "signs": signs,
        "rules": rules,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes; with `--check` 1 when the shipped weights are not those of the data."""
    parser = argparse.ArgumentParser(prog="python -m evals.vagueness.training", description=__doc__)
    parser.add_argument("--folder", type=Path, default=SETS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    examples: list[Example] = []
    for ground in ("train", _GROUND):
        for labelled in load_set(options.folder / ground):
            examples += examples_of(labelled, ground)
    thresholds: dict[str, dict[str, float]] = {}
    for lang in ("zh", "en"):
        held, guesses = hold_out(examples, lang)
        thresholds[lang], together = thresholds_of(held, guesses)
        vague = np.array([bool(one.labels) for one in held])
        alone = _scores(np.array([bool(one.sure) for one in held]), vague)
        print(
            f"{lang}: {len(held)} held-out statements, {int(vague.sum())} vague; rules alone {_said(alone)};"
            f" with the reader {_said(together)}; thresholds {thresholds[lang]}"
        )
    names = "+".join(digest(options.folder / ground)[:16] for ground in ("train", _GROUND))
    document = train(examples, f"sha256:{names}", thresholds)
    return ship(document, options.out, check=options.check)


def _said(scores: tuple[float, float, float]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*scores)


if __name__ == "__main__":
    sys.exit(main())
