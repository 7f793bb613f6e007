"""The published schemas and what the service writes hold together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import service
from service.documents import draft_document, finding_document, review_document
from service.review import Draft, Finding, SignedReview
from tests.fakes.drafts import rich_draft
from tests.review_values import drafts, findings, signed_reviews

FOLDER = Path(service.__file__).parent / "schemas"
NAMES = ("draft", "review", "critique")


def schema(name: str) -> dict[str, Any]:
    """A published schema."""
    document: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return document


def validator(name: str, part: str = "") -> jsonschema.Draft202012Validator:
    """The validator of a schema, or of one of its definitions."""
    whole = schema(name)
    if not part:
        return jsonschema.Draft202012Validator(whole)
    return jsonschema.Draft202012Validator({"$defs": whole["$defs"], "$ref": f"#/$defs/{part}"})


def objects(node: object) -> list[dict[str, Any]]:
    """Every object type described anywhere in a schema."""
    found: list[dict[str, Any]] = []
    if isinstance(node, dict):
        if node.get("type") == "object":
            found.append(node)
        for value in node.values():
            found.extend(objects(value))
    elif isinstance(node, list):
        for value in node:
            found.extend(objects(value))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_valid_and_strict_schema(name: str) -> None:
    """Each file is 2020-12, has an id without a host, and lets no unknown key pass anywhere."""
    document = schema(name)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"].endswith("draft/2020-12/schema")
    assert document["$id"] == f"urn:fupan:{name}:1"
    assert objects(document)
    for described in objects(document):
        assert described["additionalProperties"] is False


def test_shared_parts_are_the_same_everywhere() -> None:
    """A definition with the same name is the same in all files; the review holds the draft's."""
    draft, review, critique = (schema(name) for name in NAMES)
    assert review["$defs"]["draft"] == draft
    for other in (review, critique):
        for name in other["$defs"].keys() & draft["$defs"].keys() - {"finding"}:
            assert other["$defs"][name] == draft["$defs"][name], name
    in_draft = json.loads(json.dumps(draft["$defs"]["finding"]))
    del in_draft["properties"]["item_id"]
    in_draft["required"].remove("item_id")
    in_report = json.loads(json.dumps(critique["$defs"]["finding"]))
    in_report["properties"].pop("known")  # a baseline is of a report alone
    assert in_report == in_draft


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rich_draft_fits(language: str) -> None:
    """A draft with one of everything is what the schema describes."""
    validator("draft").validate(draft_document(rich_draft("zh" if language == "zh" else "en")))


@given(drafts())
def test_every_draft_fits(draft: Draft) -> None:
    """Whatever a draft holds, its document fits the schema."""
    validator("draft").validate(draft_document(draft))


@given(signed_reviews())
def test_every_signed_review_fits(signed: SignedReview) -> None:
    """Whatever a signed review holds, its document fits the schema."""
    validator("review").validate(review_document(signed))


@given(findings())
def test_every_finding_fits(finding: Finding) -> None:
    """A critique's finding fits; one with an item id is a draft's finding."""
    document = finding_document(finding)
    assert validator("draft", "finding").is_valid({**document, "item_id": finding.item_id})
    document.pop("item_id", None)
    validator("critique", "finding").validate(document)


def test_what_does_not_belong_is_refused() -> None:
    """The schema is no rubber stamp: an extra key, a missing field, a fifth section all fail."""
    check = validator("draft")
    document = draft_document(rich_draft())
    assert not check.is_valid({**document, "extra": 1})
    assert not check.is_valid({**document, "sections": document["sections"][::-1]})
    assert not check.is_valid({**document, "sections": document["sections"][:3]})
    assert not check.is_valid({**document, "schema": "fupan.draft/2"})
    del document["sections"][1]["items"][0]["fields"]["case"]
    assert not check.is_valid(document)


def test_a_crash_is_no_clean_text() -> None:
    """A critique report holds a result or an error, a document findings or an error, never both."""
    check = validator("critique")
    engine = {"version": "0.1.0", "rules_hash": "sha256:" + "0" * 64, "mode": "rules"}
    head = {"schema": "fupan.critique/1", "engine": engine}
    error = {"code": "unreadable", "message": "not a text"}
    result = {"documents": [{"path": "a.md", "error": error}]}
    assert check.is_valid({**head, "result": result})
    assert check.is_valid({**head, "error": error})
    assert not check.is_valid({**head, "result": result, "error": error})
    assert not check.is_valid(head)
    assert not check.is_valid(
        {**head, "result": {"documents": [{"path": "a.md", "findings": [], "error": error}]}}
    )
