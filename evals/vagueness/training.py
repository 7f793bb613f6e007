"""`python -m evals.vagueness.training`: makes the second reader's weights from the labelled train part.

Each sentence on which only uncertain hits stand is an example; it is right when its unit is labelled vague.
The threshold is the least likelihood at which, over a cross-validation by documents, the wanted share of
what is said is right. The same data and libraries give the same file, byte for byte, on one
kind of machine; `--check` compares with the shipped weights.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evals.vagueness.labelled import SETS, Labelled, Unit, digest, load_set
from evals.vagueness.shipped import ship
from service.critique.engine import Hit, find_hits
from service.critique.item_types import type_items
from service.critique.reading import proved_rulebook
from service.critique.second_reader import SCHEMA, WEIGHTS, features_of
from service.critique.segments import segment

PRECISION = 0.85
"""The share of the reader's findings that is to be right; rules that are sure stand at 0.9 and above."""
_HEADINGS = {
    "progress": ("一、进度与成果盘点", "Progress and results"),
    "result": ("一、进度与成果盘点", "Progress and results"),
    "problems": ("二、问题与挑战分析", "Problems"),
    "lessons": ("三、经验沉淀与改进措施", "Lessons and measures"),
    "next_month": ("四、下月计划", "Next month"),
    "request": ("四、下月计划与资源需求", "Next month and resources"),
}
LEAST_FLAGS = 30
"""Flags below which a share says nothing: with fewer the reader is silent in that language."""
_FOLDS = 10
_STRENGTH = 0.35
_LEAST_SEEN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One uncertain sentence: what the reader sees of it, and what people said."""

    features: frozenset[str]
    vague: bool
    document: str
    lang: str
    rules: tuple[str, ...]
    labels: tuple[str, ...]


def examples_of(labelled: Labelled) -> list[Example]:
    """The uncertain sentences of a document."""
    outline = segment(labelled.document.text)
    type_items(outline)
    by_sentence: dict[int, list[Hit]] = {}
    for hit in find_hits(outline, proved_rulebook().rules):
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    found: list[Example] = []
    for start, hits in sorted(by_sentence.items()):
        unit = _unit_at(labelled, start)
        if unit is None or any(hit.certain for hit in hits):
            continue
        found.append(
            Example(
                features_of(outline, hits[0].item, hits[0].sentence, hits),
                unit.vague,
                labelled.document.name,
                labelled.document.lang,
                tuple(hit.rule.id for hit in hits),
                tuple(unit.missing),
            )
        )
    return found


def examples_of_pairs(path: Path) -> list[Example]:
    """The uncertain sentences of `pairs.tsv`: check, section, a vague sentence and a clear one."""
    found: list[Example] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        check, section, vague, clear = line.split("\t")
        lang = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in vague) else "en"
        for words, labels in ((vague, (check,)), (clear, ())):
            outline = segment(f"## {_HEADINGS[section][lang == 'en']}\n\n- {words}\n")
            type_items(outline)
            hits = find_hits(outline, proved_rulebook().rules)
            if hits and not any(hit.certain for hit in hits):
                sentence = hits[0].sentence
                own = [hit for hit in hits if hit.sentence is sentence]
                seen = features_of(outline, own[0].item, sentence, own)
                rules = tuple(hit.rule.id for hit in own)
                name = f"pair-{number}"
                found.append(Example(seen, bool(labels), name, lang, rules, labels))
    return found


def _unit_at(labelled: Labelled, start: int) -> Unit | None:
    at = bisect_right([unit.start for unit in labelled.units], start) - 1
    return labelled.units[at] if at >= 0 and start < labelled.units[at].end else None


def train(examples: Sequence[Example], name: str) -> dict[str, object]:
    """The weights file as a document. `name` says which data it comes from."""
    seen = Counter(feature for one in examples for feature in one.features)
    kept = {feature for feature, count in seen.items() if count >= _LEAST_SEEN}
    rows = [dict.fromkeys(sorted(one.features & kept), 1.0) for one in examples]
    vectors = DictVectorizer(sparse=True, sort=True)
    table = vectors.fit_transform(rows)
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    target = np.array([one.vague for one in examples])
    groups = np.array([one.document for one in examples])
    guesses = np.zeros(len(examples))
    for train_rows, test_rows in GroupKFold(_FOLDS).split(table, target, groups):
        model = _model().fit(table[train_rows], target[train_rows])
        guesses[test_rows] = model.predict_proba(table[test_rows])[:, 1]
    model = _model().fit(table, target)
    weights = {
        str(feature): round(float(value), 3)
        for feature, value in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(value) >= 0.005
    }
    right = Counter(rule for one in examples for rule in one.rules if rule in one.labels)
    tried = Counter(rule for one in examples for rule in one.rules)
    return {
        "schema": SCHEMA,
        "trained_on": name,
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": {lang: _threshold(examples, guesses, lang) for lang in ("zh", "en")},
        "order": {rule: round(right[rule] / tried[rule], 3) for rule in sorted(tried)},
        "weights": weights,
    }


def _model() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0, class_weight=None)


def _threshold(examples: Sequence[Example], guesses: np.ndarray, lang: str) -> float:
    """The least likelihood from which on PRECISION of at least LEAST_FLAGS held-out sentences is right;
    above 1 where there is none."""
    ranked = sorted(
        (
            (float(g), one.vague)
            for g, one in zip(guesses, examples, strict=True)
            if one.lang == lang
        ),
        reverse=True,
    )
    best, right = 1.01, 0
    for count, (guess, vague) in enumerate(ranked, 1):
        right += vague
        if right / count >= PRECISION and count >= LEAST_FLAGS:
            best = guess
    return round(best, 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes; with `--check` 1 when the shipped weights are not those of the data."""
    parser = argparse.ArgumentParser(prog="python -m evals.vagueness.training", description=__doc__)
    parser.add_argument("--folder", type=Path, default=SETS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    folder: Path = options.folder / "train"
    examples = [example for labelled in load_set(folder) for example in examples_of(labelled)]
    pairs = folder / "pairs.tsv"
    examples += examples_of_pairs(pairs) if pairs.is_file() else []
    document = train(examples, f"sha256:{digest(folder)}")
    vague = sum(one.vague for one in examples)
    print(f"{len(examples)} uncertain sentences, {vague} vague; threshold {document['threshold']}")
    return ship(document, options.out, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
