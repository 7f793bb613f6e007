"""What is handed in at once: files and pastes on their way in, and the receipt for them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from service import pipeline
from service.archive.records import SourceEntry
from service.errors import (
    BinaryInput,
    DecisionRefused,
    EmptyInput,
    FupanError,
    InvalidRequest,
    ReadingCancelled,
)
from service.intake import Choices

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file or a paste as it arrived; a paste has no name. `choices` is what a person said of it."""

    data: bytes
    name: str = ""
    encoding: str | None = None
    choices: Choices = field(default_factory=Choices)

    @classmethod
    def paste(cls, text: str, name: str = "") -> HandedIn:
        """A text from a form or a request, without a byte-order mark.

        Raises BinaryInput for NUL characters, which no text has.
        """
        text = text.removeprefix("\ufeff")
        if "\x00" in text:
            raise BinaryInput(
                zh="粘贴的是二进制内容，不是文字。请粘贴文字，或上传文本文件。",
                en="What was pasted is binary, not text. Paste text or upload a text file.",
            )
        return cls(text.encode("utf-8"), name, "utf-8")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or paste that could not be read, and why."""

    name: str
    error: FupanError


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of everything handed in at once: new, already here, or refused with a reason.

    `waiting` names what is still being read, by the intake `intake_id`.
    """

    stored: tuple[SourceEntry, ...]
    duplicates: tuple[SourceEntry, ...]
    refused: tuple[Refused, ...]
    waiting: tuple[str, ...] = ()
    intake_id: str = ""

    @property
    def here(self) -> tuple[SourceEntry, ...]:
        """Every source that is in the archive now, new or already known."""
        return self.stored + self.duplicates

    def reason(self) -> FupanError:
        """Why something is not here: the first refusal, that it takes longer, or was called off."""
        if self.refused:
            return self.refused[0].error
        if self.waiting:
            return DecisionRefused(
                zh=f"资料还在读取（{len(self.waiting)} 份）。请等读完再起草。",
                en=f"The sources ({len(self.waiting)}) are still being read. Try again when they are.",
            )
        return ReadingCancelled(
            zh="读取已取消，没有保存任何内容。需要的话请继续读取或重新提交。",
            en="The reading was called off and nothing was kept. Resume it or hand it in again.",
        )


def checked_project(raw: str) -> str:
    """The project's name, white space tidied. Raises InvalidRequest when blank or too long."""
    project = " ".join(raw.split())
    if not project:
        raise InvalidRequest(zh="请填写项目名称。", en="Give the project a name.")
    if any(unicodedata.category(character) == "Cc" for character in project):
        raise InvalidRequest(
            zh="项目名称里有控制字符。请重新输入。",
            en="The project's name holds control characters. Type it again.",
        )
    if len(project) > _LONGEST_NAME:
        raise InvalidRequest(
            zh=f"项目名称最多 {_LONGEST_NAME} 个字。",
            en=f"The project's name may have {_LONGEST_NAME} characters at most.",
        )
    return project


def checked_month(raw: str) -> str:
    """The month as YYYY-MM. Raises WrongMonth."""
    month = raw.strip()
    pipeline.check_month(month)
    return month


def nothing_handed_in() -> EmptyInput:
    """The error for a submission without any text or file."""
    return EmptyInput(
        zh="还没有资料：请粘贴文字，或上传至少一个文件。",
        en="Nothing was handed in: paste some text or upload at least one file.",
    )
