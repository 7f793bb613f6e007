"""The published JSON Schemas as components of the API description.

A schema file points inside itself (`#/$defs/item`); in the description its parts become components
of their own (`#/components/schemas/draft.item`), so every tool that reads OpenAPI finds them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

PUBLISHED = ("draft", "review", "critique")
_BY_ID = {f"urn:fupan:{name}:1": name for name in PUBLISHED}
_LOCAL = "#/$defs/"
_COMPONENTS = "#/components/schemas/"


def document_response(name: str, description: str) -> dict[str, Any]:
    """The response of a route that answers with a published document, for `responses=`."""
    schema = {"$ref": f"{_COMPONENTS}{name}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


@functools.cache
def components() -> dict[str, Any]:
    """Every published schema and its parts, by component name."""
    found: dict[str, Any] = {}
    for name in PUBLISHED:
        schema = _load(name)
        # A schema that holds another one whole points to it by its name; here it is a component.
        parts = {part: body for part, body in schema.pop("$defs", {}).items() if "$id" not in body}
        for key in ("$schema", "$id"):
            schema.pop(key, None)
        found[name] = _moved(schema, name)
        found.update({f"{name}.{part}": _moved(parts[part], name) for part in parts})
    return found


def _load(name: str) -> dict[str, Any]:
    path = resources.files("service") / "schemas" / f"{name}.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _moved(node: Any, name: str) -> Any:
    """The node with every pointer inside the file turned into one to a component."""
    if isinstance(node, dict):
        return dict(_moved_members(node, name))
    if isinstance(node, list):
        return [_moved(member, name) for member in node]
    return node


def _moved_members(node: dict[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        if key == "$ref" and isinstance(value, str) and value.startswith(_LOCAL):
            yield key, f"{_COMPONENTS}{name}.{value.removeprefix(_LOCAL)}"
        elif key == "$ref" and value in _BY_ID:
            yield key, f"{_COMPONENTS}{_BY_ID[value]}"
        else:
            yield key, _moved(value, name)
