"""Searches the passages of one project; keeps the index of each project at its corpus version.

An index is made outside of any lock and then put in place of the older one, so nobody waits for
another project. Who asks about a project while its index is being made waits for it, but not long
where there is an older one: then that one answers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from knowledge.passages import PassageKind
from service.recall.index import Hit, ProjectIndex

if TYPE_CHECKING:  # a critique imports this room, and must start without SQLAlchemy
    from service.archive import Archive

PATIENCE = 3.0
"""Seconds to wait for the newest index where an older one could answer."""
_MOST_INDEXES = 16
"""So many projects are kept ready; the one that was asked about longest ago goes first."""


class Search:
    """Finds passages. Its methods may be called from several threads."""

    def __init__(self, archive: Archive, patience: float = PATIENCE) -> None:
        self._archive = archive
        self._patience = patience
        self._lock = threading.Lock()
        self._ready: OrderedDict[str, ProjectIndex] = OrderedDict()
        self._making: dict[str, Future[ProjectIndex]] = {}

    def search(
        self,
        project: str,
        query: str,
        *,
        month: str | None = None,
        kind: PassageKind | None = None,
        k: int = 10,
    ) -> tuple[Hit, ...]:
        """At most `k` passages of `project` that may answer `query`, best first."""
        version = self._archive.corpus_version(project)
        if version == 0:  # nothing was ever handed in: no index that would push out another
            return ()
        found = self._index(project, version).search(query, month=month, kind=kind, k=k)
        return tuple(hit for hit in found if hit.project == project)

    def _index(self, project: str, version: int) -> ProjectIndex:
        """The index of the project at this corpus version or a later one."""
        with self._lock:
            ready = self._ready.get(project)
            if ready is not None and ready.version >= version:
                self._ready.move_to_end(project)
                return ready
            making = self._making.get(project)
            if making is None:
                promised = self._making[project] = Future()
        if making is None:
            return self._make(project, version, promised)
        if ready is not None and not wait([making], self._patience).done:
            return ready
        made = making.result()
        # It may have been begun before the passage that this caller has just handed in.
        return made if made.version >= version else self._index(project, version)

    def _make(self, project: str, version: int, promised: Future[ProjectIndex]) -> ProjectIndex:
        """Makes the index and hands it, or the error, to all who wait for it."""
        try:
            passages = self._archive.passages(project)
            made = ProjectIndex(version, passages, self._archive.source_names(project))
        except BaseException as error:
            # Broad: whatever it is, those who wait must be told, or they would wait for ever.
            with self._lock:
                del self._making[project]
            promised.set_exception(error)
            raise
        with self._lock:
            self._ready[project] = made
            self._ready.move_to_end(project)
            while len(self._ready) > _MOST_INDEXES:
                self._ready.popitem(last=False)
            del self._making[project]
        promised.set_result(made)
        return made
