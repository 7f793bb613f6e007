"""Paths -> sources: files as given, folders whole; nothing stops at one bad file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputError, InvalidRequest
from service.intake.containers import contents_of
from service.intake.guard import check_size
from service.intake.reading import read_source
from service.review import Source

SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".json", ".vtt", ".srt"),
        *(".docx", ".xlsx", ".xlsm", ".xls", ".pdf", ".html", ".htm", ".rtf", ".eml", ".msg"),
        ".zip",
    }
)
"""Files of a folder, or of an archive, that are read; others are listed as refused. A file given itself
is always tried."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file or folder that was not read, and why."""

    name: str
    error: InputError


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the paths handed in. `duplicates` pairs a name with the first of its content;
    `contents` are the bytes of each source, in order."""

    sources: tuple[Source, ...]
    refused: tuple[RefusedFile, ...]
    duplicates: tuple[tuple[str, str], ...]
    contents: tuple[bytes, ...] = ()

    def bytes_of(self, source: Source) -> bytes:
        """The bytes that a source was read from."""
        return self.contents[self.sources.index(source)]


def read_paths(paths: Sequence[Path]) -> Intake:
    """Read files, and folders whole in sorted order.

    Hidden files, hidden folders and files of another kind are listed as refused. Raises
    InvalidRequest when a path does not exist.
    """
    sources: list[Source] = []
    contents: list[bytes] = []
    refused: list[RefusedFile] = []
    duplicates: list[tuple[str, str]] = []
    first_of: dict[str, str] = {}
    for name, read in _members(paths, refused):
        try:
            data = read()
            source = read_source(data, name)
        except InputError as refusal:
            refused.append(RefusedFile(name, refusal))
            continue
        if source.sha256 in first_of:
            duplicates.append((name, first_of[source.sha256]))
            continue
        first_of[source.sha256] = name
        sources.append(source)
        contents.append(data)
    return Intake(tuple(sources), tuple(refused), tuple(duplicates), tuple(contents))


def _members(
    paths: Sequence[Path], refused: list[RefusedFile]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name and bytes of each file, those in archives too; what is not opened goes to `refused`."""
    for path, error in _files(paths):
        try:
            if error is not None:
                raise error
            contents = contents_of(_bytes(path), str(path))
        except InputError as refusal:
            refused.append(RefusedFile(str(path), refusal))
            continue
        refused += [RefusedFile(one.name, one.reason) for one in contents.left_out]
        for member in contents.members:
            yield member.name, member.read


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, InputError | None]]:
    """Each file with the reason not to read it, None for one that is to be read."""
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield path, None
        else:
            raise InvalidRequest(
                zh=f"找不到 {path}：请检查路径。", en=f"There is no {path}: check the path."
            )


def _walk(folder: Path) -> Iterator[tuple[Path, InputError | None]]:
    found: list[tuple[Path, InputError | None]] = []
    for place, folders, files in os.walk(folder):
        # A hidden folder is named once and not gone into.
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if name not in hidden]
        found += [(Path(place) / name, _hidden(Path(place) / name)) for name in hidden]
        found += [(Path(place) / name, _reason(Path(place) / name)) for name in files]
    yield from sorted(found, key=lambda one: one[0])


def _reason(path: Path) -> InputError | None:
    if path.name.startswith("."):
        return _hidden(path)
    if path.suffix.lower() in SUFFIXES:
        return None
    return InputError(
        zh=f"{path} 没有读：文件夹里只读文字、表格、文档、邮件和 .zip；需要的话单独给出，"
        "或另存为 .txt、.docx、.xlsx。",
        en=f"{path} was not read: of a folder only texts, tables, documents, mails and .zip are; name "
        "it itself, or save it as .txt, .docx or .xlsx if it is needed.",
    )


def _hidden(path: Path) -> InputError:
    return InputError(
        zh=f"{path} 是隐藏的，没有读：需要的话改名或单独给出。",
        en=f"{path} is hidden and was not read: rename it or name it itself if it is needed.",
    )


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(
            zh=f"{path} 不是普通文件：请给出文件或文件夹。",
            en=f"{path} is no regular file: name a file or a folder.",
        )
    try:
        check_size(path.stat().st_size, str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            zh=f"{path} 读不出来（{error.strerror}）：请检查权限。",
            en=f"{path} cannot be read ({error.strerror}): check its permissions.",
        ) from error
