"""What is refused before it is read: nothing, too much, or bytes that are no text."""

from __future__ import annotations

from service.errors import BinaryInput, EmptyInput, InputTooLarge

LARGEST = 20 * 1024 * 1024
"""Bytes of one file or paste that are read at once."""

_SIGNATURES = (
    (b"PK\x03\x04", "Office 文件或压缩包", "an Office file or an archive"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件", "an old Office file"),
    (b"%PDF", "PDF", "a PDF"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"\x7fELF", "程序", "a program"),
    (b"MZ\x90", "程序", "a program"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def check_size(size: int, name: str) -> None:
    """Raises InputTooLarge above `LARGEST` bytes."""
    if size > LARGEST:
        raise InputTooLarge(
            zh=f"{name} 有 {size / 1_048_576:.0f} MB，一次最多读 {LARGEST // 1_048_576} MB："
            "请只保留本月的内容，或拆成几个文件。",
            en=f"{name} has {size / 1_048_576:.0f} MB; at most {LARGEST // 1_048_576} MB are read "
            "at once: keep this month's part, or split it into several files.",
        )


def check_bytes(data: bytes, name: str) -> None:
    """Raises EmptyInput, InputTooLarge or BinaryInput."""
    check_size(len(data), name)
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\x00"):
        raise EmptyInput(
            zh=f"{name} 是空的：请粘贴或上传有文字的内容。",
            en=f"{name} is empty: paste or upload something with text in it.",
        )
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, zh, en)
    if not data.startswith(_WIDE_BOMS) and _looks_binary(data):
        raise _binary(name, "二进制文件", "a binary file")


def _looks_binary(data: bytes) -> bool:
    """NUL bytes that are not UTF-16, or many control characters."""
    head = data[:65536]
    zeros = head.count(0)
    if zeros:
        wide = max(head[0::2].count(0), head[1::2].count(0))
        return wide < 0.9 * zeros or zeros < 0.05 * len(head)
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return controls > 0.02 * len(head)


def _binary(name: str, zh: str, en: str) -> BinaryInput:
    return BinaryInput(
        zh=f"{name} 是{zh}，不是文字：请另存为 .txt、.md 或 .csv，或把文字复制过来粘贴。",
        en=f"{name} is {en}, not text: save it as .txt, .md or .csv, or copy the text and paste it.",
    )
