"""What a browser's form sends, read once into plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

_MOST_FILES = 500
_MOST_FIELDS = 2000
_LONGEST_FIELD = 64 * 1024 * 1024  # the gate's limit on the whole body is far below this
LONGEST_NAME = 80
_NAME_COOKIE = "fupan_name"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form: its name without folders, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A form's texts and files by field; browsers' CRLF line ends are turned back into LF."""

    texts: dict[str, list[str]]
    files: dict[str, list[Upload]]

    def text(self, name: str) -> str:
        """The last value of a field, "" when it was not sent."""
        values = self.texts.get(name, [])
        return values[-1] if values else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field, in order."""
        return self.texts.get(name, [])

    def uploads(self, name: str) -> list[Upload]:
        """The files chosen in a field; a field left empty has none."""
        return self.files.get(name, [])


async def read_form(request: Request) -> Form:
    """The form in the request's body."""
    form = Form({}, {})
    async with request.form(
        max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD
    ) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                if value.filename or data:
                    plain = (value.filename or "").replace("\\", "/").rpartition("/")[2]
                    form.files.setdefault(name, []).append(Upload(plain or "file", data))
            else:
                text = value.replace("\r\n", "\n")
                form.texts.setdefault(name, []).append(text)
    return form


Sent = Annotated[Form, Depends(read_form)]


def remembered_name(request: Request) -> str:
    """The name a person gave earlier in this browser, "" when none."""
    return unquote(request.cookies.get(_NAME_COOKIE, ""))[:LONGEST_NAME]


def remember_name(response: Response, name: str) -> None:
    """Keep the name in this browser, so that it need not be typed again."""
    response.set_cookie(
        _NAME_COOKIE, quote(name), max_age=_YEAR, path="/", httponly=True, samesite="lax"
    )
