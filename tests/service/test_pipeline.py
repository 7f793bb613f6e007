"""A whole month by rules: what every draft promises, on the project's two example months."""

from __future__ import annotations

from functools import partial

import pytest

from service.documents import draft_document
from service.errors import EmptyInput, WrongMonth
from service.export import draft_markdown
from service.intake import read_paste, read_source
from service.pipeline import STEPS, check_month, draft_month
from service.recall import SimilarProblem
from service.review import SECTIONS, Draft, Source
from tests.service.drafting.months import (
    EXAMPLES,
    misplaced,
    month_after,
    signed_month,
    sources_of,
)

HIS, ERP = EXAMPLES / "qinglan-his", EXAMPLES / "brightwater-erp"
MONTHS = pytest.mark.parametrize("name", ["qinglan-his", "brightwater-erp"])


def example(name: str) -> tuple[Draft, tuple[Source, ...]]:
    """June of an example project with May signed, and June's sources."""
    return month_after(EXAMPLES / name, "2026-05", "2026-06"), sources_of(EXAMPLES / name / "month")


def test_all_four_sections_are_filled() -> None:
    """The hospital's June has something in each section, in the fixed order."""
    draft, _ = example("qinglan-his")
    assert all(draft.section(key) for key in SECTIONS)
    order = [SECTIONS.index(item.section) for item in draft.items]
    assert order == sorted(order)


@MONTHS
def test_every_item_rests_on_cited_sentences(name: str) -> None:
    """Each item has evidence, and each evidence id is a sentence the draft carries with it."""
    draft, sources = example(name)
    known = {sentence.id for source in sources for sentence in source.sentences}
    for item in draft.items:
        assert item.evidence
        assert set(item.evidence) <= set(draft.cited)
    for entry in draft.follow_up:
        assert set(entry.evidence) <= set(draft.cited)
    for conflict in draft.conflicts:
        for claim in conflict.claims:
            assert claim.evidence
            assert set(claim.evidence) <= set(draft.cited)
    assert set(draft.cited) <= known


@MONTHS
def test_every_citation_is_at_its_place(name: str) -> None:
    """The file's text from start to end, or its cell, is what the draft cites."""
    draft, sources = example(name)
    assert draft.cited
    assert misplaced(draft, sources) == []


@MONTHS
def test_the_rules_write_nothing_that_grounding_blocks(name: str) -> None:
    """What the rules write, the sources support: no item is blocked."""
    draft, _ = example(name)
    assert [(item.id, item.doubts) for item in draft.items if item.status == "blocked"] == []


@MONTHS
def test_every_ticket_is_in_the_ledger(name: str) -> None:
    """No ticket of the exports is lost, and nothing is left out without a reason."""
    draft, sources = example(name)
    entries = [entry.entry for entry in draft.ledger if entry.kind == "ticket"]
    keys = {ticket.key for source in sources for ticket in source.tickets}
    assert keys
    assert keys <= set(entries)
    assert len(entries) == len(set(entries))
    for entry in draft.ledger:
        assert entry.items or entry.reason


@MONTHS
def test_two_runs_give_one_document(name: str) -> None:
    """The same sources give the same draft, word for word."""
    draft, sources = example(name)
    again = draft_month(
        project="示例",
        month="2026-06",
        sources=sources,
        last_review=signed_month(EXAMPLES / name / "previous", "2026-05"),
    )
    assert draft_document(again) == draft_document(draft)


@MONTHS
def test_findings_quote_the_exported_text(name: str) -> None:
    """Each finding's span is its quote in the exact Markdown of the draft."""
    draft, _ = example(name)
    text = draft_markdown(draft).text
    assert draft.findings or name == "brightwater-erp"
    for finding in draft.findings:
        assert text[finding.start : finding.end] == finding.quote


@MONTHS
def test_findings_name_their_item(name: str) -> None:
    """A finding that begins inside an item's sentence names that item; one outside names none."""
    draft, _ = example(name)
    spans = draft_markdown(draft).item_spans
    for finding in draft.findings:
        inside = [item for item, start, end in spans if start <= finding.start < end]
        assert finding.item_id == (inside[0] if inside else "")
    assert any(finding.item_id for finding in draft.findings) or name == "brightwater-erp"


@MONTHS
def test_item_ids_are_unique_and_speak_of_their_section(name: str) -> None:
    """P, Q, L, N and a running number, each id once."""
    draft, _ = example(name)
    letters = dict(zip(SECTIONS, "PQLN", strict=True))
    for key in SECTIONS:
        wanted = [f"{letters[key]}{n}" for n in range(1, len(draft.section(key)) + 1)]
        assert [item.id for item in draft.section(key)] == wanted


@MONTHS
def test_last_months_tasks_are_all_answered(name: str) -> None:
    """Each task of the signed May has an answer in June, in order."""
    draft, _ = example(name)
    review = signed_month(EXAMPLES / name / "previous", "2026-05")
    tasks = [item for item in review.items if item.kind == "task"]
    owners = [entry.owner for entry in draft.follow_up[: len(tasks)]]
    assert tasks
    assert owners == [item.fields.owner for item in tasks]
    for entry in draft.follow_up:
        assert entry.evidence or (entry.answer == "unknown" and entry.question)


