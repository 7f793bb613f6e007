"""The statements a rule is held to, read from its file: how many there must be, and of which kinds."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.rule_forms import TONGUES, TRAPS, Example, Tongue
from knowledge.rule_nodes import Entry

_LEAST = 4


def read_examples(entry: Entry, fields: Mapping[str, Entry]) -> tuple[Example, ...]:
    """The examples of a rule file with these fields; too few of a kind are problems."""
    unsure = fields.get("may_match")
    examples = (
        *_list(fields["must_match"], fires=True),
        *_list(fields["must_not_match"], fires=False),
        *(_list(unsure, fires=True, certain=False) if unsure else ()),
    )
    if ("maybe" in fields) is not ("may_match" in fields):
        entry.problems.add(entry, "maybe and may_match stand together: wordings and what they find")
    _require(entry, fields, examples)
    return examples


def _list(entry: Entry, *, fires: bool, certain: bool = True) -> list[Example]:
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


def _require(entry: Entry, fields: Mapping[str, Entry], examples: tuple[Example, ...]) -> None:
    """Four of each kind, one in each language, a decoy, and a concrete statement without a digit."""
    for key, fires in (("must_match", True), ("must_not_match", False)):
        own = [one for one in examples if one.certain and one.fires is fires]
        if len(own) < _LEAST:
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
