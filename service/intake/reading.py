"""One file or one paste -> a source: guard, decode, find its form, hand it to that form's reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from service.errors import UnknownEncoding, UnsupportedInput
from service.intake.decoding import chosen_encoding, decode
from service.intake.detect import language_of
from service.intake.forms import form_of_bytes, form_of_text
from service.intake.guard import check_bytes, check_size, check_text
from service.intake.prose.notes import read_notes
from service.intake.reader import (
    Choices,
    Given,
    Reader,
    Reading,
    kept_for_the_end,
    told_to_nobody,
)
from service.intake.sandbox import read_apart
from service.intake.tables.csv_files import read_csv
from service.intake.tables.json_files import read_json
from service.intake.transcripts import layout_of, read_document_as_talk, read_transcript
from service.review import Form, Sentence, Source


def _later(module: str, function: str) -> Reader:
    """A reader that is imported with its libraries when the first file of its form comes: most
    processes never see one, and they take a quarter of a second."""

    def read(given: Given) -> Reading:
        reader: Reader = getattr(import_module(f"service.intake.{module}"), function)
        return reader(given)

    return read


READERS: Mapping[Form, Reader] = {
    "text": read_notes,
    "csv": read_csv,
    "transcript": read_transcript,
    "docx": _later("documents.docx", "read_docx"),
    "html": _later("documents.html", "read_html"),
    "pdf": _later("documents.pdf", "read_pdf"),
    "rtf": _later("documents.rtf", "read_rtf"),
    "json": read_json,
    "eml": _later("mail.mails", "read_eml"),
    "msg": _later("mail.mails", "read_msg"),
    "xlsx": _later("workbooks.xlsx", "read_xlsx"),
    "xls": _later("workbooks.xls", "read_xls"),
}
"""The reader of each form."""


READ_HERE = 1 << 18
"""Bytes of plain text up to which it is read in the process that asks: it takes as long as a child takes
to begin. More would keep a server from answering others."""


def read_source(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    choices: Choices | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Read one file: short plain text in this process, everything else in one of its own.

    `name` is the path as handed in; `encoding` and `choices` are a person's. `on_progress` and
    `cancelled` are as in `sandbox.read_apart`.

    Raises InputError, each of its kinds with what the person can do, or ReadingCancelled.
    """
    choices = choices or Choices(encoding=encoding)
    if is_read_here(data, name, choices):
        return read_here(data, name, choices=choices)
    return read_apart(data, name, choices, on_progress=on_progress, cancelled=cancelled)


def is_read_here(data: bytes, name: str, choices: Choices) -> bool:
    """Whether this process may read the file itself: it is plain text, and not much of it.

    What the guard refuses by size or structure is refused here, before a process is begun for it.
    Raises InputError.
    """
    check_size(len(data), name)
    form = form_of_bytes(data, name)
    if (_first_form(choices, form) or "text") not in _PLAIN_FORMS or len(data) > READ_HERE:
        return False
    text, _ = _decoded(data, name, choices)
    return (choices.form or form_of_text(text, name)) in _PLAIN_FORMS


def read_here(
    data: bytes,
    name: str,
    *,
    choices: Choices | None = None,
    on_progress: Callable[[int, int], None] = told_to_nobody,
    on_sentences: Callable[[Sequence[Sentence]], None] = kept_for_the_end,
) -> Source:
    """Read one file in this process, whatever its form: for the child, and for tests of readers.

    `on_progress` and `on_sentences` are as in `Given`. Raises InputError.
    """
    choices = choices or Choices()
    check_size(len(data), name)
    found = form_of_bytes(data, name)
    form = _first_form(choices, found)
    text, codec = "", ""
    if form is None or form in _TEXT_FORMS:
        text, codec = _decoded(data, name, choices)
    given = Given(name, data, text, "", choices, on_progress, on_sentences)
    return _read(given, codec, form)


def _first_form(choices: Choices, found: Form | None) -> Form | None:
    """The form that a file is first read in: the one a person says, else the one found. A Word file that
    a person calls a transcript is a Word file before it is one."""
    return found if found == "docx" and choices.form == "transcript" else choices.form or found


def _decoded(data: bytes, name: str, choices: Choices) -> tuple[str, str]:
    wide = choices.encoding is not None and chosen_encoding(choices.encoding).startswith("utf-16")
    check_bytes(data, name, wide=wide)
    return decode(data, name, choices.encoding)


def read_paste(
    text: str,
    number: int,
    *,
    choices: Choices | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Read pasted text, as `read_source` reads a file; its name is "paste:N", its bytes are its UTF-8.

    Raises InputError or ReadingCancelled.
    """
    name = f"paste:{number}"
    check_size(len(text), name)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise UnknownEncoding(
            zh=f"粘贴的文字第 {line} 行有残缺的字符（半个代理对）：请从原文重新复制。",
            en=f"Line {line} of the paste has half a character (a lone surrogate): copy it again "
            "from where it came.",
        ) from error
    # Whatever encoding was chosen for the month's files, a paste has one already.
    chosen = replace(choices or Choices(), encoding="utf-8")
    return read_source(data, name, choices=chosen, on_progress=on_progress, cancelled=cancelled)


_PLAIN_FORMS: frozenset[Form] = frozenset({"text", "csv", "json", "transcript"})
"""Forms that our own code reads, line by line: no foreign parser, no unpacking."""
_TEXT_FORMS: frozenset[Form] = _PLAIN_FORMS | {"html", "rtf"}
"""Forms whose bytes are decoded for the reader."""


def _read(given: Given, codec: str, form: Form | None) -> Source:
    """`form` is the known one; None finds it out from the text."""
    name, choices = given.name, given.choices
    if codec:
        check_text(given.text, name)
    form = form or form_of_text(given.text, name)
    sha256 = hashlib.sha256(given.data).hexdigest()
    reader = READERS.get(form)
    if reader is None:
        raise UnsupportedInput(
            zh=f"{name} 是 {form} 文件，还不能读：请另存为 .txt、.md 或 .csv，或把文字粘贴过来。",
            en=f"{name} is a {form} file, which is not read yet: save it as .txt, .md or .csv, or "
            "paste its text.",
        )
    given = replace(given, prefix=sha256[:8])
    reading = reader(given)
    is_talk = choices.form is None and form == "docx" and layout_of(reading.text) is not None
    if is_talk or (form == "docx" and choices.form == "transcript"):
        reading = read_document_as_talk(given, reading)
    return Source(
        name=name,
        sha256=sha256,
        encoding=codec,
        kind=reading.kind,
        language=language_of(_words(reading)),
        text=reading.text,
        sentences=reading.sentences,
        dated=reading.dated,
        dialect=reading.dialect,
        tickets=reading.tickets,
        report=reading.report,
        form=form,
        blocks=reading.blocks,
        speakers=reading.speakers,
    )


def _words(reading: Reading) -> str:
    """What the language is told from: of a transcript the speech, not its cue ids and times; of a
    workbook its cells."""
    if reading.text and reading.kind != "transcript":
        return reading.text
    return "\n".join(sentence.text for sentence in reading.sentences)
