"""A signed review as a `fupan.review/1` document, and back.

It is what a person downloads and hands in as last month's review, so reading it is careful: every
fault names the field and says what to do.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, NoReturn, get_args

from service.documents.drafts import (
    ANSWERS,
    DRAFT_SCHEMA,
    LANGUAGES,
    draft_document,
    follow_up_document,
    read_draft,
    read_follow_up,
    read_month,
)
from service.documents.items import read_sections, section_documents
from service.documents.node import Document, Fault, Node
from service.errors import InvalidReview
from service.review import Decision, DecisionAction, Draft, Sentence, SignedReview

REVIEW_SCHEMA: Final = "fupan.review/1"
_ACTIONS: tuple[DecisionAction, ...] = get_args(DecisionAction)


def review_document(signed: SignedReview) -> Document:
    """The signed review: its draft, the decisions, and the sections as they were signed."""
    draft = signed.draft
    return {
        "schema": REVIEW_SCHEMA,
        "project": draft.project,
        "month": draft.month,
        "language": draft.language,
        "draft": draft_document(draft),
        "decisions": [_decision_document(decision) for decision in signed.decisions],
        "sections": section_documents(signed.items, draft.cited, draft.language),
        "follow_up": [follow_up_document(action, draft.cited) for action in signed.follow_up],
        "signed_by": signed.signed_by,
        "signed_at": signed.signed_at,
        "imported": signed.imported,
    }


def review_from_json(data: bytes | str) -> SignedReview:
    """A downloaded review file; raises InvalidReview when it is no JSON or no signed review."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidReview(
            zh="上月总结不是 JSON 文件。请使用定稿页面下载的 JSON（fupan.review/1）。",
            en="Last month's review is not a JSON file. Use the JSON downloaded from the signed "
            "review's page (fupan.review/1).",
        ) from error
    return review_from_document(document)


def review_from_document(document: Document) -> SignedReview:
    """The inverse of `review_document`; raises InvalidReview naming the bad field."""
    try:
        return _read_review(Node(document))
    except Fault as fault:
        raise InvalidReview(
            zh=f"上月总结的 {fault.path} 有问题：{fault.zh}。请重新下载定稿的 JSON，不要手工改动。",
            en=f"{fault.path} of last month's review: {fault.en}. Download the JSON of the signed "
            "review again and hand it in unchanged.",
        ) from fault


def _read_review(node: Node) -> SignedReview:
    _check_schema(node.at("schema"))
    draft = read_draft(node.at("draft"))
    _check_head(node, draft)
    cited: dict[str, Sentence] = dict(draft.cited)
    items = read_sections(node.at("sections"), cited)
    follow_up = tuple(read_follow_up(entry, cited) for entry in node.at("follow_up").each())
    return SignedReview(
        draft=replace(draft, cited=cited),
        decisions=tuple(_read_decision(entry) for entry in node.at("decisions").each()),
        items=items,
        follow_up=follow_up,
        signed_by=_read_signer(node.at("signed_by")),
        signed_at=_read_time(node.at("signed_at")),
        imported=node.at("imported").flag(),
    )


def _check_schema(node: Node) -> None:
    if node.value == DRAFT_SCHEMA:
        raise node.fault(
            zh="这是草稿，不是定稿；请先在网页上定稿，再下载定稿的 JSON",
            en="this is a draft, not a signed review; sign it off first",
        )
    node.choice((REVIEW_SCHEMA,))


def _check_head(node: Node, draft: Draft) -> None:
    """The head repeats the draft's project, month and language; a file that disagrees with itself
    was changed by hand."""
    read_month(node.at("month"))
    node.at("language").choice(LANGUAGES)
    for key in ("project", "month", "language"):
        if node.at(key).text() != getattr(draft, key):
            raise node.at(key).fault(zh=f"与 draft.{key} 不一致", en=f"differs from draft.{key}")


def _read_signer(node: Node) -> str:
    signer = node.text()
    if not signer.strip():
        raise node.fault(zh="没有签字人", en="nobody has signed it")
    return signer


def _read_time(node: Node) -> str:
    text = node.text()
    try:
        # The calendar's first and last day may have no time in UTC, which exports show.
        datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise node.fault(
            zh="应为 ISO 时间，例如 2026-10-31T09:00:00+00:00",
            en="must be an ISO time such as 2026-10-31T09:00:00+00:00",
        ) from error
    return text


def _decision_document(decision: Decision) -> Document:
    return {
        "target": decision.target,
        "action": decision.action,
        "by": decision.by,
        "at": decision.at,
        "before": decision.before,
        "after": decision.after,
        "answer": decision.answer,
        "reason": decision.reason,
    }


def _read_decision(node: Node) -> Decision:
    answer = node.at("answer")
    return Decision(
        target=node.at("target").text(),
        action=node.at("action").choice(_ACTIONS),
        by=node.at("by").text(),
        at=_read_time(node.at("at")),
        before=node.at("before").text(),
        after=node.at("after").text(),
        answer=None if answer.value is None else answer.choice(ANSWERS),
        reason=node.at("reason").text(),
    )


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)
