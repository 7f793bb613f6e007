"""What must not leave does not leave, comes back unharmed, and where that fails nothing is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import SendingBlocked
from service.llm import Privacy, masking
from service.llm.masking import Mask, UnknownPlaceholder
from service.llm.rungs import Rung
from service.llm.terms import Recorded, Terms
from tests.model_server import Reply, model_server, said
from tests.service.llm.doors import door_to, patient, question

_TEXT = "王小明13812345678，备用13912345678，再打13812345678；邮箱wang@example.com"
_SECRETS = ("王小明", "13812345678", "13912345678", "wang@example.com")


def _echo(request: dict[str, Any], n: int) -> Reply:
    return said(json.dumps({"words": [request["messages"][1]["content"]]}, ensure_ascii=False))


@pytest.mark.parametrize("rung", [Rung.JSON_SCHEMA, Rung.PLAIN])
def test_what_is_sent_holds_placeholders_and_what_comes_back_the_words(rung: Rung) -> None:
    told: list[Recorded] = []
    terms = Terms(privacy=Privacy("mask", ("王小明",)), patience=patient(), record=told.append)
    with model_server(_echo) as server:
        answer = door_to(server, rung=rung, terms=terms).ask(question(_TEXT))

    assert answer.value == [_TEXT]
    sent = server.requests[0]["messages"][1]["content"]
    assert sent == "〔NAME_1〕〔PHONE_1〕，备用〔PHONE_2〕，再打〔PHONE_1〕；邮箱〔EMAIL_1〕"
    everything = server.bodies[0].decode() + json.dumps(server.requests[0], ensure_ascii=False)
    assert not [one for one in _SECRETS if one in everything]
    assert not [one for one in _SECRETS if one in answer.text + told[0].text]


def test_the_schema_and_our_own_words_are_masked_too() -> None:
    schema = {
        "type": "object",
        "required": ["owner"],
        "properties": {"owner": {"enum": ["王小明", "待定"]}},
    }
    asked = question(
        "王小明负责",
        schema=schema,
        system="名单：王小明",
        read=lambda value: [value["owner"]],
        privacy=Privacy("mask", ("王小明",)),
    )
    with model_server(lambda request, n: said('{"owner": "〔NAME_1〕"}')) as server:
        assert door_to(server).ask(asked).value == ["王小明"]

    assert "王小明" not in json.dumps(server.requests[0], ensure_ascii=False)


@pytest.mark.parametrize("sign", ["〔phone_1〕", "〔 PHONE 1 〕", "〔PHONE＿1〕", "〔PHONE1〕"])
def test_a_placeholder_survives_the_spelling_of_a_model(sign: str) -> None:
    mask = Mask(Privacy())
    mask.hide("13812345678")

    assert mask.show_in({"a": [f"打{sign}"]}) == {"a": ["打13812345678"]}


def test_a_placeholder_of_nothing_is_refused_and_repaired_once() -> None:
    replies = [said('{"words": ["〔PHONE_2〕"]}'), said('{"words": ["〔PHONE_1〕"]}')]
    with model_server(lambda request, n: replies[n - 1]) as server:
        answer = door_to(server).ask(question("13812345678"))

    assert answer.value == ["13812345678"]
    assert "〔PHONE_2〕" in server.requests[1]["messages"][3]["content"]
    assert "13812345678" not in json.dumps(server.requests)


def test_a_sign_that_stood_in_the_text_is_not_taken_for_ours() -> None:
    text = "原文写着〔PHONE_1〕，电话13812345678"
    with model_server(_echo) as server:
        assert door_to(server).ask(question(text)).value == [text]

    assert server.requests[0]["messages"][1]["content"] == "原文写着〔TEXT_1〕，电话〔PHONE_1〕"


@given(st.text(st.sampled_from("〔〕PHONETX_1234567890@.comａ王小明\u200b， "), max_size=60))
def test_what_was_hidden_comes_back_to_the_letter(text: str) -> None:
    mask = Mask(Privacy("mask", ("王小明",)))

    assert mask.show_in(mask.hide(text)) == text


def test_blocking_sends_nothing_and_names_the_kinds_not_the_values() -> None:
    with model_server(_echo) as server:
        door = door_to(server, terms=Terms(privacy=Privacy("block"), patience=patient()))
        with pytest.raises(SendingBlocked) as caught:
            door.ask(question(_TEXT))
        assert not server.requests
        door.ask(question("没有敏感信息"))
        assert len(server.requests) == 1

    assert "EMAIL, PHONE" in caught.value.zh
    assert not [one for one in _SECRETS if one in caught.value.zh + caught.value.en]


def test_off_sends_the_text_as_it_is_and_takes_signs_for_words() -> None:
    with model_server(_echo) as server:
        door = door_to(server, terms=Terms(patience=patient()))
        asked = question(_TEXT + "〔PHONE_9〕", privacy=Privacy("off"))
        assert door.ask(asked).value == [_TEXT + "〔PHONE_9〕"]

    assert "13812345678" in server.requests[0]["messages"][1]["content"]


def test_when_masking_fails_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, names: object) -> list[tuple[int, int, str]]:
        raise RuntimeError(text)

    monkeypatch.setattr(masking, "private_spans", broken)
    with model_server(_echo) as server:
        with pytest.raises(SendingBlocked) as caught:
            door_to(server).ask(question(_TEXT))
        assert not server.requests

    assert "13812345678" not in caught.value.zh + caught.value.en


def test_what_the_reader_says_of_an_answer_is_masked_before_it_is_sent_back() -> None:
    def refuse(value: Any) -> list[str]:
        raise ValueError(f"{value['words'][0]} is nobody")

    with model_server(_echo) as server, pytest.raises(Exception, match="form"):
        door_to(server).ask(question("13812345678", read=refuse))

    assert "〔PHONE_1〕" in server.requests[1]["messages"][3]["content"]
    assert "13812345678" not in json.dumps(server.requests)


def test_nested_values_and_keys_are_shown() -> None:
    mask = Mask(Privacy())
    hidden = mask.hide("a@example.com")

    assert mask.show_in({hidden: [{"x": hidden}, 1, None]}) == {
        "a@example.com": [{"x": "a@example.com"}, 1, None]
    }
    with pytest.raises(UnknownPlaceholder):
        mask.show_in([{"x": "〔EMAIL_2〕"}])


def test_a_text_full_of_signs_and_numbers_is_read_to_its_end() -> None:
    """200 KB; comparing each sign with each number would not end before the test's time is up."""
    mask = Mask(Privacy("mask", ("王小明",)))
    text = "〔PHONE_1〕13812345678王小明" * 8_000

    assert mask.show_in(mask.hide(text)) == text
