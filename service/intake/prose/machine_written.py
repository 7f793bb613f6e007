"""Does a text look as if a program had written it to please: all green, and nobody who did anything?

Several signs must come together, each of which ordinary minutes may have alone: ticks on nearly every
line, signs in front of headings, sections of equal length, praise without a figure; and no owner, no
trouble and no cost anywhere. Such a text is a claim, not evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.cues import statement_cues
from service.review import Sentence
from service.text.people import find_owners

_TICK = re.compile(r"[✅☑✔√🟢🎉🚀💯]|\[[xX]\]|100\s?[%％]")
_PICTURE = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf]")
_PRAISE = re.compile(
    r"圆满|顺利|显著|全面|高效|完美|有力|稳步|充分|卓越|大幅|零故障|零事故|良好|successful|seamless"
    r"|significant|robust|flawless|excellent|on track",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"未完成|延期|推迟|返工|遗留|待办|没有|尚未|还没|暂缓|困难|风险(?!可控)|成本|工时|人天|delay|open|blocked"
    r"|not (?:yet|done)|cost",
    re.IGNORECASE,
)
_FEWEST_LINES = 6
_TICKED = 0.6
_SIGNS = 3


def looks_machine_written(sentences: Sequence[Sentence]) -> bool:
    """Whether at least three of the signs are there, ticks or pictures among them, and no trouble."""
    lines = [sentence for sentence in sentences if sentence.role == "body"]
    headings = [sentence for sentence in sentences if sentence.role == "heading"]
    if len(lines) < _FEWEST_LINES or _has_ground(lines):
        return False
    ticked = sum(bool(_TICK.search(one.text)) for one in lines) >= _TICKED * len(lines)
    pictured = len(headings) >= 2 and 2 * sum(
        bool(_PICTURE.search(one.text)) for one in headings
    ) >= len(headings)
    praised = sum(bool(_PRAISE.search(one.text)) for one in lines) >= 0.3 * len(lines)
    signs = (ticked, pictured, praised, _is_symmetrical(sentences))
    return (ticked or pictured) and sum(signs) + 1 >= _SIGNS


def _has_ground(lines: Sequence[Sentence]) -> bool:
    """Whether somebody is named as doing something, or anything went otherwise than well."""
    problem = statement_cues().kinds["problem"]
    return any(
        _TROUBLE.search(one.text) or problem.found_in(one.text) or find_owners(one.text)
        for one in lines
    )


def _is_symmetrical(sentences: Sequence[Sentence]) -> bool:
    """Three or more sections with the same number of lines, at least three each."""
    counts: list[int] = []
    for sentence in sentences:
        if sentence.role == "heading":
            counts.append(0)
        elif counts:
            counts[-1] += 1
    filled = [count for count in counts if count]
    return len(filled) >= 3 and len(set(filled)) == 1 and filled[0] >= 3
