"""A model is asked about few sentences, what it says is checked, and without it the rules stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from knowledge.rule_forms import Rulebook
from knowledge.rulebook import RULES, read_rulebook
from service.critique import Critique, critique
from service.critique.model_pass import MOST, SHARE, ModelReader
from service.critique.reading import critique_with
from service.critique.second_reader import SecondReader, Thresholds
from service.critique.uncertain import Readers
from service.llm import KeptAnswers
from tests.model_server import ModelServer, Reply, failing, model_server, said
from tests.service.llm.doors import door_to

_SURE = "- 与客户沟通不够顺畅。\n"
_PLAIN = "- 王磊6月9日把接口字段对完，共12个。\n"


class _Unsure(SecondReader):
    """A reader that finds every sentence as likely as not, and says so of none."""

    def __init__(self) -> None:
        super().__init__((), {}, {}, {}, {"zh": Thresholds(0.9, 0.9)}, "")

    def likelihood(self, values: Mapping[str, float], unsure: Collection[str]) -> float:
        return 0.5


_UNSURE = "仓库的发货配合这个月凉凉的。"


def _text(count: int) -> str:
    """A text with `count` uncertain sentences among many plain ones."""
    return "## 二、问题与挑战\n\n" + f"- {_UNSURE}\n" * count + _PLAIN * (count * 8)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Two shipped rules, the first of which is unsure about one wording more."""
    folder = tmp_path_factory.mktemp("rules")
    for path in (*RULES.glob("slots*.yaml"), RULES / "V01.yaml", RULES / "V04.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "V01":
            lines = text.split("\n")
            ours = [
                'maybe: {zh: ["凉凉的"], en: []}',
                f'may_match: {{zh: ["{_UNSURE}"], en: []}}',
            ]
            text = "\n".join([*_without(lines, "maybe", "may_match"), *ours]) + "\n"
        (folder / path.name).write_text(text, encoding="utf-8")
    return read_rulebook(folder)


def _without(lines: list[str], *keys: str) -> list[str]:
    kept, dropping = [], False
    for line in lines:
        if line[:1].strip():
            dropping = line.split(":")[0] in keys
        if not dropping:
            kept.append(line)
    return kept


def _answering(judge: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[..., Reply]:
    def answer(request: dict[str, Any], n: int) -> Reply:
        sentences = json.loads(request["messages"][1]["content"])
        return said(json.dumps({"answers": [judge(one) for one in sentences]}, ensure_ascii=False))

    return answer


def _confirmed(one: dict[str, Any]) -> dict[str, Any]:
    check = one["unsure"][0]
    return {"n": one["n"], "check": check, "missing": ["C"], "quote": one["sentence"]}


def _read(
    book: Rulebook, text: str, answer: Callable[..., Reply], kept: Path
) -> tuple[Critique, ModelServer]:
    with model_server(answer) as server:
        reader = ModelReader(door_to(server), KeptAnswers(kept))
        found = critique_with(book, text, language="zh", readers=Readers(_Unsure(), reader))
    return found, server


def test_a_confirmed_sentence_is_a_finding_of_its_rule_marked_with_its_origin(
    book: Rulebook, tmp_path: Path
) -> None:
    found, server = _read(book, _text(3), _answering(_confirmed), tmp_path)

    said_by_model = [one for one in found.findings if one.origin == "llm"]
    assert len(said_by_model) == found.reading.model == 3
    assert len(server.requests) == 1
    assert all(_text(3)[one.start : one.end] == one.quote for one in said_by_model)


def test_at_most_fifteen_of_a_hundred_sentences_are_asked_about_in_one_call(
    book: Rulebook, tmp_path: Path
) -> None:
    text = "## 二、问题与挑战\n\n" + f"- {_UNSURE}\n" * 60
    found, server = _read(book, text, _answering(_confirmed), tmp_path)

    asked = json.loads(server.requests[0]["messages"][1]["content"])
    assert len(server.requests) == 1
    assert len(asked) == found.reading.asked == int(60 * SHARE) <= MOST
    assert _UNSURE not in server.requests[0]["messages"][0]["content"]


def test_an_answer_that_was_given_is_not_paid_for_again(book: Rulebook, tmp_path: Path) -> None:
    first, _ = _read(book, _text(2), _answering(_confirmed), tmp_path)
    again, server = _read(book, _text(2), lambda request, n: failing(500), tmp_path)

    # The server stands on another port: a kept answer belongs to one model of one server.
    assert again.reading.failure is not None
    assert first.reading.model == 2
    with model_server(_answering(_confirmed)) as one:
        readers = Readers(_Unsure(), ModelReader(door_to(one), KeptAnswers(tmp_path / "x")))
        a = critique_with(book, _text(2), language="zh", readers=readers)
        b = critique_with(book, _text(2), language="zh", readers=readers)
    assert a.findings == b.findings
    assert len(one.requests) == 1
    assert server.requests


@pytest.mark.parametrize(
    "wrong",
    [
        {"check": "X99"},
        {"quote": "文中没有的话"},
        {"quote": ""},
        {"missing": ["天"]},
        {"n": 99},
        {"n": "1"},
        {"check": 7},
    ],
)
def test_an_entry_that_does_not_hold_is_dropped(
    wrong: dict[str, Any], book: Rulebook, tmp_path: Path
) -> None:
    found, _ = _read(book, _text(1), _answering(lambda one: _confirmed(one) | wrong), tmp_path)

    assert found.reading.asked == 1
    assert found.reading.model == 0


@pytest.mark.parametrize("text", ["no json", "[]", '{"answers": 3}', '{"answers": [1, null]}'])
def test_an_answer_of_another_form_says_nothing(text: str, book: Rulebook, tmp_path: Path) -> None:
    found, _ = _read(book, _text(1), lambda request, n: said(text), tmp_path)

    assert found.reading.model == 0


class _Eager(SecondReader):
    """A reader that finds every uncertain sentence vague."""

    def __init__(self) -> None:
        super().__init__((), {}, {}, {}, {"zh": Thresholds(0.5, 1.1)}, "")

    def likelihood(self, values: Mapping[str, float], unsure: Collection[str]) -> float:
        return 0.9


def test_a_model_may_drop_what_the_second_reader_found_but_not_what_a_rule_is_sure_of(
    book: Rulebook, tmp_path: Path
) -> None:
    text = _text(1) + _SURE
    nothing = {"check": "", "missing": [], "quote": ""}
    with model_server(_answering(lambda one: {"n": one["n"], **nothing})) as server:
        model = door_to(server)
        kept = KeptAnswers(tmp_path)
        alone = critique_with(book, text, readers=Readers(_Eager()))
        both = critique_with(book, text, readers=Readers(_Eager(), ModelReader(model, kept)))

    assert [one.origin for one in alone.findings].count("model") == 1
    assert [one.origin for one in both.findings].count("model") == 0
    assert [one.quote for one in both.findings if one.origin == "rule"] == [
        one.quote for one in alone.findings if one.origin == "rule"
    ]


def test_when_the_model_fails_the_report_is_that_of_the_rules_and_says_so(
    book: Rulebook, tmp_path: Path
) -> None:
    text = _text(2) + _SURE
    found, _ = _read(book, text, lambda request, n: failing(401), tmp_path)

    assert found.reading.failure is not None
    assert found.reading.failure.code == "model-misconfigured"
    assert found.findings == critique_with(book, text, readers=Readers()).findings


def test_without_uncertain_sentences_no_model_is_asked(book: Rulebook, tmp_path: Path) -> None:
    with model_server(lambda request, n: failing(500)) as server:
        critique(_SURE, model=ModelReader(door_to(server), KeptAnswers(tmp_path)))

    assert not server.requests
