"""PDF documents -> paragraphs with their pages; running heads and page numbers are kept as quotes.

Only the text that a PDF carries is read: there is no recognition of characters in pictures. A table is
read line by line, as it stands on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pypdfium2 import PdfDocument, PdfiumError

from service.errors import DamagedInput, EncryptedInput, UnsupportedInput
from service.intake.documents.document_reading import document_reading, not_read
from service.intake.documents.document_text import DocumentText, Line
from service.intake.documents.pdf_lines import PageLine, count_things, lines_of
from service.intake.reader import Given, Reading
from service.review import IntakeWarning, Refusal

MOST_PAGES = 300
"""Pages of one document that are read; the others are reported as refused."""
FEWEST_CHARACTERS = 20
"""Characters of an average page below which a document is a scan."""

_RADICALS = re.compile(r"[\u2e80-\u2fdf]")
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*(?:/|of)\s*\d{1,4}|page\s*\d{1,4}"
    r"(?:\s*of\s*\d{1,4})?|\d{1,4})[-—–·\s]*"
    # What a browser prints around a page.
    r"|[a-z]{4,5}://\S+\s+\d{1,4}/\d{1,4}|\d{1,4}/\d{1,2}/\d{1,4},?\s+\d{1,2}:\d{2}(?:\s+[AP]M)?(?:\s.*)?",
    re.IGNORECASE,
)
_EDGE = 2
"""Lines at the top and the foot of a page among which its running heads are."""
_BEGINS = re.compile(
    r"[-*+•·●○◆■☐☑√✓]|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.、．)）]|\.\d)|第[一二三四五六七八九十\d]{1,3}[章节条部]"
    r"|[①-⑳]|[^，。；：:]{2,10}[：:]"
)
_ENDS = re.compile(r"[。！？；!?;：:]\s*$")
_LEADER = re.compile(r"(?:\s*[.·…]){6,}\s*")
"""The dots between an entry of a table of contents and its page."""
_HYPHEN = "\x02\ufffe\xad"
_TITLE_SIZE = 1.15
_RAGGED, _LONGEST_WORD = 2.2, 8.0
"""How far from the right edge a full line may end, in sizes of print: a Chinese one, an English one."""


def read_pdf(given: Given) -> Reading:
    """The reading of a PDF document.

    Raises EncryptedInput, DamagedInput, UnsupportedInput for a scan, InputTooLarge.
    """
    document = _open(given)
    total = len(document)
    read = min(total, MOST_PAGES)
    pages: list[list[PageLine]] = []
    things: Counter[str] = Counter()
    for number in range(read):
        try:
            page = document[number]
            pages.append(list(lines_of(page, number + 1)))
            things += count_things(page)
            page.close()
        except PdfiumError as error:
            raise _damaged(given.name) from error
        given.on_progress(number + 1, read)
    letters = [sum(len("".join(line.text.split())) for line in page) for page in pages]
    if sum(letters) < FEWEST_CHARACTERS * max(read, 1):
        raise UnsupportedInput(
            zh=f"{given.name} 是扫描件，未做文字识别（{read} 页，共 {sum(letters)} 个字）："
            "请上传可以选中文字的 PDF、Word 原件，或把文字粘贴过来。",
            en=f"{given.name} is a scan: its {read} pages have {sum(letters)} characters of text, and "
            "characters in pictures are not recognised. Hand in a PDF whose text can be selected, the "
            "Word original, or paste the text.",
        )
    written = DocumentText(given.name, given.prefix)
    written.add(_paragraphs(_with_running_heads(pages)))
    return document_reading(
        given,
        written,
        tuple(_warnings(written.text, letters, things)),
        refused=_refused(read, total),
    )


def _open(given: Given) -> PdfDocument:
    try:
        document = PdfDocument(given.data)
        if len(document) == 0:
            raise _damaged(given.name)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedInput(
                zh=f"{given.name} 有密码：请去掉密码另存一份，或打开后把文字粘贴过来。",
                en=f"{given.name} has a password: save a copy without one, or paste its text.",
            ) from error
        raise _damaged(given.name) from error
    return document


def _damaged(name: str) -> DamagedInput:
    return DamagedInput(
        zh=f"{name} 不是完好的 PDF：请重新导出或下载后再上传。",
        en=f"{name} is no sound PDF: export or download it again.",
    )


def _with_running_heads(pages: Sequence[Sequence[PageLine]]) -> Iterator[PageLine]:
    """All lines; those that every page repeats at its edge, and page numbers, become quotes."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update(set(_edges(page).values()))
    often = max(2, round(0.6 * len(pages)))
    for page in pages:
        edges = _edges(page)
        for at, line in enumerate(page):
            shape = edges.get(at)
            number = shape is not None and _PAGE_NUMBER.fullmatch(line.text.strip())
            running = bool(number) or (shape is not None and seen[shape] >= often)
            yield replace(line, running=True) if running else line


