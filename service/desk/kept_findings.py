"""What a stored critique says: its findings, the sentence of each, what an edit did to them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from service.archive.records import CritiqueVersion, StoredCritique, TextEdit
from service.critique.segments import segment
from service.documents import finding_from_document
from service.errors import DecisionRefused, NotFound
from service.review import Finding, Suppression


def findings_of(version: CritiqueVersion) -> tuple[Finding, ...]:
    """The findings of a version in the order of the text."""
    documents = version.report["result"]["documents"]
    return tuple(finding_from_document(one) for one in documents[0].get("findings", ()))


def finding_of(stored: StoredCritique, fingerprint: str) -> Finding:
    """A finding of the newest version; raises DecisionRefused when it has no such one."""
    return finding_in(stored.current, fingerprint)


def text_of(version: CritiqueVersion) -> str:
    """The text; raises NotFound for a report from before texts were kept."""
    if version.text is None:
        raise NotFound(
            zh="这份批注是早期版本存下的，没有保存原文。请重新提交草稿。",
            en="This critique is from before texts were kept. Hand the draft in again.",
        )
    return version.text


def extent_of(text: str, finding: Finding) -> tuple[int, int]:
    """What is edited to answer a finding: the whole of the sentences that it touches."""
    outline = segment(text)
    first = outline.sentence_at(finding.start)
    last = outline.sentence_at(max(finding.start, finding.end - 1))
    start = min(finding.start, first.start) if first else finding.start
    return start, max(finding.end, last.end) if last else finding.end


def with_waivers(stored: StoredCritique) -> dict[str, Any]:
    """The report of the newest version in which a waived finding is suppressed by whoever waived it."""
    whole: dict[str, Any] = json.loads(json.dumps(stored.current.report))
    for document in whole["result"]["documents"]:
        for finding in document.get("findings", ()):
            said = stored.decisions.get(finding["fingerprint"])
            if said is None or said.action != "waive" or finding["suppressed"] is not None:
                continue
            waived = Suppression(said.by or "reader", said.reason, f"decision: {said.ground}")
            finding["suppressed"] = {
                "by": waived.by, "reason": waived.reason, "where": waived.where
            }  # fmt: skip
            document["counts"][finding["severity"]] -= 1
            document["counts"]["suppressed"] += 1
    return whole


def with_outcome(
    edit: TextEdit, before: tuple[Finding, ...], after: tuple[Finding, ...]
) -> TextEdit:
    """The edit with the checks that it mended and the findings that are gone."""
    still = {one.fingerprint for one in after if one.suppressed is None}
    open_before = [one for one in before if one.suppressed is None]
    old = [one for one in open_before if one.start < edit.end and edit.start < one.end]
    new = findings_in(after, edit)
    left = {rule for one in new for rule in (one.rule_id, *one.also)}
    fired = [rule for one in old for rule in (one.rule_id, *one.also)]
    gone = [one for one in open_before if one.fingerprint not in still]
    cleared = [one for one in gone if one not in old or not new]
    mended = tuple(dict.fromkeys(rule for rule in fired if rule not in left))
    return replace(
        edit,
        mended=mended,
        cleared=tuple(one.rule_id for one in cleared),
        gone=tuple(one.fingerprint for one in cleared),
    )


def findings_in(findings: tuple[Finding, ...], edit: TextEdit) -> tuple[Finding, ...]:
    """The findings that touch what an edit put into the text, `findings` being those of after it."""
    end = edit.start + len(edit.after)
    return tuple(
        one
        for one in findings
        if one.suppressed is None and one.start < end and edit.start < one.end
    )


def is_same(one: TextEdit, other: TextEdit) -> bool:
    """Whether two edits put the same words into the same place."""
    return (one.start, one.end, one.after) == (other.start, other.end, other.after)


def finding_in(version: CritiqueVersion, fingerprint: str) -> Finding:
    """A finding of a version; raises DecisionRefused when it has no such one."""
    for finding in findings_of(version):
        if finding.fingerprint == fingerprint:
            return finding
    raise DecisionRefused(
        zh="现在的原文里没有这一处了：那一句可能已经改过。请刷新页面。",
        en="The present text has no such finding; its sentence may have been changed. Reload the page.",
    )
