"""What models may cost: tokens and money, of a run and of a day, looked at before each request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.llm import model_errors
from service.llm.kept_answers import KeptAnswers

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens, in whatever currency the operator counts in."""

    prompt: Decimal = Decimal(0)
    answer: Decimal = Decimal(0)

    def of(self, prompt_tokens: int, answer_tokens: int) -> Decimal:
        """What so many tokens cost."""
        return (self.prompt * prompt_tokens + self.answer * answer_tokens) / _MILLION


@dataclass(frozen=True, slots=True)
class Limit:
    """The most tokens and money; 0 is no limit."""

    tokens: int = 0
    money: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens, and the money they are."""

    tokens: int
    money: Decimal


class Budget:
    """What is spent of a limit. Safe to use from several threads.

    `period` names the stretch that the limit is for (a date); when it gives another name, nothing is spent
    yet. With `kept`, what was spent is there for the next process (what was under way when the last one ended
    may count in full or not at all); it is meant for one process at a time.
    """

    def __init__(
        self,
        name: str,
        limit: Limit,
        period: Callable[[], str] = str,
        *,
        kept: KeptAnswers | None = None,
    ) -> None:
        self._name = name
        self._limit = limit
        self._period = period
        self._kept = kept
        self._lock = threading.Lock()
        self._of = period()
        self._tokens, self._money = self._kept_cost()

    @property
    def spent(self) -> Cost:
        """What is spent or set aside in this period."""
        with self._lock:
            self._turn()
            return Cost(self._tokens, self._money)

    def set_aside(self, cost: Cost) -> None:
        """Take what a request may cost at most. Raises BudgetExceeded, and takes nothing, when it does not
        fit."""
        with self._lock:
            self._turn()
            tokens, money = self._tokens + cost.tokens, self._money + cost.money
            if (self._limit.tokens and tokens > self._limit.tokens) or (
                self._limit.money and money > self._limit.money
            ):
                raise model_errors.over_budget(self._name)
            self._tokens, self._money = tokens, money

    def settle(self, aside: Cost, real: Cost) -> None:
        """Put what a request really cost in the place of what was set aside for it."""
        with self._lock:
            self._turn()
            self._tokens = max(0, self._tokens + real.tokens - aside.tokens)
            self._money = max(Decimal(0), self._money + real.money - aside.money)
            if self._kept is not None:
                spent = {"tokens": self._tokens, "money": str(self._money)}
                self._kept.put(self._key(), spent)

    def _turn(self) -> None:
        now = self._period()
        if now != self._of:
            self._of = now
            self._tokens, self._money = self._kept_cost()

    def _kept_cost(self) -> tuple[int, Decimal]:
        spent: Any = self._kept.get(self._key()) if self._kept is not None else None
        try:
            return int(spent["tokens"]), Decimal(spent["money"])
        except (TypeError, KeyError, ValueError, ArithmeticError):
            return 0, Decimal(0)  # nothing was kept, or it is damaged

    def _key(self) -> tuple[str, str, str]:
        return "spent", self._name, self._of
