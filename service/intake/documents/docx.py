"""Word documents (DOCX) -> lines and tables: mammoth reads the body, the rest is read beside it.

Tracked insertions, text boxes, content controls and tables in cells are read; deleted and hidden text
is not, and is counted. Headers, footers, comments and notes are kept as quotes: they can be cited, but
nothing is read out of them except the day of a meeting.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator

import mammoth
from bs4 import BeautifulSoup, Tag

from service.errors import DamagedInput, EmptyInput
from service.intake.documents.document_reading import document_reading, hidden_text, not_read
from service.intake.documents.document_text import DocumentText, Line, Part
from service.intake.documents.docx_package import Package, open_package
from service.intake.documents.html_parts import parts_of
from service.intake.reader import Given, Reading
from service.review import IntakeWarning

_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='标题'] => h1:fresh",
        *(
            f"p[style-name='{name} {level}'] => h{min(level + 1, 6)}:fresh"
            for level in range(1, 10)
            for name in ("Heading", "标题")
        ),
        # Word's own list styles go deeper by their name, not by the level of their numbering.
        *(
            f"p[style-name='List {name} {level}'] => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for level in range(2, 6)
            for name, tag in (("Bullet", "ul"), ("Number", "ol"))
        ),
    ]
)
_FEWEST_TITLE = 4
_BOXES = frozenset("☐☑☒")


def read_docx(given: Given) -> Reading:
    """The reading of a Word document. Raises DamagedInput, EmptyInput, InputTooLarge."""
    package = open_package(given.data, given.name)
    tree = _tree(package, given.name)
    document = DocumentText(given.name, given.prefix)
    document.add(Line(text, "quote") for text in package.headers)
    document.add(_body(tree))
    document.add(Line(text, "quote") for text in package.footers)
    document.add(Line(text, "quote") for text in package.comments)
    if not document.sentences:
        raise EmptyInput(
            zh=f"{given.name} 里没有文字：如果内容是图片，请把文字写出来再上传。",
            en=f"{given.name} has no text: if its content is pictures, write down what they say.",
        )
    return document_reading(given, document, _warnings(package, document.text))


def _tree(package: Package, name: str) -> BeautifulSoup:
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(package.data),
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except MemoryError:
        raise
    except Exception as error:  # on a damaged file mammoth raises whatever its parts do
        raise DamagedInput(
            zh=f"{name} 读不了，文件可能损坏：请用 Word 或 WPS 打开后另存为 .docx 再上传。",
            en=f"{name} cannot be read, it may be damaged: open it in Word, save it as .docx again.",
        ) from error
    tree = BeautifulSoup(f"<html><body>{html}</body></html>", "lxml")
    for link in tree.find_all("a"):
        ends = (str(link.get("id") or ""), str(link.get("href") or "").removeprefix("#"))
        if any(end.startswith(("footnote-ref-", "endnote-ref-")) for end in ends):
            link.decompose()
    for entry in tree.find_all("li", id=True):
        notes = entry.parent
        if str(entry["id"]).startswith(("footnote-", "endnote-")) and notes is not None:
            notes.name = "blockquote"
            entry.name = "p"
    return tree


def _body(tree: Tag) -> Iterator[Part]:
    """The parts, with a title that is written one character a paragraph joined again."""
    column: list[Line] = []
    for part in parts_of(tree, as_written=True, bold_titles=not _mostly_bold(tree)):
        if isinstance(part, Line) and len(part.text) == 1 and part.role in ("body", "heading"):
            column.append(part)
            continue
        yield from _joined(column)
        column = []
        yield part
    yield from _joined(column)


def _joined(column: list[Line]) -> Iterable[Line]:
    if len(column) < _FEWEST_TITLE:
        return column
    return [Line("".join(line.text for line in column), "heading", 1)]


def _mostly_bold(tree: Tag) -> bool:
    """Whether bold print means nothing because more than half of the text is bold."""
    bold = sum(len(node.get_text()) for node in tree.find_all(["strong", "b"]))
    return bold > len(tree.get_text()) / 2


def _warnings(package: Package, text: str) -> Iterator[IntakeWarning]:
    if package.deleted:
        yield IntakeWarning(
            "deleted_text",
            f"修订记录中有 {package.deleted} 个字已被删除，没有读入；插入的文字按正文读入。",
            f"{package.deleted} characters are deleted in the tracked changes and were not read; "
            "inserted text was read.",
        )
    yield from hidden_text(package.hidden)
    if package.comments:
        yield IntakeWarning(
            "comments",
            f"有 {len(package.comments)} 条批注：保留可查，不作为正文写进总结。",
            f"There are {len(package.comments)} comments: kept, but not drafted from.",
        )
    yield from not_read(package.counts)
    lost = _not_blank(package.said) - _not_blank(text)
    if missing := sum(count for sign, count in lost.items() if sign not in _BOXES):
        yield IntakeWarning(
            "text_not_read",
            f"约有 {missing} 个字没有读出来（例如在图形里）：请对照原文，缺的内容请粘贴补上。",
            f"About {missing} characters were not read (in a drawing, say): compare with the original "
            "and paste what is missing.",
        )


def _not_blank(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
