"""Word files made on the spot, with what python-docx has no words for: changes, boxes, controls."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def add_numbering(word: Word, number: int, *levels: tuple[str, str], anew: bool = False) -> None:
    """A numbering of the document: (format, pattern) of each level, such as ("decimal", "%1.%2")."""
    described = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"<w:lvlText w:val='{pattern}'/></w:lvl>"
        for depth, (form, pattern) in enumerate(levels)
    )
    numbering = word.part.numbering_part.element
    if not anew:
        numbering.insert(
            0,
            parse_xml(f"<w:abstractNum {_NAMES} w:abstractNumId='900'>{described}</w:abstractNum>"),
        )
    again = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>" if anew else ""
    numbering.append(
        parse_xml(
            f"<w:num {_NAMES} w:numId='{number}'><w:abstractNumId w:val='900'/>{again}</w:num>"
        )
    )


def numbered(text: str, number: int, depth: int = 0, style: str = "") -> str:
    """A paragraph that Word numbers."""
    styled = f"<w:pStyle w:val='{style}'/>" if style else ""
    return (
        f"<w:p><w:pPr>{styled}<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"
        f"</w:pPr>{text}</w:p>"
    )


def word_bytes(word: Word) -> bytes:
    """The file."""
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def word_of(*paragraphs: str) -> Word:
    """A document with plain paragraphs."""
    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    return word


def add_xml(word: Word, xml: str) -> None:
    """Append raw elements to the body, before its section properties."""
    body = word.element.body
    for child in list(parse_xml(f"<w:p {_NAMES}>{xml}</w:p>")) if xml[:5] != "<w:p>" else ():
        paragraph = parse_xml(f"<w:p {_NAMES}/>")
        paragraph.append(child)
        body.insert(len(body) - 1, paragraph)
    if xml[:5] == "<w:p>":
        body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {_NAMES}>", 1)))


def run(text: str, look: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f"<w:ins w:id='1' w:author='a'>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f"<w:del w:id='2' w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def content_control(text: str) -> str:
    """A content control, as templates have them for a field to fill in."""
    return f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def old_text_box(text: str) -> str:
    """A text box with the form that old versions of Word read."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"<w:p>{run(text)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def new_text_box(text: str) -> str:
    """A text box that only new versions of Word read."""
    return (
        "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def with_part(data: bytes, name: str, kind: str, content: str) -> bytes:
    """The file with one more part, declared as `kind` of the word-processing content types."""
    made = io.BytesIO()
    declared = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/></Types>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            body = old.read(entry)
            if entry == "[Content_Types].xml":
                body = body.replace(b"</Types>", declared.encode())
            new.writestr(entry, body)
        new.writestr(name, content)
    return made.getvalue()


def comments_part(*comments: tuple[str, str]) -> str:
    """The XML of comments: (author, text) each."""
    entries = "".join(
        f"<w:comment w:id='{n}' w:author='{author}'><w:p>{run(text)}</w:p></w:comment>"
        for n, (author, text) in enumerate(comments)
    )
    return f"<w:comments {_NAMES}>{entries}</w:comments>"


def with_changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with bytes of one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for entry in before.namelist():
            body = before.read(entry)
            after.writestr(entry, body.replace(old, new) if entry == name else body)
    return made.getvalue()
