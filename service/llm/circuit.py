"""A circuit: after enough failures in a row a server is left alone for a while, then tried once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.errors import ModelQuotaExhausted, ModelRefused, ModelUnavailable
from service.llm import model_errors

FAILURES = 5
"""Questions in a row that got no answer before the circuit opens."""
QUOTA_FAILURES = 3
"""The same for an empty account."""
COOLING = 60.0
"""Seconds for which an open circuit asks nothing."""


class Circuit:
    """The circuit of one model of one server. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._quota_failures = 0
        self._opened: float | None = None
        self._trying = False

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Let a question through, and learn from how it ends. Raises ModelBusy while the circuit is open."""
        trial = self._admit()
        try:
            yield
        except ModelUnavailable as error:
            self._failed(quota=isinstance(error, ModelQuotaExhausted))
            raise
        except ModelRefused:
            self._ended(trial, answered=True)  # the server works, whatever the model says
            raise
        except BaseException:
            self._ended(trial, answered=False)  # it never left, or was broken off: nothing is known
            raise
        self._ended(trial, answered=True)

    def _admit(self) -> bool:
        with self._lock:
            if self._opened is None:
                return False
            left = self._opened + COOLING - self._clock()
            if left > 0 or self._trying:
                raise model_errors.resting(max(left, 1.0))
            self._trying = True
            return True

    def _failed(self, *, quota: bool) -> None:
        with self._lock:
            self._failures += 1
            self._quota_failures = self._quota_failures + 1 if quota else 0
            if self._trying or self._failures >= FAILURES or self._quota_failures >= QUOTA_FAILURES:
                self._opened = self._clock()
                self._trying = False

    def _ended(self, trial: bool, *, answered: bool) -> None:
        with self._lock:
            if answered:
                self._failures = self._quota_failures = 0
                self._opened = None
            if trial:
                self._trying = False
