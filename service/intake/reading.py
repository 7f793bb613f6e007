"""One file or one paste -> a source: guard, decode, find its form, hand it to that form's reader."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping

from service.errors import UnknownEncoding
from service.intake.decoding import chosen_encoding, decode
from service.intake.detect import language_of
from service.intake.forms import form_of_bytes, form_of_text
from service.intake.guard import check_bytes, check_size, check_text
from service.intake.notes import read_notes
from service.intake.reader import Choices, Given, Reader
from service.intake.tables import read_csv
from service.review import Form, Source

READERS: Mapping[Form, Reader] = {
    "text": read_notes,
    "csv": read_csv,
}
"""The reader of each form."""


def read_source(
    data: bytes, name: str, *, encoding: str | None = None, choices: Choices | None = None
) -> Source:
    """Read one file. `name` is the path as handed in; `encoding` and `choices` are a person's.

    Raises EmptyInput, InputTooLarge, BinaryInput, UnknownEncoding or UnreadableTable.
    """
    choices = choices or Choices(encoding=encoding)
    form = choices.form or form_of_bytes(data, name)
    if form is not None and form not in _TEXT_FORMS:
        return _read("", "", data, name, form, choices)
    wide = choices.encoding is not None and chosen_encoding(choices.encoding).startswith("utf-16")
    check_bytes(data, name, wide=wide)
    text, codec = decode(data, name, choices.encoding)
    return _read(text, codec, data, name, form, choices)


def read_paste(text: str, number: int, *, choices: Choices | None = None) -> Source:
    """Read pasted text; its name is "paste:N", its bytes are its UTF-8.

    Raises EmptyInput, InputTooLarge, BinaryInput, UnknownEncoding or UnreadableTable.
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
    check_bytes(data, name)
    codec = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    chosen = choices or Choices()
    return _read(text.removeprefix("\ufeff"), codec, data, name, chosen.form, chosen)


_TEXT_FORMS: frozenset[Form] = frozenset(
    {"text", "csv", "json", "transcript", "html", "rtf", "eml"}
)


def _read(
    text: str, codec: str, data: bytes, name: str, form: Form | None, choices: Choices
) -> Source:
    """`form` is the known one; None finds it out from the text."""
    if codec:
        check_text(text, name)
    form = form or form_of_text(text, name)
    sha256 = hashlib.sha256(data).hexdigest()
    reading = READERS[form](Given(name, data, text, sha256[:8], choices))
    return Source(
        name=name,
        sha256=sha256,
        encoding=codec,
        kind=reading.kind,
        language=language_of(reading.text),
        text=reading.text,
        sentences=reading.sentences,
        dated=reading.dated,
        dialect=reading.dialect,
        tickets=reading.tickets,
        report=reading.report,
        form=form,
        blocks=reading.blocks,
    )
