"""Sources that disagree are asked about; a state that only moved on is not."""

from __future__ import annotations

from service.facts.conflicts import find_conflicts
from service.matters import Matter
from service.review import FactCard, Fields
from tests.service.facts.fact_cards import card


def matter(*cards: FactCard) -> Matter:
    """One matter of these cards, oldest first."""
    return Matter(cards[0].id, cards)


def test_the_list_closes_on_another_day_than_the_minutes() -> None:
    """Closed on 20 September in the list, concluded on 23 September in the minutes: both days stand."""
    listed = card(
        "list.x1r1",
        "action",
        "输出围栏规范",
        state="closed",
        fields=Fields(actual_date="2026-09-20"),
    )
    told = card("min.c1", "conclusion", "完成", state="closed", said_on="2026-09-23")
    (found,) = find_conflicts([matter(listed, told)])
    assert [claim.value for claim in found.conflict.claims] == ["2026-09-20", "2026-09-23"]
    assert [claim.evidence for claim in found.conflict.claims] == [
        ("list.x1r1.s",),
        ("min.c1.s",),
    ]


def test_a_ticket_open_while_minutes_say_done() -> None:
    """An open ticket against 已修复 in the minutes is a conflict with both words."""
    ticket = card("exp.k1", "problem", "签收页白屏", state="open", state_raw="激活", refs=("301",))
    told = card("min.c1", "milestone", "签收页白屏已修复", state="closed", said_on="2026-09-23")
    (found,) = find_conflicts([matter(ticket, told)])
    assert found.matter == "exp.k1"
    assert found.conflict.claims[0].value == "激活"


def test_a_state_that_moved_on_is_no_conflict() -> None:
    """Open in an early meeting, closed in the ticket later: nothing to ask."""
    told = card("min.c1", "problem", "签收页白屏", state="open", said_on="2026-09-02")
    ticket = card(
        "exp.k1",
        "milestone",
        "签收页白屏",
        state="closed",
        said_on="2026-09-18",
        fields=Fields(actual_date="2026-09-18"),
    )
    assert find_conflicts([matter(told, ticket)]) == ()


def test_closed_in_the_ticket_and_back_in_the_minutes() -> None:
    """A ticket closed on the 12th and a problem told again on the 23rd is a conflict."""
    ticket = card(
        "exp.k1",
        "milestone",
        "签收页白屏",
        state="closed",
        said_on="2026-09-12",
        fields=Fields(actual_date="2026-09-12"),
    )
    told = card("min.c1", "problem", "签收页又白屏", state="open", said_on="2026-09-23")
    assert len(find_conflicts([matter(ticket, told)])) == 1


def test_two_due_days_in_two_sources() -> None:
    """Two sources with two due days disagree; one source that names both does not."""
    first = card("a.c1", "action", "补文档", fields=Fields(due="2026-09-16", due_raw="9月16日"))
    other = card("b.c1", "action", "补文档", fields=Fields(due="2026-09-20", due_raw="9月20日"))
    same = card("a.c2", "action", "补文档", fields=Fields(due="2026-09-20", due_raw="9月20日"))
    (found,) = find_conflicts([matter(first, other)])
    assert [claim.value for claim in found.conflict.claims] == ["9月16日", "9月20日"]
    assert find_conflicts([matter(first, same)]) == ()


def test_two_values_of_one_figure() -> None:
    """One metric with two values is asked about; the same value twice is not."""
    one = card("a.c1", "metric", "用例通过 113", fields=Fields(metric="用例通过", after="113"))
    other = card("b.c1", "metric", "用例通过 115", fields=Fields(metric="用例通过", after="115"))
    (found,) = find_conflicts([matter(one, other)])
    assert {claim.value for claim in found.conflict.claims} == {"113", "115"}
    assert find_conflicts([matter(one, one)]) == ()


def test_every_claim_has_evidence() -> None:
    """Both sides of a conflict can be looked up."""
    ticket = card("exp.k1", "problem", "签收页白屏", state="open", state_raw="激活")
    told = card("min.c1", "conclusion", "签收页白屏完成", state="closed", said_on="2026-09-23")
    for found in find_conflicts([matter(ticket, told)]):
        assert all(claim.evidence for claim in found.conflict.claims)
