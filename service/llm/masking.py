"""What must not leave is replaced before a text goes to a model, and put back in what the model says.

A placeholder is `〔PHONE_1〕`: short, of one piece, in brackets that neither language uses for anything else.
The same value has the same placeholder within a question. A text that holds such a sign itself has it
replaced too, so that nothing in a source is ever taken for one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from service.llm import model_errors
from service.llm.private_patterns import private_spans

Masking = Literal["off", "mask", "block"]
"""Send as it is; replace and put back; send nothing when there is something to replace."""

_SIGN = re.compile(r"〔\s*([A-Za-z]{1,12})\s*[_＿\s]?\s*([0-9]{1,6})\s*〕")


@dataclass(frozen=True, slots=True)
class Privacy:
    """How a project's text is masked, and the names of people and customers that its list holds."""

    masking: Masking = "mask"
    names: tuple[str, ...] = ()


class UnknownPlaceholder(Exception):
    """A model's answer holds a placeholder that stands for nothing."""


class Mask:
    """The placeholders of one question."""

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy
        self._of_value: dict[tuple[str, str], str] = {}
        self._value: dict[tuple[str, int], str] = {}
        self._counts: dict[str, int] = {}

    def hide(self, text: str) -> str:
        """The text with placeholders. Raises SendingBlocked where the text may not leave at all, and when
        masking itself fails."""
        if self._privacy.masking == "off":
            return text
        pieces, last = [], 0
        for sign in _SIGN.finditer(text):
            pieces.append(self._hidden(text[last : sign.start()]))
            pieces.append(self._placeholder("TEXT", sign[0]))
            last = sign.end()
        return "".join([*pieces, self._hidden(text[last:])])

    def hide_in(self, value: Any) -> Any:
        """A JSON value whose strings are hidden; the names of its fields stay."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, Mapping):
            return {key: self.hide_in(one) for key, one in value.items()}
        if isinstance(value, Sequence):
            return [self.hide_in(one) for one in value]
        return value

    def show_in(self, value: Any) -> Any:
        """A JSON value with what stood behind its placeholders. Raises UnknownPlaceholder for a sign that
        stands for nothing: what it means is never guessed."""
        if isinstance(value, str):
            return self._show(value)
        if isinstance(value, dict):
            return {self._show(key): self.show_in(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.show_in(one) for one in value]
        return value

    def _hidden(self, text: str) -> str:
        try:
            spans = private_spans(text, self._privacy.names)
        except Exception as error:  # whatever broke, the text must not leave unmasked
            raise model_errors.masking_failed() from error
        if self._privacy.masking == "block" and spans:
            raise model_errors.blocked(", ".join(sorted({kind for _, _, kind in spans})))
        pieces, last = [], 0
        for start, end, kind in spans:
            pieces += [text[last:start], self._placeholder(kind, text[start:end])]
            last = end
        return "".join([*pieces, text[last:]])

    def _show(self, text: str) -> str:
        if self._privacy.masking == "off":
            return text
        return _SIGN.sub(self._meant, text)

    def _meant(self, sign: re.Match[str]) -> str:
        value = self._value.get((sign[1].upper(), int(sign[2])))
        if value is None:
            raise UnknownPlaceholder(sign[0])
        return value

    def _placeholder(self, kind: str, value: str) -> str:
        known = self._of_value.get((kind, value))
        if known is None:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            known = self._of_value[kind, value] = f"〔{kind}_{number}〕"
            self._value[kind, number] = value
        return known
