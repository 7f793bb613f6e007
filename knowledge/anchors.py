"""The words that a pattern cannot match without, read off the pattern itself.

A text that holds none of a wording's anchors need not be searched for the wording: hundreds of
wordings cost as much as the few whose anchors stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

_MOST_EXACT = 48
"""Words that one stretch of a pattern may be spelt out into."""
_MOST_ANCHORS = 600
_MOST_OF_A_SET = 24

# Python's own reader of patterns has no types and, from 3.11 on, no public name.
_PARSER: Any = import_module("re._parser")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a part: every text it matches, or words one of which stands in each of them."""

    exact: frozenset[str] | None
    needed: frozenset[str] | None


_NOTHING = _Known(None, None)
_EMPTY = _Known(frozenset({""}), None)


def anchors_of(pattern: str) -> tuple[str, ...]:
    """Words, folded by `fold_case`, at least one of which stands in every match of `pattern`, whatever
    the case. Empty when there are none: the pattern can match anything."""
    known = _sequence(_PARSER.parse(pattern, re.IGNORECASE))
    return tuple(sorted(known.needed or ()))


def fold_case(text: str) -> str:
    """The text with one case only, of equal length; what patterns that ignore case hold for equal is
    equal in it."""
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> _Known:
    run: frozenset[str] = frozenset({""})
    needed: frozenset[str] | None = None
    whole = True
    for node in nodes:
        part = _part(*node)
        if part.exact is not None and len(run) * len(part.exact) <= _MOST_EXACT:
            run = frozenset(one + two for one, two in product(run, part.exact))
            continue
        whole = False
        needed = _rarer(needed, _all_of(run))
        if part.exact is not None:
            run = part.exact
        else:
            needed = _rarer(needed, part.needed)
            run = frozenset({""})
    needed = _rarer(needed, _all_of(run))
    return _Known(run if whole else None, needed)


def _part(kind: Any, value: Any) -> _Known:
    reader = _READERS.get(str(kind))
    return reader(value) if reader else _NOTHING


def _literal(code: int) -> _Known:
    character = chr(code)
    if not character.isascii() and character.lower() != character.upper():
        return _NOTHING  # Greek, accents: their cases are no matter of one letter for another
    return _known(frozenset({character.lower()}))


def _set(members: Sequence[tuple[Any, Any]]) -> _Known:
    characters: set[str] = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            codes: Iterable[int] = (value,)
        elif str(kind) == "RANGE" and value[1] - value[0] < _MOST_OF_A_SET:
            codes = range(value[0], value[1] + 1)
        else:
            return _NOTHING  # a class, a long range, or all but these
        for code in codes:
            one = _literal(code).exact
            if one is None:
                return _NOTHING
            characters |= one
    return _known(frozenset(characters)) if len(characters) <= _MOST_OF_A_SET else _NOTHING


def _branch(value: tuple[Any, Sequence[Any]]) -> _Known:
    parts = [_sequence(nodes) for nodes in value[1]]
    exact: frozenset[str] | None = frozenset()
    needed: frozenset[str] | None = frozenset()
    for part in parts:
        exact = exact | part.exact if exact is not None and part.exact is not None else None
        needed = needed | part.needed if needed is not None and part.needed is not None else None
    if exact is not None and len(exact) > _MOST_EXACT:
        exact = None
    if needed is not None and len(needed) > _MOST_ANCHORS:
        needed = None
    return _Known(exact, _least(needed) if needed else None)


def _repeat(value: tuple[int, int, Any]) -> _Known:
    least, most, nodes = value
    inner = _sequence(nodes)
    if least == 0:
        if int(most) == 1 and inner.exact is not None:
            return _Known(inner.exact | {""}, None)
        return _NOTHING
    if least == int(most) == 1:
        return inner
    if least == int(most) and inner.exact is not None and len(inner.exact) ** least <= _MOST_EXACT:
        return _known(frozenset("".join(words) for words in product(inner.exact, repeat=least)))
    return _Known(None, inner.needed)


def _nowhere(_: Any) -> _Known:
    return _EMPTY


_READERS: dict[str, Callable[[Any], _Known]] = {
    "LITERAL": _literal,
    "IN": _set,
    "BRANCH": _branch,
    "SUBPATTERN": lambda value: _sequence(value[3]),
    "ATOMIC_GROUP": lambda value: _sequence(value),
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "AT": _nowhere,
    "ASSERT": _nowhere,
    "ASSERT_NOT": _nowhere,
}


def _known(exact: frozenset[str]) -> _Known:
    return _Known(exact, _all_of(exact))


def _all_of(exact: frozenset[str]) -> frozenset[str] | None:
    return None if "" in exact else _least(exact)


def _least(words: frozenset[str]) -> frozenset[str]:
    """Without the words that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in kept):
            kept.append(word)
    return frozenset(kept)


def _rarer(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one if _frequency(one) <= _frequency(other) else other


def _frequency(words: frozenset[str]) -> float:
    """How often one of the words stands in a text, roughly: a place in so many."""
    total = 0.0
    for word in words:
        chance = 1.0
        for character in word:
            chance *= _chance(character)
        total += chance
    return total


def _chance(character: str) -> float:
    if not character.isascii():
        return 0.01
    if character.isalpha() or character in " ,.:;-":
        return 0.1
    return 0.04
