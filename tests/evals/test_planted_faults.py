"""Grounding sees what is planted in authored sentences, and lets their other forms pass."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from evals.faults.gates import Floors, broken, load_floors, total
from evals.faults.measuring import Cell, judge, measure_faults
from evals.faults.number_faults import NUMBER_FAULTS, Planted
from evals.faults.numerals import in_english, in_han
from evals.faults.report import misses, table
from evals.faults.templates import LANGUAGES, fill, load_templates, worked_out
from evals.faults.wording_faults import WORDING_FAULTS
from evals.registry import BadRegistry
from service.text.numerals import chinese_value

TEMPLATES = load_templates()
SAMPLE = 12
"""So many cases of each operator, language and part; `make eval` takes hundreds."""


@pytest.fixture(scope="module")
def cells() -> tuple[Cell, ...]:
    """The small matrix."""
    return tuple(measure_faults(TEMPLATES, SAMPLE))


def test_a_third_of_the_templates_is_held_out_in_each_language() -> None:
    """By the hash of what is written, so that nobody chooses."""
    for language in LANGUAGES:
        own = [template for template in TEMPLATES if template.language == language]
        held_out = [template for template in own if template.held_out]
        assert 0.2 < len(held_out) / len(own) < 0.45


def test_the_faults_of_the_sample_are_seen(cells: tuple[Cell, ...]) -> None:
    """Hardly any planted number or wording passes on the templates of development."""
    for language in LANGUAGES:
        numbers = total(cells, "numbers", language, held_out=False)
        wordings = total(cells, "wordings", language, held_out=False)
        assert numbers.denominator > 100
        assert numbers.denominator - numbers.numerator <= 1
        assert wordings.numerator / wordings.denominator >= 0.98


def test_true_sentences_of_the_sample_pass(cells: tuple[Cell, ...]) -> None:
    """Equal-valued rewrites raise no alarm on the templates of development."""
    for language in LANGUAGES:
        alarms = total(cells, "rewrites", language, held_out=False)
        assert alarms.denominator > 60
        assert alarms.numerator <= 1


def test_the_same_cases_come_out_every_time() -> None:
    """Seeds are fixed."""
    some = [template for template in TEMPLATES if template.language == "zh"][:9]
    once, again = (
        [one.text for cell in measure_faults(some, 3) for one in cell.judged] for _ in range(2)
    )
    assert once == again


def test_every_operator_turns_a_true_sentence_into_another_case() -> None:
    """What an operator gives differs from the truth in text, citation, owner or calculation."""
    random = Random(7)
    for operator in (*NUMBER_FAULTS.values(), *WORDING_FAULTS.values()):
        for template in TEMPLATES:
            filled = fill(template, random)
            others = [fill(other, random) for other in TEMPLATES[:5]]
            planted = operator(filled, random, others)
            if planted is not None and planted != Planted(filled.draft):
                break
        else:
            pytest.fail(f"{operator.__name__} has no place in any template")


def test_details_show_no_held_out_template(cells: tuple[Cell, ...]) -> None:
    """Whoever mends the checks sees only counts of them."""
    shown = misses(cells)
    for cell in cells:
        if cell.held_out:
            assert all(one.text not in shown for one in cell.judged)


def test_a_floor_that_is_not_reached_is_named() -> None:
    """Judging nothing at all breaks the floors."""
    template = next(one for one in TEMPLATES if one.language == "zh" and not one.held_out)
    filled = fill(template, Random(1))
    missed = judge(filled, Planted(filled.draft))
    cell = Cell("numbers", "changed_digit", "zh", False, 1, (missed,) * 400)
    assert missed.verdict.status == "supported"
    found = list(broken((cell,), Floors(0.995, 0.95, 0.01, 300)))
    assert len(found) == 1
    assert "number faults" in found[0]
    assert "changed_digit" in table((cell,))


def test_floors_come_from_the_registry(tmp_path: Path) -> None:
    """All four stand there with a reason; without one they are refused."""
    assert load_floors().numbers >= 0.995
    written = tmp_path / "registry.yaml"
    written.write_text("faults: [{id: numbers, limit: 0.9}]", encoding="utf-8")
    with pytest.raises(BadRegistry):
        load_floors(written)


@pytest.mark.parametrize("number", [2, 10, 14, 20, 42, 99, 105, 120, 999, 1002, 2300, 9999])
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    """The writer of the faults and the reader of the service agree."""
    assert chinese_value(in_han(number)) == number
    assert number >= 100 or in_english(number).replace("-", "").isalpha()


def test_calculated_values_are_shown_as_people_write_them() -> None:
    """Shares with one decimal, halves away from zero; differences without a sign."""
    assert worked_out("ratio_pct(1, 8)") == "12.5"
    assert worked_out("diff(3, 5)") == "2"
    assert worked_out("pct_change(90, 120)") == "25.0"
