"""Every fault that servers of models were seen to have, over real HTTP: so many requests, this error, and
never half an answer."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

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
    PromptTooLong,
)
from service.llm.rungs import Rung
from service.llm.terms import Terms
from tests.model_server import Reply, failing, model_server, said, streamed
from tests.service.llm.doors import WHOLE, door_to, patient, question

_JSON = {"Content-Type": "application/json"}
_WHOLE = said(WHOLE)


@dataclass(frozen=True)
class Fault:
    """What the server always answers, and what comes of it."""

    name: str
    reply: Reply
    requests: int
    error: type[FupanError]
    streamed: bool = False
    says: str = ""


def _body(body: bytes, kind: str = "application/json", status: int = 200) -> Reply:
    return Reply(status, body, {"Content-Type": kind})


def _ending(
    how: Literal["reset", "cut", "silent", "dripping", "endless"], status: int = 200
) -> Reply:
    return Reply(status, _WHOLE.body[:40] if how != "cut" else _WHOLE.body, _JSON, how)


_LATER = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)

FAULTS = [
    # What a server says about itself.
    Fault("429", failing(429), 3, ModelBusy, says="429"),
    Fault(
        "429, come back in 15 minutes", failing(429, retry_after="900"), 1, ModelBusy, says="900"
    ),
    Fault("429, come back in an hour, as a date", failing(429, retry_after=_LATER), 1, ModelBusy),
    Fault("429, come back at no time", failing(429, retry_after="soon"), 3, ModelBusy),
    Fault("429, empty account", failing(429, "insufficient_quota"), 1, ModelQuotaExhausted),
    Fault("402", failing(402), 1, ModelQuotaExhausted, says="充值"),
    Fault("401", failing(401), 1, ModelMisconfigured, says="OPENAI_API_KEY"),
    Fault("403", failing(403), 1, ModelMisconfigured, says="OPENAI_API_KEY"),
    Fault(
        "404, no such model",
        failing(404, "model_not_found"),
        1,
        ModelMisconfigured,
        says="FUPAN_MODEL",
    ),
    Fault("405", failing(405), 1, ModelMisconfigured, says="OPENAI_BASE_URL"),
    Fault("302", Reply(302, b"", {"Location": "/v1/elsewhere"}), 1, ModelMisconfigured),
    Fault("307", Reply(307, b"", {"Location": "/v1/elsewhere"}), 1, ModelMisconfigured),
    Fault("400", failing(400), 1, ModelMisconfigured, says="FUPAN_MODEL_FORM"),
    Fault("400, too long", failing(400, "context_length_exceeded"), 1, PromptTooLong),
    Fault(
        "400, too long in words",
        failing(400, message="Requested tokens exceed context window of 2048"),
        1,
        PromptTooLong,
    ),
    Fault("413", failing(413), 1, PromptTooLong),
    Fault("400, filtered", failing(400, "content_filter"), 1, ModelRefused),
    Fault("400, filtered by DashScope", failing(400, "data_inspection_failed"), 1, ModelRefused),
    Fault("408", failing(408), 3, ModelUnavailable),
    Fault("500", failing(500), 3, ModelUnavailable, says="500"),
    Fault("502, a page", _body(b"<html>Bad Gateway</html>", "text/html", 502), 3, ModelUnavailable),
    Fault("503", failing(503), 3, ModelUnavailable),
    Fault("529", failing(529), 3, ModelUnavailable),
    Fault("an error without a body", Reply(500, b"", {}), 3, ModelUnavailable),
    Fault("an error in a list", _body(b'[{"error": 1}]', status=500), 3, ModelUnavailable),
    # Bodies.
    Fault("a page", _body(b"<html>hello</html>", "text/html"), 3, ModelUnavailable, says="no JSON"),
    Fault("JSON that says it is a page", _body(_WHOLE.body, "text/html"), 3, ModelUnavailable),
    Fault("503, come back in 15 minutes", failing(503, retry_after="900"), 1, ModelBusy),
    Fault("a page that says it is JSON", _body(b"<html>hello</html>"), 3, ModelUnavailable),
    Fault("no body", _body(b""), 3, ModelUnavailable),
    Fault("half a body", _body(b'{"choices": '), 3, ModelUnavailable),
    Fault("no choices", _body(b'{"choices": []}'), 3, ModelUnavailable),
    Fault("choices that are none", _body(b'{"choices": [null]}'), 3, ModelUnavailable),
    Fault("no message", _body(b'{"choices": [{"finish_reason": "stop"}]}'), 3, ModelUnavailable),
    Fault("null", _body(b"null"), 3, ModelUnavailable),
    Fault("not UTF-8", _body("{'a': '上线'}".encode("gbk")), 3, ModelUnavailable),
    Fault("deeper than anybody reads", _body(b"[" * 100_000), 3, ModelUnavailable),
    Fault("an error with status 200", _body(b'{"error": {"message": "x"}}'), 3, ModelUnavailable),
    Fault(
        "an empty account with status 200",
        _body(b'{"error": {"code": "insufficient_quota"}}'),
        1,
        ModelQuotaExhausted,
    ),
    Fault(
        "packed",
        Reply(200, gzip.compress(_WHOLE.body), _JSON | {"Content-Encoding": "gzip"}),
        3,
        ModelUnavailable,
    ),
    # Connections.
    Fault("reset", _ending("reset"), 3, ModelUnavailable),
    Fault("broken off", _ending("cut"), 3, ModelUnavailable),
    Fault("endless", _ending("endless"), 3, ModelUnavailable),
    Fault("endless error", _ending("endless", 500), 3, ModelUnavailable),
    # Answers that are none.
    Fault("refusal", said(None, refusal="I cannot"), 1, ModelRefused, says="人工"),
    Fault("filtered", said("", finish="content_filter"), 1, ModelRefused),
    Fault("cut off", said('{"words": ["上', finish="length"), 2, ModelIncomplete, says="length"),
    Fault("cut off, yet whole", said(WHOLE, finish="length"), 2, ModelIncomplete),
    Fault("a tool that nobody gave", said(WHOLE, finish="tool_calls"), 1, ModelIncomplete),
    Fault("no end", said(WHOLE, finish=None), 3, ModelUnavailable),
    Fault("an unknown end", said(WHOLE, finish="eos"), 3, ModelUnavailable),
    Fault("nothing said", said("  "), 2, ModelMalformed),
    Fault("null said", said(None), 2, ModelMalformed),
    Fault("prose", said("好的，词是上线。"), 2, ModelMalformed, says="FUPAN_MODEL_FORM"),
    Fault("JSON cut, said to be whole", said('{"words": ["上线"'), 2, ModelMalformed, says="JSON"),
    Fault("another form", said('["上线"]'), 2, ModelMalformed),
    Fault("wrong types", said('{"words": [1]}'), 2, ModelMalformed),
    Fault("an extra key", said('{"words": [], "state": "signed"}'), 2, ModelMalformed),
    Fault("a missing key", said("{}"), 2, ModelMalformed),
    Fault("a key twice", said('{"words": [], "words": ["上线"]}'), 2, ModelMalformed),
    Fault("two values", said(WHOLE + WHOLE), 2, ModelMalformed),
    Fault("two blocks", said(f"```\n{WHOLE}\n```\n或\n```\n{WHOLE}\n```"), 2, ModelMalformed),
    Fault("not a number", said('{"words": NaN}'), 2, ModelMalformed),
    Fault("half a surrogate pair", said('{"words": ["\\ud83d"]}'), 2, ModelMalformed),
    Fault("nested too deeply", said('{"words": ' + "[" * 100_000), 2, ModelMalformed),
    Fault("a number too long", said('{"words": ' + "9" * 5_000 + "}"), 2, ModelMalformed),
    Fault("in form, yet cannot be meant", said('{"words": ["不可能"]}'), 2, ModelMalformed),
    Fault("a placeholder of nothing", said('{"words": ["〔PHONE_7〕"]}'), 2, ModelMalformed),
    # Streams.
    Fault(
        "stream: just ends", streamed([WHOLE], finish=None, done=False), 3, ModelUnavailable, True
    ),
    Fault("stream: done without an end", streamed([WHOLE], finish=None), 3, ModelUnavailable, True),
    Fault("stream: broken off", streamed([WHOLE], ending="cut"), 3, ModelUnavailable, True),
    Fault("stream: no JSON", streamed([WHOLE], last="data: {not json"), 3, ModelUnavailable, True),
    Fault(
        "stream: an error",
        streamed(["{"], last='data: {"error": {"message": "x"}}'),
        3,
        ModelUnavailable,
        True,
    ),
    Fault(
        "stream: an empty account",
        streamed([], last='data: {"error": {"code": "insufficient_quota"}}'),
        1,
        ModelQuotaExhausted,
        True,
    ),
    Fault("stream: a list", streamed([WHOLE], last="data: [1]"), 3, ModelUnavailable, True),
    Fault("stream: cut off", streamed(['{"words'], finish="length"), 2, ModelIncomplete, True),
    Fault("stream: filtered", streamed(["{"], finish="content_filter"), 1, ModelRefused, True),
    Fault(
        "stream: endless",
        streamed([WHOLE], finish=None, done=False, ending="endless"),
        3,
        ModelUnavailable,
        True,
    ),
    Fault("stream: a page", _body(b"<html>hello</html>", "text/html"), 3, ModelUnavailable, True),
    Fault("stream: 503", failing(503), 3, ModelUnavailable, True),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_costs_so_many_requests_and_is_an_error_that_says_what_to_do(fault: Fault) -> None:
    waits: list[float] = []
    with model_server(lambda request, n: fault.reply) as server:
        door = door_to(server, terms=Terms(patience=patient(waits)), streamed=fault.streamed)
        with pytest.raises(FupanError) as caught:
            door.ask(question())
        assert len(server.requests) == fault.requests

    assert type(caught.value) is fault.error
    assert fault.says in caught.value.zh
    assert "规则的结果仍然有效" in caught.value.zh
    assert "what the rules found stands" in caught.value.en
    assert "数据" not in caught.value.zh + caught.value.en
    assert all(wait <= 8.0 for wait in waits)


@pytest.mark.parametrize("ending", ["silent", "dripping"])
@pytest.mark.parametrize("inside_stream", [False, True])
def test_a_server_that_never_ends_is_left_at_the_deadline(
    ending: Literal["silent", "dripping"], inside_stream: bool
) -> None:
    """Bytes that trickle in keep each single read in time; the whole question is not."""
    reply = (
        streamed([WHOLE], finish=None, done=False, ending=ending)
        if inside_stream
        else _ending(ending)
    )
    with model_server(lambda request, n: reply) as server:
        door = door_to(server, terms=Terms(patience=patient(deadline=0.5)), streamed=inside_stream)
        with pytest.raises(ModelUnavailable) as caught:
            door.ask(question())
        assert len(server.requests) == 1

    assert "timeout" in caught.value.en


def test_a_read_that_takes_too_long_is_tried_again() -> None:
    with model_server(lambda request, n: _ending("silent") if n < 3 else _WHOLE) as server:
        answer = door_to(server, read_timeout=0.2).ask(question())
        assert answer.requests == len(server.requests) == 3

    assert answer.value == ["上线", "完成"]


@pytest.mark.parametrize(
    "reply", [failing(429), failing(500), _ending("reset"), _ending("cut"), said(None, finish=None)]
)
def test_what_passes_is_tried_again_and_leaves_no_trace(reply: Reply) -> None:
    with model_server(lambda request, n: reply if n < 3 else _WHOLE) as server:
        answer = door_to(server).ask(question())
        assert len(server.requests) == 3
        assert len(set(server.bodies)) == 1

    assert answer.value == ["上线", "完成"]


def test_retry_after_is_waited_for() -> None:
    waits: list[float] = []
    replies = [failing(429, retry_after="7"), failing(503, retry_after="11"), _WHOLE]
    with model_server(lambda request, n: replies[n - 1]) as server:
        door_to(server, terms=Terms(patience=patient(waits))).ask(question())

    assert waits == [7.0, 11.0]


def test_a_server_that_asks_for_more_time_than_there_is_says_when_to_come_back() -> None:
    busy = failing(429, retry_after="900")
    with model_server(lambda request, n: busy) as server, pytest.raises(ModelBusy) as caught:
        door_to(server).ask(question())

    assert caught.value.retry_after == 900.0


@pytest.mark.parametrize("rung", list(Rung))
def test_a_server_that_is_not_there(rung: Rung) -> None:
    with pytest.raises(ModelUnavailable):
        door_to("http://127.0.0.1:9/v1", rung=rung).ask(question())


def test_a_key_that_no_header_can_carry() -> None:
    with model_server(lambda request, n: _WHOLE) as server:
        with pytest.raises(ModelMisconfigured):
            door_to(server, key="密钥").ask(question())
        assert not server.requests


@pytest.mark.parametrize(
    "text",
    [
        f"<think>先想想 {{}}</think>\n{WHOLE}",
        f"```json\n{WHOLE}\n```",
        f"好的：\n```\n{WHOLE}\n```\n完毕。",
        f"\n\n{WHOLE}\n",
        WHOLE.replace('"words"', '\n  "words"'),
    ],
)
def test_a_whole_answer_may_stand_in_a_fence_or_behind_a_thought(text: str) -> None:
    with model_server(lambda request, n: said(text)) as server:
        answer = door_to(server).ask(question())

    assert (answer.value, answer.text, answer.requests) == (["上线", "完成"], text, 1)
    assert (answer.prompt_tokens, answer.answer_tokens, answer.counted) == (12, 7, True)


def test_a_whole_stream_is_an_answer_with_its_cost() -> None:
    pieces = [WHOLE[:5], WHOLE[5:12], WHOLE[12:]]
    with model_server(lambda request, n: streamed(pieces)) as server:
        answer = door_to(server, streamed=True).ask(question())
        assert server.requests[0]["stream_options"] == {"include_usage": True}

    assert (answer.value, answer.text) == (["上线", "完成"], WHOLE)
    assert (answer.prompt_tokens, answer.answer_tokens, answer.counted) == (12, 7, True)
