"""Dates beside the day they were said on: doubts, proposals, no repair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.date_sense import (
    doubt_of,
    doubt_of_due,
    impossible_day_in_name,
    settled_due,
)
from service.text.dates import DateMention, find_dates

SAID_ON = "2026-04-21"


def mention(text: str, said_on: str = SAID_ON) -> DateMention:
    """The only date of a text."""
    (found,) = find_dates(text, said_on)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "proposal"),
    [
        ("2025年05月13日", "before_meeting", "2026-05-13"),
        ("2025-03-01", "before_meeting", "2027-03-01"),
        ("2026-01-05", "before_meeting", ""),
        ("2027-12-01", "other_year", "2026-12-01"),
        ("4月31日", "impossible", ""),
        ("20260431", "impossible", ""),
        ("8/14/202 - 8/27/2026", "impossible", ""),
        ("10月28日-10月20日", "reversed", ""),
        ("2026-10-28 至 2026-10-20", "reversed", ""),
    ],
)
def test_wrong_due_days(text: str, kind: str, proposal: str) -> None:
    """Each wrong date has its kind, and where only the year can be wrong, a year is proposed."""
    doubt = doubt_of_due(settled_due(mention(text), SAID_ON), SAID_ON)
    assert doubt is not None
    assert (doubt.kind, doubt.proposal) == (kind, proposal)
    assert doubt.raw == text


@pytest.mark.parametrize(
    "text",
    ["4月30日", "2026年5月12日", "2026-04-08", "2027-01-15", "下周五", "10月底", "4月8日-4月12日"],
)
def test_due_days_that_make_sense(text: str) -> None:
    """Soon, next January, a little late, relative, approximate: no doubt."""
    assert doubt_of_due(settled_due(mention(text), SAID_ON), SAID_ON) is None


def test_without_a_meeting_day_only_the_date_itself_is_judged() -> None:
    """Nothing is far before a day that nobody knows."""
    assert doubt_of_due(mention("2021-05-13", ""), "") is None
    assert doubt_of_due(mention("2021-02-30", ""), "") is not None


def test_a_due_day_without_a_year_lies_ahead() -> None:
    """In January 30 September is this year's, though last year's is nearer; 20 December is past."""
    assert settled_due(mention("9月30日", "2026-01-20"), "2026-01-20").last == "2026-09-30"
    assert settled_due(mention("1月5日", "2026-12-20"), "2026-12-20").last == "2027-01-05"
    assert settled_due(mention("12月20日", "2026-01-20"), "2026-01-20").last == "2025-12-20"


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("notes/20240431-具体工作.md", "20240431"),
        ("2024-02-30.md", "2024-02-30"),
        ("20240430.md", ""),
        ("build_20249901.txt", ""),
        ("周报.md", ""),
    ],
)
def test_a_day_in_a_name_that_is_none(name: str, digits: str) -> None:
    """20240431 is written like a day; other digits are numbers."""
    assert impossible_day_in_name(name) == digits


@given(st.dates(), st.dates(), st.booleans())
def test_a_proposal_is_not_before_the_meeting(due: object, said: object, given_year: bool) -> None:
    """Whatever the two days, a proposal lies on or after the meeting, and raw words are kept."""
    found = DateMention("x", 0, 1, str(due), str(due), year_given=given_year)
    doubt = doubt_of_due(settled_due(found, str(said)), str(said))
    assert doubt is None or doubt.raw == "x"
    assert doubt is None or not doubt.proposal or doubt.proposal >= str(said)
    assert doubt_of(found) is None
