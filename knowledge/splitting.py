"""Cuts a text into chunks without losing a character: the chunks joined are the text.

The only importer of LangChain's splitters, which drop white space unless told otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

CHUNK_SIZE = 200
SEPARATORS = ("\n\n", "\n", "。", "；", "，", "")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text: `text == whole[start:end]` (code points)."""

    text: str
    start: int
    end: int


def split(text: str, *, size: int = CHUNK_SIZE) -> tuple[Chunk, ...]:
    """The chunks of `text` in order, each of at most `size` characters, none overlapping."""
    if not text:
        return ()
    # Here, because it takes a third of a second that a reader of stored passages need not wait.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        keep_separator="end",
        strip_whitespace=False,
        add_start_index=True,
        chunk_size=size,
        chunk_overlap=0,
    )
    chunks = []
    for document in splitter.create_documents([text]):
        start: int = document.metadata["start_index"]
        chunks.append(Chunk(document.page_content, start, start + len(document.page_content)))
    return tuple(chunks)
