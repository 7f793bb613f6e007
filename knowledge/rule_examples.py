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
    """In each language four of each kind, a decoy, and a concrete statement without a digit: a rule
    that is proved in one language only fails its readers in the other."""
    statement = fields["scope"].text() != "document"
    for tongue in TONGUES:
        for key, fires in (("must_match", True), ("must_not_match", False)):
            own = [e for e in examples if e.certain and e.fires is fires and e.tongue == tongue]
            if len(own) < _LEAST:
                entry.problems.add(
                    fields[key], f"{key} has {len(own)} examples in {tongue}, 4 are needed"
                )
            trap = "decoy" if fires else "no_digit"
            if (fires or statement) and not any(e.trap == trap for e in own):
                entry.problems.add(fields[key], f"{key} has no {trap} in {tongue}")
