"""The shapes that clear claims, read from the slot files of a rule folder and held to their examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.rule_forms import ELEMENTS, TONGUES, Shape
from knowledge.rule_nodes import Entry, Problems, read_entry, shown_path
from knowledge.rule_patterns import read_shape
from knowledge.wordings import together

READERS = ("owner",)
"""Readers in code that a shape may name."""


def read_slots(
    paths: Sequence[Path], problems: Problems, own: Sequence[Path] = ()
) -> dict[str, Shape]:
    """The shapes of all slot files by name; a part of one file may be used in all.

    What the `own` files of an organisation say about a shape that is there is added to it.
    """
    files: list[dict[str, Entry]] = []
    for path in (*paths, *own):
        entry = read_entry(path, shown_path(path), problems)
        if entry is not None:
            optional = (*ELEMENTS, "parts", "must_match", "must_not_match")
            files.append(entry.fields(("schema",), optional))
    parts: dict[str, str] = {}
    for fields in files:
        for name, part in (fields["parts"].mapping() if "parts" in fields else {}).items():
            if name in parts:
                problems.add(part, f"the part “{name}” is taken")
            parts[name] = part.text()
    shapes: dict[str, Shape] = {}
    for number, fields in enumerate(files):
        extensible = dict(shapes) if number >= len(paths) else {}
        _read_shapes(fields, parts, shapes, problems, extensible)
    for fields in files:
        for key in ("must_match", "must_not_match"):
            if key in fields:
                _prove_shapes(fields[key], shapes, should=key == "must_match")
    return shapes


def _read_shapes(
    fields: Mapping[str, Entry],
    parts: Mapping[str, str],
    shapes: dict[str, Shape],
    problems: Problems,
    extensible: Mapping[str, Shape],
) -> None:
    for slot in ELEMENTS:
        for name, shape in (fields[slot].mapping() if slot in fields else {}).items():
            there = extensible.get(name)
            if there is not None and there.slot == slot and there.pattern is not None:
                more = read_shape(shape, parts)
                shapes[name] = Shape(slot, name, together(there.pattern, more))
                continue
            if name in shapes:
                problems.add(shape, f"the shape “{name}” is taken")
            if "reader" in shape.mapping():
                reader = shape.fields(("reader",))["reader"].choice(READERS)
                shapes[name] = Shape(slot, name, None, reader)
            else:
                shapes[name] = Shape(slot, name, read_shape(shape, parts))


def _prove_shapes(entry: Entry, shapes: Mapping[str, Shape], *, should: bool) -> None:
    """Holds each shape to its own examples (`{zh: {shape: [...]}}`)."""
    for by_shape in entry.fields((), TONGUES).values():
        for name, examples in by_shape.mapping().items():
            pattern = shapes[name].pattern if name in shapes else None
            if pattern is None:
                entry.problems.add(examples, f"no shape “{name}” with patterns")
                continue
            for example in examples.entries():
                if bool(pattern.search(example.text())) is not should:
                    verb = "is not read" if should else "is wrongly read"
                    entry.problems.add(example, f"“{example.text()}” {verb} as {name}")
