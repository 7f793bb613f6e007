"""A circuit lets one question through after its rest, and no second one beside it."""

from __future__ import annotations

import pytest

from service.errors import ModelBusy, ModelUnavailable
from service.llm.circuit import COOLING, FAILURES, Circuit


def _fail(circuit: Circuit) -> None:
    with pytest.raises(ModelUnavailable), circuit.guarding():
        raise ModelUnavailable(zh="没有回答", en="no answer")


def test_while_one_tries_the_others_wait() -> None:
    now = [0.0]
    circuit = Circuit(lambda: now[0])
    for _ in range(FAILURES):
        _fail(circuit)
    now[0] = COOLING
    with circuit.guarding(), pytest.raises(ModelBusy) as caught, circuit.guarding():
        raise AssertionError("a second one was let through")
    with circuit.guarding():
        pass

    assert caught.value.retry_after == 1.0


def test_a_trial_that_never_left_is_given_to_the_next() -> None:
    now = [0.0]
    circuit = Circuit(lambda: now[0])
    for _ in range(FAILURES):
        _fail(circuit)
    now[0] = COOLING
    with pytest.raises(KeyError), circuit.guarding():
        raise KeyError
    with circuit.guarding():
        pass


def test_an_answer_between_failures_begins_the_count_anew() -> None:
    circuit = Circuit(lambda: 0.0)
    for _ in range(3):
        for _ in range(FAILURES - 1):
            _fail(circuit)
        with circuit.guarding():
            pass
