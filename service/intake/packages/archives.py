"""The structure of a zip, judged before anything unpacks it: counts, sizes, overlaps, compression.

Office files and plain archives both pass here. The directory at the end of the file is measured before
it is parsed, because a file of 20 MB can list half a million parts.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from service.errors import DamagedInput, UnsafeInput

MOST_PARTS = 2_000
"""Parts of one zip, directories included."""
MOST_RATIO = 200
"""Bytes that one packed byte may become, in parts over `RATIO_FROM`: text reaches 20, a bomb 1,000."""
RATIO_FROM = 1 << 20
SIGNATURE = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
FAULTS = (
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What zipfile raises at a file that is no sound zip; each was provoked by a cut or forged file."""

_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCATOR_64 = b"PK\x06\x07"
_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30


def open_archive(data: bytes, name: str) -> ZipFile:
    """The zip, its directory read and found sound; nothing is unpacked.

    Raises UnsafeInput for too many parts or parts that overlap, DamagedInput for what is no zip.
    """
    _check_directory(data, name)
    try:
        archive = ZipFile(BytesIO(data))
    except FAULTS as error:
        raise damaged(name) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _too_many(name)
    if not all(part.filename for part in parts):
        raise damaged(name)  # A part without a name; zipfile itself stumbles over it.
    _check_overlaps(archive, name)
    return archive


def is_encrypted(part: ZipInfo) -> bool:
    """Whether a password protects the part."""
    return bool(part.flag_bits & 0x1)


def is_packed_plainly(part: ZipInfo) -> bool:
    """Whether the part is stored or deflated; other methods may ask for gigabytes to unpack."""
    return part.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def is_bomb(part: ZipInfo) -> bool:
    """Whether a large part is packed so tightly that it can only be filler."""
    return part.file_size > max(RATIO_FROM, MOST_RATIO * part.compress_size)


def damaged(name: str) -> DamagedInput:
    """The error for a zip that is cut off or forged."""
    return DamagedInput(
        zh=f"{name} 已损坏或不完整：请用原来的程序打开，另存后再交。",
        en=f"{name} is damaged or cut off: open it in the program that wrote it, save it again and "
        "hand that in.",
    )


def unsafe(name: str, zh: str, en: str) -> UnsafeInput:
    """The error for a zip that was built to harm, with what was found."""
    return UnsafeInput(
        zh=f"{name} 没有打开：{zh}。正常软件不会存成这样；请用 Office 或 WPS 重新另存，或把文字粘贴过来。",
        en=f"{name} was not opened: {en}. No usual program saves a file so; save it anew from Office "
        "or WPS, or paste its text.",
    )


def _too_many(name: str) -> UnsafeInput:
    return unsafe(
        name, f"里面有超过 {MOST_PARTS:,} 个部分", f"it has more than {MOST_PARTS:,} parts"
    )


def _check_directory(data: bytes, name: str) -> None:
    """Count the entries of the directory without making any of them."""
    end = data.rfind(_END, max(0, len(data) - 65_535 - _END_SIZE))
    if end < 0 or end + _END_SIZE > len(data):
        raise damaged(name)
    if data.startswith(_LOCATOR_64, max(0, end - 20)):
        raise unsafe(name, "它用了超大文件才用的格式", "it is written as an archive of over 4 GB")
    size = struct.unpack_from("<L", data, end + 12)[0]
    if size > end:
        raise damaged(name)
    if data.count(_ENTRY, end - size, end) > MOST_PARTS:
        raise _too_many(name)


def _check_overlaps(archive: ZipFile, name: str) -> None:
    """Parts must lie one after the other, or the same bytes are unpacked again and again."""
    end = archive.start_dir
    for part in sorted(archive.infolist(), key=lambda one: one.header_offset, reverse=True):
        if part.header_offset + _LOCAL_HEADER + part.compress_size > end:
            raise unsafe(name, "各部分互相重叠", "its parts overlap")
        end = part.header_offset
