"""Critique rules as data: one YAML file a check in `knowledge/rules/`, and the slots they share.

Reading finds every fault of every file at once, each with `path:line`. Whether a rule holds on its
own examples is proved by the engine (service.critique.proof), which alone can run it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.errors import InvalidRules
from knowledge.rule_forms import (
    DEFAULTS,
    ELEMENTS,
    ITEM_TYPES,
    SCOPES,
    SECTION_IDS,
    SEVERITIES,
    TONGUES,
    TRAPS,
    WHERES,
    Example,
    InTongues,
    Need,
    Rule,
    Rulebook,
    Shape,
    Tongue,
)
from knowledge.rule_nodes import Entry, Problem, Problems, read_entry
from knowledge.rule_patterns import read_patterns, read_shape

RULES = Path(__file__).parent / "rules"
SLOT_FILES = "slots*.yaml"
"""Files of shapes; a part of one may be used in all."""
READERS = ("owner",)
_REQUIRED = (
    "schema",
    "id",
    "key",
    "version",
    "name",
    "severity",
    "default",
    "scope",
    "items",
    "sections",
    "missing",
    "cues",
    "clears",
    "message",
    "question",
    "skeleton",
    "pair",
    "must_match",
    "must_not_match",
)
_OPTIONAL = ("exceptions", "maybe", "may_match")
_MIN_EXAMPLES = 4


@lru_cache(maxsize=8)
def read_rulebook(folder: Path = RULES) -> Rulebook:
    """Every rule of a folder, compiled; kept in memory, so a second call costs nothing.

    Raises InvalidRules with every fault of every file, also when there is no rule at all.
    """
    problems = Problems()
    digest = hashlib.sha256()
    slots = sorted(folder.glob(SLOT_FILES))
    paths = sorted(set(folder.glob("*.yaml")) - set(slots))
    shapes = _read_slots(slots, problems)
    rules: dict[str, Rule] = {}
    for path in (*slots, *paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in paths:
        entry = read_entry(path, shown_path(path), problems)
        rule = _read_rule(entry, shapes) if entry else None
        if entry and rule:
            if rule.id in rules:
                problems.add(entry, f"the id {rule.id} is taken by {rules[rule.id].path}")
            rules[rule.id] = rule
    if not paths:
        problems.found.append(Problem(shown_path(folder), 1, "no rule files here"))
    if problems.found:
        raise InvalidRules(tuple(str(problem) for problem in problems.found))
    return Rulebook(
        tuple(rules[rule_id] for rule_id in sorted(rules)), shapes, f"sha256:{digest.hexdigest()}"
    )


def shown_path(path: Path) -> str:
    """How messages name a rule file: from the project's root where it is in there."""
    try:
        return path.relative_to(RULES.parent.parent).as_posix()
    except ValueError:
        return path.as_posix()


def _read_slots(paths: Sequence[Path], problems: Problems) -> dict[str, Shape]:
    files: list[dict[str, Entry]] = []
    for path in paths:
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
    for fields in files:
        _read_shapes(fields, parts, shapes, problems)
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
) -> None:
    for slot in ELEMENTS:
        for name, shape in (fields[slot].mapping() if slot in fields else {}).items():
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


def _read_rule(entry: Entry, shapes: Mapping[str, Shape]) -> Rule | None:
    fields = entry.fields(_REQUIRED, _OPTIONAL)
    if any(key not in fields for key in _REQUIRED):
        return None
    if fields["schema"].text() != "critique-rule/1":
        entry.problems.add(fields["schema"], "the schema is not critique-rule/1")
    skeleton = fields["skeleton"]
    examples = (
        *_examples(fields["must_match"], fires=True),
        *_examples(fields["must_not_match"], fires=False),
        *(
            _examples(fields["may_match"], fires=True, certain=False)
            if "may_match" in fields
            else ()
        ),
    )
    if ("maybe" in fields) is not ("may_match" in fields):
        entry.problems.add(entry, "maybe and may_match stand together: wordings and what they find")
    _require_examples(entry, fields, examples)
    return Rule(
        id=fields["id"].text(),
        key=fields["key"].text(),
        version=fields["version"].number(),
        name=_in_tongues(fields["name"]),
        severity=fields["severity"].choice(SEVERITIES),
        default=fields["default"].choice(DEFAULTS),
        scope=fields["scope"].choice(SCOPES),
        items=_choices(fields["items"], ITEM_TYPES),
        sections=_choices(fields["sections"], SECTION_IDS),
        missing=_choices(fields["missing"], ELEMENTS),
        cues=read_patterns(fields["cues"]),
        maybe=read_patterns(fields["maybe"]) if "maybe" in fields else None,
        exceptions=read_patterns(fields["exceptions"]) if "exceptions" in fields else None,
        clears=tuple(_clear(one, shapes) for one in fields["clears"].entries()),
        message=_message(fields["message"]),
        question=_in_tongues(fields["question"]),
        skeleton=_in_tongues(skeleton),
        pairs=_pairs(fields["pair"]),
        examples=examples,
        path=entry.path,
        line=fields["id"].line,
    )


