"""One exchange with a model's server: a request goes out, a reply comes back or a fault says what went
wrong. Whether to ask again is not decided here."""

from __future__ import annotations

import email.utils
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from service.llm.rungs import Rung


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What is sent: turns of (role, text), the form of the answer and the most tokens it may have."""

    turns: Sequence[tuple[str, str]]
    rung: Rung
    name: str
    schema: Mapping[str, Any]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, not judged yet. `finish` is "stop", "tool_calls", "length", "content_filter", or the
    server's own word; empty when the reply just ends. Tokens are None where the server does not count."""

    text: str
    finish: str
    refused: bool = False
    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    request_id: str = ""


class FaultKind(StrEnum):
    """What a fault is, as far as it decides what to do next."""

    PASSING = "passing"
    """May be over in a moment: no connection, time-out, 5xx, a reply that is none."""
    BUSY = "busy"
    """Too many requests; the server may say for how long."""
    QUOTA = "quota"
    """The account is empty."""
    KEY = "key"
    """The key is wrong or may not do this."""
    ADDRESS = "address"
    """No such model or no such address."""
    TOO_LONG = "too-long"
    """More tokens than the model takes."""
    FILTERED = "filtered"
    """The provider refuses the content."""
    FORM = "form"
    """The request is not understood: most often the form of the answer that it asks for."""
    LEARNED = "learned"
    """A field that this server does not know; the next request will be without it."""


class Fault(Exception):
    """An exchange that gave no reply. `retry_after` is in seconds, as the server asked."""

    def __init__(
        self,
        kind: FaultKind,
        detail: str,
        *,
        status: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.status = status
        self.retry_after = retry_after


class Chat(Protocol):
    """A model of a server. Its methods run in the loop of `background`."""

    @property
    def name(self) -> str:
        """The model and where it runs."""
        ...

    async def send(self, request: ChatRequest) -> Reply:
        """One request, never repeated here. Raises Fault."""
        ...


_BUSY = (408, 409, 425, 429)
_ADDRESS = (404, 405, 410)
_QUOTA_CODES = (
    "insufficient_quota",
    "insufficient_balance",
    "arrearage",
    "billing_hard_limit_reached",
)
_LENGTH_CODES = ("context_length_exceeded", "exceed_context_size_error", "string_above_max_length")
_LENGTH_WORDS = ("context length", "context size", "context window", "context of", "too long")
_FILTER_CODES = ("content_filter", "data_inspection_failed", "content_policy_violation")


def fault_of_status(
    status: int, *, code: str = "", message: str = "", retry_after: str = ""
) -> Fault:
    """The fault that an HTTP error stands for. The detail holds the status and the server's code alone: its
    message may quote what was sent."""
    code, words = code.lower(), message.lower()
    detail = f"HTTP {status}" + (f", {code[:60]}" if code.replace("_", "").isalnum() else "")
    if status == 402 or code in _QUOTA_CODES:
        kind = FaultKind.QUOTA
    elif code in _FILTER_CODES:
        kind = FaultKind.FILTERED
    elif status in (401, 403):
        kind = FaultKind.KEY
    elif status in _ADDRESS or 300 <= status < 400:
        kind = FaultKind.ADDRESS
    elif status in _BUSY:
        kind = FaultKind.BUSY if status == 429 else FaultKind.PASSING
    elif status >= 500:
        kind = FaultKind.PASSING
    elif status == 413 or code in _LENGTH_CODES or any(one in words for one in _LENGTH_WORDS):
        kind = FaultKind.TOO_LONG
    else:
        kind = FaultKind.FORM
    return Fault(kind, detail, status=status, retry_after=_seconds(retry_after))


def _seconds(raw: str) -> float | None:
    """Retry-After: seconds, or the time of day to come back at."""
    try:
        return max(0.0, min(float(raw), 1e9))
    except ValueError:
        pass
    try:
        moment = email.utils.parsedate_to_datetime(raw)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
