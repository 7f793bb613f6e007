"""What people hand in -> sources made of numbered sentences with exact places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import EmptyInput, InputError, InvalidRequest
from service.intake.decoding import decode
from service.intake.detect import dated, kind_of, language_of
from service.intake.guard import LARGEST, check_bytes, check_size
from service.intake.text_source import read_sentences
from service.intake.tickets import looks_like_table, read_table
from service.review import IntakeReport, Source

__all__ = ["LARGEST", "Intake", "RefusedFile", "read_paste", "read_paths", "read_source"]

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".csv", ".tsv"})
"""Files of a folder that are read; others are listed as refused."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read, and why."""

    name: str
    error: InputError


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the paths handed in. `duplicates` pairs a name with the first of its content."""

    sources: tuple[Source, ...]
    refused: tuple[RefusedFile, ...]
    duplicates: tuple[tuple[str, str], ...]
    contents: tuple[bytes, ...] = ()

    def bytes_of(self, source: Source) -> bytes:
        """The bytes that a source was read from."""
        return self.contents[self.sources.index(source)]


def read_source(data: bytes, name: str, *, encoding: str | None = None) -> Source:
    """Read one file. `name` is the path as handed in; `encoding` a person's choice.

    Raises EmptyInput, InputTooLarge, BinaryInput, UnknownEncoding or UnreadableTable.
    """
    check_bytes(data, name)
    text, codec = decode(data, name, encoding)
    return _read(text, codec, hashlib.sha256(data).hexdigest(), name)


def read_paste(text: str, number: int) -> Source:
    """Read pasted text; its name is "paste:N". Raises EmptyInput or InputTooLarge."""
    name = f"paste:{number}"
    data = text.encode("utf-8", "surrogatepass")
    check_size(len(data), name)
    if not text.strip("\ufeff \t\r\n\u3000\u200b"):
        raise EmptyInput(
            zh="没有粘贴任何文字：请粘贴会议纪要、工作记录或工单，再提交。",
            en="Nothing was pasted: paste minutes, notes or tickets, then submit.",
        )
    clean = text.removeprefix("\ufeff")
    return _read(clean, "utf-8", hashlib.sha256(clean.encode("utf-8", "replace")).hexdigest(), name)


def read_paths(paths: Sequence[Path]) -> Intake:
    """Read files, and folders whole (sorted, hidden files left out); nothing stops at one bad file.

    Raises InvalidRequest when a path does not exist.
    """
    sources: list[Source] = []
    contents: list[bytes] = []
    refused: list[RefusedFile] = []
    duplicates: list[tuple[str, str]] = []
    seen: dict[str, str] = {}
    for path in _files(paths):
        name = str(path)
        try:
            data = _bytes(path)
            source = read_source(data, name)
        except InputError as error:
            refused.append(RefusedFile(name, error))
            continue
        if source.sha256 in seen:
            duplicates.append((name, seen[source.sha256]))
            continue
        seen[source.sha256] = name
        sources.append(source)
        contents.append(data)
    return Intake(tuple(sources), tuple(refused), tuple(duplicates), tuple(contents))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
                if inner.is_file() and not hidden:
                    yield inner
        elif path.exists():
            yield path
        else:
            raise InvalidRequest(
                zh=f"找不到 {path}：请检查路径。", en=f"There is no {path}: check the path."
            )


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            zh=f"还不能读 {path.suffix or '没有扩展名的'} 文件：请另存为 .txt、.md 或 .csv。",
            en=f"{path.suffix or 'Files without a suffix'} cannot be read yet: "
            "save it as .txt, .md or .csv.",
        )
    check_size(path.stat().st_size, str(path))
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            zh=f"{path} 读不出来（{error.strerror}）：请检查权限。",
            en=f"{path} cannot be read ({error.strerror}): check its permissions.",
        ) from error


def _read(text: str, codec: str, sha256: str, name: str) -> Source:
    prefix = sha256[:8]
    named_so = Path(name).suffix.lower() in (".csv", ".tsv")
    if named_so or looks_like_table(text):
        table = read_table(text, name, prefix)
        return Source(
            name=name,
            sha256=sha256,
            encoding=codec,
            kind="tickets" if table.tickets else "table",
            language=language_of(text),
            text=text,
            sentences=table.sentences,
            dialect=table.dialect,
            tickets=table.tickets,
            report=table.report,
        )
    sentences = read_sentences(text, name, prefix)
    return Source(
        name=name,
        sha256=sha256,
        encoding=codec,
        kind=kind_of(text),
        language=language_of(text),
        text=text,
        sentences=sentences,
        dated=dated(text, name),
        report=IntakeReport(rows_read=len(sentences), rows_kept=len(sentences)),
    )
