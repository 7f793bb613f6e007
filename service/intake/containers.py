"""Files that hold files -> their members, each read and refused on its own.

One level deep: an archive in an archive is refused as that member. Names in an archive are text and
nothing else; no path of one is ever a path on the disk. Members are unpacked when they are asked for,
one at a time, so that the whole never stands in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zipfile import ZipFile, ZipInfo

from service.errors import EncryptedInput, InputError, InputTooLarge, UnsafeInput, UnsupportedInput
from service.intake.forms import form_of_bytes
from service.intake.guard import LARGEST, check_size
from service.intake.packages import archives
from service.intake.packages.archives import FAULTS, damaged, open_archive
from service.intake.packages.member_names import ignored_because, name_of, plain_path
from service.intake.packages.office import is_package
from service.intake.sandbox import unpack_apart
from service.review import Form

MOST_UNPACKED = 200 << 20
"""Bytes that all members of an archive may unpack to; each alone is bounded like any file."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container, or a file by itself. `read` gives its bytes anew each time; it raises
    InputError where they cannot be unpacked."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member that is not handed over, and why: it could not be (`refused`), or it is nothing that
    anybody wrote (a folder, a hidden file)."""

    name: str
    reason: InputError
    refused: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: members in their order, and what was left out."""

    members: tuple[Member, ...]
    left_out: tuple[LeftOut, ...] = ()


def contents_of(data: bytes, name: str) -> Contents:
    """The members of a file, named `name/inner/path`; a file that holds none is its own member, and a
    mail is the first of its own.

    Raises UnsafeInput, DamagedInput or InputTooLarge when it is refused whole.
    """
    check_size(len(data), name)
    contents = zip_contents(data, name)
    if contents is not None:
        return contents
    itself = Member(name, len(data), lambda: data)
    if _form(data, name) not in ATTACHMENTS:
        return Contents((itself,))
    return _with_attachments(itself, data)


def members_of(data: bytes, name: str) -> tuple[Member, ...]:
    """The members alone; `contents_of` tells what was left out too."""
    return contents_of(data, name).members


def zip_contents(data: bytes, name: str) -> Contents | None:
    """The members of a plain zip; None for an Office file and for what is no zip."""
    if not data.startswith((archives.SIGNATURE, archives.EMPTY)):
        return None
    members: list[Member] = []
    left_out: list[LeftOut] = []
    taken: set[str] = set()
    archive = open_archive(data, name)
    parts = archive.infolist()
    if is_package(archive):
        return None
    _check_total(parts, name)
    for part in parts:
        inner = name_of(part)
        reason = ignored_because(inner, part)
        full = _free(f"{name}/{inner}", taken)
        if reason is not None:
            left_out.append(LeftOut(full, _ignored(full, *reason), refused=False))
        elif refusal := _refusal(part, full):
            left_out.append(LeftOut(full, refusal, refused=True))
        else:
            taken.add(full)
            members.append(Member(full, part.file_size, partial(_unpacked, archive, part, full)))
    return Contents(tuple(members), tuple(left_out))


def _attachments_of_eml(data: bytes, name: str) -> Iterable[tuple[str, bytes]]:
    from service.intake.mail import (
        mails,
    )  # its libraries are slow to import; only the child needs them

    return mails.attachments_of_eml(data, name)


def _attachments_of_msg(data: bytes, name: str) -> Iterable[tuple[str, bytes]]:
    from service.intake.mail import mails

    return mails.attachments_of_msg(data, name)


ATTACHMENTS: Mapping[Form, Callable[[bytes, str], Iterable[tuple[str, bytes]]]] = {
    "eml": _attachments_of_eml,
    "msg": _attachments_of_msg,
}
"""The forms of mail, each with what takes its attachments out (name as written, bytes)."""


def attachments_here(data: bytes, name: str) -> Iterable[tuple[str, bytes]]:
    """The attachments of a mail, taken out in this process: for the child. Raises InputError."""
    form = form_of_bytes(data, name)
    unpack = ATTACHMENTS.get(form) if form else None
    return unpack(data, name) if unpack else ()


def _form(data: bytes, name: str) -> Form | None:
    try:
        return form_of_bytes(data, name)
    except InputError:
        return None  # Reading it will say what is wrong; it holds nothing.


def _with_attachments(mail: Member, data: bytes) -> Contents:
    """A mail and its attachments; the mail is read even when they cannot be taken out."""
    try:
        attachments = unpack_apart(data, mail.name)
    except InputError as error:
        return Contents((mail,), (LeftOut(mail.name, error, refused=True),))
    taken = {mail.name}
    members = [mail]
    for title, content in attachments:
        full = _free(f"{mail.name}/{plain_path(title)}", taken)
        taken.add(full)
        members.append(Member(full, len(content), partial(bytes, content)))
    return Contents(tuple(members))


def _check_total(parts: Sequence[ZipInfo], name: str) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputTooLarge(
            zh=f"{name} 解压后超过 {MOST_UNPACKED >> 20} MB：请只放本月的文件，或分成几个压缩包。",
            en=f"{name} unpacks to more than {MOST_UNPACKED >> 20} MB: put in this month's files "
            "only, or make several archives.",
        )


def _refusal(part: ZipInfo, name: str) -> InputError | None:
    """Why a member is not unpacked, by what the directory says of it."""
    if archives.is_encrypted(part):
        return EncryptedInput(
            zh=f"{name} 有密码：请解压后再交，或去掉密码重新压缩。",
            en=f"{name} has a password: unpack it first, or pack it again without one.",
        )
    if not archives.is_packed_plainly(part):
        return UnsupportedInput(
            zh=f"{name} 用了少见的压缩方法：请解压后再交，或用普通 zip 重新压缩。",
            en=f"{name} is packed by a rare method: unpack it first, or pack it as an ordinary zip.",
        )
    if archives.is_bomb(part):
        return UnsafeInput(
            zh=f"{name} 压缩得不正常，没有解压：正常的文件不会这样；请单独上传这个文件。",
            en=f"{name} is packed beyond reason and was not unpacked: hand that file in by itself.",
        )
    try:
        check_size(part.file_size, name)
    except InputTooLarge as error:
        return error
    return None


def _unpacked(archive: ZipFile, part: ZipInfo, name: str) -> bytes:
    """The bytes of a member; more than the directory claims are never unpacked."""
    try:
        with archive.open(part) as stream:
            content = stream.read(LARGEST + 1)
    except FAULTS as error:
        raise damaged(name) from error
    check_size(len(content), name)
    return content


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered where another member has it already: neither is lost."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _ignored(name: str, zh: str, en: str) -> InputError:
    return InputError(zh=f"{name} 没有读：{zh}。", en=f"{name} was not read: {en}.")
