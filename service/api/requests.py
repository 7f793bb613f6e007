"""What programs send to the API."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.archive.records import DecisionOnFinding, WaiverGround
from service.errors import Language
from service.intake import Choices
from service.review import Answer, DecisionAction, Form, SourceKind, State

_HALF_PAIR = re.compile("[\ud800-\udfff]")

Project = Annotated[str, Field(description="Project name / 项目名称", examples=["青岚二院"])]
Month = Annotated[str, Field(description="YYYY-MM", examples=["2026-10"])]


class Sent(BaseModel):
    """A request body: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, sent: object) -> object:
        """JSON can escape half of a surrogate pair; no encoding can hold it, so it is refused."""
        if _has_half_pair(sent):
            raise ValueError("a text holds half of a surrogate pair")
        return sent


def _has_half_pair(node: object) -> bool:
    if isinstance(node, str):
        return not node.isascii() and _HALF_PAIR.search(node) is not None
    if isinstance(node, dict):
        return any(_has_half_pair(key) or _has_half_pair(value) for key, value in node.items())
    return isinstance(node, list) and any(_has_half_pair(member) for member in node)


class TextSource(Sent):
    """A text to be stored as a source."""

    project: Project
    month: Month
    text: str
    name: str = Field("", description="A file name such as minutes.md; without one it is a paste")


class ReadingSent(Sent):
    """What a person says of a source: it is read again with exactly this."""

    encoding: str | None = Field(None, description="Default: recognised", examples=["gb18030"])
    form: Form | None = Field(None, description="Which reader reads it; default: recognised")
    kind: SourceKind | None = Field(
        None, description="What a text is, such as notes or attachment; default: recognised"
    )
    columns: dict[str, str] = Field(
        {},
        description="Column title as written to ticket field, empty for none",
        examples=[{"事项": "title", "经办": "assignee", "备注": ""}],
    )
    states: dict[str, State] = Field(
        {}, description="State word to its meaning", examples=[{"待厂商": "in_progress"}]
    )
    left_out: list[str] = Field([], description="Names of sheets that are not to be read")
    zone: str | None = Field(None, description="Time zone of the days", examples=["Asia/Shanghai"])
    speakers: dict[str, str] = Field(
        {}, description="Label in a transcript to the person", examples=[{"说话人 1": "周婉清"}]
    )
    remember: bool = Field(
        True, description="Columns and states also for later files of the project"
    )

    def choices(self) -> Choices:
        """The choices as the intake knows them."""
        said = Choices(
            encoding=self.encoding or None,
            form=self.form,
            kind=self.kind,
            columns=self.columns,
            states=self.states,
            left_out=tuple(self.left_out),
            speakers=self.speakers,
        )
        return said if self.zone is None else replace(said, zone=self.zone)


class MemorySent(Sent):
    """What a project is to remember."""

    columns: dict[str, str] = Field({}, examples=[{"事项": "title"}])
    states: dict[str, State] = Field({}, examples=[{"待厂商": "in_progress"}])
    spellings: dict[str, str] = Field(
        {}, description="A way a name is written to the name meant", examples=[{"周婉青": "周婉清"}]
    )


class DraftRequest(Sent):
    """A draft to be made from sources that are stored, or from texts sent along."""

    project: Project
    month: Month
    language: Language | None = Field(None, description="Default: the language of most sources")
    sources: list[str] | None = Field(None, description="Source ids; default: all of the month")
    texts: list[str] | None = Field(None, description="Texts to store and use, each as a paste")
    last_month: str | dict[str, Any] | None = Field(
        None,
        description="Id of a signed review, or a fupan.review/1 document; default: the project's"
        " latest signed review before the month",
    )


class DecisionSent(Sent):
    """A person's word on one item or one of last month's actions."""

    target: str = Field(description="Id of an item or of a follow_up entry")
    action: DecisionAction
    by: str = Field(min_length=1, description="Who decides")
    text: str = Field("", description="The new wording, for edit")
    answer: Answer | None = Field(None, description="For action answer")
    reason: str = ""


class SignOffSent(Sent):
    """The act that turns a draft into a signed review."""

    signed_by: str
    accept_rest: bool = False


class ReviewSent(Sent):
    """A review written before, to be loaded on a person's word."""

    project: Project
    month: Month
    text: str
    confirmed_by: str = Field(min_length=1)


class CritiqueSent(Sent):
    """A draft somebody wrote, to be critiqued; with a project and month it is compared with what was
    handed in for them."""

    text: str
    name: str = Field("", description="A name to know it by, such as a file name")
    language: Language | None = None
    project: str = Field("", description="With `month`: compare with the sources handed in for it")
    month: str = Field("", description="YYYY-MM, with `project`")
    sources: list[str] = Field([], description="Texts of the month, to find cases in")
    last_month: str | dict[str, Any] | None = Field(
        None,
        description="Id of a signed review, or a fupan.review/1 document; default: the project's"
        " latest signed review before the month",
    )


class FindingDecisionSent(Sent):
    """A person's word on one finding of a critique."""

    fingerprint: str
    action: DecisionOnFinding = Field(
        description="accept: it is right and will be mended; waive: it does not count; reopen: undo"
    )
    ground: WaiverGround | None = Field(None, description="For waive, which needs it")
    reason: str = Field("", description="For waive, which needs it")
    by: str = Field("", description="Who decides")


class SpanSent(Sent):
    """A place in a text: code points from 0, the end exclusive."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class EditSent(Sent):
    """New words for the sentence of a finding, or for a span of the text."""

    version: int = Field(ge=1, description="The version that was read")
    text: str
    fingerprint: str = Field("", description="Of the finding whose sentence is replaced")
    span: SpanSent | None = Field(None, description="What is replaced, without a fingerprint")

    @model_validator(mode="after")
    def _names_one_place(self) -> EditSent:
        if bool(self.fingerprint) == (self.span is not None):
            raise ValueError("give either a fingerprint or a span")
        return self
