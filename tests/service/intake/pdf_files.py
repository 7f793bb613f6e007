"""PDF files written by hand: pages of lines at given heights, in a font whose codes are UTF-16."""

from __future__ import annotations

from collections.abc import Sequence

Lines = Sequence[tuple[float, float, float, str]]
"""The lines of a page: left edge, height above the foot, size of print, text."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


def pdf_of(pages: Sequence[Lines], *, encrypted: bool = False) -> bytes:
    """A PDF of A4 pages. `encrypted` declares a password that nobody knows."""
    objects: list[bytes] = [b"", b""]
    font = _add(
        objects,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type "
        b"/FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /CapHeight 700 "
        b"/ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>",
    )
    unicode_map = _add(objects, _stream(_TO_UNICODE))
    whole = _add(
        objects,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts "
        b"[%d 0 R] /ToUnicode %d 0 R >>" % (font, unicode_map),
    )
    kids = []
    for lines in pages:
        content = _add(objects, _stream(b"\n".join(_shown(*line) for line in lines)))
        kids.append(
            _add(
                objects,
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
                b"<< /Font << /F %d 0 R >> >> >>" % (content, whole),
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    return _file(objects, encrypted=encrypted)


def page_of(*texts: str, size: float = 12) -> Lines:
    """Lines one below the other from the top of a page."""
    return [(60, 780 - 20 * row, size, text) for row, text in enumerate(texts)]


def _shown(left: float, height: float, size: float, text: str) -> bytes:
    codes = text.encode("utf-16-be").hex().encode()
    return b"BT /F %g Tf %g %g Td <%s> Tj ET" % (size, left, height, codes)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    made += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (
        len(objects) + 1,
        lock if encrypted else b"",
    )
    return made + b"startxref\n%d\n%%%%EOF\n" % table
