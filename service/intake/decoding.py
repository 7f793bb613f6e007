"""Bytes -> text by a short ladder: UTF-8, UTF-16 with a mark, GB18030 where it looks Chinese.

Detectors guess wrong on short and mostly-ASCII GBK, and strict GB18030 accepts much that is not
Chinese; so the share of two-byte characters outside the GB2312 zone decides (about 0 in real Chinese
text, 0.38 and more in Big5, Shift-JIS, Latin-1 and damaged UTF-8). Nothing is ever replaced or
dropped: what the ladder does not read without damage is refused with the choice of an encoding.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from service.errors import UnknownEncoding

CHOICES = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "latin-1")
"""The encodings that a person may name."""
ODD_SHARE = 0.25
_FEW = 4
_PAGE_CHARSET = re.compile(
    rb"<(?:meta\s[^<>]{0,200}?charset|\?xml\s[^<>]{0,60}?encoding)\s*=\s*[\"']?([\w-]{2,20})",
    re.IGNORECASE,
)
_GREEK_SIGNS = frozenset("ΣΦΨΩαβγθμ")
_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf16": "utf-16",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text without byte-order mark, and the codec with which `data.decode(codec)` gives it.

    `encoding` is the person's choice and is obeyed or refused, never corrected. A web page may name its
    own encoding; it is believed where the ladder is not certain. Raises UnknownEncoding when the bytes
    cannot be read without damage.
    """
    try:
        return _decode(data, name, encoding)
    except UnknownEncoding:
        declared = None if encoding else _declared(data)
        if declared is None:
            raise
        return _decode(data, name, declared)


def _declared(data: bytes) -> str | None:
    """The encoding that a web page names in its head, if it is one that a person may name."""
    found = _PAGE_CHARSET.search(data[:4096])
    declared = found[1].decode("ascii").lower().replace("_", "-") if found else ""
    return declared if _ALIASES.get(declared, declared) in CHOICES else None


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    if encoding:
        chosen = chosen_encoding(encoding)
        if chosen == "utf-8" and data.startswith(codecs.BOM_UTF8):
            chosen = "utf-8-sig"
        return _strict(data, name, chosen), chosen
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, name, codec), codec
    if b"\0" in data[:4096]:
        codec = "utf-16-le" if data[1:4096:2].count(0) >= data[0:4096:2].count(0) else "utf-16-be"
        return _strict(data, name, codec), codec
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        not_utf8 = error
    else:
        if _may_be_two_or_three_gbk_characters(data, text):
            raise _unknown(data, name, None)
        return text, "utf-8"
    try:
        text = data.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise _unknown(data, name, not_utf8) from None
    if odd_share(text) > ODD_SHARE:
        raise _unknown(data, name, not_utf8)
    return text, "gb18030"


def chosen_encoding(encoding: str) -> str:
    """The name in `CHOICES` that a person means. Raises UnknownEncoding for any other."""
    plain = encoding.strip().lower().replace("_", "-")
    chosen = _ALIASES.get(plain, plain)
    if chosen not in CHOICES:
        raise UnknownEncoding(
            zh=f"不认识编码“{encoding}”：encoding 请从 {'、'.join(CHOICES)} 中选择。",
            en=f"The encoding “{encoding}” is not known: choose encoding from {', '.join(CHOICES)}.",
        )
    return chosen


def odd_share(text: str) -> float:
    """The share of characters whose GB18030 form lies outside the GB2312 zone, 0 to 1."""
    total = odd = 0
    for character, count in Counter(text).items():
        if character > "\x7f":
            form = character.encode("gb18030")
            total += count
            odd += count * (form[0] < 0xA1 or form[1] < 0xA1)
    return odd / max(total, 1)


def _may_be_two_or_three_gbk_characters(data: bytes, text: str) -> bool:
    """Whether a text with hardly a letter beyond Latin is as well Chinese: 为 in GBK is Ϊ in UTF-8.

    Every fourth Chinese character or so is such a pair, so more than a few of them in a row are UTF-8
    (Greek, Russian) for certain, as is any character of three bytes; é, · and Jira's Σ are taken for
    what they are.
    """
    if text.isascii():
        return False
    foreign = {character for character in set(text) if character > "\x7f"}
    if len(foreign) > _FEW or max(foreign) > "\u07ff":
        return False
    if all(character < "\u0180" or character in _GREEK_SIGNS for character in foreign):
        return False
    try:
        return odd_share(data.decode("gb18030")) == 0
    except UnicodeDecodeError:
        return False


def _strict(data: bytes, name: str, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _unknown(data, name, error) from None


def _unknown(data: bytes, name: str, error: UnicodeDecodeError | None) -> UnknownEncoding:
    zh, en = "它既能读成 UTF-8，也能读成 GB18030", "it reads as UTF-8 and as GB18030"
    if error is not None:
        line = data.count(b"\n", 0, error.start) + 1
        codec = error.encoding.upper()
        zh, en = (
            f"第 {line} 行起有不是 {codec} 的字节",
            f"line {line} has bytes that are not {codec}",
        )
    return UnknownEncoding(
        zh=f"{name} 的文字编码认不准（{zh}），为免读错没有读入："
        f"请另存为 UTF-8 再上传，或指定编码（encoding：{'、'.join(CHOICES)}）。",
        en=f"The encoding of {name} is not certain ({en}), so nothing was read: save it as UTF-8, or "
        f"name its encoding (encoding: {', '.join(CHOICES)}).",
    )
