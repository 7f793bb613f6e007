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
from knowledge.rule_examples import read_examples
from knowledge.rule_forms import (
    DEFAULTS,
    ELEMENTS,
    ITEM_TYPES,
    SCOPES,
    SECTION_IDS,
    SEVERITIES,
    TONGUES,
    WHERES,
    InTongues,
    Need,
    Rule,
    Rulebook,
    Shape,
)
from knowledge.rule_nodes import Entry, Problem, Problems, read_entry, shown_path
from knowledge.rule_patterns import read_patterns
from knowledge.rule_slots import read_slots

RULES = Path(__file__).parent / "rules"
SLOT_FILES = "slots*.yaml"
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


@lru_cache(maxsize=8)
def read_rulebook(folder: Path = RULES) -> Rulebook:
    """Every rule of a folder, compiled; kept in memory, so a second call costs nothing.

    Raises InvalidRules with every fault of every file, also when there is no rule at all.
    """
    return read_rules(folder)


def read_rules(folder: Path, own: Path | None = None) -> Rulebook:
    """The rules of a folder and, added to them, those of an organisation's `own` folder, read anew.

    A rule of its own with the id of another replaces it; a shape of its own with the name of another
    adds its wordings to it. Raises InvalidRules like `read_rulebook`.
    """
    problems = Problems()
    slots, paths = _files(folder, problems)
    own_slots, own_paths = _files(own, problems) if own else ([], [])
    shapes = read_slots(slots, problems, own_slots)
    rules = _read_rules(paths, shapes, problems)
    rules |= _read_rules(own_paths, shapes, problems)
    if problems.found:
        raise InvalidRules(tuple(str(problem) for problem in problems.found))
    digest = hashlib.sha256()
    for path in (*slots, *paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in (*own_slots, *own_paths):
        digest.update(b"own\0" + path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    ordered = tuple(rules[rule_id] for rule_id in sorted(rules))
    return Rulebook(ordered, shapes, f"sha256:{digest.hexdigest()}")


def _files(folder: Path, problems: Problems) -> tuple[list[Path], list[Path]]:
    """The slot files and the rule files of a folder; a folder without any is a problem."""
    slots = sorted(folder.glob(SLOT_FILES))
    paths = sorted(set(folder.glob("*.yaml")) - set(slots))
    if not slots and not paths:
        problems.found.append(Problem(shown_path(folder), 1, "no rule files here"))
    return slots, paths


def _read_rules(
    paths: Sequence[Path], shapes: Mapping[str, Shape], problems: Problems
) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for path in paths:
        entry = read_entry(path, shown_path(path), problems)
        rule = _read_rule(entry, shapes) if entry else None
        if entry and rule:
            if rule.id in rules:
                problems.add(entry, f"the id {rule.id} is taken by {rules[rule.id].path}")
            rules[rule.id] = rule
    return rules


def _read_rule(entry: Entry, shapes: Mapping[str, Shape]) -> Rule | None:
    fields = entry.fields(_REQUIRED, _OPTIONAL)
    if any(key not in fields for key in _REQUIRED):
        return None
    if fields["schema"].text() != "critique-rule/1":
        entry.problems.add(fields["schema"], "the schema is not critique-rule/1")
    skeleton = fields["skeleton"]
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
        examples=read_examples(entry, fields),
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
