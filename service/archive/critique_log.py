"""The archive's face for critiques: drafts somebody wrote, their versions, decisions on findings.

Like the archive's, every method is one transaction.
"""

from __future__ import annotations

from service.archive import critiques
from service.archive.database import Database
from service.archive.records import (
    CritiqueSummary,
    CritiqueVersion,
    FindingDecision,
    NewCritique,
    StoredCritique,
)


class CritiqueLog:
    """Critiques as rows. Made by `Archive`, and reached as `archive.critiques`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewCritique, first: CritiqueVersion) -> tuple[str, bool]:
        """Keeps a draft with its first version; its id, and False when its key was here before.
        Raises InvalidRequest when that key came with another request."""
        with self._database.write() as session:
            return critiques.add(session, new, first)

    def add_version(self, critique_id: str, version: CritiqueVersion) -> None:
        """Keeps the next version of the text. Raises NotFound, and VersionConflict when another one
        came first."""
        with self._database.write() as session:
            critiques.add_version(session, critique_id, version)

    def add_decision(self, critique_id: str, decision: FindingDecision) -> None:
        """Appends a word on a finding; the same word again is kept once. Raises NotFound."""
        with self._database.write() as session:
            critiques.add_decision(session, critique_id, decision)

    def get(self, critique_id: str) -> StoredCritique:
        """A critique in its newest version; raises NotFound."""
        with self._database.read() as session:
            return critiques.get(session, critique_id)

    def version(self, critique_id: str, number: int) -> CritiqueVersion:
        """One version of it; raises NotFound."""
        with self._database.read() as session:
            return critiques.version(session, critique_id, number)

    def latest(self, count: int) -> tuple[CritiqueSummary, ...]:
        """The newest critiques whose text is kept, newest first."""
        with self._database.read() as session:
            return critiques.summaries(session, count)
