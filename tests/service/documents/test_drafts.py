"""A draft becomes a document and comes back."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents import document_text, draft_document, draft_from_document
from service.errors import InvalidRequest
from service.review import (
    FIELDS_OF,
    Draft,
    Fields,
    FollowUp,
    Item,
    Sentence,
    SourceRef,
    TablePlace,
    TextPlace,
)
from tests.review_values import drafts


def small_draft() -> Draft:
    """One problem with one sentence behind it, one answered action."""
    said = Sentence("s1", "纪要.md", TextPlace(3, 3, 10, 18), "门禁对接延期一周。")
    row = Sentence("s2", "工单.csv", TablePlace("工单.csv", 2, 4, "状态"), "已关闭")
    return Draft(
        project="云桥",
        month="2026-10",
        language="zh",
        writer="rules",
        sources=(SourceRef("纪要.md", "ab" * 32, "utf-8"),),
        items=(
            Item(
                id="P1",
                section="problems",
                kind="problem",
                text="门禁对接延期一周",
                claim="fact",
                evidence=("s1",),
                fields=Fields(problem_type="第三方接口", owner="周宁", planned="对接"),
                questions=("延期的原因是什么？",),
            ),
        ),
        cited={"s1": said, "s2": row},
        follow_up=(
            FollowUp("F1", "关闭缺陷", "周宁", "2026-10-20", "10月20日", "done", ("s2",), "已关闭"),
        ),
    )


@given(drafts())
def test_round_trip_is_exact(draft: Draft) -> None:
    """A draft reloaded from its document, through JSON text, gives the very same document."""
    document = draft_document(draft)
    again = draft_from_document(json.loads(document_text(document)))
    assert draft_document(again) == document


@given(drafts())
def test_items_and_actions_survive_as_values(draft: Draft) -> None:
    """What is not about cited sentences comes back as equal values, items grouped by section."""
    again = draft_from_document(draft_document(draft))
    assert sorted(again.items, key=lambda item: item.id) == sorted(
        draft.items, key=lambda item: item.id
    )
    assert (again.follow_up, again.ledger, again.conflicts, again.findings, again.notices) == (
        draft.follow_up,
        draft.ledger,
        draft.conflicts,
        draft.findings,
        draft.notices,
    )


def test_fields_of_a_kind_are_always_there() -> None:
    """A problem shows its fields even when empty, and another field only because it is filled."""
    section = draft_document(small_draft())["sections"][1]
    fields = section["items"][0]["fields"]
    assert set(fields) == {*FIELDS_OF["problem"], "planned"}
    assert fields["whys"] == []
    assert fields["case"] == ""


def test_evidence_carries_text_and_place() -> None:
    """Evidence can be read without the sources: both kinds of place are written out."""
    document = draft_document(small_draft())
    assert document["sections"][1]["items"][0]["evidence"] == [
        {
            "sentence": "s1",
            "source": "纪要.md",
            "place": {"kind": "text", "line": 3, "column": 3, "start": 10, "end": 18},
            "text": "门禁对接延期一周。",
        }
    ]
    assert document["follow_up"][0]["evidence"][0]["place"] == {
        "kind": "table",
        "sheet": "工单.csv",
        "row": 2,
        "column": 4,
        "header": "状态",
    }


def test_four_sections_even_when_empty() -> None:
    """The sections always stand in their order with their titles."""
    sections = draft_document(small_draft())["sections"]
    assert [section["key"] for section in sections] == [
        "progress",
        "problems",
        "lessons",
        "next_month",
    ]
    assert sections[0]["items"] == []
    assert sections[3]["title"] == "下月计划与资源需求"


def test_evidence_nobody_has_is_not_written() -> None:
    """A sentence id without a sentence never leaves as evidence."""
    draft = small_draft()
    broken = Draft(draft.project, draft.month, "zh", "rules", draft.sources, draft.items, cited={})
    with pytest.raises(KeyError):
        draft_document(broken)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("month",), "2026-13"),
        (("month",), "202610"),
        (("language",), "fr"),
        (("sections", 1, "items", 0, "claim"), "guess"),
        (("sections", 1, "items", 0, "fields", "onwer"), "周宁"),
        (("sections", 1, "items", 0, "evidence", 0, "place", "line"), 0),
        (("sections", 1, "items", 0, "evidence", 0, "place", "end"), 2),
        (("sections", 1, "items", 0, "evidence", 0, "place", "line"), True),
        (("sections", 1, "items", 0, "fields", "due"), "月底"),
        (("follow_up", 0, "answer"), "maybe"),
        (("follow_up", 0, "due"), "10月20日"),
        (("sections", 1, "key"), "progress"),
        (("sections",), {}),
        (("sources",), [1]),
        (("notices",), None),
        (("sections", 1, "items", 0, "text"), "\ud800"),
    ],
)
def test_a_bad_field_is_named(path: tuple[str | int, ...], value: object) -> None:
    """The error says in both languages which field does not fit."""
    document = draft_document(small_draft())
    inner = document
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[index]
    inner[path[-1]] = value  # type: ignore[index]
    with pytest.raises(InvalidRequest) as caught:
        draft_from_document(document)
    assert str(path[0]) in caught.value.zh
    assert str(path[0]) in caught.value.en


def test_one_sentence_id_has_one_text() -> None:
    """Two evidence entries that disagree about a sentence are refused."""
    document = draft_document(small_draft())
    entry = copy.deepcopy(document["sections"][1]["items"][0]["evidence"][0])
    entry["text"] = "别的话"
    document["follow_up"][0]["evidence"].append(entry)
    with pytest.raises(InvalidRequest, match="follow_up"):
        draft_from_document(document)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@given(st.data())
def test_any_damage_is_a_typed_error(data: st.DataObject) -> None:
    """Whatever stands in place of a part, reading gives a draft or InvalidRequest, no crash."""
    document = draft_document(small_draft())
    document[data.draw(st.sampled_from(sorted(document)))] = data.draw(_json)
    try:
        draft_from_document(document)
    except InvalidRequest as error:
        assert error.zh  # noqa: PT017 (either outcome is right; only a crash is wrong)
