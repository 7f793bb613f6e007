"""The door against servers that nobody here wrote, with a model of random weights: nonsense in the form asked
for. Not part of `make test`: building the server takes minutes (`make test-llama`)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.errors import (
    FupanError,
    ModelIncomplete,
    ModelMalformed,
    ModelMisconfigured,
    ModelUnavailable,
    PromptTooLong,
)
from service.llm import Prompt
from service.llm.chat import Chat
from service.llm.door import Door
from service.llm.langchain_model import LangChainChat
from service.llm.openai_model import OpenAIChat
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Recorded, Terms
from tests.llama.real_servers import COUNTS_STREAMS, HELD, KEY, NAMES, real_server, write_tiny_model
from tests.service.llm.doors import patient

pytestmark = pytest.mark.llama

_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["kind", "words"],
    "properties": {
        "kind": {"enum": ["问题", "行动"]},
        "words": {"type": "array", "maxItems": 3, "items": {"type": "string", "maxLength": 12}},
    },
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model."""
    return write_tiny_model(tmp_path_factory.mktemp("llama"))


@pytest.fixture(scope="module", params=NAMES)
def server(request: pytest.FixtureRequest, model: Path) -> Iterator[tuple[str, str]]:
    """Name and address of a running server."""
    with real_server(request.param, model) as address:
        yield request.param, address


def _read(value: Any) -> str:
    kind: str = value["kind"]
    return kind


def _question(user: str = "本月资料", most_tokens: int = 300) -> Prompt[str]:
    return Prompt("reading", "zh", "读资料，写出问题或行动。", user, _SCHEMA, _read, most_tokens)


def _door(
    chat: Chat, rung: Rung | None, told: list[Recorded] | None = None, context: int = 32_768
) -> Door:
    record = told.append if told is not None else lambda _: None
    terms = Terms(patience=patient(deadline=120.0), record=record, context=context)
    return Door(chat, terms, ladder=Ladder(chat.name, fixed=rung))


def _chat(address: str, *, streamed: bool = False, key: str = KEY) -> OpenAIChat:
    return OpenAIChat(model="tiny", base_url=address, key=key, streamed=streamed)


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("rung", list(Rung))
def test_a_rung_gives_a_whole_answer_or_an_error(
    server: tuple[str, str], rung: Rung, streamed: bool
) -> None:
    name, address = server
    told: list[Recorded] = []
    door = _door(_chat(address, streamed=streamed), rung, told)
    if rung not in HELD[name]:
        with pytest.raises((ModelUnavailable, ModelIncomplete, ModelMalformed)):
            door.ask(_question())
        assert 1 <= len(told) <= 3
        return
    answer = door.ask(_question())

    assert answer.value in ("问题", "行动")
    assert answer.counted is (COUNTS_STREAMS[name] if streamed else True)
    assert answer.prompt_tokens > 10
    assert told[-1].outcome == "whole"
    assert told[-1].text == answer.text


def test_the_rung_is_found_and_remembered(server: tuple[str, str]) -> None:
    name, address = server
    told: list[Recorded] = []
    door = _door(_chat(address), None, told)
    for _ in range(3):
        door.ask(_question())

    best = min(HELD[name], key=list(Rung).index)
    assert told[-1].rung is best
    assert told[-2].outcome == "whole"
    assert len(told) <= 7


def test_four_questions_at_once(server: tuple[str, str]) -> None:
    name, address = server
    door = _door(_chat(address), min(HELD[name], key=list(Rung).index))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: door.ask(_question(f"资料{n}")), range(4)))

    assert all(answer.value in ("问题", "行动") for answer in answers)


def test_more_than_the_context_is_too_long(server: tuple[str, str]) -> None:
    name, address = server
    door = _door(_chat(address), min(HELD[name], key=list(Rung).index), context=1_000_000)
    with pytest.raises(PromptTooLong):
        door.ask(_question("资料" * 3_000))


def test_an_answer_without_room_is_incomplete_or_not_in_form(server: tuple[str, str]) -> None:
    """One server says so; the other calls cut arguments of a tool whole."""
    name, address = server
    for rung in HELD[name]:
        with pytest.raises((ModelIncomplete, ModelMalformed)):
            _door(_chat(address), rung).ask(_question(most_tokens=4))


@pytest.mark.parametrize(("change", "key"), [("", "wrong"), ("/nowhere", KEY)])
def test_a_wrong_key_and_a_wrong_address(server: tuple[str, str], change: str, key: str) -> None:
    with pytest.raises(FupanError) as caught:
        _door(_chat(server[1] + change, key=key), None).ask(_question())

    assert type(caught.value) is ModelMisconfigured


@pytest.mark.parametrize("rung", list(Rung)[:3])
def test_the_same_over_langchain(server: tuple[str, str], rung: Rung) -> None:
    name, address = server
    chat = LangChainChat(model="tiny", provider="openai", base_url=address, key=KEY)
    if rung in HELD[name]:
        assert _door(chat, rung).ask(_question()).value in ("问题", "行动")
    else:
        with pytest.raises((ModelUnavailable, ModelIncomplete, ModelMalformed)):
            _door(chat, rung).ask(_question())
