"""Keeps sources, runs, drafts, decisions and signed reviews in SQL, which is the truth."""

from service.archive.archive import Archive
from service.archive.records import (
    DraftSummary,
    Intake,
    IntakeThing,
    ProjectMemory,
    ReviewSummary,
    Run,
    RunState,
    SourceEntry,
    SourceMark,
    StoredDraft,
    StoredSource,
)

__all__ = [
    "Archive",
    "DraftSummary",
    "Intake",
    "IntakeThing",
    "ProjectMemory",
    "ReviewSummary",
    "Run",
    "RunState",
    "SourceEntry",
    "SourceMark",
    "StoredDraft",
    "StoredSource",
]
