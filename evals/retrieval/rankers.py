"""The ways of finding that are compared: words alone, vectors alone, what is served, both fused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.retrieval.material import Project, store
from knowledge import embedding
from knowledge.ranking import Ranking
from knowledge.store import PassageStore, hold
from service.archive import Archive
from service.recall import Recall

K = 10
"""Places that are looked at; an answer further down counts as not found."""
_FUSION = 60
"""The usual constant of reciprocal rank fusion."""
Method = Literal["bm25", "vectors", "served", "fused"]
METHODS: tuple[Method, ...] = ("bm25", "vectors", "served", "fused")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a method gave, with the project it is really of."""

    project: str
    text: str


Answers = Mapping[Method, tuple[Found, ...]]


class Rankers:
    """All methods over one archive with all projects, each of them twice."""

    def __init__(
        self, archive: Archive, vectors: PassageStore, projects: Sequence[Project]
    ) -> None:
        self._vectors = vectors
        self._recall = Recall(archive, None)
        # Words alone: the passages' own texts and the question as typed, nothing else.
        self._plain = {one.name: Ranking(archive.passages(one.name)) for one in projects}

    def answers(self, project: str, query: str) -> Answers:
        """What each method finds, best first."""
        plain = self._plain[project].search(query, K)
        near = self._vectors.query(embedding.embed(query), project, K)
        served = tuple(
            Found(hit.project, hit.text) for hit in self._recall.search(project, query, k=K)
        )
        vectors = tuple(Found(one.project, one.text) for one, _ in near)
        return {
            "bm25": tuple(Found(one.project, one.text) for one, _ in plain),
            "vectors": vectors,
            "served": served,
            "fused": fused(served, vectors),
        }


@contextmanager
def opened(data: Path, projects: Sequence[Project]) -> Iterator[Rankers]:
    """The methods over fresh stores in `data`, filled as the service fills them."""
    with hold(data), Archive.open(data) as archive:
        for project in projects:
            store(archive, project)
        vectors = PassageStore.open(data)
        try:
            vectors.upsert(archive.all_passages())
            yield Rankers(archive, vectors, projects)
        finally:
            vectors.close()


def fused(*rankings: Sequence[Found]) -> tuple[Found, ...]:
    """Reciprocal rank fusion with equal weights."""
    scores: dict[Found, float] = {}
    for ranking in rankings:
        for place, one in enumerate(ranking, 1):
            scores[one] = scores.get(one, 0.0) + 1 / (_FUSION + place)
    return tuple(sorted(scores, key=lambda one: -scores[one]))[:K]
