"""Files that were built to exhaust or deceive their reader, made by code and never stored.

Each is a few lines over a plain package, so that what is wrong with it can be read here. Used by
`evals.attacks`, which measures what they cost, and by the tests, which hold that they are refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook

MB = 1 << 20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
    '{kind}.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{type}" Target="{target}"/></Relationships>'
)
_BODY = f"<w:document {_W}><w:body><w:p><w:r><w:t>{{text}}</w:t></w:r></w:p></w:body></w:document>"
_FILES = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def package(parts: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of these parts; those in `stored` are not compressed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return out.getvalue()


def raw_zip(files: Mapping[bytes, bytes], extra: bytes = b"") -> bytes:
    """A zip whose names are these bytes, with nothing that tells their encoding; `extra` is the extra
    field of each entry."""
    body, listed = b"", b""
    for name, content in files.items():
        packed = zlib.compress(content)[2:-4]
        check = zlib.crc32(content)
        listed += _entry(name, len(packed), len(content), check, len(body), extra)
        body += _local(name, packed, len(content), check)
    return body + listed + _end(len(files), len(listed), len(body))


def docx_parts(document: str | bytes) -> dict[str, bytes]:
    """The least parts of a docx file around a document part."""
    return {
        "[Content_Types].xml": _TYPES.format(
            part="word/document.xml", kind="wordprocessingml.document"
        ).encode(),
        "_rels/.rels": _RELS.format(type="officeDocument", target="word/document.xml").encode(),
        "word/document.xml": document.encode() if isinstance(document, str) else document,
    }


def docx(text: str = "正常的一段话。", prolog: str = "") -> bytes:
    """A docx file of one paragraph; `prolog` stands before the root of its document part."""
    return package(docx_parts(prolog + _BODY.format(text=text)))


def xlsx_parts(sheet: str) -> dict[str, bytes]:
    """The least parts of an xlsx file around one sheet part."""
    return {
        "[Content_Types].xml": _TYPES.format(
            part="xl/workbook.xml", kind="spreadsheetml.sheet"
        ).encode(),
        "_rels/.rels": _RELS.format(type="officeDocument", target="xl/workbook.xml").encode(),
        "xl/workbook.xml": (
            f'<workbook {_S} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _RELS.format(
            type="worksheet", target="worksheets/sheet1.xml"
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }


def _bomb(name: str, before: bytes, filler: bytes, after: bytes, size: int) -> bytes:
    """The part `name` with about `size` bytes of filler, written piece by piece."""
    parts = docx_parts("") if name.startswith("word/") else xlsx_parts("")
    out = BytesIO()
    piece = filler * (MB // len(filler))
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=False) as part:
            part.write(before)
            for _ in range(size // MB):
                part.write(piece)
            part.write(after)
    return out.getvalue()


def docx_bomb() -> bytes:
    """600 MB of one paragraph in about 600 KB."""
    return _bomb(
        "word/document.xml",
        f"<w:document {_W}><w:body><w:p><w:r><w:t>".encode(),
        b"aaaaaaaaaaaaaaaa",
        b"</w:t></w:r></w:p></w:body></w:document>",
        600 * MB,
    )


def xlsx_bomb() -> bytes:
    """195 MB of rows."""
    return _bomb(
        "xl/worksheets/sheet1.xml",
        f"<worksheet {_S}><sheetData>".encode(),
        b'<row><c t="inlineStr"><is><t>aaaaaaaaaa</t></is></c></row>      ',
        b"</sheetData></worksheet>",
        195 * MB,
    )


def zip_bomb() -> bytes:
    """A plain archive: one harmless text, one of 600 MB."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("说明.txt", "接口联调完成。")
        with archive.open("大.txt", "w") as part:
            for _ in range(150):
                part.write(bytes(MB))
    return out.getvalue()


def many_parts(count: int = 10_001) -> bytes:
    """A docx file with parts without end."""
    return package({**docx_parts(_BODY.format(text="x")), **{f"p/{n}": b"" for n in range(count)}})


def many_entries() -> bytes:
    """A directory of 20 MB without a single file: reading it all takes gigabytes and a minute."""
    entry = _entry(b"a", 0, 0, 0, 0)
    count = 19 * MB // len(entry)
    local = _local(b"a", b"", 0)
    return local + entry * count + _end(count, len(entry) * count, len(local))


def nested() -> bytes:
    """A docx file with a docx file in it, outside of its embeddings."""
    return package({**docx_parts(_BODY.format(text="x")), "word/media/a.png": docx()})


