"""The parts of a DOCX file beside its body: headers, comments, changes, and all that is no text.

The body itself is made ready for mammoth here: hidden runs are taken out, and text boxes that only new
versions of Word can read are put where mammoth finds them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from service.errors import DamagedInput
from service.intake.documents.docx_numbers import write_numbers

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = {
    "document.main+xml": "body",
    "template.main+xml": "body",
    "document.macroEnabled.main+xml": "body",
    "template.macroEnabledTemplate.main+xml": "body",
    "header+xml": "header",
    "footer+xml": "footer",
    "comments+xml": "comments",
    "numbering+xml": "numbering",
    "styles+xml": "styles",
    "vbaProject": "macros",
}
_COUNTED = {
    "blip": "images",
    "imagedata": "images",
    "chart": "charts",
    "relIds": "charts",
    "OLEObject": "objects",
    "altChunk": "inserted",
}


@dataclass(frozen=True, slots=True)
class Package:
    """What a DOCX file holds. `data` is the file for mammoth, `said` the text its body should give;
    `deleted` and `hidden` count characters."""

    data: bytes
    said: str
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    comments: tuple[str, ...]
    deleted: int
    hidden: int
    counts: Counter[str]


def open_package(data: bytes, name: str) -> Package:
    """The package of a DOCX file. Raises DamagedInput when it is damaged or no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, data)
    except (
        *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
        *(zlib.error, LookupError, ParseError, DefusedXmlException),
    ) as error:
        raise DamagedInput(
            zh=f"{name} 不是完好的 Word 文件（损坏或加密）：请用 Word 或 WPS 打开后另存为 .docx 再上传。",
            en=f"{name} is no sound Word file (damaged or locked): open it in Word and save it as "
            ".docx again.",
        ) from error


def _package(archive: zipfile.ZipFile, data: bytes) -> Package:
    parts = _parts(archive)
    body_name = next(name for name, kind in parts if kind == "body")
    body = fromstring(archive.read(body_name))
    counts: Counter[str] = Counter()
    counts["macros"] = sum(kind == "macros" for _, kind in parts)
    hidden = _take_out_hidden(body)
    moved = _free_text_boxes(body)
    numbered = write_numbers(
        body, _one(archive, parts, "numbering"), _one(archive, parts, "styles")
    )
    said, deleted = _said(body, counts)
    if hidden or moved or numbered:
        data = _with_part(archive, body_name, tostring(body, "utf-8"))
    return Package(
        data=data,
        said=said,
        headers=_margins(archive, parts, "header"),
        footers=_margins(archive, parts, "footer"),
        comments=tuple(_comments(archive, parts)),
        deleted=deleted,
        hidden=hidden,
        counts=counts,
    )


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The parts that matter, each with what it is, as the package itself declares."""
    found: list[tuple[str, str]] = []
    names = set(archive.namelist())
    for entry in fromstring(archive.read("[Content_Types].xml")):
        declared = entry.get("ContentType", "")
        name = entry.get("PartName", "").lstrip("/")
        for ending, kind in _KINDS.items():
            if declared.endswith((f".{ending}", f"ms-word.{ending}")) and name in names:
                found.append((name, kind))
    if not any(kind == "body" for _, kind in found):
        if "word/document.xml" not in names:
            raise ValueError("no body")
        found.append(("word/document.xml", "body"))
    return sorted(found)


def _one(archive: zipfile.ZipFile, parts: list[tuple[str, str]], kind: str) -> Element | None:
    """The part of a kind that a file has once."""
    name = next((name for name, found in parts if found == kind), None)
    return None if name is None else fromstring(archive.read(name))


def _said(body: Element, counts: Counter[str]) -> tuple[str, int]:
    """The text of the body and how many characters are deleted in it; what is no text is counted."""
    said: list[str] = []
    deleted = 0
    stack = [body]
    while stack:
        element = stack.pop()
        name = _local(element)
        if name in ("del", "moveFrom"):
            deleted += len("".join(_texts(element)))
            continue
        if name == "oMath":
            counts["formulas"] += 1
            continue
        if name == "t":
            said.append(element.text or "")
        elif name in _COUNTED:
            counts[_COUNTED[name]] += 1
        children = list(element)
        if name == "AlternateContent":
            children = [child for child in children if _local(child) == "Fallback"] or children
            counts["charts"] += any(_local(one) in ("chart", "relIds") for one in element.iter())
        stack.extend(reversed(children))
    return "".join(said), deleted


def _take_out_hidden(body: Element) -> int:
    """Remove the runs that Word does not show; how many characters they had."""
    hidden = 0
    for parent in list(body.iter()):
        for run in [child for child in parent if _local(child) == "r"]:
            look = next((child for child in run if _local(child) == "rPr"), None)
            if look is not None and any(_is_on(mark) for mark in look if _local(mark) == "vanish"):
                hidden += len("".join(_texts(run)))
                parent.remove(run)
    return hidden


def _free_text_boxes(body: Element) -> int:
    """Put text boxes that have no older form beside them where mammoth reads them; how many."""
    with_fallback = {
        inner
        for choice in body.iter()
        if _local(choice) == "AlternateContent" and any(_local(c) == "Fallback" for c in choice)
        for inner in choice.iter()
    }
    moved = 0
    for parent in list(body.iter()):
        for at, child in enumerate(list(parent)):
            alternative = _local(child) == "AlternateContent"
            if (not alternative and _local(child) != "drawing") or child in with_fallback:
                continue
            boxes = [box for box in child.iter() if _local(box) == "txbxContent"]
            if boxes:
                frame = Element(f"{{{_WORD}}}pict")
                for box in boxes:
                    frame.append(box)
                parent.remove(child)
                parent.insert(at, frame)
                moved += len(boxes)
    return moved


def _margins(archive: zipfile.ZipFile, parts: list[tuple[str, str]], kind: str) -> tuple[str, ...]:
    """The lines of the page headers or footers, each once."""
    lines: dict[str, None] = {}
    for name in (name for name, found in parts if found == kind):
        for paragraph in _paragraphs(fromstring(archive.read(name))):
            lines.setdefault(paragraph)
    return tuple(lines)


def _comments(archive: zipfile.ZipFile, parts: list[tuple[str, str]]) -> Iterator[str]:
    for name in (name for name, found in parts if found == "comments"):
        for comment in fromstring(archive.read(name)):
            text = " ".join(_paragraphs(comment))
            author = next((v for k, v in comment.attrib.items() if k.endswith("}author")), "")
            if text:
                yield f"{author}：{text}" if author.strip() else text


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter():
        if _local(paragraph) == "p" and (text := "".join(_texts(paragraph)).strip()):
            yield text


def _texts(element: Element) -> Iterator[str]:
    for inner in element.iter():
        name = _local(inner)
        if name in ("t", "delText"):
            yield inner.text or ""
        elif name in ("tab", "br"):
            yield " "


def _is_on(mark: Element) -> bool:
    told = next((value for key, value in mark.attrib.items() if key.endswith("}val")), "true")
    return told not in ("0", "false", "off")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _with_part(archive: zipfile.ZipFile, changed: str, content: bytes) -> bytes:
    """The archive with one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            data = content if entry.filename == changed else archive.read(entry.filename)
            copy.writestr(entry.filename, data)
    return made.getvalue()
