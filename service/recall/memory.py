"""Similar problems in past signed reviews, and the vector store beside the records.

The records are the truth: ranking reads them, and whatever happens to the vector store, drafting
goes on. `Recall.reason` then says what is wrong and what to do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from knowledge.errors import StoreBroken, StoreLocked
from knowledge.passages import Passage, PassageKind, month_number, month_text
from knowledge.past_reviews import is_problem
from knowledge.ranking import Ranking, terms
from service.errors import RecallUnavailable, StoreInUse
from service.recall.index import Hit
from service.recall.search import Search
from service.review import SignedReview

if TYPE_CHECKING:  # a critique imports this room, and must start without SQLAlchemy and Chroma
    from knowledge.store import PassageStore
    from knowledge.store_process import StoreProcess
    from service.archive import Archive, StoredSource

VectorStore: TypeAlias = "PassageStore | StoreProcess"
_LEAST_PART = 0.34
_LEAST_SHARED = 2
"""What two problems must share of the shorter one's terms to be called alike; see the cases of
tests/service/recall/test_memory.py, half of which have the answer "none"."""


@dataclass(frozen=True, slots=True)
class SimilarProblem:
    """A problem of a past signed review. `score` orders the problems of one answer only."""

    month: str
    text: str
    score: float
    review_id: str


class Recall:
    """What is remembered of a data directory. Its methods may be called from several threads."""

    def __init__(self, archive: Archive, store: VectorStore | None) -> None:
        self._archive = archive
        self._store = store
        self._passages = Search(archive)
        self._rankings: dict[str, tuple[int, Ranking[Passage]]] = {}
        self._writing = threading.Lock()
        self._reason: RecallUnavailable | None = None
        if store is None:
            self._reason = _not_opened()
        else:
            self._attempt(self._compare)

    @property
    def available(self) -> bool:
        """Whether the vector store holds every passage, as far as is known."""
        return self._reason is None

    @property
    def reason(self) -> RecallUnavailable | None:
        """Why the vector store cannot be relied on, None when it can."""
        return self._reason

    def add(self, passages: Sequence[Passage]) -> None:
        """Puts passages into the vector store, also of a source that is still being read; a broken
        store is noted, not raised. `compare` when the source is there."""
        if self._store is None:
            return
        try:
            with self._writing:
                self._store.upsert(passages)
        except StoreBroken as error:
            self._reason = _broken(error)

    def compare(self) -> None:
        """Sees whether the vector store holds what the records hold."""
        self._attempt(lambda _: None)

    def index_source(self, stored: StoredSource) -> None:
        """Puts a source's passages into the vector store; a broken store is noted, not raised."""
        self._index(stored.project, stored.id)

    def index_review(self, review_id: str, signed: SignedReview) -> None:
        """Puts a signed review's passages into the vector store, like `index_source`."""
        self._index(signed.draft.project, review_id)

    def forget(self, origin: str) -> None:
        """Takes the passages of a deleted source out of the vector store."""
        self._attempt(lambda store: store.delete(origin))

    def reindex(self) -> int:
        """Rebuilds the vector store from the records; gives the number of passages.

        :raises RecallUnavailable: the store cannot be written even anew.
        """
        if self._store is None:
            raise _not_opened()
        try:
            # Read under the lock: whatever is stored meanwhile is indexed after it.
            with self._writing:
                passages = self._archive.all_passages()
                self._store.rebuild(passages)
        except StoreBroken as error:
            self._reason = _broken(error)
            raise self._reason from error
        self._reason = None
        return len(passages)

    def similar_problems(
        self, project: str, month: str, text: str, k: int = 3
    ) -> tuple[SimilarProblem, ...]:
        """At most `k` problems of the project's signed reviews before `month` that are like `text`,
        best first; often there is none."""
        ranking = self._ranking(project)
        wanted = terms(text)
        found: dict[tuple[int, str], SimilarProblem] = {}
        for past, score in ranking.search(text, len(ranking)):
            if past.month < month_number(month) and _alike(wanted, terms(past.text)):
                similar = SimilarProblem(month_text(past.month), past.text, score, past.origin)
                found.setdefault((past.month, past.text), similar)
        return tuple(found.values())[:k]

    def search(
        self,
        project: str,
        query: str,
        *,
        month: str | None = None,
        kind: PassageKind | None = None,
        k: int = 10,
    ) -> tuple[Hit, ...]:
        """At most `k` passages of one project that may answer `query`, best first; often there is
        none. The vector store is not asked (docs/decisions/0008-search.md), so it may lag or be gone.

        `month` is such as "2026-10"; `kind` is "source" or "review".
        """
        return self._passages.search(project, query, month=month, kind=kind, k=k)

    def _ranking(self, project: str) -> Ranking[Passage]:
        version = self._archive.corpus_version(project)
        known = self._rankings.get(project)
        if known is None or known[0] != version:
            remembered = self._archive.passages(project, kind="review")
            known = (version, Ranking([one for one in remembered if is_problem(one)]))
            self._rankings[project] = known
        return known[1]

    def _index(self, project: str, origin: str) -> None:
        passages = self._archive.passages(project, origin=origin)
        self._attempt(lambda store: store.upsert(passages))

    def _compare(self, store: VectorStore) -> None:
        """Sees that the store lost passages, for example with its folder, or has them all again."""
        held = len(store)
        wanted = self._archive.passage_count()
        # What is being read may be there already, in part or whole.
        if wanted == held or wanted < held <= self._archive.passage_count(unfinished=True):
            self._reason = None
        else:
            self._reason = RecallUnavailable(
                zh=f"向量索引有 {held} 段，记录有 {wanted} 段。请停止服务后运行 fupan reindex。",
                en=f"The vector index holds {held} passages, the records {wanted}. Stop the "
                "service and run fupan reindex.",
            )

    def _attempt(self, change: Callable[[VectorStore], None]) -> None:
        if self._store is None:
            return
        try:
            with self._writing:
                change(self._store)
                self._compare(self._store)
        except StoreBroken as error:
            self._reason = _broken(error)


