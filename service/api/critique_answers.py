"""What programs get back about a critique beside its report: its version, decisions, edits."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from service.archive.records import (
    DecisionOnFinding,
    FindingDecision,
    SectionSummary,
    StoredCritique,
    WaiverGround,
)
from service.desk import Edited


class FindingDecisionAnswer(BaseModel):
    """The last word on a finding of the present text."""

    fingerprint: str
    action: DecisionOnFinding
    ground: WaiverGround | None
    reason: str
    by: str
    at: str

    @classmethod
    def of(cls, decision: FindingDecision) -> FindingDecisionAnswer:
        """The answer for a decision."""
        return cls(
            fingerprint=decision.fingerprint,
            action=decision.action,
            ground=decision.ground,
            reason=decision.reason,
            by=decision.by,
            at=decision.at,
        )


class SectionAnswer(BaseModel):
    """What a section holds, in sentences."""

    section: str
    sentences: int
    figures: int = Field(description="Sentences with a figure")
    owners: int = Field(description="Sentences that name an owner")
    dates: int = Field(description="Sentences with a date")
    whole: int = Field(description="Sentences with all three")

    @classmethod
    def of(cls, one: SectionSummary) -> SectionAnswer:
        """The answer for a section."""
        return cls(
            section=one.section,
            sentences=one.sentences,
            figures=one.figures,
            owners=one.owners,
            dates=one.dates,
            whole=one.whole,
        )


class CritiqueState(BaseModel):
    """A kept critique: which text it is of, and how far its findings are."""

    id: str
    version: int = Field(description="Grows by one with every edit; an edit names the one it read")
    name: str
    project: str
    month: str
    language: str
    text: str = Field(description="The text of this version")
    open: int = Field(description="Findings that nobody has waived")
    accepted: int
    waived: int
    cleared: list[str] = Field(description="Ids of the checks whose findings went with an edit")
    sections: list[SectionAnswer]
    decisions: list[FindingDecisionAnswer]
    created_at: str

    @classmethod
    def of(cls, stored: StoredCritique, report: dict[str, Any]) -> CritiqueState:
        """The state of a critique; `report` is its report with waivers."""
        findings = report["result"]["documents"][0].get("findings", [])
        standing = [one["fingerprint"] for one in findings if one["suppressed"] is None]
        here = {one["fingerprint"] for one in findings}
        said = [one for one in stored.decisions.values() if one.fingerprint in here]
        return cls(
            id=stored.id,
            version=stored.current.version,
            name=stored.name,
            project=stored.project,
            month=stored.month,
            language=stored.language,
            text=stored.current.text or "",
            open=len(standing),
            accepted=sum(one.action == "accept" for one in said),
            waived=sum(one.action == "waive" for one in said),
            cleared=list(stored.cleared),
            sections=[SectionAnswer.of(one) for one in stored.current.summary],
            decisions=[FindingDecisionAnswer.of(one) for one in said],
            created_at=stored.created_at,
        )


class EditAnswer(BaseModel):
    """What an edit did."""

    version: int
    mended: list[str] = Field(description="Ids of the checks that no longer fire on the sentence")
    cleared: list[str] = Field(description="Of the findings that are gone, anywhere in the text")
    remaining: list[str] = Field(description="Fingerprints of the findings that it still has")
    start: int
    end: int = Field(description="Where the new words stand: code points, exclusive")

    @classmethod
    def of(cls, edited: Edited) -> EditAnswer:
        """The answer for an edit."""
        edit = edited.edit
        return cls(
            version=edited.critique.current.version,
            mended=list(edit.mended),
            cleared=list(edit.cleared),
            remaining=[one.fingerprint for one in edited.remaining],
            start=edit.start,
            end=edit.start + len(edit.after),
        )
