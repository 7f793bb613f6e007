"""Bytes and headers of mails -> text: what is declared gb2312 is often more than that."""

from __future__ import annotations

import binascii
import re
from email.errors import HeaderParseError
from email.header import decode_header

_CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "gb-2312": "gb18030",
}
_LADDER = ("utf-8", "gb18030")


def decoded(data: bytes, charset: str | None) -> str:
    """The text of `data`. A declared character set is tried first, then UTF-8 and GB18030; what none of
    them reads becomes U+FFFD, which is reported as lost."""
    declared = (charset or "").strip().lower().replace("_", "-")
    declared = _CHINESE.get(declared, declared)
    for codec in (declared, *_LADDER):
        try:
            if codec and codec != "us-ascii":
                return data.decode(codec)
        except (LookupError, UnicodeError):
            continue
    try:
        return data.decode(declared or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def header_text(raw: str, charset: str | None = None) -> str:
    """A header as people read it: encoded words decoded, raw 8-bit text too, folding undone."""
    try:
        words = decode_header(raw)
    except (HeaderParseError, binascii.Error, ValueError):
        words = [(raw, None)]
    text = ""
    for word, declared in words:
        if isinstance(word, bytes):
            text += decoded(word, declared or charset)
        elif any("\udc80" <= sign <= "\udcff" for sign in word):
            text += decoded(word.encode("utf-8", "surrogateescape"), charset)
        else:
            text += word
    return re.sub(r"[\s\0]+", " ", text).strip()
