"""Old Office files made byte by byte: a compound file of streams, and a workbook of BIFF8 records."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes], padding: int = 0) -> bytes:
    """A compound file with these streams at its root; `padding` sectors stand before the directory."""
    chains = [max(1, -(-max(len(data), 4096) // _SECTOR)) for data in streams.values()]
    directory = -(-(len(streams) + 1) * 128 // _SECTOR)
    used = padding + directory + sum(chains)
    tables = 1
    while (used + tables) > tables * (_SECTOR // 4):
        tables += 1
    assert tables <= 109, "a small file"
    fat = [_FAT] * tables + [_FREE] * padding
    at = len(fat)
    first_directory = at
    for length in (directory, *chains):
        fat += [*range(at + 1, at + length), _END]
        at += length
    fat += [_FREE] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", 0, tables, first_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109L", *range(tables), *([_FREE] * (109 - tables)))
    start = first_directory + directory
    entries = _entry("Root Entry", 5, 1 if streams else _FREE, _END, 0)
    bodies = b""
    for number, (name, data) in enumerate(streams.items(), start=1):
        right = number + 1 if number < len(streams) else _FREE
        size = max(len(data), 4096)
        entries += _entry(name, 2, _FREE, start, size, right)
        bodies += data.ljust(chains[number - 1] * _SECTOR, b"\0")
        start += chains[number - 1]
    body = struct.pack(f"<{len(fat)}L", *fat) + bytes(padding * _SECTOR)
    return header + body + entries.ljust(directory * _SECTOR, b"\0") + bodies


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<H2B3L", len(raw) + 2, kind, 1, _FREE, right, child)
    return entry + bytes(36) + struct.pack("<2LL", start, size, 0)


Value = str | float | bool | None
Rows = Sequence[Sequence[Value | tuple[float, int]]]
FORMATS = {164: "0%", 165: "yyyy-mm-dd", 166: "General"}


def workbook(
    sheets: Mapping[str, Rows],
    *,
    hidden: str = "",
    merged: Sequence[tuple[int, int, int, int]] = (),
    since_1904: bool = False,
    encrypted: bool = False,
) -> bytes:
    """An .xls file. A cell is a value, or a number with the key of its format in `FORMATS`.

    `merged` are (first row, last row, first column, last column) from 0, in every sheet.
    """
    bodies = [_sheet(rows, merged) for rows in sheets.values()]
    bounds = [len(_bound(name, 0, False)) for name in sheets]
    head = _record(0x809, struct.pack("<4HLL", 0x600, 5, 0xDBB, 0x7CC, 0, 6))
    if encrypted:
        head += _record(0x2F, struct.pack("<3H", 1, 1, 1) + bytes(48))
    head += _record(0x42, struct.pack("<H", 1200)) + _record(0x22, struct.pack("<H", since_1904))
    font = struct.pack("<5H4B", 200, 0, 8, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial"
    head += _record(0x31, font) * 4
    for key, shape in FORMATS.items():
        head += _record(0x41E, struct.pack("<HHB", key, len(shape), 0) + shape.encode())
    for key in (166, *FORMATS):
        head += _record(0xE0, struct.pack("<3H", 0, key, 0) + bytes(14))
    offset = len(head) + sum(bounds) + 4
    listed = b""
    for name, body in zip(sheets, bodies, strict=True):
        listed += _bound(name, offset, name == hidden)
        offset += len(body)
    return compound({"Workbook": head + listed + _record(0x0A, b"") + b"".join(bodies)})


def _sheet(rows: Rows, merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    body = _record(0x809, struct.pack("<4HLL", 0x600, 16, 0xDBB, 0x7CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            body += _cell(row, column, value)
    if merged:
        ranges = b"".join(struct.pack("<4H", *one) for one in merged)
        body += _record(0xE5, struct.pack("<H", len(merged)) + ranges)
    return body + _record(0x0A, b"")


def _cell(row: int, column: int, value: Value | tuple[float, int]) -> bytes:
    place = struct.pack("<3H", row, column, 0)
    if value is None:
        return b""
    if isinstance(value, str):
        raw = value.encode("utf-16-le")
        return _record(0x204, place + struct.pack("<HB", len(raw) // 2, 1) + raw)
    if isinstance(value, bool):
        return _record(0x205, place + struct.pack("<BB", value, 0))
    number, key = value if isinstance(value, tuple) else (value, 166)
    shape = (166, *FORMATS).index(key)
    return _record(0x203, struct.pack("<3Hd", row, column, shape, number))


def _bound(name: str, offset: int, hidden: bool) -> bytes:
    raw = name.encode("utf-16-le")
    return _record(0x85, struct.pack("<LBBBB", offset, hidden, 0, len(raw) // 2, 1) + raw)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
