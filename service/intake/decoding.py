"""Bytes -> text by a short ladder: UTF-8, UTF-16 with a mark, GB18030 where it looks Chinese.

Detectors guess wrong on short and mostly-ASCII GBK, and strict GB18030 accepts much that is not
Chinese; so the share of two-byte characters outside the GB2312 zone decides (about 0 in real Chinese
text, 0.38 and more in Big5, Shift-JIS, Latin-1 and damaged UTF-8). Nothing is ever replaced or
dropped: what the ladder does not read without damage is refused with the choice of an encoding.
"""

from __future__ import annotations

import codecs

from service.errors import UnknownEncoding

CHOICES = ("utf-8", "gb18030", "big5", "utf-16", "latin-1")
"""The encodings that a person may name."""
ODD_SHARE = 0.25
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text without byte-order mark, and the codec with which `data.decode(codec)` gives it.

    `encoding` is the person's choice and is obeyed or refused, never corrected. Raises
    UnknownEncoding when the bytes cannot be read without damage.
    """
    if encoding:
        return _as_chosen(data, name, encoding)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, name, codec), codec
    if b"\0" in data[:4096]:
        codec = "utf-16-le" if data[1:4096:2].count(0) >= data[0:4096:2].count(0) else "utf-16-be"
        return _strict(data, name, codec), codec
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise _unknown(name, broken_at) from None
    if odd_share(data) > ODD_SHARE:
        raise _unknown(name, broken_at)
    return text, "gb18030"


def odd_share(data: bytes) -> float:
    """The share of two-byte characters outside the GB2312 zone, 0 to 1."""
    total = odd = at = 0
    size = len(data)
    while at < size - 1:
        if data[at] < 0x80:
            at += 1
            continue
        total += 1
        odd += data[at] < 0xA1 or data[at + 1] < 0xA1
        at += 4 if 0x30 <= data[at + 1] <= 0x39 else 2
    return odd / max(total, 1)


def _as_chosen(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    chosen = encoding.strip().lower()
    if chosen not in CHOICES:
        raise UnknownEncoding(
            zh=f"不认识编码“{encoding}”：请从 {'、'.join(CHOICES)} 中选择。",
            en=f"The encoding “{encoding}” is not known: choose one of {', '.join(CHOICES)}.",
        )
    if chosen == "utf-8" and data.startswith(codecs.BOM_UTF8):
        chosen = "utf-8-sig"
    return _strict(data, name, chosen), chosen


def _strict(data: bytes, name: str, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _unknown(name, error.start) from None


def _unknown(name: str, at: int) -> UnknownEncoding:
    choices = ", ".join(CHOICES)
    return UnknownEncoding(
        zh=f"{name} 的文字编码认不出来（第 {at + 1} 个字节起不是 UTF-8）："
        f"请另存为 UTF-8 再上传，或指定编码（{choices}）。",
        en=f"The encoding of {name} is not recognised (not UTF-8 from byte {at + 1} on): "
        f"save it as UTF-8, or name its encoding ({choices}).",
    )
