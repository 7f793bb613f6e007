"""Does a cited text stand in a document that is no text file? Read by other ways than the service's.

Word documents are looked at as the text runs of their parts, workbooks cell by cell through openpyxl,
PDF pages through pypdfium2, JSON by the stated path.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from defusedxml.ElementTree import fromstring

from evals.reading import Document

_STEP = re.compile(r'\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.\[\]]+)')
_TEXT_RUN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def document_fault(data: bytes, place: Document, cited: str) -> str:
    """What is wrong with a citation of a document, "" when nothing is."""
    kind = _kind_of(data)
    check = _CHECKS.get(kind)
    if check is None:
        return "a document of a kind that cannot be checked"
    return "" if check(data, place, bare(cited)) else "another text stands at its place"


def record_fault(text: str, place: Document, cited: str) -> str:
    """What is wrong with a citation of a JSON file: the value at its path must hold the words."""
    value: Any = json.loads(text)
    for number, quoted, key in _STEP.findall(place["path"]):
        try:
            value = value[int(number)] if number else value[json.loads(quoted) if quoted else key]
        except (KeyError, IndexError, TypeError):
            return f"its path {place['path']} leads nowhere"
    return "" if bare(cited) in bare(str(value)) else "another text stands at its path"


def bare(text: str) -> str:
    """Text without white space: readers differ in where they put it."""
    return "".join(text.split())


def _kind_of(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        return "docx" if any(name.startswith("word/") for name in names) else "xlsx"
    return ""


def _in_word(data: bytes, place: Document, cited: str) -> bool:
    del place
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                runs = fromstring(parts.read(name)).iter(_TEXT_RUN)
                if cited in bare("".join(run.text or "" for run in runs)):
                    return True
    return False


def _in_workbook(data: bytes, place: Document, cited: str) -> bool:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    value = book[place["sheet"]].cell(place["row"], place["column"]).value
    # A day or a share is shown in the form of the cell; only words can be compared as they are.
    return cited == bare(value) if isinstance(value, str) else value is not None


def _on_page(data: bytes, place: Document, cited: str) -> bool:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[place["page"] - 1]
    return cited in bare(page.get_textpage().get_text_range())


_CHECKS: Mapping[str, Callable[[bytes, Document, str], bool]] = {
    "docx": _in_word,
    "xlsx": _in_workbook,
    "pdf": _on_page,
}
