"""What is refused before it is read: nothing, too much, or bytes that are no text."""

from __future__ import annotations

import re

from service.errors import BinaryInput, EmptyInput, InputTooLarge

LARGEST = 20 * 1024 * 1024
"""Bytes of one file or paste that are read at once."""
MOST_LINES = 1_000_000
"""Lines of one file or paste: more would take gigabytes to number, and nobody wrote them."""
MOST_SENTENCES = 500_000
"""Sentences or filled cells that one source may have."""

_SIGNATURES = (
    (b"PK\x03\x04", "Office 文件或压缩包", "an Office file or an archive"),
    (b"PK\x05\x06", "空的压缩包", "an empty archive"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件", "an old Office file"),
    (b"%PDF-", "PDF", "a PDF"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "an archive"),
    (b"Rar!\x1a\x07", "压缩包", "an archive"),
    (b"SQLite format 3\x00", "数据库", "a database"),
    (b"\x7fELF", "程序", "a program"),
    (b"MZ\x90", "程序", "a program"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\x00"
_HEAD = 65536


def check_size(size: int, name: str) -> None:
    """Raises InputTooLarge above `LARGEST` bytes."""
    if size > LARGEST:
        raise InputTooLarge(
            zh=f"{name} 有 {size / 1_048_576:.0f} MB，一次最多读 {LARGEST // 1_048_576} MB："
            "请只保留本月的内容，或拆成几个文件。",
            en=f"{name} has {size / 1_048_576:.0f} MB; at most {LARGEST // 1_048_576} MB are read "
            "at once: keep this month's part, or split it into several files.",
        )


def check_count(count: int, most: int, name: str, *, zh: str, en: str) -> None:
    """Raises InputTooLarge when a source has more than `most` of what `zh` and `en` name."""
    if count > most:
        raise InputTooLarge(
            zh=f"{name} 超过 {most:,} {zh}：请只保留本月的内容，或拆成几个文件。",
            en=f"{name} has more than {most:,} {en}: keep this month's part, or split it into "
            "several files.",
        )


def check_bytes(data: bytes, name: str, *, wide: bool = False) -> None:
    """Raises EmptyInput, InputTooLarge or BinaryInput.

    `wide` says that a person named an encoding whose text has zero bytes (UTF-16).
    """
    check_size(len(data), name)
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\x00"):
        raise _empty(name)
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, zh, en)
    if not wide and not data.startswith(_WIDE_BOMS) and _looks_binary(data):
        raise _binary(name, "二进制文件", "a binary file")


def check_text(text: str, name: str) -> None:
    """Raises EmptyInput when nothing can be seen, BinaryInput for control characters, InputTooLarge
    for too many lines."""
    if not text.strip() or not text.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip():
        raise _empty(name)
    if "\x00" in text:
        raise _binary(name, "二进制内容", "binary content")
    lines = text.count("\n") + text.count("\r")
    check_count(lines, MOST_LINES, name, zh="行", en="lines")


def _looks_binary(data: bytes) -> bool:
    """Zero bytes that are not UTF-16, or many control characters."""
    if b"\0" in data:
        head = data[:_HEAD]
        zeros = head.count(0)
        wide = max(head[0::2].count(0), head[1::2].count(0))
        return wide < 0.9 * zeros or zeros < 0.05 * len(head)
    head = data[:_HEAD]
    return len(_CONTROLS.findall(head)) > 0.02 * len(head)


def _empty(name: str) -> EmptyInput:
    if name.startswith("paste:"):
        return EmptyInput(
            zh="没有粘贴任何文字：请粘贴会议纪要、工作记录或工单，再提交。",
            en="Nothing was pasted: paste minutes, notes or tickets, then submit.",
        )
    return EmptyInput(
        zh=f"{name} 是空的：请粘贴或上传有文字的内容。",
        en=f"{name} is empty: paste or upload something with text in it.",
    )


def _binary(name: str, zh: str, en: str) -> BinaryInput:
    return BinaryInput(
        zh=f"{name} 是{zh}，不是文字：请另存为 .txt、.md 或 .csv，或把文字复制过来粘贴。",
        en=f"{name} is {en}, not text: save it as .txt, .md or .csv, or copy the text and paste it.",
    )
