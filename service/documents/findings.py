"""Findings of a critique: the same objects in a critique report and in a draft."""

from __future__ import annotations

from typing import Literal, get_args

from service.documents.node import Document, Node
from service.documents.places import place_document, read_place
from service.review import (
    SEVERITIES,
    Both,
    Case,
    Cue,
    Finding,
    Related,
    Suppression,
)

Origin = Literal["rule", "model", "llm"]
_ORIGINS: tuple[Origin, ...] = get_args(Origin)


def finding_document(finding: Finding) -> Document:
    """One finding; `item_id` is there when the finding is about an item of a draft,
    `known` when a baseline has it."""
    document: Document = {
        "rule_id": finding.rule_id,
        "rule_key": finding.rule_key,
        "rule_version": finding.rule_version,
        "severity": finding.severity,
        "missing": list(finding.missing),
        "quote": finding.quote,
        "span": _span_document(finding.start, finding.end),
        "cue": _cue_document(finding.cue),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "section": finding.section,
        "item": finding.item,
        "item_type": finding.item_type,
        "message": _both_document(finding.message),
        "question": _both_document(finding.question),
        "skeleton": _both_document(finding.skeleton) if finding.skeleton else None,
        "related": [_related_document(related) for related in finding.related],
        "also": list(finding.also),
        "origin": finding.origin,
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
        "suppressed": _suppression_document(finding.suppressed),
        "cases": [_case_document(case) for case in finding.cases],
    }
    if finding.item_id:
        document["item_id"] = finding.item_id
    if finding.known:
        document["known"] = True
    return document


def finding_from_document(document: Document) -> Finding:
    """The inverse of `finding_document`; raises ValueError naming the bad field."""
    return read_finding(Node(document, "finding"))


def read_finding(node: Node) -> Finding:
    """The finding at `node`."""
    span = node.at("span")
    start = span.at("start").number(0)
    skeleton = node.at("skeleton")
    item_id = node.maybe("item_id")
    known = node.maybe("known")
    return Finding(
        rule_id=node.at("rule_id").text(),
        rule_key=node.at("rule_key").text(),
        rule_version=node.at("rule_version").number(1),
        severity=node.at("severity").choice(SEVERITIES),
        missing=node.at("missing").texts(),
        quote=node.at("quote").text(),
        start=start,
        end=span.at("end").number(start),
        line=node.at("line").number(1),
        column=node.at("column").number(1),
        end_line=node.at("end_line").number(1),
        end_column=node.at("end_column").number(1),
        section=node.at("section").text(),
        item=node.at("item").number(-1),
        item_type=node.at("item_type").text(),
        message=_read_both(node.at("message")),
        question=_read_both(node.at("question")),
        skeleton=None if skeleton.value is None else _read_both(skeleton),
        fingerprint=node.at("fingerprint").text(),
        cue=_read_cue(node.at("cue")),
        related=tuple(_read_related(related) for related in node.at("related").each()),
        also=node.at("also").texts(),
        origin=node.at("origin").choice(_ORIGINS),
        confidence=node.at("confidence").share(),
        suppressed=_read_suppression(node.at("suppressed")),
        cases=tuple(_read_case(case) for case in node.at("cases").each()),
        item_id=item_id.text() if item_id else "",
        known=known is not None and known.flag(),
    )


def _span_document(start: int, end: int) -> Document:
    return {"start": start, "end": end}


def _both_document(both: Both) -> Document:
    return {"zh": both.zh, "en": both.en}


def _read_both(node: Node) -> Both:
    return Both(zh=node.at("zh").text(), en=node.at("en").text())


def _cue_document(cue: Cue | None) -> Document | None:
    return {"text": cue.text, "start": cue.start, "end": cue.end} if cue else None


def _read_cue(node: Node) -> Cue | None:
    if node.value is None:
        return None
    start = node.at("start").number(0)
    return Cue(text=node.at("text").text(), start=start, end=node.at("end").number(start))


def _related_document(related: Related) -> Document:
    return {
        "span": _span_document(related.start, related.end),
        "quote": related.quote,
        "role": related.role,
    }


def _read_related(node: Node) -> Related:
    start = node.at("span").at("start").number(0)
    return Related(
        start=start,
        end=node.at("span").at("end").number(start),
        quote=node.at("quote").text(),
        role=node.at("role").text(),
    )


def _suppression_document(suppression: Suppression | None) -> Document | None:
    if suppression is None:
        return None
    return {"by": suppression.by, "reason": suppression.reason, "where": suppression.where}


def _read_suppression(node: Node) -> Suppression | None:
    if node.value is None:
        return None
    return Suppression(
        by=node.at("by").text(), reason=node.at("reason").text(), where=node.at("where").text()
    )


def _case_document(case: Case) -> Document:
    document: Document = {
        "source": case.source,
        "place": place_document(case.place),
        "text": case.text,
    }
    if case.sentence:
        document["sentence"] = case.sentence
    return document


def _read_case(node: Node) -> Case:
    sentence = node.maybe("sentence")
    return Case(
        source=node.at("source").text(),
        place=read_place(node.at("place")),
        text=node.at("text").text(),
        sentence=sentence.text() if sentence else "",
    )
