"""Words of the trade that mean nearly the same, from `words.yaml`: for finding, never for writing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

Others: TypeAlias = tuple[str, ...]
"""The other words of the lines in which a word stands."""

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s")
_SHORTEST_STEM = 3
_LATIN_WORD = re.compile(r"[a-z][a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each Chinese word, and for each stem of an English one, the others."""

    han: Mapping[str, Others]
    latin: Mapping[str, Others]

    def of_han(self, text: str) -> dict[str, Others]:
        """The Chinese words of the file that stand in the text, with the others of each."""
        return {word: others for word, others in self.han.items() if word in text}

    def of_stems(self, text: str) -> dict[str, Others]:
        """The stems of the file that a folded text has, with the others of each; a stem of several
        words has blanks between them."""
        return {one: self.latin[one] for one in dict.fromkeys(stems(text)) if one in self.latin}


@cache
def synonyms() -> Synonyms:
    """The synonyms of the file, read once."""
    import yaml  # only those who search wait for it

    file = files("knowledge.synonyms") / "words.yaml"
    written: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Synonyms(
        han=_others(written["zh"]),
        latin=_others([[" ".join(stems(word)) for word in line] for line in written["en"]]),
    )


def stems(text: str) -> list[str]:
    """The Latin words of a folded text without their endings: delays, delayed and delay are one."""
    return [_stem(word) for word in _LATIN_WORD.findall(text)]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST_STEM and word[-1] in ("e", "i", "y", word[-2]):
        word = word[:-1]  # copy and copies, invoice and invoicing, stop and stopped
    return word


def _others(lines: Sequence[Sequence[str]]) -> dict[str, Others]:
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        for word in line:
            found.setdefault(word, {}).update(dict.fromkeys(one for one in line if one != word))
    return {word: tuple(others) for word, others in found.items()}
