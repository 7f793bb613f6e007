"""Files that pass every check before the parser and are hard on the parser itself: deep, long, or large.

Each may be read or refused; the process that asks must not grow, hang or fall.
"""

from __future__ import annotations

import zlib

from evals.attack_files import MB, Attack, docx_parts, package, xlsx_parts

_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def deep_page() -> bytes:
    """A page of 200,000 elements, each in the one before."""
    return b"<html><body>" + b"<div>" * 200_000 + "底。".encode() + b"</body></html>"


def deep_document() -> bytes:
    """A DOCX whose elements are 40,000 deep, each with a number of its own: not packed like a bomb."""
    depth = 20_000
    inner = "<w:p><w:r><w:t>底。</w:t></w:r></w:p>"
    opened = "".join(
        f'<w:sdt w:a="{n * 2654435761 % 2**32:08x}"><w:sdtContent>' for n in range(depth)
    )
    body = opened + inner + "</w:sdtContent></w:sdt>" * depth
    return package(docx_parts(f"<w:document {_W}><w:body>{body}</w:body></w:document>"))


def deep_groups() -> bytes:
    """An RTF of 500,000 open groups."""
    return b"{\\rtf1" + b"{" * 500_000 + b"x"


def deep_records() -> bytes:
    """A JSON of 200,000 lists, each in the one before."""
    return b"[" * 200_000 + b"]" * 200_000


def deep_mail() -> bytes:
    """A mail of 3,000 parts, each in the one before."""
    head = b"From: a@example.com\r\nSubject: x\r\nDate: Mon, 12 Oct 2026 09:00:00 +0800\r\n"
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3_000)
    )
    return head + b"MIME-Version: 1.0\r\n" + parts + b"\r\nx\r\n"


def page_bomb() -> bytes:
    """A PDF whose one page unpacks to 400 MB of drawing."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S " * (MB // 14)
    stream = b"".join(packer.compress(piece) for _ in range(400)) + packer.flush()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    body = b"%PDF-1.7\n"
    for number, content in enumerate(objects, start=1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n"


def full_workbook() -> bytes:
    """As many bytes of rows as a workbook may unpack to, each cell another."""
    rows: list[str] = []
    size = 0
    while size < 60 * MB:
        number = len(rows) + 1
        cells = "".join(f"<c><v>{number * 31 + column * 7919}</v></c>" for column in range(200))
        rows.append(f"<row>{cells}</row>")
        size += len(rows[-1])
    return package(
        xlsx_parts(f"<worksheet {_S}><sheetData>{''.join(rows)}</sheetData></worksheet>")
    )


def long_line() -> bytes:
    """12 MB of Chinese without a single stop."""
    return ("接口联调完成" * (2 * MB // 3)).encode()


def open_quote() -> bytes:
    """A CSV of 3 MB whose first quote is never closed."""
    return '编号,标题,状态\n1,"导出慢'.encode() + "，还在查\n".encode() * 200_000


def lines_of_bars() -> bytes:
    """A text that is nearly a table, 2 MB of bars and dashes."""
    return ("|" * 50 + "\n" + "-" * 50 + "\n").encode() * 20_000


HEAVY = (
    Attack("HTML 200,000 deep", "a.html", deep_page, "any"),
    Attack("DOCX 40,000 deep", "a.docx", deep_document, "any"),
    Attack("RTF 500,000 deep", "a.rtf", deep_groups, "any"),
    Attack("JSON 200,000 deep", "a.json", deep_records, "any"),
    Attack("mail 3,000 deep", "a.eml", deep_mail, "any"),
    Attack("PDF, 400 MB of drawing", "a.pdf", page_bomb, "any"),
    Attack("xlsx, 60 MB unpacked", "a.xlsx", full_workbook, "any"),
    Attack("text, 12 MB in one line", "a.txt", long_line, "any"),
    Attack("CSV, a quote never closed", "a.csv", open_quote, "any"),
    Attack("text, 2 MB of bars", "a.md", lines_of_bars, "any"),
)
