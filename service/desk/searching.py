"""What a search over everything handed in gives back, in words of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.passages import PassageKind
from service.errors import EmptyInput, InvalidRequest
from service.recall import Hit

LONGEST_QUERY = 1000
MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A piece of a source or of a signed review that may answer.

    `id` is that of the source or the review; `name` is the source's, "" for a review.
    `text[start:end]` is the line that says most of what was asked. `line` and `sentence` say where the
    piece begins in its source (0 and "" in a review); `place` is its whole place. `score` orders the
    passages of one answer; `share` (0 to 1) is the part of the question that the passage says.
    """

    kind: PassageKind
    id: str
    name: str
    month: str
    text: str
    start: int
    end: int
    line: int
    sentence: str
    place: Mapping[str, object]
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search, best first; no passage is an answer too."""

    project: str
    query: str
    passages: tuple[FoundPassage, ...]


def checked_query(raw: str) -> str:
    """The query without white space around it. Raises EmptyInput, InvalidRequest when too long."""
    query = raw.strip()
    if not query:
        raise EmptyInput(
            zh="请输入要查找的词、人名或日期。", en="Type words, a name or a day to look for."
        )
    if len(query) > LONGEST_QUERY:
        raise InvalidRequest(
            zh=f"查找的内容最多 {LONGEST_QUERY} 个字。请只写要点。",
            en=f"A search may have {LONGEST_QUERY} characters at most. Keep to the essentials.",
        )
    return query


def checked_number(k: int) -> int:
    """How many passages are asked for. Raises InvalidRequest outside 1 to MOST_HITS."""
    if not 1 <= k <= MOST_HITS:
        raise InvalidRequest(
            zh=f"每次可查找 1 到 {MOST_HITS} 段。", en=f"Ask for 1 to {MOST_HITS} passages."
        )
    return k


def found_passage(hit: Hit, names: Mapping[str, str]) -> FoundPassage | None:
    """The passage of a hit; None when its source was deleted in the meantime."""
    if hit.kind == "source" and hit.origin not in names:
        return None
    return FoundPassage(
        kind=hit.kind,
        id=hit.origin,
        name=names.get(hit.origin, ""),
        month=hit.month,
        text=hit.text,
        start=hit.start,
        end=hit.end,
        line=hit.line,
        sentence=hit.sentence,
        place=hit.place,
        score=hit.score,
        share=hit.share,
    )
