"""The words that a pattern cannot match without, read off the pattern itself.

A text that holds none of a wording's anchors need not be searched for the wording: hundreds of
wordings cost as much as the few whose anchors stand there. A pattern may have several sets of
anchors (`(?:未|没有)[^,。;]{0,8}(?:通知|同步)` has two), and needs a word of each.
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
_MOST_SETS = 3
_TOO_FREQUENT = 0.1
"""Sets that stand in nearly every sentence tell nothing beside a better one."""

# Python's own reader of patterns has no types and, from 3.11 on, no public name.
_PARSER: Any = import_module("re._parser")


Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a part: every text it matches, or sets of words one of each of which stands in
    all it matches."""

    exact: Words | None
    needed: tuple[Words, ...]


_NOTHING = _Known(None, ())
_EMPTY = _Known(frozenset({""}), ())


def anchors_of(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sets of words, folded by `fold_case`; of each set at least one word stands in every match of
    `pattern`, whatever the case. The rarest set comes first; no set at all means that the pattern can
    match anything."""
    known = _sequence(_PARSER.parse(pattern, re.IGNORECASE))
    ordered = sorted(set(known.needed), key=lambda words: (_frequency(words), sorted(words)))
    kept = [words for words in ordered[1:_MOST_SETS] if _frequency(words) < _TOO_FREQUENT]
    return tuple(tuple(sorted(words)) for words in (*ordered[:1], *kept))


def fold_case(text: str) -> str:
    """The text with one case only, of equal length; what patterns that ignore case hold for equal is
    equal in it."""
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> _Known:
    run: Words = frozenset({""})
    needed: list[Words] = []
    whole = True
    for node in nodes:
        part = _part(*node)
        if part.exact is not None and len(run) * len(part.exact) <= _MOST_EXACT:
            run = frozenset(one + two for one, two in product(run, part.exact))
            continue
        whole = False
        needed += _all_of(run)
        if part.exact is not None:
            run = part.exact
        else:
            needed += part.needed
            run = frozenset({""})
    needed += _all_of(run)
    return _Known(run if whole else None, tuple(needed))


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
    needed: tuple[Words, ...] = ()
    if all(part.needed for part in parts):
        either = frozenset(word for part in parts for word in min(part.needed, key=_frequency))
        needed = (_least(either),) if len(either) <= _MOST_ANCHORS else ()
    exact = [part.exact for part in parts if part.exact is not None]
    if len(exact) < len(parts) or sum(map(len, exact)) > _MOST_EXACT:
        return _Known(None, needed)
    return _Known(frozenset().union(*exact), needed)


def _repeat(value: tuple[int, int, Any]) -> _Known:
    least, most, nodes = value
    inner = _sequence(nodes)
    if least == 0:
        if int(most) == 1 and inner.exact is not None:
            return _Known(inner.exact | {""}, ())
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


def _known(exact: Words) -> _Known:
    return _Known(exact, _all_of(exact))


def _all_of(exact: Words) -> tuple[Words, ...]:
    return () if "" in exact else (_least(exact),)


def _least(words: Words) -> Words:
    """Without the words that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in kept):
            kept.append(word)
    return frozenset(kept)


def _frequency(words: Words) -> float:
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
