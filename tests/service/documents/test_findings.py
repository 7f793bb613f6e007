"""A finding becomes a document and comes back."""

from __future__ import annotations

from hypothesis import given

from service.documents import finding_document, finding_from_document
from service.review import Finding
from tests.review_values import findings


@given(findings())
def test_round_trip_is_exact(finding: Finding) -> None:
    """Every part of a finding survives, the optional ones included."""
    assert finding_from_document(finding_document(finding)) == finding


@given(findings())
def test_span_and_nulls(finding: Finding) -> None:
    """The span is one object, and absence is null where readers look for it."""
    document = finding_document(finding)
    assert document["span"] == {"start": finding.start, "end": finding.end}
    assert (document["skeleton"] is None) == (finding.skeleton is None)
    assert ("item_id" in document) == bool(finding.item_id)
