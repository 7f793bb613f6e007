"""Plants faults in the authored sentences, has grounding judge them, and counts what it saw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from evals.faults.number_faults import NUMBER_FAULTS, Operator, Others, Planted
from evals.faults.rewrites import REWRITES, Rewrite
from evals.faults.templates import PEOPLE, Filled, Language, Template, fill
from evals.faults.wording_faults import WORDING_FAULTS
from evals.rates import Rate
from service.grounding import Verdict, check_item
from service.review import Claim, Fields, Item, Sentence, TextPlace

MONTH = "2026-05"
Family = Literal["numbers", "wordings", "rewrites"]
_OTHERS = 3
"""So many other sentences of the document stand beside the one that is cited."""
_TRIES = 20
"""After so many fillings in vain a template gives no more."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One case and what grounding said of it."""

    template: str
    text: str
    evidence: str
    computed: str
    verdict: Verdict

    @property
    def doubted(self) -> bool:
        """Whether it was not let pass as supported."""
        return self.verdict.status != "supported"


@dataclass(frozen=True, slots=True)
class Cell:
    """All cases of one operator and language on one part of the templates."""

    family: Family
    operator: str
    language: Language
    held_out: bool
    templates: int
    judged: tuple[Judged, ...]

    @property
    def doubted(self) -> Rate:
        """Detections of a fault, or alarms on a rewrite."""
        return Rate(sum(one.doubted for one in self.judged), len(self.judged))

    @property
    def blocked(self) -> Rate:
        """Those that may not stand as they are."""
        return Rate(sum(one.verdict.status == "blocked" for one in self.judged), len(self.judged))

    @property
    def wrong(self) -> Iterator[Judged]:
        """Missed faults, or alarms on rewrites."""
        alarm = self.family == "rewrites"
        return (one for one in self.judged if one.doubted is alarm)


def measure_faults(templates: Sequence[Template], cases: int) -> Iterator[Cell]:
    """The cells of every operator, language and part, with up to `cases` cases each.

    The same cases come out every time.
    """
    for held_out in (False, True):
        for language in ("zh", "en"):
            own = [t for t in templates if t.language == language and t.held_out is held_out]
            if not own:
                continue
            for name, operator in NUMBER_FAULTS.items():
                yield _cell("numbers", name, operator, own, cases)
            for name, operator in WORDING_FAULTS.items():
                yield _cell("wordings", name, operator, own, cases)
            for name, rewrite in REWRITES.items():
                yield _cell("rewrites", name, _as_operator(rewrite), own, cases)


def _as_operator(rewrite: Rewrite) -> Operator:
    """A rewrite in the form of a fault: a sentence that is still true."""

    def rewritten(filled: Filled, random: Random, _others: Others) -> Planted | None:
        text = rewrite(filled, random)
        return None if text is None else Planted(text)

    return rewritten


def _cell(
    family: Family, name: str, operator: Operator, templates: Sequence[Template], cases: int
) -> Cell:
    random = Random(_seed(name, templates))
    chosen: list[tuple[Filled, Planted]] = []
    seen: set[tuple[str, Planted]] = set()
    used: set[str] = set()
    active = list(templates)
    while active and len(chosen) < cases:
        for template in tuple(active):
            case = _new_case(template, operator, templates, random, seen)
            if case is None:
                active.remove(template)
            elif len(chosen) < cases:
                chosen.append(case)
                used.add(template.id)
    judged = tuple(judge(filled, planted) for filled, planted in chosen)
    return Cell(family, name, templates[0].language, templates[0].held_out, len(used), judged)


def _new_case(
    template: Template,
    operator: Operator,
    templates: Sequence[Template],
    random: Random,
    seen: set[tuple[str, Planted]],
) -> tuple[Filled, Planted] | None:
    """A case of the template that was not there yet; None after enough tries in vain."""
    for _ in range(_TRIES):
        filled = fill(template, random)
        others = [fill(random.choice(templates), random) for _ in range(_OTHERS)]
        planted = operator(filled, random, others)
        if planted is not None and (filled.evidence, planted) not in seen:
            seen.add((filled.evidence, planted))
            return filled, planted
    return None


def judge(filled: Filled, planted: Planted) -> Judged:
    """What grounding says of one planted sentence."""
    texts = (filled.evidence,) if planted.cited is None else planted.cited
    cited = {f"S{n}": _sentence(f"S{n}", text) for n, text in enumerate(texts, start=1)}
    computed = filled.computed if planted.computed is None else planted.computed
    identities = (*cited, *((planted.missing,) if planted.missing else ()))
    claim: Claim = "fact"
    item = Item(
        "I1", "progress", "result", planted.text, claim, identities,
        fields=Fields(computed=computed, owner=planted.owner),
    )  # fmt: skip
    language = filled.template.language
    verdict = check_item(item, cited, month=MONTH, language=language, roster=PEOPLE[language])
    return Judged(filled.template.id, planted.text, " / ".join(texts), computed, verdict)


def _sentence(identity: str, text: str) -> Sentence:
    return Sentence(identity, "minutes.md", TextPlace(1, 1, 0, len(text)), text)


def _seed(name: str, templates: Sequence[Template]) -> int:
    part = f"{name} {templates[0].language} {templates[0].held_out}"
    return int(hashlib.sha256(part.encode()).hexdigest()[:8], 16)
