"""`python -m evals.vagueness.kind_training`: makes the weights of the reader of kinds from the labelled train part.

Each sentence (each row) of a labelled unit is an example. Accuracy is told from a cross-validation by
documents, in which the kind ahead of a sentence is the one that was read, as in use. The same data and
libraries give the same file, byte for byte, on one
kind of machine; `--check` compares with the shipped weights.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evals.vagueness.labelled import SETS, Labelled, Unit, digest, load_set
from evals.vagueness.shipped import ship
from service.critique.item_types import SURE, statement_signs
from service.critique.kind_reader import SCHEMA, WEIGHTS
from service.critique.segments import segment

_FOLDS = 8
_STRENGTH = 0.1
_LEAST_SEEN = 8
_LEAST_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Example:
    """One statement: its signs without the kind ahead, the kind people gave it, its document."""

    signs: frozenset[str]
    kind: str
    before: str
    document: str


def examples_of(labelled: Labelled) -> Iterator[Example]:
    """The statements of a document, in order."""
    outline = segment(labelled.document.text)
    before = ""
    for item in outline.items:
        for sentence in item.sentences[: 1 if item.kind == "row" else None]:
            unit = _unit_at(labelled, sentence.start)
            if unit is None:
                continue
            whole = None if item.kind == "row" else sentence
            signs = statement_signs(outline, item, whole, "") - {"before:"}
            yield Example(signs, unit.type, before, labelled.document.name)
            before = unit.type


def _unit_at(labelled: Labelled, start: int) -> Unit | None:
    at = bisect_right([unit.start for unit in labelled.units], start) - 1
    return labelled.units[at] if at >= 0 and start < labelled.units[at].end else None


class Fit:
    """A fitted model with the signs it knows."""

    def __init__(self, examples: Sequence[Example]) -> None:
        seen = Counter(sign for one in examples for sign in one.signs)
        self.known = {sign for sign, count in seen.items() if count >= _LEAST_SEEN}
        self.vectors = DictVectorizer(sparse=True, sort=True)
        table = self.vectors.fit_transform([self.row(one, one.before) for one in examples])
        self.model = LogisticRegression(C=_STRENGTH, max_iter=1000)
        self.model.fit(table, [one.kind for one in examples])

    def row(self, example: Example, before: str) -> dict[str, float]:
        """An example as the model takes it."""
        return dict.fromkeys(sorted((example.signs & self.known) | {f"before:{before}"}), 1.0)

    def read(self, examples: Iterable[Example]) -> Iterator[tuple[str, float]]:
        """The kinds of statements in the order of their documents, each knowing the one read before."""
        before = document = ""
        for one in examples:
            before = before if one.document == document else ""
            odds = self.model.predict_proba(self.vectors.transform([self.row(one, before)]))[0]
            before, document = str(self.model.classes_[odds.argmax()]), one.document
            yield before, float(odds.max())

    def weights(self, name: str) -> dict[str, Any]:
        """The weights file as a document."""
        kinds = [str(kind) for kind in self.model.classes_]
        found: dict[str, dict[str, float]] = {}
        for kind, row in zip(kinds, self.model.coef_, strict=True):
            for sign, value in zip(self.vectors.get_feature_names_out(), row, strict=True):
                if abs(value) >= _LEAST_WEIGHT:
                    found.setdefault(str(sign), {})[kind] = round(float(value), 2)
        bias = zip(kinds, self.model.intercept_, strict=True)
        return {
            "schema": SCHEMA,
            "trained_on": name,
            "kinds": kinds,
            "bias": {kind: round(float(value), 3) for kind, value in bias},
            "weights": found,
        }


def validate(examples: Sequence[Example]) -> str:
    """Accuracy over a cross-validation by documents, and that of what is held to be sure."""
    groups = np.array([one.document for one in examples])
    right = sure = sure_right = acts = acts_right = 0
    for known, held in GroupKFold(_FOLDS).split(examples, groups=groups):
        fit = Fit([examples[at] for at in known])
        for at, (kind, likelihood) in zip(held, fit.read(examples[at] for at in held), strict=True):
            good = kind == examples[at].kind
            right, sure = right + good, sure + (likelihood >= SURE)
            sure_right += good and likelihood >= SURE
            acts += kind == "action" and likelihood >= SURE
            acts_right += good and kind == "action" and likelihood >= SURE
    n = len(examples)
    return (
        f"{n} statements: {right / n:.3f} right; of {sure} sure ones {sure_right / sure:.3f}; "
        f"of {acts} sure actions {acts_right / acts:.3f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes; with `--check` 1 when the shipped weights are not those of the data."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.vagueness.kind_training", description=__doc__
    )
    parser.add_argument("--folder", type=Path, default=SETS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    folders = [options.folder / part for part in ("train", "fresh")]
    examples = [
        example
        for folder in folders
        for labelled in load_set(folder)
        for example in examples_of(labelled)
    ]
    if not options.check:  # a minute that changes nothing of the weights
        print(validate(examples))
    document = Fit(examples).weights(
        "sha256:" + "+".join(digest(folder)[:16] for folder in folders)
    )
    return ship(document, options.out, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
