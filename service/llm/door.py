"""What a model is to the rest of the service: one method, one typed answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to a model. `system` holds our words alone; what people wrote stands in `user`, as data.

    `schema` is the JSON Schema of the answer under its `name`; `most_tokens` bounds the answer.
    """

    name: str
    system: str
    user: str
    schema: Mapping[str, Any]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The raw text of a complete answer and what it cost, in tokens as the server counted them (0 when
    it does not)."""

    text: str
    prompt_tokens: int
    answer_tokens: int


class Model(Protocol):
    """A model behind the door."""

    @property
    def name(self) -> str:
        """What tells answers of one model from those of another."""
        ...

    def ask(self, prompt: Prompt) -> Answer:
        """A complete answer. Raises ModelUnavailable or ModelRefused; never gives half an answer."""
        ...
