"""Months and times in words, and the other language's address of a page."""

from __future__ import annotations

import pytest

from service.errors import Language
from service.web.rendering import local_time, month_title


@pytest.mark.parametrize(
    ("month", "language", "words"),
    [
        ("2026-10", "zh", "2026 年 10 月"),
        ("2026-01", "zh", "2026 年 1 月"),
        ("2026-01", "en", "January 2026"),
        ("2026-13", "en", "2026-13"),
        ("十月", "zh", "十月"),
    ],
)
def test_months_are_written_as_people_do(month: str, language: Language, words: str) -> None:
    """A month reads naturally in either language; anything else is left as it is."""
    assert month_title(month, language) == words


def test_times_are_shown_to_the_minute() -> None:
    """An ISO time loses its seconds and zone; what is no time is left as it is."""
    shown = local_time("2026-11-02T08:30:15+00:00")
    assert shown.startswith("2026-11-0")
    assert len(shown) == len("2026-11-02 08:30")
    assert local_time("yesterday") == "yesterday"
