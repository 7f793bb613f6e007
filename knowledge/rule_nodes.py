"""YAML values that know their line, and a list of what is wrong with them.

A rule file is written by people, so a check reports every problem it has at once, each with
`path:line`. Reading a bad value gives a harmless empty one and adds a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:  # a command that finds its rules kept reads no YAML
    from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a rule file; `line` is 1-based."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(slots=True)
class Problems:
    """What was found wrong so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, entry: Entry, text: str) -> None:
        """Note a problem at an entry's line."""
        self.found.append(Problem(entry.path, entry.line, text))


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a rule file: its node, the file's name, and where to report problems."""

    node: Node | None
    path: str
    line: int
    problems: Problems

    def fields(self, required: Sequence[str], optional: Iterable[str] = ()) -> dict[str, Entry]:
        """The values of a mapping by key; unknown, repeated and missing keys are problems."""
        found = self.mapping()
        allowed = {*required, *optional}
        for key, entry in found.items():
            if key not in allowed:
                self.problems.add(entry, f"unknown key “{key}”")
        for key in required:
            if key not in found:
                self.problems.add(self, f"missing key “{key}”")
        return found

    def mapping(self) -> dict[str, Entry]:
        """The values of a mapping with any keys; a repeated key is a problem."""
        if not _is_mapping(self.node):
            self.problems.add(self, "a mapping is expected here")
            return {}
        found: dict[str, Entry] = {}
        for key_node, node in self.node.value:
            key = str(key_node.value)
            entry = Entry(node, self.path, key_node.start_mark.line + 1, self.problems)
            if key in found:
                self.problems.add(entry, f"the key “{key}” stands here twice")
            found[key] = entry
        return found

    def entries(self) -> list[Entry]:
        """The values of a list."""
        if not _is_sequence(self.node):
            self.problems.add(self, "a list is expected here")
            return []
        return [
            Entry(node, self.path, node.start_mark.line + 1, self.problems)
            for node in self.node.value
        ]

    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return _is_mapping(self.node)

    def text(self) -> str:
        """The value as written text; an unquoted on/off or number is a problem."""
        if not _is_scalar(self.node):
            self.problems.add(self, "a text is expected here")
            return ""
        if self.node.tag == "tag:yaml.org,2002:bool":
            self.problems.add(self, f"quote the value {self.node.value}")
            return ""
        if not self.node.value:
            self.problems.add(self, "an empty text")
        return str(self.node.value)

    def number(self) -> int:
        """The value as a whole number from 1 up."""
        value = self.node.value if _is_scalar(self.node) else ""
        if not (isinstance(value, str) and value.isdecimal() and int(value) >= 1):
            self.problems.add(self, "a whole number from 1 up is expected here")
            return 1
        return int(value)

    def choice(self, allowed: Sequence[str]) -> str:
        """The value when it is one of `allowed`; otherwise a problem and the first of them."""
        value = self.text()
        if value not in allowed:
            self.problems.add(self, f"“{value}” is none of {', '.join(allowed)}")
            return allowed[0]
        return value


def read_entry(path: Path, shown: str, problems: Problems) -> Entry | None:
    """The content of a YAML file; None, with a problem, when it is no YAML."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times faster
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.found.append(Problem(shown, line, f"not readable YAML: {error}"))
        return None
    return Entry(node, shown, 1, problems)


def shown_path(path: Path) -> str:
    """How messages name a rule file: from the project's root where it is in there."""
    try:
        return path.relative_to(Path(__file__).parents[1]).as_posix()
    except ValueError:
        return path.as_posix()


def _is_mapping(node: Node | None) -> TypeGuard[MappingNode]:
    return getattr(node, "id", "") == "mapping"


def _is_sequence(node: Node | None) -> TypeGuard[SequenceNode]:
    return getattr(node, "id", "") == "sequence"


def _is_scalar(node: Node | None) -> TypeGuard[ScalarNode]:
    return getattr(node, "id", "") == "scalar"