def _edges(page: Sequence[PageLine]) -> dict[int, str]:
    """The lines at the top and the foot of a page by number, each as what it is compared by.

    The outermost lines are alike whatever their numbers, so that page 3 of 9 is page 4 of 9.
    """
    last = len(page) - 1
    return {
        at: re.sub(r"\d+", "0", "".join(line.text.split())) if at in (0, last) else line.text
        for at, line in enumerate(page)
        if at < _EDGE or at > last - _EDGE
    }


def _paragraphs(lines: Iterable[PageLine]) -> Iterator[Line]:
    """Lines joined where a line ended only because the page did."""
    found = list(_measured(lines))
    usual = _usual_size(found)
    titles = sorted({line.size for line in found if _is_title(line, usual)}, reverse=True)
    waiting: list[PageLine] = []
    for line in found:
        if waiting and not _goes_on(waiting[-1], line, usual):
            yield _joined(waiting, titles, usual)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _joined(waiting, titles, usual)


def _measured(lines: Iterable[PageLine]) -> Iterator[PageLine]:
    """Each line with the edges of the text of its page, running heads apart."""
    for _, on_page in groupby(lines, key=lambda line: line.page):
        page = list(on_page)
        body = [line for line in page if not line.running] or page
        leftmost, widest = min(line.left for line in body), max(line.right for line in body)
        for line in page:
            yield replace(line, leftmost=leftmost, widest=widest)


def _goes_on(above: PageLine, line: PageLine, usual: float) -> bool:
    if above.running or line.running or above.page != line.page:
        return False
    if abs(above.size - line.size) > 0.1 or _is_title(line, usual) != _is_title(above, usual):
        return False
    width = max(above.size, 1.0)
    latin = line.text.lstrip()[:1].islower() and above.text.rstrip()[-1:] < "\u2e80"
    if not above.text.rstrip().endswith(tuple(_HYPHEN)):
        if above.right < line.widest - (_LONGEST_WORD if latin else _RAGGED) * width:
            return False
        if _ENDS.search(above.text) or _BEGINS.match(line.text.lstrip()):
            return False
    indented = line.left > max(above.left, line.leftmost) + 0.6 * width
    return not indented or latin or bool(_BEGINS.match(above.text.lstrip()))


def _joined(lines: Sequence[PageLine], titles: Sequence[float], usual: float) -> Line:
    text = ""
    for line in lines:
        piece = line.text.strip()
        if text and text[-1] in _HYPHEN:
            text = text[:-1] + piece
        elif text:
            wide = text[-1] > "\u2e7f" or piece[:1] > "\u2e7f"
            text += piece if wide else f" {piece}"
        else:
            text = piece
    first = lines[0]
    text = _LEADER.sub(" … ", re.sub(f"[{_HYPHEN}]", "-", text))
    if first.running:
        return Line(text, "quote", page=first.page)
    if _is_title(first, usual) and len(text) <= 60:
        return Line(text, "heading", 1 + titles.index(first.size), page=first.page)
    return Line(text, page=first.page)


def _usual_size(lines: Sequence[PageLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += 0 if line.running else len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_title(line: PageLine, usual: float) -> bool:
    return not line.running and line.size >= _TITLE_SIZE * usual > 0 and len(line.text) <= 60


def _refused(read: int, total: int) -> tuple[Refusal, ...]:
    if read == total:
        return ()
    return (
        Refusal(
            read + 1,
            f"第 {read + 1}–{total} 页没有读：一份 PDF 最多读 {MOST_PAGES} 页，请拆开或只留本月的部分。",
            f"Pages {read + 1} to {total} were not read: at most {MOST_PAGES} pages of a PDF are; split "
            "it or keep this month's part.",
        ),
    )


def _warnings(text: str, letters: Sequence[int], things: Counter[str]) -> Iterator[IntakeWarning]:
    yield from not_read(things)
    if empty := [str(n) for n, count in enumerate(letters, start=1) if count == 0]:
        told = "、".join(empty[:10]) + ("…" if len(empty) > 10 else "")
        yield IntakeWarning(
            "pages_without_text",
            f"第 {told} 页没有文字（可能是图片或扫描页），未做文字识别：请核对。",
            f"Pages {told} have no text (pictures or scans, it seems); characters in pictures are not "
            "recognised: please check.",
        )
    if odd := len(_RADICALS.findall(text)):
        yield IntakeWarning(
            "radicals",
            f"有 {odd} 个字是部首形式（如 ⽉、⼯），看着一样但查找不到：请核对，或改交 Word 原件。",
            f"{odd} characters are radicals that look like the character and are another: check them, or "
            "hand in the Word original.",
        )