def test_the_example_month_shows_its_conflict() -> None:
    """The label printer is open in the export and fixed in the minutes: the draft asks."""
    draft, _ = example("qinglan-his")
    assert any("条码" in conflict.about for conflict in draft.conflicts)
    (item,) = [item for item in draft.section("problems") if "#1183" in item.text]
    assert any("激活" in question for question in item.questions)


def test_unnumbered_praise_is_left_out() -> None:
    """总的来说…客户满意度有所提升 is no result, whatever else the notes say."""
    draft, _ = example("qinglan-his")
    assert not any("满意度有所提升" in item.text for item in draft.items)


def test_an_english_month_is_english() -> None:
    """An English draft has no Chinese character of its own: none in texts, questions, notices."""
    draft, _ = example("brightwater-erp")
    assert draft.language == "en"
    written = [item.text for item in draft.items]
    written += [question for item in draft.items for question in item.questions]
    written += [entry.note + entry.question for entry in draft.follow_up]
    written += [notice.text for notice in draft.notices]
    written += [entry.reason for entry in draft.ledger]
    assert [text for text in written if any("\u3400" <= c <= "\u9fff" for c in text)] == []


def test_the_language_can_be_chosen() -> None:
    """Chinese sources can be drafted in English and the other way round."""
    build = partial(draft_month, project="示例", month="2026-06")
    english = build(sources=sources_of(HIS / "month"), language="en")
    chinese = build(sources=sources_of(ERP / "month"), language="zh")
    assert (english.language, chinese.language) == ("en", "zh")
    assert "## 1. Progress and results" in draft_markdown(english).text
    assert "## 一、进度与成果盘点" in draft_markdown(chinese).text


def test_the_language_follows_the_sources() -> None:
    """Without a choice, Chinese sources give a Chinese draft."""
    assert example("qinglan-his")[0].language == "zh"


@pytest.mark.parametrize("month", ["2026-13", "2026-6", "202606", "六月", "", "2026-06-01"])
def test_a_wrong_month_is_refused(month: str) -> None:
    """A month that is not YYYY-MM is refused before anything is read."""
    with pytest.raises(WrongMonth, match="YYYY-MM"):
        check_month(month)
    with pytest.raises(WrongMonth):
        draft_month(project="示例", month=month, sources=())


def test_no_sources_are_refused() -> None:
    """A draft of nothing is refused with words that say what to do."""
    with pytest.raises(EmptyInput):
        draft_month(project="示例", month="2026-06", sources=())


def test_a_text_that_states_nothing_gives_an_empty_draft() -> None:
    """Chat without a fact makes no item: empty sections are said, nothing is made up."""
    draft = draft_month(project="示例", month="2026-06", sources=[read_paste("大家早上好。", 1)])
    assert draft.items == ()
    codes = [notice.code for notice in draft.notices]
    assert codes.count("empty_section") == len(SECTIONS)


def test_progress_is_told_step_by_step() -> None:
    """The five steps are named once each, in order."""
    steps: list[str] = []
    draft_month(
        project="示例",
        month="2026-06",
        sources=[read_paste("围栏已上线。", 1)],
        progress=steps.append,
    )
    assert tuple(steps) == STEPS


def test_a_problem_of_the_past_is_asked_about() -> None:
    """A problem like one of an earlier signed review asks whether it has come back."""
    text = "2026年6月9日车载终端掉线 12 台，司机重打签收单 40 张"
    past = SimilarProblem(month="2026-03", text="车载终端掉线", score=0.9, review_id="r1")
    draft = draft_month(
        project="示例",
        month="2026-06",
        sources=[read_paste(text, 1)],
        similar=lambda _: (past,),
    )
    (problem,) = draft.section("problems")
    assert any("2026-03" in question for question in problem.questions)
    assert all("2026-03" not in item.text for item in draft.items)


def test_what_ended_before_the_month_is_no_result_of_it() -> None:
    """A ticket closed in April is no progress of June; the ledger says why it is left out."""
    export = (
        "Issue Type,Issue key,Issue id,Summary,Assignee,Reporter,Priority,Status,Resolution,Created,"
        "Updated,Resolved,Due date\n"
        "Task,YLD-1,1,旧网关下线,程朔,段岚,High,Done,Done,01/Apr/26 9:12 AM,05/Apr/26 4:40 PM,"
        "05/Apr/26 4:40 PM,\n"
        "Task,YLD-2,2,新网关上线,程朔,段岚,High,Done,Done,01/Jun/26 9:12 AM,05/Jun/26 4:40 PM,"
        "05/Jun/26 4:40 PM,\n"
    )
    draft = draft_month(
        project="示例", month="2026-06", sources=[read_source(export.encode(), "t.csv")]
    )
    status = {entry.entry: entry.status for entry in draft.ledger}
    assert status["YLD-1"] == "omitted"
    assert status["YLD-2"] != "omitted"
    assert not any("旧网关" in item.text for item in draft.items)
