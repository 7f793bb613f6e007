"""Outlook messages written by hand: a compound file with the streams that a message has."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END


def text(value: str) -> bytes:
    """A property of text (type 001F)."""
    return value.encode("utf-16-le")


def msg_of(
    streams: Mapping[str, bytes],
    *,
    numbers: Mapping[int, int] | None = None,
    attachments: tuple[Mapping[str, bytes], ...] = (),
) -> bytes:
    """A message. `streams` are its properties by id and type, such as "0037001F"; `numbers` are its
    properties of 32 bits; each of `attachments` has streams of its own."""
    entries = [_Entry("Root Entry", 5)]
    _add_streams(entries, 0, streams, b"\0" * 32 + _numbers(numbers or {}))
    for number, attached in enumerate(attachments):
        entries.append(_Entry(f"__attach_version1.0_#{number:08X}", 1))
        at = len(entries) - 1
        entries[0].children.append(at)
        _add_streams(entries, at, attached, b"\0" * 8)
    return _file(entries)


def _add_streams(
    entries: list[_Entry], parent: int, streams: Mapping[str, bytes], head: bytes
) -> None:
    named = {f"__substg1.0_{key}": data for key, data in streams.items()}
    for name, data in {"__properties_version1.0": head, **named}.items():
        entries.append(_Entry(name, 2, data))
        entries[parent].children.append(len(entries) - 1)


def _numbers(numbers: Mapping[int, int]) -> bytes:
    return b"".join(
        struct.pack("<HHLLL", 0x0003, pid, 6, value, 0) for pid, value in sorted(numbers.items())
    )


def _file(entries: list[_Entry]) -> bytes:
    """Small streams in the root's stream, big ones in sectors; every chain is in order."""
    small, small_table = b"", list[int]()
    sectors, table = b"", list[int]()

    def put(data: bytes) -> int:
        nonlocal sectors
        first = len(table)
        count = -(-len(data) // _SECTOR)
        table.extend([*range(first + 1, first + count), _END] if count else [])
        sectors += data.ljust(count * _SECTOR, b"\0")
        return first if count else _END

    for entry in entries[1:]:
        if entry.kind == 2 and len(entry.data) >= _CUTOFF:
            entry.start = put(entry.data)
        elif entry.kind == 2 and entry.data:
            entry.start = len(small_table)
            count = -(-len(entry.data) // _SMALL)
            small_table.extend([*range(entry.start + 1, entry.start + count), _END])
            small += entry.data.ljust(count * _SMALL, b"\0")
    entries[0].data, entries[0].start = small, put(small)
    small_start = put(struct.pack(f"<{len(small_table)}L", *small_table).ljust(_SECTOR, b"\xff"))
    small_count = -(-4 * len(small_table) // _SECTOR)
    directory = put(b"".join(_directory_entry(entries, n) for n in range(len(entries))))
    tables = 1
    while len(table) + tables > tables * _SECTOR // 4:
        tables += 1
    first_table = len(table)
    table += [_TABLE] * tables
    sectors += struct.pack(f"<{len(table)}L", *table).ljust(tables * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLLL",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, directory, 0, _CUTOFF, small_start, small_count, _END, 0),
        first_table,
    )
    header += struct.pack(f"<{tables - 1}L", *range(first_table + 1, first_table + tables))
    return header.ljust(_SECTOR, b"\xff") + sectors


def _directory_entry(entries: list[_Entry], number: int) -> bytes:
    entry = entries[number]
    siblings = next((one.children for one in entries if number in one.children), [number])
    place = siblings.index(number)
    right = siblings[place + 1] if place + 1 < len(siblings) else _FREE
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBLLL16xL16xLQ",
        name,
        len(name),
        entry.kind,
        1,
        _FREE,
        right,
        entry.children[0] if entry.children else _FREE,
        0,
        entry.start,
        len(entry.data),
    )
