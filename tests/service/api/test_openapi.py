"""The API describes itself: every route, the published documents, and problems for errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from starlette.testclient import TestClient

from tests.fakes.drafts import rich_draft
from tests.fakes.served import API, desk_of, store_draft

SCHEMAS = Path(__file__).parents[3] / "service" / "schemas"


def _pointers(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _pointers(value)
    elif isinstance(node, list):
        for value in node:
            yield from _pointers(value)


def _validator(description: dict[str, Any], component: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource(
        "urn:api", Resource.from_contents(description, default_specification=_plain())
    )
    schema = {"$ref": f"urn:api#/components/schemas/{component}"}
    return Draft202012Validator(schema, registry=registry)


def _plain() -> Any:
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012


def test_every_pointer_leads_somewhere(client: TestClient) -> None:
    """A tool that reads the description finds every part of it inside."""
    description = client.get("/openapi.json").json()
    for pointer in _pointers(description):
        node = description
        assert pointer.startswith("#/")
        for step in pointer.removeprefix("#/").split("/"):
            node = node[step]


def test_the_routes_of_the_api_are_described(client: TestClient) -> None:
    """Other tools rely on these; the pages for people are not among them."""
    paths = client.get("/openapi.json").json()["paths"]
    expected = {
        f"{API}/sources": {"get", "post"},
        f"{API}/sources/{{source_id}}": {"get", "delete"},
        f"{API}/sources/{{source_id}}/mapping": {"get"},
        f"{API}/sources/{{source_id}}/reading": {"put"},
        f"{API}/intakes": {"get"},
        f"{API}/intakes/{{intake_id}}": {"get"},
        f"{API}/intakes/{{intake_id}}/cancel": {"post"},
        f"{API}/intakes/{{intake_id}}/resume": {"post"},
        f"{API}/memory": {"get", "put"},
        f"{API}/search": {"get"},
        f"{API}/drafts": {"get", "post"},
        f"{API}/drafts/{{draft_id}}": {"get"},
        f"{API}/drafts/{{draft_id}}/decisions": {"get", "post"},
        f"{API}/drafts/{{draft_id}}/sign-off": {"post"},
        f"{API}/runs/{{run_id}}": {"get"},
        f"{API}/reviews": {"get", "post"},
        f"{API}/reviews/{{review_id}}": {"get"},
        f"{API}/critiques": {"post"},
        f"{API}/critiques/{{critique_id}}": {"get"},
        f"{API}/critiques/{{critique_id}}/state": {"get"},
        f"{API}/critiques/{{critique_id}}/text": {"get"},
        f"{API}/critiques/{{critique_id}}/decisions": {"post"},
        f"{API}/critiques/{{critique_id}}/edits": {"post"},
        "/healthz": {"get"},
    }
    assert {path: set(methods) for path, methods in paths.items()} == expected


def test_answers_hold_to_the_published_schemas(client: TestClient) -> None:
    """Draft, review and critique are valid by the components that describe them."""
    description = client.get("/openapi.json").json()
    draft_id = store_draft(client, rich_draft())
    desk_of(client).decide(draft_id, "i4", "reject", by="林岚")
    review_id = desk_of(client).sign(draft_id, signed_by="林岚", accept_rest=True)
    critique = client.post(f"{API}/critiques", json={"text": "尽快完成接口联调。"})
    answers = {
        "draft": client.get(f"{API}/drafts/{draft_id}"),
        "review": client.get(f"{API}/reviews/{review_id}"),
        "critique": critique,
    }
    for component, answer in answers.items():
        faults = list(_validator(description, component).iter_errors(answer.json()))
        assert not faults, (component, faults[0].message)


def test_the_components_are_the_published_files(client: TestClient) -> None:
    """The description does not say less than the files: required fields are the same."""
    components = client.get("/openapi.json").json()["components"]["schemas"]
    for name in ("draft", "review", "critique"):
        published = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert components[name].get("required") == published.get("required")
        assert set(components[name].get("properties", {})) == set(published.get("properties", {}))


def test_the_health_check(client: TestClient) -> None:
    """It answers when the records can be read."""
    assert client.get("/healthz").json()["status"] == "ok"
