"""Open texts: changes land where the editor means them, whatever stands in the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    CodeActionContext,
    CodeActionKind,
    CodeActionParams,
    Position,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
    TextDocumentIdentifier,
)

from service.critique.positions import UNITS, Unit
from service.critique.rule_choice import RuleChoice
from service.lsp.open_texts import OpenText
from service.lsp.reviewer import LONGEST, Reviewer
from service.lsp.server import LONG, LONG_PAUSE, PAUSE, pause_for

TEXTS = st.text(alphabet=st.sampled_from("a尽😀e\u0301\t\r\n\u2028\x0c"), max_size=30)


@given(TEXTS, TEXTS, st.sampled_from(UNITS), st.data())
def test_a_change_replaces_what_it_names(
    text: str, words: str, unit: Unit, data: st.DataObject
) -> None:
    """Any two places between which something is replaced."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    between = [at for at in (start, end) if text[max(at - 1, 0) : at + 1] == "\r\n"]
    if between:
        return  # no editor's position is within a line end
    opened = OpenText("file:///a.md", 1, text, unit)
    span = opened.range(start, end)
    changed = opened.changed(2, [TextDocumentContentChangePartial(range=span, text=words)])
    assert changed.text == text[:start] + words + text[end:]
    assert (changed.version, changed.unit) == (2, unit)


def test_changes_count_in_the_text_the_one_before_left() -> None:
    """In their order; a whole text takes the place of all."""
    place = Position(0, 1)
    first = TextDocumentContentChangePartial(range=Range(place, place), text="\n")
    second = TextDocumentContentChangePartial(
        range=Range(Position(1, 0), Position(1, 1)), text="乙"
    )
    opened = OpenText("file:///a.md", 1, "甲丙")
    assert opened.changed(2, [first, second]).text == "甲\n乙"
    whole = TextDocumentContentChangeWholeDocument(text="全")
    assert opened.changed(2, [first, whole]).text == "全"
    assert opened.changed(2, []).version == 2


def test_what_was_never_saved_has_a_place() -> None:
    """The working directory's configuration counts for it."""
    assert OpenText("untitled:Untitled-1", 1, "").path.name == "untitled.md"
    assert OpenText("file:///tmp/%E6%80%BB%E7%BB%93.md", 1, "").path.name == "总结.md"


def test_long_texts_wait_longer() -> None:
    """The pause before a text is read again."""
    assert pause_for(LONG - 1) == PAUSE < LONG_PAUSE == pause_for(LONG)
    assert LONG < LONGEST


def test_a_mark_in_front_counts_in_the_editor() -> None:
    """An editor that keeps the byte-order mark in its text counts it; so do the findings."""
    reviewer = Reviewer(RuleChoice(), "zh")
    text = OpenText("file:///nowhere/a.md", 1, "\ufeff二期需求调研正在有序开展中。\n")
    reviewer.opened(text)
    (found,) = reviewer.diagnostics(reviewer.see(text))
    assert (found.range.start.character, found.range.end.character) == (1, 15)


def test_a_text_that_is_too_long_says_so() -> None:
    """No findings, and a word about it, instead of a list that looks clean."""
    reviewer = Reviewer(RuleChoice(), "en")
    text = OpenText("file:///nowhere/a.md", 1, "We go on soon. " * (LONGEST // 15 + 1))
    (told,) = reviewer.diagnostics(reviewer.see(text))
    assert "million" in told.message


def test_a_comment_stays_within_the_row_of_a_table() -> None:
    """A line of its own would end the table; and an editor that asks for other actions gets none."""
    reviewer = Reviewer(RuleChoice(), "zh")
    row = "| 二期需求调研正在有序开展中。 | 周宁 |"
    text = OpenText(
        "file:///nowhere/a.md", 1, f"| 事项 | 谁 |\n|---|---|\n{row}\n| 其他 | 周宁 |\n"
    )
    seen = reviewer.see(text)
    place = Position(2, 4)
    asked = CodeActionParams(
        TextDocumentIdentifier(text.uri), Range(place, place), CodeActionContext([])
    )
    offered = reviewer.actions(seen, asked)
    assert offered
    for action in offered:
        assert action.edit is not None
        assert action.edit.changes is not None
        (edit,) = action.edit.changes[text.uri]
        assert edit.range.start == Position(2, len(row))
        assert "\n" not in edit.new_text
    refactorings = CodeActionContext([], only=[CodeActionKind.Refactor])
    asked = CodeActionParams(TextDocumentIdentifier(text.uri), Range(place, place), refactorings)
    assert reviewer.actions(seen, asked) == []
