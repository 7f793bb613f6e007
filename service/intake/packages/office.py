"""Office files (docx, xlsx) as packages of parts: which form, and whether it is safe to parse.

Every part is unpacked once, to nothing, in small pieces: that proves the sizes that the directory
claims, and no parser of a later step can meet more than was counted here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from service.errors import EncryptedInput, UnsafeInput, UnsupportedInput
from service.intake.packages.archives import (
    FAULTS,
    SIGNATURE,
    damaged,
    is_bomb,
    is_encrypted,
    is_packed_plainly,
    open_archive,
    unsafe,
)
from service.review import Form

MOST_UNPACKED = 64 << 20
"""Bytes that all parts of a package may unpack to."""
LONGEST_PROLOG = 1 << 20
"""Bytes before the root element of an XML part; Office writes less than 100."""
CONTENT_TYPES = "[Content_Types].xml"

_PIECE = 1 << 16
_HEAD = 512
_EBCDIC = b"\x4c\x6f\xa7\x94"
_MAIN = re.compile(
    rb"(wordprocessingml|spreadsheetml|presentationml)\.(?:document|sheet|template|presentation"
    rb"|slideshow)\.main\+xml"
    rb"|ms-(word|excel|powerpoint)\.[\w.]*?macroEnabled(?:Template)?\.main\+xml"
    rb"|(sheet\.binary)\.",
    re.IGNORECASE,
)
_FORMS: Mapping[bytes, Form] = {
    b"wordprocessingml": "docx",
    b"word": "docx",
    b"spreadsheetml": "xlsx",
    b"excel": "xlsx",
}


def form_of_package(data: bytes, name: str) -> Form | None:
    """The form of an Office file, checked; None for a zip that is no package.

    Raises UnsafeInput, EncryptedInput, DamagedInput, or UnsupportedInput for slides, binary workbooks
    and OpenDocument files.
    """
    with open_archive(data, name) as archive:
        if not is_package(archive):
            return None
        if CONTENT_TYPES not in archive.namelist():
            raise _unsupported(name, "OpenDocument 文件", "an OpenDocument file")
        _check_parts(archive, name)
        return _form(archive, name)


def is_package(archive: ZipFile) -> bool:
    """Whether a zip is one document and not a bundle of files."""
    names = set(archive.namelist())
    return CONTENT_TYPES in names or {"mimetype", "content.xml"} <= names


def _check_parts(archive: ZipFile, name: str) -> None:
    """Raises for a part that is encrypted, tightly packed, double, a zip, or declares a DOCTYPE."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise unsafe(
            name,
            f"解开后超过 {MOST_UNPACKED >> 20} MB",
            f"it unpacks to more than {MOST_UNPACKED >> 20} MB",
        )
    if len({part.filename for part in parts}) != len(parts):
        raise unsafe(name, "有两个部分同名", "two of its parts have the same name")
    for part in parts:
        if is_encrypted(part):
            raise EncryptedInput(
                zh=f"{name} 有密码：请在 Office 里去掉密码，另存后再交。",
                en=f"{name} has a password: remove it in Office, save and hand that in.",
            )
        if is_bomb(part) or not is_packed_plainly(part):
            raise unsafe(name, "有的部分压缩得不正常", "a part of it is packed beyond reason")
    for part in parts:
        if not part.is_dir():
            _check_part(archive, part, name)


def _check_part(archive: ZipFile, part: ZipInfo, name: str) -> None:
    """Unpack the part to nothing, its XML prolog through expat."""
    try:
        with archive.open(part) as stream:
            head = stream.read(_HEAD)
            if head.startswith(SIGNATURE) and "/embeddings/" not in part.filename:
                raise unsafe(name, "里面还有压缩包", "there is an archive in it")
            if head.startswith(_EBCDIC):
                raise unsafe(name, "它的编码不正常", "a part is in an encoding that no office uses")
            if head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<":
                _check_prolog(head, stream, name)
            while stream.read(_PIECE):
                pass
    except UnsafeInput:
        raise
    except FAULTS as error:
        raise damaged(name) from error


class _RootFound(Exception):
    """No error, the way out of expat: the root element has begun, so no DOCTYPE can follow."""


def _check_prolog(head: bytes, stream: IO[bytes], name: str) -> None:
    """Raises UnsafeInput for a DOCTYPE, in any encoding and behind any comment.

    Only the prolog is parsed. Its length is bounded, for expat reads a long comment anew with every
    piece that it is given.
    """
    parser = expat.ParserCreate()

    def on_doctype(*_: object) -> None:
        raise unsafe(
            name,
            "它的 XML 里有 DOCTYPE 声明，可能去读别的文件",
            "its XML declares a DOCTYPE, which can pull in other files",
        )

    def on_root(*_: object) -> None:
        raise _RootFound

    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_root
    fed = 0
    piece = head
    try:
        while piece:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed > LONGEST_PROLOG:
                raise unsafe(name, "XML 的开头过长", "the head of its XML is longer than any")
            piece = stream.read(_PIECE)
        parser.Parse(b"", True)
    except _RootFound:
        return
    except expat.ExpatError as error:
        raise damaged(name) from error


def _form(archive: ZipFile, name: str) -> Form:
    """The form by the content type of the main part."""
    with archive.open(CONTENT_TYPES) as stream:
        types = stream.read(1 << 20).replace(b"\0", b"")
    found = _MAIN.search(types)
    kind = next((group for group in found.groups() if group), b"").lower() if found else b""
    if kind in _FORMS:
        return _FORMS[kind]
    if kind in {b"presentationml", b"powerpoint"}:
        raise _unsupported(name, "幻灯片", "a presentation")
    if kind == b"sheet.binary":
        raise _unsupported(name, "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")
    raise _unsupported(name, "不认识的 Office 文件", "an Office file of an unknown kind")


def _unsupported(name: str, zh: str, en: str) -> UnsupportedInput:
    return UnsupportedInput(
        zh=f"{name} 是{zh}，不能读：请另存为 .docx、.xlsx 或 .pdf，或把文字粘贴过来。",
        en=f"{name} is {en}, which is not read: save it as .docx, .xlsx or .pdf, or paste its text.",
    )
