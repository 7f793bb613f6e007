"""Cues and slot patterns of rule files, as wordings.

A Chinese cue is a plain substring; a Latin one is guarded on both sides, because `\\b` finds nothing
between Han characters. Texts are matched with full-width ASCII folded, so patterns are folded too:
`：` in a rule file also means `:`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.rule_forms import TONGUES, Tongue
from knowledge.rule_nodes import Entry
from knowledge.wordings import Wordings, compiled, wordings

_FOLD = {0xFF01 + step: 0x21 + step for step in range(0x5E)}
_LITERAL_FOLD = {ord(c): "\\" + chr(ord(c) - 0xFEE0) for c in "（）＊＋？［］｛｝｜＾＄．＼"}
_PART = re.compile(r"(?<!\?P)<([A-Z]+)>")
_RISKY = re.compile(r"[+*}]\)(?:[+*]|\{\d*,)")


def read_patterns(entry: Entry, required: Sequence[Tongue] = TONGUES) -> Wordings | None:
    """`{zh: [...], en: [...]}` as wordings; a required language that is missing is a problem, an empty
    list not."""
    fields = entry.fields(required, TONGUES)
    parts: list[str] = []
    for tongue in TONGUES:
        if tongue in fields:
            parts += [_part(one, tongue) for one in fields[tongue].entries()]
    return wordings(parts)


def read_shape(entry: Entry, parts: Mapping[str, str]) -> Wordings | None:
    """The patterns of a slot's shape: regular expressions, in which `<NUM>` stands for a part."""
    fields = entry.fields(TONGUES)
    patterns: list[str] = []
    for tongue in TONGUES:
        own = fields[tongue].entries() if tongue in fields else []
        patterns += [checked(one, _with_parts(one, parts), tongue) for one in own]
    return wordings(patterns)


def _with_parts(entry: Entry, parts: Mapping[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            entry.problems.add(entry, f"no part {match[0]}")
        return f"(?:{parts.get(match[1], '')})"

    return _PART.sub(part, entry.text())


def _part(entry: Entry, tongue: Tongue) -> str:
    if entry.is_mapping():
        fields = entry.fields(("re",))
        return checked(entry, fields["re"].text(), tongue) if "re" in fields else ""
    return _guarded(re.escape(entry.text().translate(_FOLD)), tongue)


def checked(entry: Entry, pattern: str, tongue: Tongue) -> str:
    """The pattern ready to join, or "" with a problem: broken, empty-matching, or a nested repeat."""
    folded = pattern.translate(_LITERAL_FOLD).translate(_FOLD)
    try:
        alone = compiled(folded)
    except re.error as error:
        entry.problems.add(entry, f"not a pattern: {error}")
        return ""
    if alone.search("") is not None:
        entry.problems.add(entry, "the pattern can match the empty text")
        return ""
    if r"\b" in folded:
        entry.problems.add(entry, r"\b finds nothing between Han characters; leave it out")
        return ""
    if alone.groups != len(alone.groupindex):
        entry.problems.add(entry, "use (?:…): a group is only for (?P<name>…) and (?P=name)")
        return ""
    if _RISKY.search(folded):
        entry.problems.add(entry, "a repeat inside a repeat can take forever")
        return ""
    return _guarded(folded, tongue)


def _guarded(pattern: str, tongue: Tongue) -> str:
    if tongue == "en":
        return f"(?<![A-Za-z0-9_])(?:{pattern})(?![A-Za-z0-9_])"
    return f"(?:{pattern})"
