"""Doors and questions for the tests of the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from service.llm import Prompt
from service.llm.door import Door
from service.llm.openai_model import OpenAIChat
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Patience, Terms
from tests.model_server import ModelServer

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words"],
    "properties": {"words": {"type": "array", "items": {"type": "string"}}},
}
WHOLE = '{"words": ["上线", "完成"]}'


def read_words(value: Any) -> list[str]:
    """The words of an answer; one that is meant as no answer is refused."""
    words: list[str] = value["words"]
    if "不可能" in words:
        raise ValueError("不可能 is no word of the text")
    return words


def question(user: str = "数据", **changes: Any) -> Prompt[list[str]]:
    """A question for words."""
    prompt = Prompt("words", "zh", "我们的话", user, SCHEMA, read_words, 100)
    return replace(prompt, **changes)


def patient(waits: list[float] | None = None, **changes: Any) -> Patience:
    """Patience that does not sleep, and writes down for how long it would have."""
    kept = waits if waits is not None else []
    patience = Patience(wait=kept.append, drawn=lambda least, most: most, deadline=30.0)
    return replace(patience, **changes)


def door_to(
    server: ModelServer | str,
    *,
    rung: Rung | None = Rung.JSON_SCHEMA,
    terms: Terms | None = None,
    streamed: bool = False,
    read_timeout: float = 30.0,
    key: str = "k-1",
) -> Door:
    """A door to a server, on a rung that is fixed; with None, one that is to be learned."""
    address = server if isinstance(server, str) else server.address
    chat = OpenAIChat(
        model="m", base_url=address, key=key, streamed=streamed, read_timeout=read_timeout
    )
    terms = terms or Terms(patience=patient())
    return Door(chat, terms, ladder=Ladder(chat.name, fixed=rung))
