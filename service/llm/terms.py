"""On what terms models are asked: what all questions of one service share."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from service.llm.budget import Budget, Limit, Price
from service.llm.kept_answers import KeptAnswers
from service.llm.masking import Privacy
from service.llm.rungs import Rung
from service.llm.token_counts import TokenCounter

DEADLINE = 120.0
CONTEXT = 32_768
CONCURRENCY = 4


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often one question is asked.

    `deadline` is in seconds, waits and repeats included, without the wait for a place. A question makes at
    most `tries` requests that fail for a passing reason. Waits grow from `first_wait` to `longest_wait`
    seconds and are drawn from 0 up to that (full jitter), so that many do not come back at one moment.
    """

    deadline: float = DEADLINE
    tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 8.0
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    drawn: Callable[[float, float], float] = random.uniform

    def pause(self, failures: int, asked: float | None) -> float:
        """Seconds to wait after so many failures, and at least what the server asked for."""
        longest = min(self.longest_wait, self.first_wait * 2**failures)
        return max(self.drawn(0.0, longest), asked or 0.0)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request and what came of it: `outcome` is "whole", "not-in-form", a finish that is none, or a
    fault. `text` is what the model said, masked as it was sent; tokens are None where nobody counted."""

    prompt: str
    model: str
    rung: Rung
    attempt: int
    outcome: str
    text: str = ""
    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    request_id: str = ""
    seconds: float = 0.0


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day of the operator, where the bill arrives


@dataclass(frozen=True, slots=True)
class Terms:
    """What is shared: `places` bounds how many questions run at once, `day` what a day may cost,
    `run_limit` what a run may. `context` is in tokens. `record` is told of every request."""

    counter: TokenCounter = field(default_factory=TokenCounter)
    day: Budget = field(default_factory=lambda: day_budget(Limit()))
    places: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(CONCURRENCY)
    )
    price: Price = field(default_factory=Price)
    run_limit: Limit = field(default_factory=Limit)
    privacy: Privacy = field(default_factory=Privacy)
    context: int = CONTEXT
    patience: Patience = field(default_factory=Patience)
    record: Callable[[Recorded], None] = lambda _: None


def day_budget(limit: Limit, kept: KeptAnswers | None = None) -> Budget:
    """A budget that begins anew each day; with `kept`, a process goes on where the last one ended."""
    return Budget("day", limit, _today, kept=kept)
