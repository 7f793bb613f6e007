"""How a server is made to answer in a form: a ladder of four rungs, from the strictest down.

What a server really does is learned from the first question that it is asked, so that no request is spent
on a probe: a rung that the server refuses, or whose answer has not the form, is left for the next one down,
and the rung whose answer held is remembered. A server error is no proof: it is believed only when two
questions in a row met it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from service.llm.kept_answers import KeptAnswers


class Rung(StrEnum):
    """A way to ask for JSON."""

    JSON_SCHEMA = "json_schema"
    """`response_format: json_schema`: the server holds the model to the schema."""
    JSON_OBJECT = "json_object"
    """`response_format: json_object` with the schema as a key of it and in the prompt."""
    TOOL_CALL = "tool_call"
    """A forced call of a tool whose parameters are the schema."""
    PLAIN = "plain"
    """The schema in the prompt alone."""

    @property
    def told(self) -> bool:
        """Whether the schema must stand in the prompt because the server may not pass it on."""
        return self in (Rung.JSON_OBJECT, Rung.PLAIN)


_LADDER = tuple(Rung)
_BELIEVED = 2


class Ladder:
    """What is known of one model of one server. Safe to use from several threads.

    It is known by the name of what is asked, because a server may know a way and yet refuse one schema; a name
    that is new begins where others stand. With `fixed` there is one rung and nothing to learn. `kept` remembers
    for later processes.
    """

    def __init__(
        self, server: str, *, fixed: Rung | None = None, kept: KeptAnswers | None = None
    ) -> None:
        self._server = server
        self._kept = kept
        self._lock = threading.Lock()
        self._fixed = fixed
        self._top = Rung.JSON_SCHEMA
        self._proved: dict[str, Rung] = {}
        self._server_errors: dict[Rung, int] = {}

    def start(self, name: str) -> Rung:
        """The rung to ask the next question of that name on."""
        with self._lock:
            return self._fixed or self._known(name) or self._top

    def below(self, rung: Rung, name: str) -> Rung | None:
        """The next rung to try in place of one that did not hold; None at the end, and for a rung that is
        fixed or has held for that name before."""
        with self._lock:
            if self._fixed or rung is self._known(name) or rung is _LADDER[-1]:
                return None
            return _LADDER[_LADDER.index(rung) + 1]

    def held(self, rung: Rung, name: str, server_errors: frozenset[Rung] = frozenset()) -> None:
        """An answer on `rung` had the form; `server_errors` are rungs above that met a server error alone."""
        with self._lock:
            if self._fixed or self._known(name):
                return
            for one in server_errors:
                self._server_errors[one] = self._server_errors.get(one, 0) + 1
            if any(self._server_errors[one] < _BELIEVED for one in server_errors):
                return
            if not self._proved:
                self._top = rung
            self._proved[name] = rung
        if self._kept is not None:
            self._kept.put(("rung", self._server, name), rung.value)

    def _known(self, name: str) -> Rung | None:
        if name not in self._proved and self._kept is not None:
            value = self._kept.get(("rung", self._server, name))
            if value in _LADDER:
                self._proved[name] = Rung(value)
        return self._proved.get(name)


def request_form(rung: Rung, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a chat completion that ask for the form."""
    if rung is Rung.JSON_SCHEMA:
        form = {"name": name, "schema": dict(schema), "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    if rung is Rung.JSON_OBJECT:
        return {"response_format": {"type": "json_object", "schema": dict(schema)}}
    if rung is Rung.TOOL_CALL:
        tool = {"type": "function", "function": {"name": name, "parameters": dict(schema)}}
        choice = {"type": "function", "function": {"name": name}}
        return {"tools": [tool], "tool_choice": choice}
    return {}
