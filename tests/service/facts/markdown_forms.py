"""The same minutes in other forms: Markdown -> a Word file, a web page, a mail."""

from __future__ import annotations

import re
from email.message import EmailMessage

from docx import Document
from markdown_it import MarkdownIt

from tests.service.intake.word_files import word_bytes

_HEADING = re.compile(r"(#{1,6})\s*(.+?)\s*#*$")
_ENTRY = re.compile(r"(?P<blanks>[ \t]*)(?P<mark>[-*+]|\d{1,2}\.)\s+(?P<text>.*)$")
_BARS = re.compile(r"[\s|:-]+")


def page_of(markdown: str) -> bytes:
    """A web page, every line of the text a line of the page."""
    body = MarkdownIt("commonmark", {"breaks": True}).enable("table").render(markdown)
    return f"<!doctype html><html><meta charset=utf-8><body>{body}</body></html>".encode()


def mail_of(markdown: str, day: str) -> bytes:
    """A mail with the text as it is, of a day ("Mon, 12 Oct 2026")."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.com", "b@example.com"
    mail["Subject"], mail["Date"] = "纪要", f"{day} 10:00:00 +0800"
    mail.set_content(markdown)
    return mail.as_bytes()


def word_of_markdown(markdown: str) -> bytes:
    """A Word file with headings, lists and tables by their styles."""
    word = Document()
    lines = markdown.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.lstrip().startswith("|"):
            while end < len(lines) and lines[end].lstrip().startswith("|"):
                end += 1
            rows = [_cells(row) for row in lines[at:end] if not _BARS.fullmatch(row)]
            table = word.add_table(len(rows), max(map(len, rows)))
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    table.cell(number, column).text = _plain(re.sub(r"<br\s*/?>", "\n", text))
        elif heading := _HEADING.match(line):
            word.add_heading(_plain(heading[2]), len(heading[1]))
        elif entry := _ENTRY.match(line):
            level = min(len(entry["blanks"].expandtabs(4)) // 2 + 1, 3)
            style = "List Number" if entry["mark"][0].isdigit() else "List Bullet"
            word.add_paragraph(_plain(entry["text"]), style + (f" {level}" if level > 1 else ""))
        elif line.strip():
            bold = re.fullmatch(r"\s*\*\*(.+)\*\*\s*", line)
            if bold:
                word.add_paragraph().add_run(bold[1]).bold = True
            else:
                word.add_paragraph(_plain(line))
        at = end
    return word_bytes(word)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _plain(text: str) -> str:
    return re.sub(r"\*\*|`", "", text)