@contextmanager
def open_recall(archive: Archive, data: Path, *, apart: bool = True) -> Iterator[Recall]:
    """The recall of the directory `data`, which this process holds alone while the block runs.

    A damaged vector store does not keep it from opening. `apart` keeps the store in a process of its
    own, so that a server goes on answering while it is written.

    :raises StoreInUse: another process holds the directory.
    """
    from knowledge.store import PassageStore, hold
    from knowledge.store_process import StoreProcess

    with ExitStack() as held:
        try:
            held.enter_context(hold(data))
        except StoreLocked as error:
            raise _in_use(error) from error
        store: VectorStore = StoreProcess.open(data) if apart else PassageStore.open(data)
        held.callback(store.close)
        yield Recall(archive, store)


def _in_use(error: StoreLocked) -> StoreInUse:
    holder = "" if error.holder is None else f" {error.holder}"
    return StoreInUse(
        zh=f"数据目录 {error.path} 正被进程{holder or '（未知）'} 使用。"
        "请先停止它，或换一个数据目录。",
        en=f"The data directory {error.path} is in use by process{holder or ' (unknown)'}. Stop it "
        "first, or use another data directory.",
    )


def _alike(wanted: set[str], past: set[str]) -> bool:
    shared = len(wanted & past)
    return shared >= _LEAST_SHARED and shared >= _LEAST_PART * min(len(wanted), len(past))


def _not_opened() -> RecallUnavailable:
    return RecallUnavailable(
        zh="没有打开向量索引。起草不受影响；需要时运行 fupan reindex。",
        en="No vector index is open. Drafting goes on; run fupan reindex when it is needed.",
    )


def _broken(error: StoreBroken) -> RecallUnavailable:
    return RecallUnavailable(
        zh=f"向量索引无法读写（{error}）。起草不受影响；请停止服务后运行 fupan reindex。",
        en=f"The vector index cannot be read or written ({error}). Drafting goes on; stop the "
        "service and run fupan reindex.",
    )
