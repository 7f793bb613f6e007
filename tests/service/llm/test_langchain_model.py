"""The same door over LangChain, against the same server: its provider for the OpenAI protocol stands for
all of them."""

from __future__ import annotations

from typing import Any

import langsmith
import pytest

from service.errors import (
    FupanError,
    ModelBusy,
    ModelIncomplete,
    ModelMalformed,
    ModelMisconfigured,
    ModelQuotaExhausted,
    ModelRefused,
    ModelUnavailable,
)
from service.llm.door import Door
from service.llm.langchain_model import LangChainChat
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Terms
from tests.model_server import ModelServer, Reply, failing, model_server, said
from tests.service.llm.doors import WHOLE, patient, question


def _door(server: ModelServer, rung: Rung | None = Rung.JSON_SCHEMA) -> Door:
    chat = LangChainChat(model="m", provider="openai", base_url=server.address, key="k-1")
    return Door(chat, Terms(patience=patient()), ladder=Ladder(chat.name, fixed=rung))


@pytest.mark.parametrize("rung", list(Rung))
def test_each_rung_gives_the_words_and_their_cost(rung: Rung) -> None:
    tool = "words" if rung is Rung.TOOL_CALL else ""
    with model_server(lambda request, n: said(WHOLE, tool=tool)) as server:
        answer = _door(server, rung).ask(question("电话13812345678"))

    request = server.requests[0]
    assert (answer.value, answer.text) == (["上线", "完成"], WHOLE)
    assert (answer.prompt_tokens, answer.answer_tokens, answer.requests) == (12, 7, 1)
    assert request["messages"][1]["content"] == "电话〔PHONE_1〕"
    assert ("tools" in request) is (rung is Rung.TOOL_CALL)
    assert ("response_format" in request) is (rung in (Rung.JSON_SCHEMA, Rung.JSON_OBJECT))
    assert server.keys == ["Bearer k-1"]


def test_the_ladder_is_walked() -> None:
    def answer(request: dict[str, Any], n: int) -> Reply:
        return failing(400) if "response_format" in request else said(WHOLE, tool="words")

    with model_server(answer) as server:
        assert _door(server, None).ask(question()).value == ["上线", "完成"]
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "requests", "error"),
    [
        (failing(429), 3, ModelBusy),
        (failing(429, retry_after="900"), 1, ModelBusy),
        (failing(429, "insufficient_quota"), 1, ModelQuotaExhausted),
        (failing(401), 1, ModelMisconfigured),
        (failing(404), 1, ModelMisconfigured),
        (failing(500), 3, ModelUnavailable),
        (Reply(200, b"<html>hi</html>", {"Content-Type": "text/html"}), 3, ModelUnavailable),
        (Reply(200, b'{"choices": []}', {"Content-Type": "application/json"}), 3, ModelUnavailable),
        (said(None, refusal="no"), 1, ModelRefused),
        (said("", finish="content_filter"), 1, ModelRefused),
        (said('{"wor', finish="length"), 2, ModelIncomplete),
        (said("prose"), 2, ModelMalformed),
        (said(WHOLE, finish=None), 3, ModelUnavailable),
        (Reply(200, b"{", {"Content-Type": "application/json"}, "reset"), 3, ModelUnavailable),
        (Reply(200, b"{", {"Content-Type": "application/json"}, "endless"), 3, ModelUnavailable),
        (Reply(307, b"", {"Location": "/v1/elsewhere"}), 1, ModelMisconfigured),
    ],
)
def test_faults_are_the_same_errors_after_as_many_requests(
    reply: Reply, requests: int, error: type[FupanError]
) -> None:
    with model_server(lambda request, n: reply) as server:
        with pytest.raises(FupanError) as caught:
            _door(server).ask(question())
        assert len(server.requests) == requests

    assert type(caught.value) is error


def test_a_call_with_cut_arguments_is_no_answer() -> None:
    with model_server(lambda request, n: said('{"words": ["上', tool="words")) as server:
        with pytest.raises(ModelMalformed):
            _door(server, Rung.TOOL_CALL).ask(question())
        assert len(server.requests) == 2


def test_nothing_is_traced_elsewhere_even_where_tracing_is_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Variables of LangSmith in the environment would send every prompt to its server."""
    traced: list[object] = []
    monkeypatch.setattr(langsmith.Client, "create_run", lambda *a, **k: traced.append(k))
    with model_server(lambda request, n: said(WHOLE)) as server:
        client = langsmith.Client(
            api_url="http://127.0.0.1:9", api_key="x", auto_batch_tracing=False
        )
        with langsmith.tracing_context(enabled=True, client=client):
            _door(server).ask(question())

    assert not traced
