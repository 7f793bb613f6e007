"""RTF documents -> lines and tables; characters are those that the file's code page or \\u names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from service.errors import DamagedInput, EmptyInput
from service.intake.documents.document_reading import document_reading, hidden_text, not_read
from service.intake.documents.document_text import DocumentText, Grid, GridCell, Line, Part
from service.intake.documents.grids import as_meant
from service.intake.documents.rtf_hidden import without_hidden
from service.intake.reader import Given, Reading
from service.intake.tables.label_pairs import with_tickets
from service.review import IntakeWarning

# Cells and rows are marked with characters of nobody's use before the text is taken out of the file:
# striprtf writes a bar for a cell and a line end for a row, and both may stand in the text too. Each is a
# group of its own, because the file may have said that no sign follows a \u.
_ROW_BEGINS, _CELL_ENDS, _ROW_ENDS = "\ue001", "\ue002", "\ue003"
_MARKS = (
    (re.compile(r"\\trowd(?![a-z])"), r"{\\uc1\\u-8191?}\\trowd"),
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), r"{\\uc1\\u-8190?}"),
    (re.compile(r"\\(?:nest)?row(?![a-z])"), r"{\\uc1\\u-8189?}"),
)
# A file of a Chinese code page often calls its fonts Western and writes Chinese in them all the same.
_CHINESE = re.compile(r"\\ansicpg936(?!\d)")
_CHINESE_FONTS = re.compile(r"\\fcharset[01](?!\d)")
_ROW = re.compile(f"{_ROW_BEGINS}[^{_ROW_ENDS}]*{_ROW_ENDS}")
_PICTURE = re.compile(r"\\pict(?![a-z])")
_OBJECT = re.compile(r"\\object(?![a-z])")
_BESIDE = re.compile(r"\{\\(?:\*\\)?(?:header|footer|footnote|annotation|shptxt)[lrf]?(?![a-z])")


def read_rtf(given: Given) -> Reading:
    """The reading of an RTF document. Raises DamagedInput, EmptyInput, InputTooLarge."""
    document = DocumentText(given.name, given.prefix)
    visible, hidden = without_hidden(given.text)
    document.add(_parts(_plain(visible, given.name)))
    if not document.sentences:
        raise EmptyInput(
            zh=f"{given.name} 里没有文字：如果内容是图片，请把文字写出来再上传。",
            en=f"{given.name} has no text: if its content is pictures, write down what they say.",
        )
    reading = document_reading(given, document, (*hidden_text(hidden), *_warnings(given.text)))
    return with_tickets(reading, given)  # TAPD writes its bugs as forms, one below the other


def _plain(rtf: str, name: str) -> str:
    """The text, with private marks where table cells and rows end."""
    marked = _CHINESE_FONTS.sub(r"\\fcharset134", rtf) if _CHINESE.search(rtf) else rtf
    for pattern, mark in _MARKS:
        marked = pattern.sub(mark, marked)
    try:
        text: str = rtf_to_text(marked, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, TypeError) as error:
        raise DamagedInput(
            zh=f"{name} 读不了，文件可能损坏：请用 Word 或 WPS 打开后另存为 .docx 再上传。",
            en=f"{name} cannot be read, it may be damaged: open it in Word and save it as .docx.",
        ) from error
    # A character beyond the first 65,536 is written as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _parts(text: str) -> Iterator[Part]:
    at = 0
    rows: list[tuple[GridCell, ...]] = []
    for found in _ROW.finditer(text):
        if between := text[at : found.start()].strip(_CELL_ENDS + _ROW_ENDS + " \n\r"):
            yield from _table(rows)
            rows = []
            yield from _lines(between)
        rows.append(_row(found.group()))
        at = found.end()
    yield from _table(rows)
    yield from _lines(text[at:])


def _table(rows: list[tuple[GridCell, ...]]) -> Iterator[Part]:
    if rows:
        yield from as_meant(Grid(tuple(rows)))


def _row(text: str) -> tuple[GridCell, ...]:
    cells = text.strip(_ROW_BEGINS + _ROW_ENDS).split(_CELL_ENDS)
    parts = [tuple(_lines(cell)) for cell in cells]
    return tuple(GridCell(n, part) for n, part in enumerate(parts, start=1) if part)


def _lines(text: str) -> Iterator[Line]:
    for line in re.split(f"[\r\n{_ROW_BEGINS}{_CELL_ENDS}{_ROW_ENDS}]+", text):
        body = line.strip()
        if body:
            yield Line(body, margin=line[: len(line) - len(line.lstrip())])


def _warnings(rtf: str) -> Iterator[IntakeWarning]:
    yield from not_read(
        Counter(images=len(_PICTURE.findall(rtf)), objects=len(_OBJECT.findall(rtf)))
    )
    if beside := len(_BESIDE.findall(rtf)):
        yield IntakeWarning(
            "text_not_read",
            f"有 {beside} 处页眉、页脚、脚注、批注或文本框没有读：要用的内容请粘贴补上。",
            f"{beside} headers, footers, notes, comments or text boxes were not read: paste what is "
            "needed of them.",
        )
