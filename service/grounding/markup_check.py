"""Does an item hold what only a machine would act on: tags, links, formulas, template signs?

An item is plain text. What its own evidence holds in these very signs is a quotation and may stand;
of the signs that nobody sees only those may that turn nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.grounding.evidence import Doubt, Evidence
from service.review import Both

_SIGNS = re.compile(
    r"</?[A-Za-z][^<>]{0,200}>|!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|\bjavascript:|\bdata:[a-z]+/"
    r"|(?:https?|ftp)://[^\s()<>，。；、]+|\{\{|\}\}|\{%|%\}|\$\{|<%|^\s*[=+@](?=[A-Za-z(])"
)
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)

_HARMLESS = frozenset("\u200b\u2060\ufeff")


def check_markup(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about signs of markup, addresses and unseen characters."""
    unseen = _UNSEEN.search(text)
    copied = unseen and unseen.group() in _HARMLESS and _is_held(unseen.group(), evidence)
    if unseen and not copied:
        code = f"U+{ord(unseen.group()):04X}"
        yield Doubt(
            Both(
                zh=f"条目含有看不见的字符（{code}）。",
                en=f"The item holds a character that nobody sees ({code}).",
            ),
            code="markup",
            token=code,
        )
    for match in _SIGNS.finditer(text):
        sign = match.group().strip()
        if _is_held(sign, evidence):
            continue
        yield Doubt(
            Both(
                zh=f"条目含有标记、链接或公式「{sign[:40]}」，依据中没有。",
                en=f"The item holds markup, a link or a formula (“{sign[:40]}”) that no source holds.",
            ),
            code="markup",
            token=sign,
        )
        return


def _is_held(sign: str, evidence: Evidence) -> bool:
    return any(sign in reading.text for reading in evidence.readings)
