"""One sentence as an item, judged against the sentences that it cites."""

from __future__ import annotations

from service.errors import Language
from service.grounding import Verdict, check_item
from service.review import Cell, Claim, Fields, Item, Sentence, TextPlace


def judged(
    text: str,
    *evidence: str,
    claim: Claim = "fact",
    month: str = "2026-05",
    language: Language = "zh",
    roster: tuple[str, ...] = (),
    table: bool = False,
    **fields: str,
) -> Verdict:
    """The verdict on `text`; with `table` each cited sentence is a cell."""
    cell = Cell(1, 2, 1, "值") if table else None
    cited = {
        f"S{n}": Sentence(f"S{n}", "notes.md", TextPlace(1, 1, 0, len(one)), one, cell=cell)
        for n, one in enumerate(evidence, start=1)
    }
    item = Item(
        "I1",
        "progress",
        "result",
        text,
        claim,
        tuple(cited),
        fields=Fields(**fields),  # type: ignore[arg-type]
    )
    return check_item(item, cited, month=month, language=language, roster=roster)


def codes(verdict: Verdict) -> set[str]:
    """The checks that had a doubt."""
    return {reason.code for reason in verdict.reasons}
