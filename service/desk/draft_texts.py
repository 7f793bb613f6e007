"""A draft that somebody hands in to be critiqued, as the text that is critiqued and given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from service.desk.handing_in import HandedIn
from service.errors import EmptyInput, InputTooLarge, UnsupportedInput
from service.intake import read_source
from service.review import Form, Sentence, Source, TablePlace

LONGEST = 1_000_000
"""Code points of a draft that is critiqued."""

_AS_WRITTEN: frozenset[Form] = frozenset({"text", "transcript"})
_LAID_OUT: frozenset[Form] = frozenset({"docx", "html", "pdf", "rtf", "eml", "msg"})


def draft_text(handed: HandedIn) -> str:
    """The text of a draft, without a byte-order mark: plain text as it is, a document as Markdown.

    Raises EmptyInput, InputTooLarge, UnsupportedInput for tables and archives, and the other
    InputErrors of reading.
    """
    name = handed.name or "paste:1"
    if handed.name:
        source = read_source(handed.data, name, encoding=handed.encoding, choices=handed.choices)
        text = _text_of(source)
    else:
        text = handed.data.decode("utf-8")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyInput(
            zh="请贴上草稿全文，或上传一份文件。",
            en="Paste the draft, or upload a file of it.",
        )
    if len(text) > LONGEST:
        raise InputTooLarge(
            zh="草稿超过一百万字。请只贴要批注的那一份。",
            en="The draft has over a million characters. Paste only the one to be critiqued.",
        )
    return text


def _text_of(source: Source) -> str:
    if source.form in _AS_WRITTEN:
        return source.text
    if source.form in _LAID_OUT:
        return as_markdown(source.text, source.sentences)
    raise UnsupportedInput(
        zh=f"{source.name} 是表格或压缩包，不是写好的草稿。请上传文字或文档；表格可以放进本月资料。",
        en=f"{source.name} is a table or an archive, not a written draft. Upload a text or a"
        " document; a table can go into the month's material.",
    )


def as_markdown(text: str, sentences: Sequence[Sentence]) -> str:
    """The lines of a document that was read, with its headings, paragraphs and tables as Markdown.

    No word is lost: every line of `text` is in it, in order.
    """
    marks = {line: list(members) for line, members in groupby(sentences, lambda one: _line_of(one))}
    written: list[str] = []
    before = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        kind = _kind(line, marks.get(number, []))
        if written and not (kind == before and kind in ("list", "row")):
            written.append("")
        written += _lines(line, kind, marks.get(number, []), first=kind != before)
        before = kind
    return "\n".join(written) + "\n"


def _line_of(sentence: Sentence) -> int:
    place = sentence.place
    return 0 if isinstance(place, TablePlace) else place.line


def _kind(line: str, sentences: Sequence[Sentence]) -> str:
    if any(one.role == "heading" for one in sentences):
        return "heading"
    if "\t" in line:
        return "row"
    return "list" if line.lstrip()[:2] in ("- ", "* ") else "paragraph"


def _lines(line: str, kind: str, sentences: Sequence[Sentence], *, first: bool) -> Iterator[str]:
    if kind == "heading" and not line.lstrip().startswith("#"):
        level = min(6, 1 + len(sentences[0].headings))
        yield f"{'#' * level} {line.strip()}"
    elif kind == "row":
        cells = [cell.strip().replace("|", "\\|") for cell in line.split("\t")]
        yield f"| {' | '.join(cells)} |"
        if first:
            yield f"|{' --- |' * len(cells)}"
    else:
        yield line.rstrip()
