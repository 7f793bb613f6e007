"""A signed review becomes a document and comes back, or is refused by naming the field."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from service.documents import (
    document_text,
    draft_document,
    review_document,
    review_from_document,
    review_from_json,
)
from service.errors import InvalidReview
from service.review import Decision, SignedReview
from tests.review_values import signed_reviews
from tests.service.documents.test_drafts import small_draft


def small_review() -> SignedReview:
    """The small draft with its one item edited and signed."""
    draft = small_draft()
    edited = replace(draft.items[0], text="门禁对接延期五个工作日", claim="human")
    decision = Decision("P1", "edit", "王姐", "2026-11-02T01:00:00+00:00", after=edited.text)
    return SignedReview(
        draft=draft,
        decisions=(decision,),
        items=(edited,),
        follow_up=draft.follow_up,
        signed_by="王姐",
        signed_at="2026-11-02T01:05:00+00:00",
    )


@given(signed_reviews())
def test_round_trip_is_exact(signed: SignedReview) -> None:
    """A signed review reloaded from its downloaded JSON gives the very same document."""
    document = review_document(signed)
    again = review_from_json(document_text(document).encode("utf-8"))
    assert review_document(again) == document
    assert (again.decisions, again.signed_by) == (signed.decisions, signed.signed_by)


def test_signed_words_and_draft_words_are_both_kept() -> None:
    """The sections hold what was signed, the draft inside holds what the rules wrote."""
    document = review_document(small_review())
    assert document["sections"][1]["items"][0]["text"] == "门禁对接延期五个工作日"
    assert document["draft"]["sections"][1]["items"][0]["text"] == "门禁对接延期一周"
    assert review_from_document(document).items[0].claim == "human"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    """A file saved again by an editor that adds the mark is still read."""
    data = b"\xef\xbb\xbf" + document_text(review_document(small_review())).encode("utf-8")
    assert review_from_json(data).signed_by == "王姐"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"schema": NaN}', "总结".encode("gb18030")]
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """Bytes that are no JSON get an error that says which file to take."""
    with pytest.raises(InvalidReview) as caught:
        review_from_json(data)
    assert "JSON" in caught.value.zh
    assert "fupan.review/1" in caught.value.en


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "fupan.review/2"),
        ("project", "别的项目"),
        ("month", "2026-09"),
        ("language", "en"),
        ("signed_by", "  "),
        ("signed_at", "昨天"),
        ("signed_at", "0001-01-01T00:00:00+08:00"),
        ("imported", "no"),
        ("decisions", [{}]),
        ("sections", None),
        ("draft", []),
    ],
)
def test_a_bad_field_is_named(field: str, value: object) -> None:
    """A field that does not fit is named in both languages, with what to do."""
    document = review_document(small_review())
    document[field] = value
    with pytest.raises(InvalidReview) as caught:
        review_from_document(document)
    assert field in caught.value.zh
    assert field in caught.value.en
    assert "重新下载" in caught.value.zh


def test_a_missing_field_is_named() -> None:
    """So is a field that is not there."""
    document = review_document(small_review())
    del document["signed_at"]
    with pytest.raises(InvalidReview, match="signed_at"):
        review_from_document(document)


def test_a_draft_is_told_apart() -> None:
    """Handing in a draft says that it must be signed first."""
    document = json.loads(document_text(draft_document(small_draft())))
    with pytest.raises(InvalidReview) as caught:
        review_from_document(document)
    assert "先在网页上定稿" in caught.value.zh


@pytest.mark.parametrize("document", [[], "text", None, 3])
def test_what_is_no_object_is_refused(document: object) -> None:
    """JSON that is no object is a typed error too."""
    with pytest.raises(InvalidReview):
        review_from_document(document)  # type: ignore[arg-type]
