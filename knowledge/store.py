"""Keeps passages with their lexical vectors in an embedded Chroma; its only importer.

Two processes on one Chroma directory lose data without an error, so `hold` locks the data directory
first. The records in SQL are the truth: a store that is damaged or gone is rebuilt from them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import embedding
from knowledge.errors import StoreBroken, StoreLocked
from knowledge.passages import Passage, PassageKind

if TYPE_CHECKING:
    from numpy import ndarray

FOLDER = "chroma"
LOCK_NAME = ".lock"
BATCH = 1000
COLLECTION = f"passages-{embedding.NAME}-{embedding.DIMENSION}-cosine"


@contextmanager
def hold(data: Path) -> Iterator[None]:
    """Holds the directory `data` for this process alone while the block runs.

    :raises StoreLocked: another process holds it. The operating system frees the lock of a process
        that dies.
    """
    data.mkdir(parents=True, exist_ok=True)
    path = data / LOCK_NAME
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreLocked(str(data), _holder(path)) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _holder(path: Path) -> int | None:
    written = path.read_text(encoding="utf-8").strip()
    return int(written) if written.isdigit() else None


class PassageStore:
    """The passages of every project by vector. The caller holds the directory (see `hold`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._client: Any = None
        self._open_collection: Any = None
        self._damage = "the store is closed"

    @classmethod
    def open(cls, data: Path) -> PassageStore:
        """The store in the directory `data`, made anew where it is missing.

        A damaged one is opened too: its methods raise StoreBroken until `rebuild` has mended it.
        """
        store = cls(data / FOLDER)
        try:
            with _faults():
                store._connect()
        except StoreBroken as error:
            store._damage = str(error)
        return store

    def __len__(self) -> int:
        """How many passages are held, of all projects."""
        with self._lock, _faults():
            return int(self._collection.count())

    def count(self, project: str) -> int:
        """How many passages of the project are held."""
        with self._lock, _faults():
            return len(self._collection.get(where={"project": project}, include=[])["ids"])

    def upsert(self, passages: Sequence[Passage]) -> None:
        """Adds passages, or replaces those with the same ids; repeating a batch changes nothing."""
        unique = list({passage.id: passage for passage in passages}.values())
        with self._lock, _faults():
            self._upsert(unique)

    def delete(self, origin: str) -> None:
        """Removes every passage of a source or review."""
        with self._lock, _faults():
            self._collection.delete(where={"origin": origin})

    def query(
        self, vector: ndarray[Any, Any], project: str, k: int
    ) -> tuple[tuple[Passage, float], ...]:
        """At most `k` passages of one project with their cosine distances, nearest first."""
        with self._lock, _faults():
            if k < 1 or not self._collection.count():
                return ()
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=k,
                where={"project": project},
                include=["documents", "metadatas", "distances"],
            )
        rows = zip(
            *(found[key][0] for key in ("ids", "documents", "metadatas", "distances")), strict=True
        )
        return tuple((_passage(*row), float(distance)) for *row, distance in rows)

    def rebuild(self, passages: Sequence[Passage]) -> None:
        """Throws the folder away, damaged or not, and fills a new one."""
        with self._lock:
            self._disconnect()
            with _faults():
                if self._folder.exists():
                    shutil.rmtree(self._folder)
                self._connect()
                self._upsert(list({passage.id: passage for passage in passages}.values()))

    def close(self) -> None:
        """Lets go of the files; the store must not be used afterwards."""
        with self._lock:
            self._disconnect()

    @property
    def _collection(self) -> Any:
        if self._open_collection is None:
            raise StoreBroken(self._damage)
        return self._open_collection

    def _disconnect(self) -> None:
        """Closes the client and makes Chroma forget that it had the folder open."""
        client, self._client, self._open_collection = self._client, None, None
        if client is not None:
            client.close()

    def _connect(self) -> None:
        import chromadb  # two thirds of a second, and only for those who keep a store
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._client = chromadb.PersistentClient(
                path=str(self._folder), settings=Settings(anonymized_telemetry=False)
            )
        except BaseException:
            # Chroma keeps the half-opened system by its path and would hand it out again.
            SharedSystemClient.clear_system_cache()
            raise
        # Without `embedding_function=None` Chroma attaches one that downloads a model.
        self._open_collection = self._client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"embedder": embedding.NAME, "dimension": embedding.DIMENSION},
        )

    def _upsert(self, passages: list[Passage]) -> None:
        for at in range(0, len(passages), BATCH):
            batch = passages[at : at + BATCH]
            self._collection.upsert(
                ids=[passage.id for passage in batch],
                embeddings=[embedding.embed(passage.text) for passage in batch],
                documents=[passage.text for passage in batch],
                metadatas=[_metadata(passage) for passage in batch],
            )


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except StoreBroken:
        raise
    except Exception as error:
        # Broad: Chroma's Rust part raises what it likes (InternalError, OSError, RuntimeError, its
        # own panics as plain Exception), and an unusable store must never stop a draft.
        raise StoreBroken(str(error) or type(error).__name__) from error


def _metadata(passage: Passage) -> dict[str, str | int]:
    return {
        "project": passage.project,
        "month": passage.month,
        "kind": passage.kind,
        "origin": passage.origin,
        "place": passage.place_json,
    }


def _passage(identity: str, text: str, metadata: dict[str, Any]) -> Passage:
    kind: PassageKind = "review" if metadata["kind"] == "review" else "source"
    return Passage(
        id=identity,
        project=metadata["project"],
        month=metadata["month"],
        kind=kind,
        origin=metadata["origin"],
        text=text,
        place_json=metadata["place"],
    )
