"""Whole months as people hand them in: the project's examples and the sample material."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from service.intake import read_paths
from service.pipeline import draft_month
from service.review import Decision, Draft, Language, SignedReview, Source, TextPlace
from service.sign_off import sign

EXAMPLES = Path(__file__).resolve().parents[3] / "knowledge" / "examples"
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


@cache
def sources_of(folder: Path) -> tuple[Source, ...]:
    """The sources of a folder."""
    return read_paths([folder]).sources


@cache
def signed_month(folder: Path, month: str, language: Language | None = None) -> SignedReview:
    """The month's draft, signed with every blocked item rejected and the rest accepted."""
    draft = draft_month(project="示例", month=month, sources=sources_of(folder), language=language)
    rejected = [
        Decision(target=item.id, action="reject", by="方砚", at=AT.isoformat())
        for item in draft.items
        if item.status == "blocked"
    ]
    return sign(draft, rejected, signed_by="方砚", at=AT, accept_rest=True)


@cache
def month_after(root: Path, previous: str, month: str, language: Language | None = None) -> Draft:
    """The month's draft with the month before signed."""
    return draft_month(
        project="示例",
        month=month,
        sources=sources_of(root / "month"),
        language=language,
        last_review=signed_month(root / "previous", previous, language),
    )


def misplaced(draft: Draft, sources: tuple[Source, ...]) -> list[str]:
    """The cited sentences that do not stand where they say, looked up in the files' own bytes."""
    by_name = {source.name: source for source in sources}
    wrong = []
    for identity, sentence in draft.cited.items():
        source = by_name[sentence.source]
        decoded = Path(source.name).read_bytes().decode(source.encoding).removeprefix("\ufeff")
        place = sentence.place
        if isinstance(place, TextPlace):
            found = decoded[place.start : place.end]
        else:
            rows = list(csv.reader(io.StringIO(decoded, newline="")))
            found = rows[place.row - 1][place.column - 1]
        if found != sentence.text:
            wrong.append(identity)
    return wrong
