"""JSON is read strictly, whatever stands round it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.llm.answers import NotInForm, hold_to_schema, json_of

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
).map(lambda value: {"value": value})


@given(
    _VALUES,
    st.sampled_from(["{}", "```json\n{}\n```", "<think>想</think>{}", "好：\n```\n{}\n```\n完"]),
)
def test_a_value_comes_out_as_it_was_written(value: object, wrapping: str) -> None:
    assert json_of(wrapping.replace("{}", json.dumps(value, ensure_ascii=False))) == value


@given(_VALUES, st.data())
def test_what_is_cut_is_never_taken_for_whole(value: object, data: st.DataObject) -> None:
    text = json.dumps(value, ensure_ascii=False)
    with pytest.raises(NotInForm):
        json_of(text[: data.draw(st.integers(0, len(text) - 1))])


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "[Infinity]",
        '{"a": -Infinity}',
        '{"a": {"b": 1, "b": 1}}',
        "",
        "{} {}",
        "<think>{}",
        "'a'",
    ],
)
def test_what_python_would_forgive_is_refused(text: str) -> None:
    with pytest.raises(NotInForm) as caught:
        json_of(text)

    assert caught.value.wrong == "json"


def test_faults_are_few_short_and_name_their_place() -> None:
    schema = {"type": "array", "items": {"type": "integer"}}
    with pytest.raises(NotInForm) as caught:
        hold_to_schema(["字" * 1_000] * 9, schema)

    assert len(caught.value.faults) == 5
    assert caught.value.faults[0].startswith("$[0]: ")
    assert all(len(fault) <= 200 for fault in caught.value.faults)
