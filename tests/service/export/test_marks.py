"""Who signed, the order of sections, asides as quotes, and where each item's sentence stands."""

from __future__ import annotations

import pytest

from service.export import draft_markdown, review_markdown
from service.review import SECTION_TITLES, SECTIONS, Draft, Language, SignedReview
from tests.fakes.drafts import rich_draft

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def signed(draft: Draft) -> SignedReview:
    """The draft as signed by 林岚."""
    at = "2026-11-02T09:30:00+08:00"
    return SignedReview(draft, (), draft.items, draft.follow_up, "林岚", at)


@LANGUAGES
def test_a_signed_review_carries_none(language: Language) -> None:
    """A signed review says who signed, and nowhere that it is a draft."""
    text = review_markdown(signed(rich_draft(language)))
    assert "草稿" not in text
    assert "draft" not in text.lower()
    assert "林岚" in text.splitlines()[2]
    assert "2026-11-02 01:30" in text.splitlines()[2]


@LANGUAGES
def test_sections_stand_in_order(language: Language) -> None:
    """The four sections are headings in the fixed order, in the draft and in the signed review."""
    draft = rich_draft(language)
    for text in (draft_markdown(draft).text, review_markdown(signed(draft))):
        lines = [line for line in text.splitlines() if line.startswith("## ")]
        found = [
            number
            for number, key in enumerate(SECTIONS)
            for line in lines
            if line.endswith(SECTION_TITLES[language][key])
        ]
        assert found == [0, 1, 2, 3]


@LANGUAGES
def test_each_claim_and_doubt_is_marked(language: Language) -> None:
    """Inference, proposal and blocked items carry their mark before the sentence; facts carry none."""
    draft = rich_draft(language)
    page = draft_markdown(draft)
    marks = {
        item_id: page.text[page.text.rindex("- ", 0, start) + 2 : start]
        for item_id, start, _ in page.item_spans
    }
    blocked = next(item.id for item in draft.items if item.status == "blocked")
    inferred = next(item.id for item in draft.items if item.claim == "inference")
    fact = draft.items[0].id
    assert len({marks[blocked], marks[inferred], marks[fact]}) == 3
    assert marks[fact] == ""


def test_questions_and_evidence_are_quotes() -> None:
    """Questions, doubts and evidence stand in block quotes, so they are no claims of the review."""
    text = draft_markdown(rich_draft()).text
    (question,) = [line for line in text.splitlines() if "培训后的考核结果是多少" in line]
    assert question.strip().startswith(">")
    quoted = [line for line in text.splitlines() if "支付网关偶发超时，客户结算两次中断" in line]
    assert quoted
    assert all(line.strip().startswith(">") for line in quoted)


def test_evidence_names_its_place() -> None:
    """A quote says its source with line, or row."""
    text = draft_markdown(rich_draft()).text
    assert "paste:1:5" in text
    assert "tickets.csv" in text


def test_a_signed_review_asks_nothing() -> None:
    """Whoever signed has seen the questions: the signed review carries none of them."""
    assert "培训后的考核结果是多少" not in review_markdown(signed(rich_draft()))


def test_numbered_notes_match_their_references() -> None:
    """Each 〔n〕 of a signed review has its note, and each note is referred to."""
    text = review_markdown(signed(rich_draft()))
    body, _, notes = text.rpartition("\n## ")
    wanted = {number for number in range(1, 40) if f"〔{number}〕" in body}
    given_notes = {number for number in range(1, 40) if f"- 〔{number}〕" in notes}
    assert wanted
    assert wanted == given_notes


def test_a_plain_sentence_stands_in_its_span_word_for_word() -> None:
    """Without anything to escape, the span is exactly the item's text."""
    draft = rich_draft()
    page = draft_markdown(draft)
    texts = {item.id: item.text for item in draft.items}
    for item_id, start, end in page.item_spans:
        assert page.text[start:end] == texts[item_id]
