"""What a question passes on its way: the ladder, repair, budgets, places, length."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.errors import (
    BudgetExceeded,
    ModelMalformed,
    ModelMisconfigured,
    ModelUnavailable,
    PromptTooLong,
)
from service.llm import KeptAnswers
from service.llm.budget import Budget, Limit, Price
from service.llm.door import Door
from service.llm.openai_model import OpenAIChat
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Recorded, Terms, day_budget
from service.llm.token_counts import TokenCounter
from tests.model_server import Reply, failing, model_server, said
from tests.service.llm.doors import SCHEMA, WHOLE, door_to, patient, question


def _rung_of(request: dict[str, Any]) -> Rung:
    if "tools" in request:
        return Rung.TOOL_CALL
    return Rung(request.get("response_format", {"type": "plain"})["type"])


def _knowing(*known: Rung, otherwise: Reply) -> Any:
    """A server that answers in form on the rungs it knows, and on others as told."""

    def answer(request: dict[str, Any], n: int) -> Reply:
        rung = _rung_of(request)
        if rung not in known:
            return otherwise
        return said(WHOLE, tool="words" if rung is Rung.TOOL_CALL else "")

    return answer


@pytest.mark.parametrize("rung", list(Rung))
def test_each_rung_asks_for_the_form_in_its_own_way(rung: Rung) -> None:
    with model_server(_knowing(*Rung, otherwise=failing(400))) as server:
        answer = door_to(server, rung=rung).ask(question())

    assert answer.value == ["上线", "完成"]
    request = server.requests[0]
    assert _rung_of(request) is rung
    assert request["messages"][1] == {"role": "user", "content": "数据"}
    told = json.dumps(SCHEMA, sort_keys=True) in request["messages"][0]["content"]
    assert told is (rung in (Rung.JSON_OBJECT, Rung.PLAIN))
    assert request["messages"][0]["content"].startswith("我们的话")


@pytest.mark.parametrize(
    "otherwise", [failing(400), failing(422), said("好的！")], ids=["400", "422", "ignored"]
)
@pytest.mark.parametrize("known", list(Rung))
def test_the_ladder_is_learned_from_the_first_question_and_remembered(
    known: Rung, otherwise: Reply
) -> None:
    with model_server(_knowing(known, otherwise=otherwise)) as server:
        door = door_to(server, rung=None)
        door.ask(question())
        steps = list(Rung)[: list(Rung).index(known) + 1]
        assert [_rung_of(one) for one in server.requests] == steps
        door.ask(question())

    assert [_rung_of(one) for one in server.requests[len(steps) :]] == [known]


def test_on_a_server_that_knows_the_form_nothing_is_spent_on_finding_out() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        assert door_to(server, rung=None).ask(question()).requests == 1

    assert [_rung_of(one) for one in server.requests] == [Rung.JSON_SCHEMA]


def test_a_server_error_counts_as_a_form_not_known_only_after_two_questions() -> None:
    """One server answers 500 to json_schema; another has a bad minute. They are told apart."""
    with model_server(_knowing(Rung.JSON_OBJECT, otherwise=failing(500))) as server:
        door = door_to(server, rung=None)
        counts = [door.ask(question()).requests for _ in range(4)]
    assert counts == [3, 3, 1, 1]
    assert _rung_of(server.requests[-1]) is Rung.JSON_OBJECT

    with model_server(lambda request, n: failing(500) if n < 3 else said(WHOLE)) as server:
        door = door_to(server, rung=None)
        for _ in range(3):
            door.ask(question())
    assert _rung_of(server.requests[-1]) is Rung.JSON_SCHEMA


def test_a_server_that_refuses_every_form_is_asked_four_times_and_proves_nothing() -> None:
    with model_server(lambda request, n: failing(400)) as server:
        with pytest.raises(ModelMisconfigured):
            door_to(server, rung=None).ask(question())
        assert [_rung_of(one) for one in server.requests] == list(Rung)


def test_a_server_that_is_down_gets_three_requests_whatever_is_known_of_it() -> None:
    with model_server(lambda request, n: failing(500)) as server:
        with pytest.raises(ModelUnavailable):
            door_to(server, rung=None).ask(question())
        assert len(server.requests) == 3


def test_what_was_learned_is_there_for_the_next_process(tmp_path: Path) -> None:
    with model_server(_knowing(Rung.TOOL_CALL, otherwise=failing(400))) as server:
        for _ in range(2):
            chat = OpenAIChat(model="m", base_url=server.address, key="")
            ladder = Ladder(chat.name, kept=KeptAnswers(tmp_path))
            Door(chat, Terms(patience=patient()), ladder=ladder).ask(question())

    assert [_rung_of(one) for one in server.requests] == [
        Rung.JSON_SCHEMA,
        Rung.JSON_OBJECT,
        Rung.TOOL_CALL,
        Rung.TOOL_CALL,
    ]
    assert Ladder("other", kept=KeptAnswers(tmp_path)).start("words") is Rung.JSON_SCHEMA
    assert Ladder(chat.name, kept=KeptAnswers(tmp_path)).start("other") is Rung.JSON_SCHEMA


def test_a_server_that_refuses_one_schema_is_known_apart_for_it() -> None:
    """Strict servers refuse keywords; that says nothing of the other questions."""

    def answer(request: dict[str, Any], n: int) -> Reply:
        form = request["response_format"]
        strict = form["type"] == "json_schema"
        return failing(400) if strict and form["json_schema"]["name"] == "b" else said(WHOLE)

    with model_server(answer) as server:
        door = door_to(server, rung=None)
        counts = [door.ask(question(name=name)).requests for name in "abab"]

    assert counts == [1, 2, 1, 1]
    assert [_rung_of(one) for one in server.requests[-2:]] == [Rung.JSON_SCHEMA, Rung.JSON_OBJECT]


def test_a_new_question_begins_where_others_stand() -> None:
    with model_server(_knowing(Rung.TOOL_CALL, Rung.PLAIN, otherwise=failing(400))) as server:
        door = door_to(server, rung=None)
        counts = [door.ask(question(name="words")).requests for _ in range(2)]
        with pytest.raises(ModelMalformed):  # this server calls the tool "words" alone
            door_to(server, rung=Rung.TOOL_CALL).ask(question(name="other"))
        counts.append(door.ask(question(name="other")).requests)

    assert counts == [3, 1, 2]
    assert _rung_of(server.requests[-1]) is Rung.PLAIN


@pytest.mark.parametrize("field", ["max_tokens", "temperature", "stream_options"])
def test_a_field_that_a_server_does_not_know_is_left_out_from_then_on(field: str) -> None:
    def answer(request: dict[str, Any], n: int) -> Reply:
        refusal = failing(400, "unsupported_parameter", message=f"Unsupported parameter: '{field}'")
        return refusal if field in request else said(WHOLE)

    with model_server(answer) as server:
        door = door_to(server, streamed=field == "stream_options")
        assert door.ask(question()).requests == 2
        assert door.ask(question()).requests == 1

    assert ("max_completion_tokens" in server.requests[-1]) is (field == "max_tokens")


def test_a_repair_quotes_the_answer_and_its_faults_once() -> None:
    with model_server(lambda request, n: said('{"words": 3}' if n == 1 else WHOLE)) as server:
        answer = door_to(server).ask(question())

    assert (answer.value, answer.requests) == (["上线", "完成"], 2)
    assert (answer.prompt_tokens, answer.answer_tokens) == (24, 14)
    first, second = (one["messages"] for one in server.requests)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": '{"words": 3}'}
    assert "$.words" in second[3]["content"]


def test_a_tolerant_question_takes_any_json_and_its_reader_decides() -> None:
    with model_server(lambda request, n: said('{"words": ["a", 1], "more": 1}')) as server:
        answer = door_to(server).ask(question(tolerant=True))

    assert answer.value == ["a", 1]


def test_a_longer_answer_gets_room_once() -> None:
    replies = [said('{"wor', finish="length"), said(WHOLE)]
    with model_server(lambda request, n: replies[n - 1]) as server:
        assert door_to(server).ask(question()).value == ["上线", "完成"]

    assert [one["max_tokens"] for one in server.requests] == [100, 200]


def test_what_is_longer_than_the_model_reads_is_not_sent() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        door = door_to(server, terms=Terms(context=1_000))
        with pytest.raises(PromptTooLong):
            door.ask(question("字" * 1_000))
        assert not server.requests
        door.ask(question("字" * 100))

    assert door.context == 1_000
    assert door.tokens("字" * 100).count >= 72


def test_a_run_has_a_budget_and_the_day_has_one_for_all_runs() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        texts = ["我们的话", "数据", json.dumps(SCHEMA)]
        needed = TokenCounter().count("\n".join(texts)).count + 100
        terms = Terms(day=day_budget(Limit(tokens=needed + 60)), patience=patient())
        door = door_to(server, terms=terms)
        run = Budget("run", Limit(tokens=needed + 30))
        door.within(run).ask(question())
        assert run.spent.tokens == 19
        door.within(run).ask(question())
        with pytest.raises(BudgetExceeded) as caught:
            door.within(run).ask(question())
        assert "FUPAN_MODEL_RUN_TOKENS" in caught.value.en
        door.ask(question())
        door.within(Budget("run", Limit(tokens=needed))).ask(question())
        with pytest.raises(BudgetExceeded) as caught:
            door.ask(question())
        assert "FUPAN_MODEL_DAY_TOKENS" in caught.value.en
        assert len(server.requests) == 4


def test_money_is_counted_by_the_prices_of_what_is_sent_and_answered() -> None:
    price = Price(Decimal(1_000), Decimal(10_000))
    with model_server(lambda request, n: said(WHOLE)) as server:
        day = day_budget(Limit(money=Decimal("1.5")))
        door = door_to(server, terms=Terms(day=day, price=price, patience=patient()))
        door.ask(question())
        assert day.spent.money == Decimal("0.082")
        with pytest.raises(BudgetExceeded):
            door.ask(question(most_tokens=200))
        assert len(server.requests) == 1


def test_a_server_that_does_not_count_is_counted_by_us_and_that_is_said() -> None:
    with model_server(lambda request, n: said(WHOLE, usage=False)) as server:
        answer = door_to(server).ask(question())

    assert not answer.counted
    assert answer.prompt_tokens > 10
    assert answer.answer_tokens > 3


def test_a_request_that_the_server_turned_away_costs_nothing() -> None:
    day = day_budget(Limit(tokens=1_000))
    replies = [failing(503), failing(429), said(WHOLE)]
    with model_server(lambda request, n: replies[n - 1]) as server:
        door_to(server, terms=Terms(day=day, patience=patient())).ask(question())

    assert day.spent.tokens == 19


def test_a_call_of_another_tool_is_no_answer() -> None:
    with model_server(lambda request, n: said(WHOLE, tool="other")) as server:
        with pytest.raises(ModelMalformed):
            door_to(server, rung=Rung.TOOL_CALL).ask(question())
        assert len(server.requests) == 2


def test_only_so_many_questions_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2, timeout=20)

    def answer(request: dict[str, Any], n: int) -> Reply:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        both.wait()  # two are here together, or this never ends
        with lock:
            running -= 1
        return said(WHOLE)

    with model_server(answer) as server:
        terms = Terms(places=threading.BoundedSemaphore(2), patience=patient())
        door = door_to(server, terms=terms)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: door.ask(question(str(n))), range(8)))

    assert len(answers) == 8
    assert most == 2


def test_after_failures_in_a_row_a_server_rests_and_is_then_tried_once() -> None:
    now = [0.0]
    with model_server(lambda request, n: failing(401) if n <= 6 else said(WHOLE)) as server:
        door = door_to(server, terms=Terms(patience=patient(clock=lambda: now[0])))
        for _ in range(8):
            with pytest.raises(ModelUnavailable):
                door.ask(question())
        assert len(server.requests) == 5
        now[0] = 61.0
        with pytest.raises(ModelMisconfigured):
            door.ask(question())
        with pytest.raises(ModelUnavailable):
            door.ask(question())
        assert len(server.requests) == 6
        now[0] = 122.0
        assert door.ask(question()).value == ["上线", "完成"]
        assert door.ask(question()).value == ["上线", "完成"]


def test_an_empty_account_rests_after_three() -> None:
    with model_server(lambda request, n: failing(429, "insufficient_quota")) as server:
        door = door_to(server)
        for _ in range(5):
            with pytest.raises(ModelUnavailable):
                door.ask(question())
        assert len(server.requests) == 3


def test_an_answer_that_cannot_be_used_says_nothing_against_the_server() -> None:
    with model_server(lambda request, n: said("no")) as server:
        door = door_to(server)
        for _ in range(6):
            with pytest.raises(ModelMalformed):
                door.ask(question())
        assert len(server.requests) == 12


def test_every_request_is_recorded_with_what_came_of_it() -> None:
    told: list[Recorded] = []
    replies = [failing(503), said("no"), said(WHOLE)]
    with model_server(lambda request, n: replies[n - 1]) as server:
        door_to(server, terms=Terms(patience=patient(), record=told.append)).ask(question())

    assert [(one.attempt, one.outcome, one.text) for one in told] == [
        (1, "HTTP 503, error", ""),
        (2, "not-in-form", "no"),
        (3, "whole", WHOLE),
    ]
    assert told[2].prompt_tokens == 12
    assert told[2].request_id == "c1"
    assert all(one.rung is Rung.JSON_SCHEMA and one.prompt == "words" for one in told)


def test_the_system_part_is_the_same_to_the_byte_for_each_question_of_a_stage() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        door = door_to(server, rung=Rung.PLAIN)
        door.ask(question("一 13812345678"))
        door.ask(question("二"))

    assert server.requests[0]["messages"][0] == server.requests[1]["messages"][0]
