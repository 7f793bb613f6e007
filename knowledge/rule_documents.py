"""A rulebook as plain JSON values and back, so that one that was read and proved can be kept.

Reading back trusts nothing: whatever is not of the form that is written raises ValueError.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from knowledge.rule_forms import Example, InTongues, Need, Rule, Rulebook, Shape
from knowledge.wordings import Wording, Wordings


def rulebook_document(book: Rulebook) -> dict[str, Any]:
    """The rulebook as lists, texts and numbers; a rule names its shapes."""
    return {
        "digest": book.digest,
        "shapes": [
            [shape.slot, shape.name, _wordings_value(shape.pattern), shape.reader]
            for shape in book.shapes.values()
        ],
        "rules": [_rule_value(rule) for rule in book.rules],
    }


def rulebook_of(document: object) -> Rulebook:
    """The rulebook that a document holds. Raises ValueError for what is none."""
    try:
        fields = _mapping(document)
        shapes = {}
        for slot, name, pattern, reader in fields["shapes"]:
            shapes[name] = Shape(_text(slot), _text(name), _wordings(pattern), _text(reader))
        rules = tuple(_rule(row, shapes) for row in fields["rules"])
        if not rules:
            raise ValueError("no rules")
        return Rulebook(rules, shapes, _text(fields["digest"]))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no rulebook: {error}") from error


def _rule_value(rule: Rule) -> dict[str, Any]:
    return {
        **{name: getattr(rule, name) for name in (*_TEXTS, *_NUMBERS, *_LISTS)},
        **{name: _tongues_value(getattr(rule, name)) for name in _SAID},
        **{name: _wordings_value(getattr(rule, name)) for name in _WORDINGS},
        "clears": [[[need.shape.name, need.where] for need in needs] for needs in rule.clears],
        "pairs": {tongue: list(pair) for tongue, pair in rule.pairs.items()},
        "examples": [list(asdict(example).values()) for example in rule.examples],
    }


_TEXTS = ("id", "key", "severity", "default", "scope", "path")
_NUMBERS = ("version", "line")
_LISTS = ("items", "sections", "missing")
_SAID = ("name", "message", "question", "skeleton")
_WORDINGS = ("cues", "maybe", "exceptions")


def _rule(row: object, shapes: dict[str, Shape]) -> Rule:
    fields = _mapping(row)
    skeleton = fields["skeleton"]
    return Rule(
        **{name: _text(fields[name]) for name in _TEXTS},
        **{name: _number(fields[name]) for name in _NUMBERS},
        **{name: _texts(fields[name]) for name in _LISTS},
        **{name: _wordings(fields[name]) for name in _WORDINGS},
        name=_tongues(fields["name"]),
        message=_tongues(fields["message"]),
        question=_tongues(fields["question"]),
        skeleton=None if skeleton is None else _tongues(skeleton),
        clears=tuple(
            tuple(Need(shapes[name], _text(where)) for name, where in needs)
            for needs in fields["clears"]
        ),
        pairs={
            _text(tongue): (_text(bad), _text(better))
            for tongue, (bad, better) in _mapping(fields["pairs"]).items()
        },
        examples=tuple(_example(values) for values in fields["examples"]),
    )


def _example(values: Any) -> Example:
    text, tongue, fires, trap, path, line, tickets, plan, last, certain = values
    if tongue not in ("zh", "en") or fires not in (True, False) or certain not in (True, False):
        raise ValueError("no example")
    return Example(
        _text(text), tongue, fires, _text(trap), _text(path), _number(line),
        _texts(tickets), _texts(plan), _texts(last), certain,
    )  # fmt: skip


def _wordings_value(own: Wordings | None) -> list[Any] | None:
    if own is None:
        return None
    return [[part.pattern, part.anchors, part.literal] for part in own.parts]


def _wordings(value: Any) -> Wordings | None:
    if value is None:
        return None
    return Wordings(
        tuple(
            Wording(_text(pattern), tuple(_texts(words) for words in anchors), _text(literal))
            for pattern, anchors, literal in value
        )
    )


def _tongues_value(said: InTongues | None) -> list[str] | None:
    return None if said is None else [said.zh, said.en]


def _tongues(value: Any) -> InTongues:
    zh, en = value
    return InTongues(_text(zh), _text(en))


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a mapping is expected")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("a list is expected")
    return tuple(map(_text, values))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a number is expected")
    return value
