"""The meeting that a sentence was said at: the block of its source, with its day."""

from __future__ import annotations

from dataclasses import dataclass

from service.review import Block, Sentence, Source

_MARKS = " #*=-\t>|_\u3000"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A block of a source: its ISO day ("" for none) and the sentence that names it.

    `begins` is False where a block goes on with the same meeting, parted by a copy that was left out.
    """

    day: str
    named_by: str
    title: str = ""
    begins: bool = True


class Meetings:
    """The meetings of one source, by sentence."""

    def __init__(self, source: Source) -> None:
        """Goes through the blocks once; a source without blocks is one meeting on its own day."""
        self._whole = Meeting(source.dated, "")
        self._begin: dict[str, Meeting] = {}
        self._of: dict[str, Meeting] = {}
        before: Block | None = None
        for block in source.blocks:
            inside = source.sentences[block.first : block.end]
            if not inside:
                continue
            goes_on = before is not None and (before.dated, before.title) == (
                block.dated,
                block.title,
            )
            named_by = _named_by(inside, block) if block.dated else ""
            meeting = Meeting(block.dated, named_by, block.title, not goes_on)
            self._begin[inside[0].id] = meeting
            self._of.update(dict.fromkeys((sentence.id for sentence in inside), meeting))
            before = block

    def of(self, sentence: Sentence) -> Meeting:
        """The meeting that a sentence belongs to."""
        return self._of.get(sentence.id, self._whole)

    def beginning_at(self, sentence: Sentence) -> Meeting | None:
        """The meeting whose first sentence this is."""
        return self._begin.get(sentence.id)

    def is_date_line(self, sentence: Sentence) -> bool:
        """Whether the sentence is the line that dates its block, and so no topic of its own."""
        title = self.of(sentence).title
        return bool(title) and sentence.text.strip(_MARKS).startswith(title)


def _named_by(inside: tuple[Sentence, ...], block: Block) -> str:
    if not block.title:
        return ""
    return next(
        (s.id for s in inside if s.text.strip(_MARKS)[: len(block.title)] == block.title), ""
    )
