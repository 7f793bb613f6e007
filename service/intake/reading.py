"""One file or one paste -> a source. Content decides what it is, the file name only helps."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from service.errors import UnknownEncoding
from service.intake.decoding import chosen_encoding, decode
from service.intake.detect import dated, day_in_name, kind_of, language_of
from service.intake.guard import check_bytes, check_size, check_text
from service.intake.tables import looks_like_table, read_table, separator_of
from service.intake.text_source import read_sentences
from service.review import IntakeReport, IntakeWarning, Sentence, Source

TABLE_SUFFIXES = frozenset({".csv", ".tsv"})


def read_source(data: bytes, name: str, *, encoding: str | None = None) -> Source:
    """Read one file. `name` is the path as handed in; `encoding` a person's choice.

    Raises EmptyInput, InputTooLarge, BinaryInput, UnknownEncoding or UnreadableTable.
    """
    wide = encoding is not None and chosen_encoding(encoding).startswith("utf-16")
    check_bytes(data, name, wide=wide)
    text, codec = decode(data, name, encoding)
    return _read(text, codec, hashlib.sha256(data).hexdigest(), name)


def read_paste(text: str, number: int) -> Source:
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
    return _read(text.removeprefix("\ufeff"), codec, hashlib.sha256(data).hexdigest(), name)


def _read(text: str, codec: str, sha256: str, name: str) -> Source:
    check_text(text, name)
    if _is_table(text, name):
        return _table_source(text, codec, sha256, name)
    sentences = read_sentences(text, name, sha256[:8])
    return Source(
        name=name,
        sha256=sha256,
        encoding=codec,
        kind=kind_of(text),
        language=language_of(text),
        text=text,
        sentences=sentences,
        dated=dated(text, name),
        report=IntakeReport(
            rows_read=len(sentences),
            rows_kept=len(sentences),
            warnings=tuple(_warnings(text, name, sentences)),
        ),
    )


def _table_source(text: str, codec: str, sha256: str, name: str) -> Source:
    table = read_table(text, name, sha256[:8])
    return Source(
        name=name,
        sha256=sha256,
        encoding=codec,
        kind="tickets" if table.tickets else "table",
        language=language_of(text),
        text=text,
        sentences=table.sentences,
        dated=day_in_name(name),
        dialect=table.dialect,
        tickets=table.tickets,
        report=table.report,
    )


def _is_table(text: str, name: str) -> bool:
    """A table by its content; a file that is called one is, unless it has lines without any cells."""
    if PurePath(name).suffix.lower() in TABLE_SUFFIXES:
        one_line = len(text.strip().splitlines()) < 2
        return one_line or separator_of(text) is not None
    return looks_like_table(text)


def _warnings(text: str, name: str, sentences: Sequence[Sentence]) -> Iterator[IntakeWarning]:
    """What a person should see about a text: lost characters, nothing written, two dates."""
    lost = text.count("\ufffd")
    if lost:
        yield IntakeWarning(
            "lost_characters",
            f"有 {lost} 个字符在之前的某次转换中已经丢失（显示为 \ufffd）：请对照原文。",
            f"{lost} characters were lost in some conversion before (shown as \ufffd): check the "
            "original.",
        )
    if all(sentence.role in ("heading", "table_header", "code") for sentence in sentences):
        yield IntakeWarning(
            "only_headings",
            "只有标题或代码，没有正文：这份资料里没有可以写进总结的内容。",
            "There are only headings or code: nothing here can go into a review.",
        )
    named, said = day_in_name(name), dated(text, name)
    if named and said != named:
        yield IntakeWarning(
            "two_dates",
            f"正文说是 {said}，文件名说是 {named}：按正文的日期读取，请核对。",
            f"The text says {said}, the file name {named}: the text was followed, please check.",
        )
