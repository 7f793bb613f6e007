"""The fields with which every page hands in: pasted text, files, their encoding."""

from __future__ import annotations

from service.desk import HandedIn
from service.errors import InvalidRequest
from service.web.forms import Form

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
FIELDS = ("project", "month", "text", "encoding", "language")
"""The texts of the form that are shown again when it is sent back."""


def things_of(form: Form) -> list[HandedIn]:
    """What a form hands in. Raises InvalidRequest for an encoding that is not offered."""
    things = []
    if form.text("text").strip():
        things.append(HandedIn.paste(form.text("text")))
    encoding = form.text("encoding") or None
    if encoding is not None and encoding not in ENCODINGS:
        raise InvalidRequest(
            zh=f"不支持编码“{encoding}”。请选列表中的一种，或自动识别。",
            en=f"The encoding {encoding!r} is not offered. Choose one of the list.",
        )
    things += [HandedIn(file.data, file.name, encoding) for file in form.uploads("files")]
    return things
