"""The door to a model, over real HTTP: whole answers come through, everything else is an error that says so."""

from __future__ import annotations

import pytest

from service.errors import ModelRefused, ModelUnavailable
from service.llm import Prompt
from service.llm.configured import configured_model
from service.llm.openai_model import OpenAIModel
from service.settings import Settings
from tests.model_server import Answering, Reply, failing, model_server, said

_PROMPT = Prompt("p", "我们的话", "数据", {"type": "object"}, 100)


def _ask(answer: Answering, *, deadline: float = 30.0) -> tuple[str, int, list[float]]:
    waits: list[float] = []
    with model_server(answer) as server:
        model = OpenAIModel(
            model="m", base_url=server.address, key="k-1", deadline=deadline, wait=waits.append
        )
        try:
            found = model.ask(_PROMPT)
        finally:
            count = len(server.requests)
            waits.append(float(count))
        return found.text, count, waits


def test_a_whole_answer_comes_with_its_cost_and_without_fence_or_thought() -> None:
    with model_server(
        lambda request, n: said('<think>嗯</think>\n```json\n{"a": 1}\n```')
    ) as server:
        model = OpenAIModel(model="m", base_url=server.address, key="k-1")
        answer = model.ask(_PROMPT)

    assert (answer.text, answer.prompt_tokens, answer.answer_tokens) == ('{"a": 1}', 12, 7)
    request = server.requests[0]
    assert [one["role"] for one in request["messages"]] == ["system", "user"]
    assert request["response_format"]["type"] == "json_schema"
    assert server.keys == ["Bearer k-1"]
    assert model.name.startswith("m@http://127.0.0.1")


def test_a_server_that_knows_no_response_format_is_asked_without_it_from_then_on() -> None:
    def answer(request: dict[str, object], n: int) -> Reply:
        return failing(400) if "response_format" in request else said("{}")

    with model_server(answer) as server:
        model = OpenAIModel(model="m", base_url=server.address, key="")
        model.ask(_PROMPT)
        model.ask(_PROMPT)

    assert ["response_format" in one for one in server.requests] == [True, False, False]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(status: int) -> None:
    text, count, _ = _ask(lambda request, n: failing(status) if n < 3 else said("ok"))

    assert (text, count) == ("ok", 3)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (failing(401), 1),
        (failing(429, "insufficient_quota"), 1),
        (failing(429, retry_after="900"), 1),
        (failing(500), 3),
        (Reply(200, b"<html>hello</html>", {"Content-Type": "text/html"}), 3),
        (Reply(200, b'{"choices": ', {"Content-Type": "application/json"}), 3),
        (Reply(200, b'{"choices": []}', {"Content-Type": "application/json"}), 3),
    ],
)
def test_no_answer_is_an_error_with_what_to_do(answer: Reply, count: int) -> None:
    waits: list[float] = []
    with model_server(lambda request, n: answer) as server:
        model = OpenAIModel(model="m", base_url=server.address, key="k", wait=waits.append)
        with pytest.raises(ModelUnavailable) as caught:
            model.ask(_PROMPT)
        assert len(server.requests) == count

    assert "规则照常工作" in caught.value.zh
    assert all(wait <= 8.0 for wait in waits)


@pytest.mark.parametrize(
    "reply",
    [
        said('{"a": 1', finish="length"),
        said("", finish="content_filter"),
        said("", refusal="no"),
        said("  "),
    ],
)
def test_half_an_answer_and_a_refusal_are_no_answer(reply: Reply) -> None:
    with pytest.raises(ModelRefused):
        _ask(lambda request, n: reply)


def test_a_server_that_is_not_there() -> None:
    model = OpenAIModel(model="m", base_url="http://127.0.0.1:9/v1", key="", wait=lambda _: None)
    with pytest.raises(ModelUnavailable):
        model.ask(_PROMPT)


def test_no_model_without_a_name_and_a_key_that_is_not_shown() -> None:
    assert configured_model(Settings(model_url="http://127.0.0.1:9/v1")) is None
    settings = Settings(model="m", model_url="http://127.0.0.1:9/v1", model_key="secret-1")
    assert "secret-1" not in repr(settings)
    assert configured_model(settings) is not None
