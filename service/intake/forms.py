"""Which form a file is of: its bytes and first lines decide, its name only helps.

`.xls` may be HTML, `.md` may be a transcript, `.txt` a ticket export: names lie.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from service.errors import UnsupportedInput
from service.intake.packages import archives, compounds
from service.intake.packages.compounds import form_of_compound
from service.intake.packages.office import form_of_package
from service.intake.tables.csv_files import looks_like_table, separator_of
from service.intake.tables.json_files import looks_like_json
from service.intake.transcripts import layout_of
from service.intake.workbooks.xml_workbook import is_xml_workbook
from service.review import Form

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".xls", ".xlsx"})
"""Names of tables; a text that is called a workbook was exported as one."""
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta\s)",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_TABLE = re.compile(r"\s*<(?:table|style|div)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|table|br|h[1-6]|span|ul|ol)\b[^<>]*>", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
_MAIL_FIELDS = re.compile(
    rb"^(from|to|subject|date|mime-version|message-id|received|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_HEAD_BYTES = 65_536
# What is on the clipboard after a mail was copied out of a Chinese mail program.
_COPIED_MAIL = re.compile(
    r"\s{0,20}(?:发件人|寄件者|寄件人)\s*[:：][^\n]{1,300}\n(?:\s*\n)?\s*(?:发送时间|发送日期|发件时间|日期|时间|收件人|抄送|主题|主旨)"
    r"\s*[:：]"
)


def form_of_bytes(data: bytes, name: str) -> Form | None:
    """The form of what is no plain text, by its first bytes; None for text, or for nothing known.

    An Office file is checked here, before anything parses it. Raises UnsafeInput, EncryptedInput,
    DamagedInput, or UnsupportedInput for what is known and not read.
    """
    if data.startswith((archives.SIGNATURE, archives.EMPTY)):
        form = form_of_package(data, name)
        if form is None:
            raise _archive(name)
        return form
    if data.startswith(compounds.SIGNATURE):
        return form_of_compound(data, name)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    # A mail is told here, because each of its parts may have an encoding of its own.
    return "eml" if is_mail(data) else None


def form_of_text(text: str, name: str) -> Form:
    """The form of a decoded text; notes and minutes are "text"."""
    if text.lstrip().startswith("{\\rtf"):
        return "rtf"
    if is_mail(text[:_MAIL_HEAD_BYTES].encode("utf-8", "replace")) or _COPIED_MAIL.match(text):
        return "eml"
    if _is_page(text, name):
        return "html"
    if is_xml_workbook(text):
        return "xls"
    if looks_like_json(text) or _is_called_json(text, name):
        return "json"
    if layout_of(text) is not None:
        return "transcript"
    return "csv" if _is_table(text, name) else "text"


def is_mail(data: bytes) -> bool:
    """Whether it begins with the header lines of a mail, as mail programs save it."""
    head = _MAIL_HEAD.match(data[:_MAIL_HEAD_BYTES])
    if head is None:
        return False
    fields = {name.lower() for name in _MAIL_FIELDS.findall(head.group())}
    return len(fields) >= 2 and b"from" in fields


def _is_page(text: str, name: str) -> bool:
    """A page by its first tag; a mere table is one when nothing but tags ends it, or by its name."""
    if _PAGE.match(text):
        return True
    if PurePath(name).suffix.lower() in PAGE_SUFFIXES:
        return bool(_TAG.search(text))
    return bool(_PAGE_TABLE.match(text)) and text.rstrip()[-8:].lower() in ("</table>", "></html>")


def _is_called_json(text: str, name: str) -> bool:
    """A file called .json that begins like one, though it cannot be read: its reader says why."""
    return PurePath(name).suffix.lower() == ".json" and text.lstrip()[:1] in ("{", "[")


def _is_table(text: str, name: str) -> bool:
    """A table by its content; a file that is called one is, unless it has lines without any cells."""
    if PurePath(name).suffix.lower() in TABLE_SUFFIXES:
        one_line = len(text.strip().splitlines()) < 2
        return one_line or separator_of(text) is not None
    return looks_like_table(text)


def _archive(name: str) -> UnsupportedInput:
    return UnsupportedInput(
        zh=f"{name} 是压缩包里的压缩包，或没有当压缩包上传，没有打开：请解压后把里面的文件交上来。",
        en=f"{name} is an archive inside another, or was not handed in as one, and was not opened: "
        "unpack it and hand in the files in it.",
    )
