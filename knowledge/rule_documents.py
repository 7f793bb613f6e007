"""A rulebook as plain JSON values and back, so that one that was read and proved can be kept.

Reading back trusts nothing: whatever is not of the form that is written raises ValueError.
"""

from __future__ import annotations

from dataclasses import asdict, fields
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
        book = _mapping(document)
        shapes = {}
        for slot, name, pattern, reader in book["shapes"]:
            shapes[name] = Shape(_text(slot), _text(name), _wordings(pattern), _text(reader))
        rules = tuple(_rule(row, shapes) for row in book["rules"])
        if not rules:
            raise ValueError("no rules")
        return Rulebook(rules, shapes, _text(book["digest"]))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no rulebook: {error}") from error


def _rule_value(rule: Rule) -> dict[str, Any]:
    plain = {field.name: getattr(rule, field.name) for field in fields(rule)}
    return {
        **plain,
        "name": _tongues_value(rule.name),
        "message": _tongues_value(rule.message),
        "question": _tongues_value(rule.question),
        "skeleton": _tongues_value(rule.skeleton),
        "cues": _wordings_value(rule.cues),
        "maybe": _wordings_value(rule.maybe),
        "exceptions": _wordings_value(rule.exceptions),
        "clears": [[[need.shape.name, need.where] for need in needs] for needs in rule.clears],
        "pairs": {tongue: list(pair) for tongue, pair in rule.pairs.items()},
        "examples": [list(asdict(example).values()) for example in rule.examples],
    }


def _rule(value: object, shapes: dict[str, Shape]) -> Rule:
    row = _mapping(value)
    skeleton = row["skeleton"]
    return Rule(
        id=_text(row["id"]),
        key=_text(row["key"]),
        version=_number(row["version"]),
        name=_tongues(row["name"]),
        severity=_text(row["severity"]),
        default=_text(row["default"]),
        scope=_text(row["scope"]),
        items=_texts(row["items"]),
        sections=_texts(row["sections"]),
        missing=_texts(row["missing"]),
        cues=_wordings(row["cues"]),
        maybe=_wordings(row["maybe"]),
        exceptions=_wordings(row["exceptions"]),
        clears=tuple(
            tuple(Need(shapes[name], _text(where)) for name, where in needs)
            for needs in row["clears"]
        ),
        message=_tongues(row["message"]),
        question=_tongues(row["question"]),
        skeleton=None if skeleton is None else _tongues(skeleton),
        pairs={
            _text(tongue): (_text(bad), _text(better))
            for tongue, (bad, better) in _mapping(row["pairs"]).items()
        },
        examples=tuple(_example(one) for one in row["examples"]),
        path=_text(row["path"]),
        line=_number(row["line"]),
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
