"""The authored months hold together: places, cards, sections, labels."""

from __future__ import annotations

import hashlib
import re

import pytest

from evals.cases import MONTHS, BadCase, GoldPlace, Month, load_months, read_month
from evals.last_month import last_review
from evals.metrics.citations import citation_validity
from evals.metrics.coverage import Coverage, row_holds, span_of
from tests.evals.faithful import faithful_draft, files_of

CASES = load_months()


def _decoded(case: Month, file: str) -> str:
    data = (case.folder / file).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _places(case: Month) -> list[GoldPlace]:
    of_matters = [place for matter in case.matters for place in matter.evidence]
    return (
        of_matters
        + [place for conflict in case.conflicts for side in conflict.sides for place in side]
        + [place for matter in case.matters for place in matter.mentions]
    )


def test_four_chinese_months_and_an_english_one() -> None:
    """The first set has the size it says it has, and each case its material."""
    assert [case.language for case in CASES].count("zh") == 4
    assert [case.language for case in CASES].count("en") == 1
    assert all(len(case.matters) >= 12 for case in CASES)
    assert all(any(matter.negative for matter in case.matters) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_gold_places_exist(case: Month) -> None:
    """Each gold quote stands on its stated line, or in its stated row."""
    for place in _places(case):
        text = _decoded(case, place.file)
        if place.row:
            assert row_holds(text, place), place
        else:
            start, end = span_of(text, place)
            assert text[start:end] == place.quote


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_labelled_sentences_stand_in_the_draft(case: Month) -> None:
    """Each labelled sentence is in draft.md exactly once."""
    text = (case.folder / "draft.md").read_text(encoding="utf-8")
    for finding in case.findings:
        assert text.count(finding.sentence) == 1, finding.sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_card_states_origin_and_checksums(case: Month) -> None:
    """CARD.md lists every file with its checksum: a changed file needs a new version."""
    card = (case.folder / "CARD.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", card))
    files = {
        path.relative_to(case.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in case.folder.rglob("*")
        if path.is_file() and path.name != "CARD.md"
    }
    assert listed == files
    assert "authored by this project" in card
    assert "development data" in card


def test_last_month_is_signed_for_the_month_before() -> None:
    """A case's promises come as a signed review of the month before, marked imported."""
    review = last_review(read_month(MONTHS / "zh-permits-goodnews"))
    assert review is None
    review = last_review(read_month(MONTHS / "zh-water-minutes"))
    assert review is not None
    assert review.draft.month == "2026-02"
    assert review.imported
    assert [item.fields.owner for item in review.items] == ["孟桐", "阮知秋", "孟桐", "杭立成"]


def test_an_unknown_case_is_named() -> None:
    """A wrong name says which names there are."""
    with pytest.raises(BadCase, match="zh-water-minutes"):
        load_months(["nowhere"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_gold_can_be_met(case: Month) -> None:
    """A draft in the sources' own words, cited as the gold says, meets every demand at once.

    So no keyword is one that the sources do not use, and no rule forbids what another demands.
    """
    draft, files = faithful_draft(case), files_of(case)
    coverage = Coverage(draft, case, files)
    assert citation_validity(draft, files).failures == ()
    for outcome in (
        coverage.matters(),
        coverage.fields(),
        coverage.answers(),
        coverage.conflicts(),
    ):
        assert outcome.failures == ()
    assert coverage.forbidden().failures == ()
