"""Does each ticket id, version and numbered name of an item stand in its evidence, exactly?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.grounding.evidence import Doubt, Evidence, Reading
from service.review import Both

_OWN_WORDS = frozenset(("5-why", "5why", "4m1e", "5m1e", "8d", "w1", "w2", "w3", "w4", "w5"))
_PREFIX = re.compile(r"^[a-z\u4e00-\u9fff]*?(?=v?[0-9])")


def check_ids(draft: Reading, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about ids and versions: 2.3 is not 2.30, and BUG-22 is not BUG-222."""
    known = {number.key for _, number in evidence.numbers() if number.kind in ("id", "version")}
    for number in draft.numbers:
        if number.kind not in ("id", "version") or number.key in _OWN_WORDS:
            continue
        if number.key in known or evidence.holds(number.raw) or evidence.holds(number.key):
            continue
        if number.kind == "version" and _PREFIX.sub("", number.key) in {
            _PREFIX.sub("", key) for key in known
        }:
            continue
        yield Doubt(
            Both(
                zh=f"编号或版本「{number.raw}」不在所引依据中。",
                en=f"No cited sentence holds the id or version “{number.raw}”.",
            ),
            code="id",
            token=number.raw,
        )
