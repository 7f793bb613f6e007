"""Does a number keep its qualifier: about, under, over, one end of a range?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.grounding.binding import context
from service.grounding.evidence import Doubt, Reading
from service.grounding.movement import movement
from service.grounding.pairs_check import VALUED
from service.review import Both
from service.text.numbers import Quantity

Place = tuple[Reading, Quantity]
"""A number and the text that it stands in."""
_RANGE = re.compile(r"\s?(?:-|~|～|—{1,2}|–|至|到|\sto\s)\s?")


def _in_range(reading: Reading, number: Quantity) -> bool:
    """Whether it is one end of a range (3-5 天), and not where something came from or went to."""
    for other in reading.numbers:
        if other.kind not in VALUED or other is number:
            continue
        first, last = (other, number) if other.start < number.start else (number, other)
        if _RANGE.fullmatch(reading.text, first.end, last.start):
            if first.unit_raw and first.unit != last.unit:
                return False
            return not movement(reading.text, first.start, first.end).role
    return False


def _period(reading: Reading, number: Quantity) -> str:
    return context(reading.text, number.start, number.end, reading.number_spans).period


def check_qualifier(draft: Reading, number: Quantity, same: Sequence[Place]) -> Iterator[Doubt]:
    """The doubts about a qualifier that is dropped (asks) or turned (blocks)."""
    known = {other.qualifier for _, other in same}
    if number.qualifier in known:
        if not _in_range(draft, number) and all(_in_range(*place) for place in same):
            yield Doubt(
                Both(
                    zh=f"「{number.raw}」在依据中只是一个区间的一端。",
                    en=f"In the source “{number.raw}” is only one end of a range.",
                ),
                code="qualifier",
                token=number.raw,
            )
        return
    if "target" in {_period(*place) for place in (*same, (draft, number))}:
        return  # 低于 3000 的目标 says of the figure that it missed it, not that it is less than 3000
    if number.qualifier and known & {"under", "over"} and number.qualifier != "about":
        yield Doubt(
            Both(
                zh=f"「{number.raw}」的限定词与依据相反（不到/超过）。",
                en=f"“{number.raw}” is qualified the other way in the source (under/over).",
            ),
            code="qualifier",
            token=number.raw,
        )
        return
    yield Doubt(
        Both(
            zh=f"「{number.raw}」的限定词（约、不到、超过）与依据不一致，请确认。",
            en=f"The source qualifies “{number.raw}” differently (about, under, over); confirm.",
        ),
        blocks=False,
        code="qualifier",
        token=number.raw,
    )
