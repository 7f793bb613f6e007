"""Nothing handed in is lost: each ticket, problem and action is in the draft or omitted with a reason."""

from __future__ import annotations

import pytest

from service.facts.ledger import build_ledger
from service.facts.rule_reader import read_facts
from service.intake import read_paste, read_source
from service.matters import Matter, group_matters
from service.pipeline import draft_month
from service.review import FollowUp, Language, Source
from tests.service.facts.fact_cards import card
from tests.service.facts.samples import JIRA, ZENTAO

NOTES = (
    "# Sprint 14\n\nThanks to everybody, see #999 for the photos\n\n"
    "## Completed/Merged\n\n- #207 Offline signing queue\n- #208 Fuel card report\n\n"
    "## In Progress\n\n- #211 Fence radius editor\n"
)


def sources() -> tuple[Source, ...]:
    """Two exports and notes that name tickets by #id."""
    return (
        read_source(ZENTAO.encode(), "bugs.csv"),
        read_source(JIRA.encode(), "jira.csv"),
        read_source(NOTES.encode(), "sprint.md"),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_ticket_has_an_entry(language: Language) -> None:
    """Each key of an export and each #id of a text is in the ledger exactly once, with its place or reason."""
    draft = draft_month(project="云岭", month="2026-09", sources=sources(), language=language)
    tickets = [entry for entry in draft.ledger if entry.kind == "ticket"]
    names = [entry.entry for entry in tickets]
    keys = {ticket.key for source in sources() for ticket in source.tickets}
    assert keys | {"#207", "#208", "#211", "#999"} <= set(names)
    assert len(names) == len(set(names))
    known = {item.id for item in draft.items}
    for entry in tickets:
        if entry.status == "omitted":
            assert entry.reason
            assert not entry.items
        else:
            assert entry.items
            assert set(entry.items) <= known


def test_a_ticket_only_mentioned_is_omitted_with_that_reason() -> None:
    """An id that is named beside the work, in no statement, is omitted and says why."""
    draft = draft_month(project="云岭", month="2026-09", sources=sources(), language="en")
    (entry,) = [entry for entry in draft.ledger if entry.entry == "#999"]
    assert entry.status == "omitted"
    assert entry.reason


def test_ids_inside_links_are_no_tickets() -> None:
    """The number in an address or an entity is no ticket."""
    text = "签收页已上线，见 https://example.org/issues?key=YLD-77 和 &#8220;说明&#8221;\n"
    source = read_paste(text, 1)
    ledger = build_ledger((), {}, (), [source], language="zh")
    assert ledger == ()


def test_in_draft_grouped_omitted() -> None:
    """A matter alone in an item is in_draft, one of a row is grouped, one left out is omitted."""
    source = read_source(ZENTAO.encode(), "bugs.csv")
    one, two = group_matters(read_facts(source, "2026-09"))
    placed = {one.id: ("Q1", False)}
    ledger = build_ledger([one, two], placed, (), [source], language="zh")
    assert [(e.status, e.items) for e in ledger] == [("in_draft", ("Q1",)), ("omitted", ())]
    ledger = build_ledger([one, two], {one.id: ("P1", True)}, (), [source], language="zh")
    assert ledger[0].status == "grouped"


def test_problems_and_actions_are_entries_too() -> None:
    """A told problem and an answered action stand in the ledger after the tickets."""
    problem = card("min.c1", "problem", "车载终端掉线 12 台", state="open")
    action = FollowUp("F1", "补齐接口文档", "段岚", "", "", "open")
    ledger = build_ledger(
        [Matter("min.c1", (problem,))], {"min.c1": ("Q1", False)}, [action], (), language="zh"
    )
    assert [(e.kind, e.entry, e.status, e.items) for e in ledger] == [
        ("problem", "车载终端掉线 12 台", "in_draft", ("Q1",)),
        ("action", "补齐接口文档", "in_draft", ("F1",)),
    ]


def test_ids_in_the_words_of_an_export_are_no_rows() -> None:
    """A title that mentions another tracker's #888 adds no ticket to the export's own."""
    source = read_source(ZENTAO.replace("围栏误报", "围栏误报（对应 #888）").encode(), "bugs.csv")
    draft = draft_month(project="云岭", month="2026-09", sources=[source])
    tickets = {entry.entry for entry in draft.ledger if entry.kind == "ticket"}
    assert tickets == {ticket.key for ticket in source.tickets}
