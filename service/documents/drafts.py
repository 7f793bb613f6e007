"""A draft as a `fupan.draft/1` document, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, get_args

from service.documents.findings import finding_document, read_finding
from service.documents.items import read_sections, section_documents
from service.documents.node import Document, Fault, Node
from service.documents.places import evidence_documents, read_evidence
from service.errors import InvalidRequest, Language
from service.review import (
    Answer,
    Conflict,
    ConflictClaim,
    Draft,
    FollowUp,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Notice,
    Sentence,
    SourceRef,
    Writer,
)

DRAFT_SCHEMA: Final = "fupan.draft/1"
ANSWERS: tuple[Answer, ...] = get_args(Answer)
LANGUAGES: tuple[Language, ...] = get_args(Language)
_WRITERS: tuple[Writer, ...] = get_args(Writer)
_LEDGER_KINDS: tuple[LedgerKind, ...] = get_args(LedgerKind)
_LEDGER_STATUSES: tuple[LedgerStatus, ...] = get_args(LedgerStatus)
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
# Rules call no model; a draft written by one will say what it used.
_NO_USAGE: Final = {"model_calls": 0, "input_tokens": 0, "output_tokens": 0}


def draft_document(draft: Draft) -> Document:
    """The draft with its evidence written out, readable without its sources."""
    return {
        "schema": DRAFT_SCHEMA,
        "project": draft.project,
        "month": draft.month,
        "language": draft.language,
        "writer": draft.writer,
        "sources": [
            {"source": source.name, "sha256": source.sha256, "encoding": source.encoding}
            for source in draft.sources
        ],
        "sections": section_documents(draft.items, draft.cited, draft.language),
        "follow_up": [follow_up_document(action, draft.cited) for action in draft.follow_up],
        "ledger": [_ledger_document(entry) for entry in draft.ledger],
        "conflicts": [_conflict_document(conflict, draft.cited) for conflict in draft.conflicts],
        "findings": [
            {**finding_document(finding), "item_id": finding.item_id} for finding in draft.findings
        ],
        "notices": [{"code": notice.code, "text": notice.text} for notice in draft.notices],
        "usage": dict(_NO_USAGE),
    }


def draft_from_document(document: Document) -> Draft:
    """The inverse of `draft_document`; raises InvalidRequest naming the bad field.

    Of a cited sentence it keeps id, source, place and text; role, headings and cell are not in the
    document. `draft_document` of the result is the document again.
    """
    try:
        return read_draft(Node(document))
    except Fault as fault:
        raise InvalidRequest(
            zh=f"这份草稿的 {fault.path} 有问题：{fault.zh}。请使用 Fupan 导出的原文件。",
            en=f"{fault.path} of this draft: {fault.en}. Use the file as Fupan exported it.",
        ) from fault


def read_draft(node: Node) -> Draft:
    """The draft at `node`."""
    node.at("schema").choice((DRAFT_SCHEMA,))
    cited: dict[str, Sentence] = {}
    return Draft(
        project=node.at("project").text(),
        month=read_month(node.at("month")),
        language=node.at("language").choice(LANGUAGES),
        writer=node.at("writer").choice(_WRITERS),
        sources=tuple(
            SourceRef(
                name=source.at("source").text(),
                sha256=source.at("sha256").text(),
                encoding=source.at("encoding").text(),
            )
            for source in node.at("sources").each()
        ),
        items=read_sections(node.at("sections"), cited),
        follow_up=tuple(read_follow_up(entry, cited) for entry in node.at("follow_up").each()),
        ledger=tuple(_read_ledger(entry) for entry in node.at("ledger").each()),
        conflicts=tuple(_read_conflict(entry, cited) for entry in node.at("conflicts").each()),
        findings=tuple(read_finding(entry) for entry in node.at("findings").each()),
        notices=tuple(
            Notice(code=entry.at("code").text(), text=entry.at("text").text())
            for entry in node.at("notices").each()
        ),
        cited=cited,
    )


def read_month(node: Node) -> str:
    """A month written YYYY-MM."""
    month = node.text()
    if not _MONTH.fullmatch(month):
        raise node.fault(zh="应写成 YYYY-MM，例如 2026-10", en="must be YYYY-MM, such as 2026-10")
    return month


def follow_up_document(action: FollowUp, cited: Mapping[str, Sentence]) -> Document:
    """One of last month's actions and its answer."""
    return {
        "id": action.id,
        "action": action.action,
        "owner": action.owner,
        "due": action.due,
        "due_raw": action.due_raw,
        "answer": action.answer,
        "note": action.note,
        "question": action.question,
        "evidence": evidence_documents(action.evidence, cited),
    }


def read_follow_up(node: Node, cited: dict[str, Sentence]) -> FollowUp:
    """The follow-up at `node`."""
    return FollowUp(
        id=node.at("id").text(),
        action=node.at("action").text(),
        owner=node.at("owner").text(),
        due=node.at("due").day(),
        due_raw=node.at("due_raw").text(),
        answer=node.at("answer").choice(ANSWERS),
        evidence=read_evidence(node.at("evidence"), cited),
        note=node.at("note").text(),
        question=node.at("question").text(),
    )


def _ledger_document(entry: LedgerEntry) -> Document:
    return {
        "entry": entry.entry,
        "kind": entry.kind,
        "status": entry.status,
        "items": list(entry.items),
        "reason": entry.reason,
    }


def _read_ledger(node: Node) -> LedgerEntry:
    return LedgerEntry(
        entry=node.at("entry").text(),
        kind=node.at("kind").choice(_LEDGER_KINDS),
        status=node.at("status").choice(_LEDGER_STATUSES),
        items=node.at("items").texts(),
        reason=node.at("reason").text(),
    )


def _conflict_document(conflict: Conflict, cited: Mapping[str, Sentence]) -> Document:
    return {
        "about": conflict.about,
        "claims": [
            {"value": claim.value, "evidence": evidence_documents(claim.evidence, cited)}
            for claim in conflict.claims
        ],
    }


def _read_conflict(node: Node, cited: dict[str, Sentence]) -> Conflict:
    return Conflict(
        about=node.at("about").text(),
        claims=tuple(
            ConflictClaim(
                value=claim.at("value").text(), evidence=read_evidence(claim.at("evidence"), cited)
            )
            for claim in node.at("claims").each()
        ),
    )
