"""Nothing stands in a rule file in vain: each wording, exception and clearing is needed by an example.

A list of words grows by being copied. Whoever takes one entry away must see an example fail; an entry
that no example misses is either not tested or not needed. Rules are changed in memory, never on disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from yaml.nodes import MappingNode, SequenceNode

from knowledge.rule_forms import TONGUES, Example, Rule
from knowledge.rule_nodes import Entry, Problems, read_entry
from knowledge.rule_patterns import read_patterns
from knowledge.rulebook import RULES, read_rulebook
from knowledge.wordings import Wordings
from knowledge.wordings import wordings as wordings_of
from service.critique.markup import readable
from service.critique.proof import fires

CHECKS = {
    "V01": ("vague-problem", "warning"),
    "V02": ("vague-degree", "warning"),
    "V03": ("vague-quantity", "suggestion"),
    "V04": ("vague-time", "warning"),
    "V05": ("vague-status", "warning"),
    "V06": ("slogan", "suggestion"),
    "V07": ("hedged-claim", "suggestion"),
    "V08": ("hidden-actor", "warning"),
    "V09": ("dangling-reference", "suggestion"),
    "P01": ("activity-not-result", "warning"),
    "P02": ("no-plan-baseline", "warning"),
    "P03": ("deviation-no-cause", "error"),
    "P04": ("percent-no-denominator", "warning"),
    "P05": ("no-acceptance-evidence", "suggestion"),
    "R01": ("circular-cause", "error"),
    "R02": ("blame-person", "error"),
    "R03": ("uncontrollable-cause", "warning"),
    "R04": ("impact-unrated", "warning"),
    "R05": ("help-without-ask", "error"),
    "A01": ("no-owner", "error"),
    "A02": ("no-date", "error"),
    "A03": ("unbounded-action", "warning"),
    "A04": ("be-careful-action", "warning"),
    "A05": ("resource-no-quantity", "warning"),
    "A06": ("lesson-no-practice", "suggestion"),
    "D01": ("good-news-only", "error"),
    "D02": ("unclosed-last-month", "error"),
    "D03": ("problem-without-action", "error"),
}
"""What every check is called and how grave it is. These are promises to readers of reports, who filter
by them; a change is a decision, made here and in the rule file at once."""

BOOK = read_rulebook()
LISTS = ("cues", "maybe", "exceptions")


def file_of(rule: Rule) -> dict[str, Entry]:
    """The fields of a rule's file, with their lines."""
    path = RULES / Path(rule.path).name
    entry = read_entry(path, rule.path, Problems())
    assert entry is not None
    return entry.mapping()


def wordings(fields: dict[str, Entry], name: str) -> list[tuple[int, Wordings]]:
    """Each entry of a list of wordings by itself, with its line."""
    found: list[tuple[int, Wordings]] = []
    if name not in fields:
        return found
    for tongue in TONGUES:
        for one in fields[name].mapping()[tongue].entries():
            pattern = read_patterns(_only(fields[name], one))
            assert pattern is not None, f"{one.path}:{one.line}"
            found.append((one.line, pattern))
    return found


def _only(entry: Entry, one: Entry) -> Entry:
    """A list of wordings that holds one entry of its own."""
    assert isinstance(entry.node, MappingNode)
    pairs = [
        (key, SequenceNode(node.tag, [own for own in node.value if own is one.node]))
        for key, node in entry.node.value
    ]
    return replace(entry, node=MappingNode(entry.node.tag, pairs))


def without(
    rule: Rule, name: str, lists: dict[str, list[tuple[int, Wordings]]], at: int, text: str
) -> Rule:
    """The rule without entry `at` of a list. Of the others only those that match `text` are joined: the
    rest can change nothing there, and joining all of them anew for each entry would take minutes."""
    kept = [
        pattern.pattern
        for index, (_, pattern) in enumerate(lists[name])
        if index != at and pattern.search(text)
    ]
    # A list that is emptied would make a check of what is absent out of a check of wordings.
    pattern = wordings_of(kept) or wordings_of(["(?!)"])
    if name == "cues":
        return replace(rule, cues=pattern)
    return replace(rule, maybe=pattern) if name == "maybe" else replace(rule, exceptions=pattern)


def holds(rule: Rule, example: Example) -> bool:
    """Whether an example says of the rule what its file says."""
    return fires(BOOK, rule, example) is example.fires


def needless(rule: Rule) -> Iterator[str]:
    """The entries of a rule's file that could go without any example failing."""
    fields = file_of(rule)
    lists = {name: wordings(fields, name) for name in LISTS}
    copies = [(example, readable(example.text)) for example in rule.examples]
    for name in LISTS:
        for at, (line, pattern) in enumerate(lists[name]):
            near = [(one, copy) for one, copy in copies if pattern.search(copy)]
            if all(holds(without(rule, name, lists, at, copy), one) for one, copy in near):
                yield f"{rule.path}:{line}: {name} {pattern.pattern[:60]}"
    for at, one in enumerate(fields["clears"].entries()):
        barer = replace(rule, clears=rule.clears[:at] + rule.clears[at + 1 :])
        if all(holds(barer, example) for example in rule.examples):
            yield f"{rule.path}:{one.line}: clears, entry {at + 1}"


@pytest.mark.parametrize("rule", BOOK.rules, ids=[rule.id for rule in BOOK.rules])
def test_every_entry_is_needed(rule: Rule) -> None:
    """Taking any one wording, exception or clearing out of a rule makes one of its examples fail."""
    assert list(needless(rule)) == []


def test_a_needless_entry_is_named() -> None:
    """A wording that no example needs is found, with the line where it stands."""
    rule = BOOK.rule("V04")
    bare = replace(rule, examples=tuple(one for one in rule.examples if "近期" not in one.text))
    lines = (RULES / "V04.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "re: '近期" in text)
    assert any(f"V04.yaml:{line}:" in found for found in needless(bare))


def test_names_and_severities_are_those_promised() -> None:
    """A rule whose severity or key is changed in passing would break the filters of its readers."""
    assert {rule.id: (rule.key, rule.severity) for rule in BOOK.rules} == CHECKS
