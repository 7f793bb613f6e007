"""A place becomes a document and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given

from service.documents import place_document, place_from_document
from service.review import Place
from tests.review_values import places


@given(places)
def test_round_trip_is_exact(place: Place) -> None:
    """Both kinds of place survive."""
    assert place_from_document(place_document(place)) == place


def test_an_unknown_kind_is_refused() -> None:
    """A place of a kind nobody knows is not read as something else."""
    with pytest.raises(ValueError, match="kind"):
        place_from_document({"kind": "shelf", "page": 3})