def _in_tongues(entry: Entry) -> InTongues:
    fields = entry.fields(TONGUES)
    said = {tongue: fields[tongue].text() if tongue in fields else "" for tongue in TONGUES}
    return InTongues(said["zh"], said["en"])


def _message(entry: Entry) -> InTongues:
    message = _in_tongues(entry)
    for text in (message.zh, message.en):
        try:
            text.format(cue="", quote="", count=1)
        except (KeyError, IndexError, ValueError) as error:
            entry.problems.add(entry, f"only {{cue}}, {{quote}}, {{count}} are filled in: {error}")
    return message


def _choices(entry: Entry, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one.choice(allowed) for one in entry.entries())


def _pairs(entry: Entry) -> dict[str, tuple[str, str]]:
    pairs: dict[str, tuple[str, str]] = {}
    for tongue, pair in entry.fields(TONGUES).items():
        fields = pair.fields(("bad", "better"))
        if len(fields) == 2:
            pairs[tongue] = (fields["bad"].text(), fields["better"].text())
    return pairs


def _clear(entry: Entry, shapes: Mapping[str, Shape]) -> tuple[Need, ...]:
    if "all" in entry.mapping():
        needs = [_need(one, shapes) for one in entry.fields(("all",))["all"].entries()]
    else:
        needs = [_need(entry, shapes)]
    return tuple(need for need in needs if need)


def _need(entry: Entry, shapes: Mapping[str, Shape]) -> Need | None:
    fields = entry.fields(("slot", "shape", "where"))
    if len(fields) < 3:
        return None
    where = fields["where"].choice(WHERES)
    slot, name = fields["slot"].text(), fields["shape"].text()
    shape = shapes.get(name)
    if slot not in ELEMENTS:
        entry.problems.add(fields["slot"], f"unknown slot “{slot}”")
    elif shape is None or shape.slot != slot:
        entry.problems.add(fields["shape"], f"slot {slot} has no shape “{name}”")
    else:
        return Need(shape, where)
    return None


def _examples(entry: Entry, *, fires: bool, certain: bool = True) -> list[Example]:
    found: list[Example] = []
    fields = entry.fields(TONGUES)
    for tongue in TONGUES:
        own = fields[tongue].entries() if tongue in fields else []
        found += [_example(one, tongue, fires=fires, certain=certain) for one in own]
    return found


def _example(entry: Entry, tongue: Tongue, *, fires: bool, certain: bool) -> Example:
    if not entry.is_mapping():
        return Example(entry.text(), tongue, fires, "", entry.path, entry.line, certain=certain)
    fields = entry.fields(("text",), ("trap", "inputs"))
    given: dict[str, tuple[str, ...]] = {}
    if "inputs" in fields:
        for key, texts in fields["inputs"].fields((), ("tickets", "plan", "last_actions")).items():
            given[key] = tuple(text.text() for text in texts.entries())
    return Example(
        text=fields["text"].text() if "text" in fields else "",
        tongue=tongue,
        fires=fires,
        trap=fields["trap"].choice(TRAPS) if "trap" in fields else "",
        path=entry.path,
        line=entry.line,
        tickets=given.get("tickets", ()),
        plan=given.get("plan", ()),
        last_actions=given.get("last_actions", ()),
        certain=certain,
    )


def _require_examples(
    entry: Entry, fields: Mapping[str, Entry], examples: tuple[Example, ...]
) -> None:
    """Four of each kind, one in each language, a decoy, and a concrete statement without a digit."""
    for key, fires in (("must_match", True), ("must_not_match", False)):
        own = [one for one in examples if one.certain and one.fires is fires]
        if len(own) < _MIN_EXAMPLES:
            entry.problems.add(fields[key], f"{key} has {len(own)} examples, 4 are needed")
        for tongue in TONGUES:
            if not any(example.tongue == tongue for example in own):
                entry.problems.add(fields[key], f"{key} has no example in {tongue}")
    if not any(example.trap == "decoy" for example in examples if example.fires):
        entry.problems.add(fields["must_match"], "must_match has no decoy")
    statement = fields["scope"].text() != "document"
    if statement and not any(e.trap == "no_digit" for e in examples if not e.fires):
        entry.problems.add(
            fields["must_not_match"], "must_not_match has no example without a digit"
        )
