"""What a model is to the rest of the service: one method, one typed answer.

A caller says what it asks (`Prompt`), in which form the answer comes (`schema`) and how a value is made
of it (`read`); it gets a whole `Answer` or an error of `service.errors`, never half of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from service.errors import Language
from service.llm.masking import Privacy
from service.llm.token_counts import Tokens

Value = TypeVar("Value")
ValueOut = TypeVar("ValueOut", covariant=True)


@dataclass(frozen=True, slots=True)
class Prompt(Generic[Value]):
    """One question to a model.

    `system` holds our words alone and is the same for every question of a stage, so that a server can
    keep it; what people wrote stands in `user`, as data. `schema` is the JSON Schema of the answer under
    its `name` (ASCII letters, digits, `_`, `-`). Strict servers know of it no more than types, `enum`, `items`,
    and objects whose fields are all required and have no others; one that they refuse is asked for less
    strictly. `read` makes the caller's value of the JSON and raises ValueError, saying what is wrong, for an
    answer that has the form and cannot be meant. `most_tokens` bounds the answer. With `tolerant` the answer
    need only be JSON: the caller itself drops the parts that do not hold. `privacy` says what must not leave;
    without it the operator's setting counts.
    """

    name: str
    language: Language
    system: str
    user: str
    schema: Mapping[str, Any]
    read: Callable[[Any], Value]
    most_tokens: int
    tolerant: bool = False
    privacy: Privacy | None = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[ValueOut]):
    """A whole answer and what it cost.

    `text` is what the model wrote, to the letter (placeholders of what was masked still in it). Tokens are
    those of all `requests` that this answer took, as the server counted them; where it does not count,
    they are an estimate and `counted` is False.
    """

    value: ValueOut
    text: str
    prompt_tokens: int
    answer_tokens: int
    counted: bool
    requests: int


class LanguageModel(Protocol):
    """A model behind the door. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """What tells answers of one model from those of another."""
        ...

    @property
    def context(self) -> int:
        """How many tokens a question and its answer may have together."""
        ...

    def tokens(self, text: str) -> Tokens:
        """How many tokens a text is, and whether that is exact."""
        ...

    def ask(self, prompt: Prompt[Value]) -> Answer[Value]:
        """A whole answer that `prompt.read` accepts.

        Raises ModelUnavailable, ModelRefused, PromptTooLong, BudgetExceeded or SendingBlocked (or an error
        under one of them), each saying what to do.
        """
        ...