def overlapping() -> bytes:
    """A thousand parts that are all the same half megabyte."""
    content = zlib.compress(b" " * (MB // 2))[2:-4]
    check = zlib.crc32(b" " * (MB // 2))
    local = _local(b"a", content, MB // 2, check)
    names = [f"{n:04}".encode() for n in range(1000)]
    listed = b"".join(_entry(name, len(content), MB // 2, check, 0) for name in names)
    return local + listed + _end(len(names), len(listed), len(local))


def lying_small() -> bytes:
    """The directory claims 100 bytes for a part that unpacks to 5 MB."""
    whole = package(docx_parts(_BODY.format(text="a" * 5 * MB)))
    size = len(_BODY.format(text="a" * 5 * MB).encode())
    return whole.replace(struct.pack("<L", size), struct.pack("<L", 100))


def lying_large() -> bytes:
    """The directory claims that a part reaches behind the next one."""
    whole = bytearray(docx())
    at = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<L", whole, at + 20, 10 * MB)
    return bytes(whole)


def truncated() -> bytes:
    """Cut in the middle."""
    whole = docx("字" * 5000)
    return whole[: len(whole) // 2]


def encrypted() -> bytes:
    """A part that a password protects, by its flag."""
    whole = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = whole.rindex(mark)
        whole[where + at] |= 1
    return bytes(whole)


def doctype() -> bytes:
    """A DOCTYPE at the usual place."""
    return docx(prolog="<!DOCTYPE x>")


def doctype_behind_comment() -> bytes:
    """A DOCTYPE behind 200 KB of comment."""
    return docx(prolog=f"<!--{'x' * 200_000}--><!DOCTYPE x>")


def endless_prolog() -> bytes:
    """A comment of 24 MB before the root, packed too loosely to be a bomb: expat would read its
    beginning anew with every piece."""
    return docx(prolog=f"<!--{''.join(f'{n:08}' for n in range(3 * MB))}-->")


def doctype_utf16(bom: bool = True) -> bytes:
    """A DOCTYPE in a part of UTF-16."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>' + _BODY.format(text="x")
    content = (b"\xff\xfe" if bom else b"") + text.encode("utf-16-le")
    return package(docx_parts(content))


def doctype_renamed() -> bytes:
    """A DOCTYPE in a part that is not called XML."""
    part = ("<!DOCTYPE x>" + _BODY.format(text="x")).encode()
    return package({**docx_parts(_BODY.format(text="x")), "word/settings.bin": part})


def xxe() -> bytes:
    """An entity that is another file."""
    return docx("&e;", prolog=_FILES)


def xxe_xlsx() -> bytes:
    """The same in a sheet."""
    sheet = f"<worksheet {_S}><sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>"
    return package(xlsx_parts(_FILES + sheet))


def laughs() -> bytes:
    """Entities in entities: ten thousand million characters."""
    return docx("&a9;", prolog=_LAUGHS)


def far_cell() -> bytes:
    """A small workbook with a cell at the far end of what there can be."""
    book = Workbook()
    sheet = book.create_sheet("工单", 0)
    for row in (("编号", "标题", "状态"), (1, "导出慢", "已解决"), (2, "登录报错", "处理中")):
        sheet.append(row)
    sheet["XFD1048576"] = "远"
    return _saved(book)


def formulas() -> bytes:
    """A workbook whose formulas were never calculated: their cells hold no value."""
    book = Workbook()
    sheet = book.create_sheet("工单", 0)
    for row in (("编号", "标题", "状态", "耗时"), (1, "导出慢", "已解决", "=SUM(1,2)")):
        sheet.append(row)
    sheet.append((2, "登录报错", "处理中", "=D2*2"))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _local(name: bytes, content: bytes, size: int, check: int = 0) -> bytes:
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(content), size, len(name), 0
    )
    return head + name + content


def _entry(
    name: bytes, packed: int, size: int, check: int, offset: int, extra: bytes = b""
) -> bytes:
    head = struct.pack(
        *("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, check, packed, size),
        *(len(name), len(extra), 0, 0, 0, 0, offset),
    )
    return head + name + extra


def _end(count: int, size: int, offset: int) -> bytes:
    return struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, size, offset, 0
    )


@dataclass(frozen=True, slots=True)
class Attack:
    """One file: what it is, the name it is handed in under, and the code of the error that must
    answer it ("" for one that must be read)."""

    what: str
    name: str
    make: Callable[[], bytes]
    code: str


ATTACKS = (
    Attack("docx, 600 MB in 600 KB", "a.docx", docx_bomb, "unsafe-input"),
    Attack("xlsx, 195 MB unpacked", "a.xlsx", xlsx_bomb, "unsafe-input"),
    Attack("docx, 10,001 parts", "a.docx", many_parts, "unsafe-input"),
    Attack("zip, a directory of 20 MB", "a.zip", many_entries, "unsafe-input"),
    Attack("docx in a docx", "a.docx", nested, "unsafe-input"),
    Attack("overlapping parts", "a.docx", overlapping, "unsafe-input"),
    Attack("a part larger than it says", "a.docx", lying_small, "damaged-input"),
    Attack("a part smaller than it says", "a.docx", lying_large, "unsafe-input"),
    Attack("cut off", "a.docx", truncated, "damaged-input"),
    Attack("encrypted", "a.docx", encrypted, "encrypted-input"),
    Attack("DOCTYPE", "a.docx", doctype, "unsafe-input"),
    Attack("DOCTYPE behind 200 KB of comment", "a.docx", doctype_behind_comment, "unsafe-input"),
    Attack("24 MB of comment", "a.docx", endless_prolog, "unsafe-input"),
    Attack("DOCTYPE in UTF-16", "a.docx", doctype_utf16, "unsafe-input"),
    Attack("DOCTYPE in UTF-16, no mark", "a.docx", lambda: doctype_utf16(False), "unsafe-input"),
    Attack("DOCTYPE in a part called .bin", "a.docx", doctype_renamed, "unsafe-input"),
    Attack("XXE in a docx", "a.docx", xxe, "unsafe-input"),
    Attack("XXE in an xlsx", "a.xlsx", xxe_xlsx, "unsafe-input"),
    Attack("billion laughs", "a.docx", laughs, "unsafe-input"),
    Attack("a cell at XFD1048576", "a.xlsx", far_cell, ""),
    Attack("formulas without values", "a.xlsx", formulas, ""),
)
