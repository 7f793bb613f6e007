"""Compound files (OLE): old Office files, Outlook messages, and Office files with a password.

Only the names at the root of the directory are read; they tell what the file is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from service.errors import DamagedInput, EncryptedInput, UnsupportedInput
from service.review import Form

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 20_000
"""Entries of a directory that are looked at; a message with a hundred attachments has 5,000."""
_ENTRY = 128
_IN_HEADER = 109
_NONE = 0xFFFFFFFA
"""Numbers from here on mean "no sector" and "no entry"."""


def form_of_compound(data: bytes, name: str) -> Form:
    """xls or msg. Raises UnsupportedInput for .doc, .ppt and others, EncryptedInput for an Office file
    with a password, DamagedInput."""
    try:
        names = set(root_names(data))
    except (struct.error, IndexError, ValueError) as error:
        raise DamagedInput(
            zh=f"{name} 已损坏或不完整：请用原来的程序打开，另存后再交。",
            en=f"{name} is damaged or cut off: open it in the program that wrote it, save it again "
            "and hand that in.",
        ) from error
    if "EncryptedPackage" in names:
        raise EncryptedInput(
            zh=f"{name} 有密码：请在 Office 里去掉密码，另存后再交。",
            en=f"{name} has a password: remove it in Office, save and hand that in.",
        )
    if "__properties_version1.0" in names:
        return "msg"
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return "xls"
    what = {"WordDocument": ".doc", "PowerPoint Document": ".ppt"}
    suffix = next((suffix for stream, suffix in what.items() if stream in names), "")
    raise UnsupportedInput(
        zh=f"{name} 是旧版 Office 文件{suffix and f'（{suffix}）'}，不能读："
        "请另存为 .docx、.xlsx 或 .pdf，或把文字粘贴过来。",
        en=f"{name} is an old Office file{suffix and f' ({suffix})'}, which is not read: save it as "
        ".docx, .xlsx or .pdf, or paste its text.",
    )


def root_names(data: bytes) -> Iterator[str]:
    """The names of the streams and storages at the root.

    Raises ValueError, IndexError or struct.error for a damaged file.
    """
    entries = list(_entries(data))
    seen: set[int] = set()
    waiting = [struct.unpack_from("<L", entries[0], 76)[0]]
    while waiting:
        at = waiting.pop()
        if at >= _NONE or at in seen:
            continue
        seen.add(at)
        entry = entries[at]
        length = struct.unpack_from("<H", entry, 64)[0]
        yield entry[: min(64, max(0, length - 2))].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<LL", entry, 68)


def _entries(data: bytes) -> Iterator[bytes]:
    """The directory's entries, along its chain of sectors."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if not 7 <= shift <= 16:
        raise ValueError("no sector size")
    size = 1 << shift
    sector = struct.unpack_from("<L", data, 48)[0]
    count = 0
    while sector < _NONE:
        at = (sector + 1) * size
        for start in range(at, at + size, _ENTRY):
            count += 1
            if count > MOST_ENTRIES:
                raise ValueError("an endless directory")
            yield data[start : start + _ENTRY]
        sector = _next(data, sector, size)


def _next(data: bytes, sector: int, size: int) -> int:
    """The sector after this one, from the allocation table."""
    if (sector + 1) * size >= len(data):
        raise ValueError("a sector behind the end")
    per_table = size // 4
    table = _table(data, sector // per_table, size)
    following: int = struct.unpack_from("<L", data, (table + 1) * size + 4 * (sector % per_table))[
        0
    ]
    return following


def _table(data: bytes, part: int, size: int) -> int:
    """The sector that holds a part of the allocation table: the header lists the first 109, sectors
    in a chain list the others."""
    if part < _IN_HEADER:
        at = 76 + 4 * part
    else:
        hops, place = divmod(part - _IN_HEADER, size // 4 - 1)
        sector = struct.unpack_from("<L", data, 68)[0]
        for _ in range(hops):
            sector = struct.unpack_from("<L", data, (sector + 2) * size - 4)[0]
        at = (sector + 1) * size + 4 * place
    table: int = struct.unpack_from("<L", data, at)[0]
    return table
