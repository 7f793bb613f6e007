"""Mark-up of ticket tools -> the words a person reads.

Only a ticket's fields are tidied; the sentence of the cell stays as it stands in the file.
"""

from __future__ import annotations

import html
import re

_WIKI = (
    (re.compile(r"\{(?:code|noformat|quote|panel|color)(?::[^}\n]{0,200})?\}"), ""),
    (re.compile(r"(?m)^[ \t]*(?:h[1-6]|bq)\.[ \t]*"), ""),
    (re.compile(r"![^\s!|][^!\n|]{0,200}(?:\|[^!\n]{0,200})?!"), ""),
    (re.compile(r"\[([^\]|\n]{1,300})\|[^\]\n]{1,2000}\]"), r"\1"),
    (re.compile(r"\[~([^\]\n]{1,100})\]"), r"\1"),
    (re.compile(r"\[(https?://[^\]\s]{1,2000})\]"), r"\1"),
    (re.compile(r"\{\{([^}\n]{1,300})\}\}"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])"), r"\1"),
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])\s*>", re.IGNORECASE)
_MAIL = re.compile(r"\s*<[^<>\s]{1,200}@[^<>\s]{1,200}>\s*")


def without_wiki(text: str) -> str:
    """Jira's wiki mark-up taken off: headings, bold, code, links by their text, pictures gone."""
    for pattern, put in _WIKI:
        text = pattern.sub(put, text)
    return text.strip()


def without_html(text: str) -> str:
    """HTML taken off, with a line end where a block ends."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def without_mail(person: str) -> str:
    """The name of "Name <mail>"; a bare address stays."""
    return _MAIL.sub("", person).strip() or person
