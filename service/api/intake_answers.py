"""What programs get back about what was handed in: intakes, mappings, what a project remembers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.api.answers import Both
from service.archive.records import Intake, IntakeThing, ProjectMemory, SourceEntry
from service.intake.tables.mapping import MappingPreview
from service.review import State


class ThingAnswer(BaseModel):
    """One file or paste of an intake."""

    name: str = Field(description="Empty for a paste that is not read yet")
    size: int = Field(description="Bytes")
    state: Literal[
        "waiting", "reading", "indexing", "stored", "duplicate", "refused", "cancelled", "opened"
    ] = Field(description="opened: a container whose members stand beside it")
    done: int = Field(
        description="Of `total`: rows or pages while reading, passages while indexing"
    )
    total: int
    source_id: str | None = Field(
        description="Once it is stored, or of the one that was here before"
    )
    code: str | None = Field(description="Why it was refused, stable for programs")
    messages: Both | None

    @classmethod
    def of(cls, thing: IntakeThing) -> ThingAnswer:
        """The answer for a thing."""
        here = thing.state in {"stored", "duplicate"} or thing.again
        return cls(
            name=thing.name,
            size=thing.size,
            state=thing.state,
            done=thing.done,
            total=thing.total,
            source_id=thing.source_id if here else None,
            code=thing.code or None,
            messages=Both(zh=thing.zh, en=thing.en) if thing.code else None,
        )


class IntakeAnswer(BaseModel):
    """Everything handed in at once, on its way to becoming sources."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "5d2f0c9a71be",
                    "project": "青岚二院HIS",
                    "month": "2026-06",
                    "state": "reading",
                    "cancelled": False,
                    "things": [
                        {
                            "name": "工单.csv",
                            "size": 15840321,
                            "state": "indexing",
                            "done": 4000,
                            "total": 10000,
                            "source_id": None,
                            "code": None,
                            "messages": None,
                        }
                    ],
                    "error": None,
                    "created_at": "2026-06-30T09:00:00.000000+00:00",
                    "ended_at": None,
                }
            ]
        }
    )

    id: str
    project: str
    month: str
    state: Literal["queued", "reading", "done", "failed", "cancelled"]
    cancelled: bool = Field(description="Somebody called it off; the state follows")
    things: list[ThingAnswer]
    error: Both | None
    created_at: str
    ended_at: str | None

    @classmethod
    def of(cls, intake: Intake) -> IntakeAnswer:
        """The answer for an intake."""
        failed = intake.state == "failed"
        return cls(
            id=intake.id,
            project=intake.project,
            month=intake.month,
            state=intake.state,
            cancelled=intake.cancelled,
            things=[ThingAnswer.of(thing) for thing in intake.things],
            error=Both(zh=intake.error_zh, en=intake.error_en) if failed else None,
            created_at=intake.created_at,
            ended_at=intake.ended_at or None,
        )


class ColumnAnswer(BaseModel):
    """A column of a table, with some of what stands in it and the field it seems or was said to hold."""

    title: str = Field(description="As written; [A] for a column without a title")
    samples: list[str]
    filled: int
    field: str = Field(description="Empty for none")
    chosen: bool = Field(description="A person said so")


class StateAnswer(BaseModel):
    """A word of a state column and its meaning."""

    word: str
    count: int
    state: State
    chosen: bool


class SheetAnswer(BaseModel):
    """One sheet of a table."""

    name: str = Field(description="Empty for a CSV file")
    header_row: int = Field(description="0 where there is none")
    rows_read: int
    rows_kept: int
    tickets: int
    dialect: str
    hidden: bool
    left_out: bool
    is_known: bool = Field(description="Its rows are read as tickets")
    columns: list[ColumnAnswer]


class MappingAnswer(BaseModel):
    """What the columns and state words of a table seem to mean; no sheets for what is no table."""

    sheets: list[SheetAnswer]
    states: list[StateAnswer]
    fields: dict[str, Both] = Field(
        description="The fields a column may be given, with their labels"
    )

    @classmethod
    def of(cls, found: MappingPreview, labels: Mapping[str, Both]) -> MappingAnswer:
        """The answer for a preview."""
        return cls(
            sheets=[
                SheetAnswer(
                    name=sheet.report.name,
                    header_row=sheet.report.header_row,
                    rows_read=sheet.report.rows_read,
                    rows_kept=sheet.report.rows_kept,
                    tickets=sheet.report.tickets,
                    dialect=sheet.report.dialect,
                    hidden=sheet.report.hidden,
                    left_out=sheet.report.left_out,
                    is_known=sheet.is_known,
                    columns=[
                        ColumnAnswer(
                            title=column.title,
                            samples=list(column.samples),
                            filled=column.filled,
                            field=column.field,
                            chosen=column.chosen,
                        )
                        for column in sheet.columns
                    ],
                )
                for sheet in found.sheets
            ],
            states=[
                StateAnswer(word=one.word, count=one.count, state=one.state, chosen=one.chosen)
                for one in found.states
            ],
            fields=dict(labels),
        )


class MemoryAnswer(BaseModel):
    """What people confirmed for a project; every later file of it is read with that."""

    project: str
    columns: dict[str, str]
    states: dict[str, str]
    spellings: dict[str, str]

    @classmethod
    def of(cls, project: str, memory: ProjectMemory) -> MemoryAnswer:
        """The answer for what a project remembers."""
        return cls(
            project=project,
            columns=dict(memory.columns),
            states=dict(memory.states),
            spellings=dict(memory.spellings),
        )


class SourceDeleted(BaseModel):
    """A source that is gone, and what of it stays."""

    id: str
    name: str
    messages: Both

    @classmethod
    def of(cls, entry: SourceEntry) -> SourceDeleted:
        """The answer for a deleted source."""
        name = entry.source.name
        return cls(
            id=entry.id,
            name=name,
            messages=Both(
                zh=f"已删除“{name}”的原文、段落和向量。已有的草稿和定稿总结不变，它们引用的句子保存在其中。",
                en=f"The bytes, passages and vectors of {name} are deleted. Drafts and signed reviews "
                "stay as they are, with the sentences that they cite.",
            ),
        )
