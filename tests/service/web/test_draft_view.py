"""The review page's view of a draft: states, counts, evidence with places, in both languages."""

from __future__ import annotations

from service.archive.records import StoredDraft
from service.errors import Language
from service.review import Answer, Decision, DecisionAction, Sentence, TablePlace
from service.web.citations import Citations
from service.web.draft_view import DraftView, ItemView, Typed
from tests.fakes.drafts import rich_draft

SOURCES = {"paste:1": "src1"}


def _decision(
    target: str, action: DecisionAction, after: str = "", answer: Answer | None = None
) -> Decision:
    return Decision(target, action, "林岚", "2026-11-02T08:00:00+00:00", "", after, answer)


def _view(*decisions: Decision, language: Language = "zh", typed: Typed | None = None) -> DraftView:
    stored = StoredDraft("d1", "r1", rich_draft(language), decisions, None, "2026-11-01")
    return DraftView(stored, SOURCES, language, typed)


def _item(view: DraftView, item_id: str) -> ItemView:
    return next(i for section in view.sections for i in section.entries if i.id == item_id)


def test_an_untouched_draft_is_all_open() -> None:
    """Nothing is decided; blocked items are listed apart; the sources' own answers need no word."""
    progress = _view().progress
    assert (progress.decided, progress.total, progress.undecided) == (0, 10, 9)
    assert [item.id for item in progress.blocked] == ["i4"]
    assert not progress.waiting


def test_the_last_decision_counts() -> None:
    """An item rejected after it was accepted is rejected."""
    view = _view(_decision("i1", "accept"), _decision("i1", "reject"))
    assert _item(view, "i1").state == "reject"
    assert view.progress.decided == 1


def test_an_edit_shows_both_wordings() -> None:
    """The new text is shown, the original beside it; an edited blocked item is a person's claim."""
    view = _view(_decision("i4", "edit", "培训到场 12 人"))
    item = _item(view, "i4")
    assert (item.text, item.original, item.claim) == ("培训到场 12 人", "培训到场 20 人", "human")
    assert not view.progress.blocked


def test_an_item_waiting_for_its_case_is_not_decided() -> None:
    """It is counted as waiting, and its section as unfinished."""
    view = _view(_decision("i6", "needs_case"))
    assert [item.id for item in view.progress.waiting] == ["i6"]
    assert [section.decided for section in view.sections] == [0, 0, 0, 0]


def test_an_answered_action_keeps_what_was_proposed() -> None:
    """The person's answer and the sources' are both shown."""
    action = _view(_decision("a1", "answer", answer="slipped")).follow_up[0]
    assert (action.proposed, action.answer, action.answered) == ("done", "slipped", True)
    unanswered = _view().follow_up[1]
    assert (unanswered.answer, unanswered.answered) == ("unknown", False)


def test_evidence_names_its_place_in_words_and_links_to_it() -> None:
    """A line of the paste links to the marked sentence; a source that is not stored has no link."""
    from_paste, from_table = _item(_view(), "i5").evidence
    assert from_paste.text == "支付网关偶发超时，客户结算两次中断。"
    assert (from_paste.source, from_paste.place) == ("粘贴的文字 1", "第 5 行")
    assert from_paste.address == "/sources/src1?sentence=s4#cited"
    assert (from_table.source, from_table.place) == ("tickets.csv", "第 2 行 · 状态")
    assert from_table.address == ""


def test_the_cells_of_one_row_are_shown_together() -> None:
    """A ticket is cited once, its cells in the order of the table, not as a list of scraps."""
    cited = {
        str(column): Sentence(str(column), "t.csv", TablePlace("", row, column, header), said)
        for row, column, header, said in (
            (2, 3, "状态", "激活"),
            (2, 1, "编号", "QY-18"),
            (5, 9, "编号", "QY-30"),
        )
    }
    row, other = Citations(cited, {"t.csv": "src2"}, "zh").of(["3", "1", "9"])
    assert [(cell.header, cell.text) for cell in row.cells] == [("编号", "QY-18"), ("状态", "激活")]
    assert (row.place, row.address) == ("第 2 行", "/sources/src2?sentence=3#cited")
    assert (other.text, other.cells) == ("QY-30", ())


def test_findings_stand_on_their_item_in_the_language_of_the_page() -> None:
    """Question, skeleton and candidate cases are there; other items have none."""
    (finding,) = _item(_view(language="en"), "i6").findings
    assert finding.question == "Can you give one concrete case?"
    assert finding.cases[0].text == "12 people came to the training."
    assert not _item(_view(), "i1").findings


def test_fields_are_named_and_the_unknown_ones_listed() -> None:
    """Filled fields have labels in the page's language; empty expected ones are named once."""
    task = _item(_view(), "i8")
    fields = {field.label: field.values for field in task.fields}
    assert fields["截止日期"] == ("2026-11-08（11 月 8 日前）",)
    assert fields["负责人"] == ("林岚",)
    assert "周次" in task.unknown
    measure = {f.label: f.values for f in _item(_view(language="en"), "i7").fields}
    assert measure["Kind of measure"] == ("Process",)
    assert measure["Answers"] == ("2.1",)


def test_a_refused_edit_keeps_what_was_typed() -> None:
    """The card shows the typed text and the reason of the refusal; others do not."""
    view = _view(typed=Typed("i2", "新的写法", "口误", "请写出新的内容"))
    item = _item(view, "i2")
    assert (item.typed, item.reason, item.refused) == ("新的写法", "口误", "请写出新的内容")
    assert not _item(view, "i1").refused
