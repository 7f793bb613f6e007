"""The four sections without a model: every matter in exactly one item."""

from __future__ import annotations

from service.drafting.lessons import write_lessons
from service.drafting.material import Material, Written, number_items
from service.drafting.next_month import write_next_month
from service.drafting.problems import write_problems
from service.drafting.progress import write_progress


def write_sections(material: Material) -> tuple[Written, ...]:
    """The items of all four sections, numbered P, Q, L, N within theirs."""
    progress = number_items(write_progress(material), "P")
    problems = number_items(write_problems(material), "Q")
    lessons = number_items(write_lessons(material, problems), "L")
    next_month = number_items(write_next_month(material), "N")
    return (*progress, *problems, *lessons, *next_month)
