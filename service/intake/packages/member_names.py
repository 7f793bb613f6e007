"""The names in a zip: which bytes they are, what remains of a path, and what nobody wrote.

Programs before 2007, and many since, write names in the code page of the machine (GBK in China) and
say nothing of it; zipfile then reads them as code page 437.
"""

from __future__ import annotations

import re
import struct
import zlib
from zipfile import ZipInfo

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Controls, and the marks that turn the direction of writing, which make a name read as another."""
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})


def name_of(part: ZipInfo) -> str:
    """The path of a part, in the encoding it was written in, as plain text."""
    return plain_path(_text(part))


def plain_path(path: str) -> str:
    """A path as plain text: `/` between its steps, no root, drive or `..`, no control characters."""
    path = _DRIVE.sub("", path.replace("\\", "/"))
    steps = [_CONTROLS.sub("\ufffd", step).strip() for step in path.split("/")]
    return "/".join(step for step in steps if step not in {"", ".", ".."}) or "?"


def ignored_because(name: str, part: ZipInfo) -> tuple[str, str] | None:
    """Why a part is nothing that a person wrote, in both languages; None for a file to read."""
    steps = name.split("/")
    if part.is_dir():
        return (
            "是文件夹，里面的文件各自读取",
            "it is a folder; the files in it are read by themselves",
        )
    if steps[0] == "__MACOSX" or steps[-1].lower() in _LEFTOVERS:
        return "是系统自动加进去的文件", "the operating system put it there"
    if any(step.startswith(".") for step in steps):
        return "是隐藏文件", "it is a hidden file"
    return None


def _text(part: ZipInfo) -> str:
    """The name in the encoding it was written in: as declared, else UTF-8, else GB18030, else as
    zipfile reads it."""
    if part.flag_bits & _UTF8_FLAG:
        return part.orig_filename
    raw = part.orig_filename.encode("cp437", "replace")
    if raw.isascii():
        return part.orig_filename
    declared = _declared(part.extra, raw)
    if declared:
        return declared
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.orig_filename


def _declared(extra: bytes, raw: bytes) -> str:
    """The name in UTF-8 that some programs add beside the one in the code page; "" for none."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        # Version, checksum of the other name (a renamed member keeps a stale one), the name.
        if kind == _UNICODE_PATH and body[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return body[5:].decode("utf-8", "replace")
    return ""
