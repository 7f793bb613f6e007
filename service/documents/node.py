"""A value inside a JSON document together with its path, so that a fault can name the field.

`Node.at("sections").each()` walks down; `text()`, `number()`, `choice()` take a leaf. Whatever does
not fit raises `Fault`; the two doors of the room turn it into a typed error for the person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar, cast

Document: TypeAlias = dict[str, Any]
Choice = TypeVar("Choice", bound=str)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fault(ValueError):
    """A field that does not fit. `path` is like `sections[0].items[2].text`."""

    def __init__(self, path: str, *, zh: str, en: str) -> None:
        super().__init__(f"{path}: {en}")
        self.path = path
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document and where it stands."""

    value: object
    path: str = ""

    def at(self, key: str) -> Node:
        """The value under `key`; a missing key is a fault."""
        found = self.maybe(key)
        if found is None:
            raise Fault(self._path_of(key), zh="缺少这个字段", en="this field is missing")
        return found

    def maybe(self, key: str) -> Node | None:
        """The value under `key`, None when the key is absent."""
        members = self.members()
        return Node(members[key], self._path_of(key)) if key in members else None

    def members(self) -> dict[str, object]:
        """The value as an object."""
        if not isinstance(self.value, dict):
            raise self.fault(zh="应为对象 {…}", en="must be an object")
        return cast("dict[str, object]", self.value)

    def each(self) -> Iterator[Node]:
        """The members of a list, in order."""
        if not isinstance(self.value, list):
            raise self.fault(zh="应为列表 […]", en="must be a list")
        for index, value in enumerate(self.value):
            yield Node(value, f"{self.path}[{index}]")

    def text(self) -> str:
        """A string that can be written as UTF-8."""
        if not isinstance(self.value, str):
            raise self.fault(zh="应为文字", en="must be a string")
        if any("\ud800" <= character <= "\udfff" for character in self.value):
            raise self.fault(zh="含有残缺的字符", en="holds half a character")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(node.text() for node in self.each())

    def day(self) -> str:
        """An ISO day, or "" for an unknown one."""
        day = self.text()
        if day and not _DAY.fullmatch(day):
            raise self.fault(
                zh="应为日期 YYYY-MM-DD，未知则留空",
                en='must be a day YYYY-MM-DD, or "" if unknown',
            )
        return day

    def number(self, least: int) -> int:
        """A whole number of at least `least`."""
        value = self.value
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.fault(
                zh=f"应为不小于 {least} 的整数", en=f"must be a whole number of at least {least}"
            )
        return value

    def share(self) -> float:
        """A number from 0 to 1."""
        value = self.value
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.fault(zh="应为 0 到 1 之间的数", en="must be a number from 0 to 1")
        return float(value)

    def flag(self) -> bool:
        """true or false."""
        if not isinstance(self.value, bool):
            raise self.fault(zh="应为 true 或 false", en="must be true or false")
        return self.value

    def choice(self, options: Sequence[Choice]) -> Choice:
        """One of `options`."""
        for option in options:
            if self.value == option:
                return option
        listed = ", ".join(options)
        raise self.fault(zh=f"只能是：{listed}", en=f"must be one of: {listed}")

    def fault(self, *, zh: str, en: str) -> Fault:
        """A fault of this very field."""
        return Fault(self.path or "document", zh=zh, en=en)

    def _path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def document_text(document: Document) -> str:
    """The document as the JSON text that is downloaded: readable, Chinese left as it is."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
