"""Archives and mails: members with plain names, each read or refused alone, nothing left unsaid."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evals import attack_files
from evals.attack_files import docx, package, raw_zip
from service.errors import DamagedInput, InputTooLarge, ReadingStopped, UnsafeInput
from service.intake import containers, read_paths
from service.intake.containers import contents_of, members_of
from service.intake.guard import LARGEST
from service.intake.packages.member_names import plain_path


def names(data: bytes) -> list[str]:
    """The names of the members of `a.zip`."""
    return [member.name.removeprefix("a.zip/") for member in members_of(data, "a.zip")]


def refusals(data: bytes) -> Mapping[str, str]:
    """The members of `a.zip` that are refused, each with its code."""
    left_out = contents_of(data, "a.zip").left_out
    return {one.name: one.reason.code for one in left_out if one.refused}


@pytest.mark.parametrize(
    "data", ["例会。".encode(), docx(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]
)
def test_what_holds_nothing_gives_itself(data: bytes) -> None:
    """A text and an Office file are their own only member, under their own name."""
    (member,) = members_of(data, "十月.docx")
    assert (member.name, member.size, member.read()) == ("十月.docx", len(data), data)


def test_members_of_an_archive_in_their_order() -> None:
    """Named by archive and path; folders, hidden files and what systems add are told as ignored."""
    files = {
        "十月/": b"",
        "十月/例会😀.md": "例会。".encode(),
        "__MACOSX/十月/._例会.md": b"x",
        "十月/.DS_Store": b"x",
        "十月/Thumbs.db": b"x",
        ".git/config": b"x",
        "工单.csv": b"a,b\n1,2\n",
    }
    contents = contents_of(package(files), "a.zip")
    assert [member.name for member in contents.members] == [
        "a.zip/十月/例会😀.md",
        "a.zip/工单.csv",
    ]
    assert contents.members[1].read() == b"a,b\n1,2\n"
    assert {one.name: one.refused for one in contents.left_out} == {
        "a.zip/十月": False,
        "a.zip/__MACOSX/十月/._例会.md": False,
        "a.zip/十月/.DS_Store": False,
        "a.zip/十月/Thumbs.db": False,
        "a.zip/.git/config": False,
    }
    assert len(contents.members) + len(contents.left_out) == len(files)
    assert all(one.name in one.reason.zh and one.name in one.reason.en for one in contents.left_out)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize(
    "name", ["十月/例会纪要（终稿）.docx", "问题清单.xlsx", "plain.txt", "周报𠮷.md"]
)
def test_names_are_mended(name: str, encoding: str) -> None:
    """A name whose encoding nobody declared is UTF-8 or GB18030, not code page 437."""
    assert names(raw_zip({name.encode(encoding): b"x"})) == [name]


def test_a_declared_name_beside_the_old_one_counts() -> None:
    """The extra field with the name in UTF-8, unless it belongs to another name."""
    old = "été".encode("cp850")

    def extra(checked: bytes) -> bytes:
        body = struct.pack("<BL", 1, zlib.crc32(checked)) + "été.txt".encode()
        return struct.pack("<HH", 0x7075, len(body)) + body

    assert names(raw_zip({old: b"x"}, extra(old))) == ["été.txt"]
    assert names(raw_zip({old: b"x"}, extra(b"other"))) != ["été.txt"]
    assert names(raw_zip({old: b"x"}, b"\x75\x70\xff")) != ["été.txt"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\资料\\..\\例会.md", "资料/例会.md"),
        ("\\\\server\\share\\a.txt", "server/share/a.txt"),
        ("a\x1b[2J\u202etxt.exe", "a\ufffd[2J\ufffdtxt.exe"),
        ("..", "?"),
    ],
)
def test_tricks_with_paths_are_plain_names(written: str, read: str) -> None:
    """No root, no drive, no way up, nothing that turns or hides what is shown."""
    assert plain_path(written) == read


@given(st.text())
@example("c:c:/a")
@example(".. /a")
def test_a_name_never_leads_out(path: str) -> None:
    """Whatever is written, joined to a folder it stays in it."""
    plain = plain_path(path)
    assert plain
    assert not plain.startswith("/")
    assert ".." not in plain.split("/")
    assert not (set(plain) & set(map(chr, range(32))))


def test_members_are_refused_alone() -> None:
    """One with a password, one packed oddly, one too large, a bomb; the others are read."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("好.txt", "好。")
        archive.writestr("rare.txt", "x" * 100, ZIP_LZMA)
        with archive.open("large.bin", "w") as part:
            part.write(bytes(LARGEST + 1))
        archive.writestr("bomb.txt", bytes(2 << 20))
        archive.writestr("noise.txt", "x")
    data = bytearray(out.getvalue())
    where = data.rindex(b"PK\x01\x02")
    data[where + 8] |= 1
    assert names(bytes(data)) == ["好.txt"]
    assert refusals(bytes(data)) == {
        "a.zip/rare.txt": "unsupported-input",
        "a.zip/large.bin": "unsafe-input",
        "a.zip/bomb.txt": "unsafe-input",
        "a.zip/noise.txt": "encrypted-input",
    }


def test_a_member_over_the_limit_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large member that is packed as usual is refused by its size, as a file would be."""
    monkeypatch.setattr("service.intake.guard.LARGEST", 500)
    assert refusals(package({"a.txt": b"x" * 500, "b.txt": b"x" * 501})) == {
        "a.zip/b.txt": "input-too-large"
    }


def test_an_archive_can_be_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many entries, overlapping ones, cut off, too much in total."""
    with pytest.raises(UnsafeInput):
        contents_of(attack_files.many_entries(), "a.zip")
    with pytest.raises(UnsafeInput):
        contents_of(attack_files.overlapping(), "a.zip")
    with pytest.raises(DamagedInput):
        contents_of(package({"a.txt": b"x" * 1000})[:-10], "a.zip")
    monkeypatch.setattr(containers, "MOST_UNPACKED", 10)
    with pytest.raises(InputTooLarge, match="unpacks to more"):
        contents_of(package({"a.txt": b"12345678901"}), "a.zip")


def test_a_damaged_member_is_refused_when_it_is_read() -> None:
    """A checksum that does not hold."""
    data = bytearray(package({"a.txt": b"abc"}, stored=frozenset({"a.txt"})))
    data[data.index(b"abc")] = ord("x")
    (member,) = members_of(bytes(data), "a.zip")
    with pytest.raises(DamagedInput, match=r"a\.zip/a\.txt"):
        member.read()


def test_members_with_one_name_are_both_kept() -> None:
    """The second gets a number, so that neither hides the other."""
    data = raw_zip({b"a.txt": b"1", b"../a.txt": b"2", b"/a.txt": b"3"})
    assert names(data) == ["a.txt", "a.txt (2)", "a.txt (3)"]
    assert [member.read() for member in members_of(data, "a.zip")] == [b"1", b"2", b"3"]


def test_an_archive_in_a_folder_is_read(tmp_path: Path) -> None:
    """Its members are sources with the archive in their names; an archive in it is refused."""
    inner = package({"x.txt": "内。".encode()})
    files = {
        "会议/例会.md": "例会。".encode(),
        "inner.zip": inner,
        "图.png": b"\x89PNG",
        ".x": b"y",
    }
    (tmp_path / "十月.zip").write_bytes(package(files))
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    intake = read_paths([tmp_path])
    zipped = str(tmp_path / "十月.zip")
    assert [(one.name, one.text) for one in intake.sources] == [
        (f"{zipped}/会议/例会.md", "例会。")
    ]
    assert {Path(one.name).name: one.error.code for one in intake.refused} == {
        "inner.zip": "unsupported-input",
        "图.png": "binary-input",
        ".x": "invalid-input",
        "坏.zip": "damaged-input",
    }


def test_attachments_are_members_of_a_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail comes first; attachments get plain names; without them the mail is still there."""
    monkeypatch.setattr(containers, "ATTACHMENTS", {"docx": None})
    taken = (("../附件.txt", "甲".encode()), ("附件.txt", "乙".encode()))
    monkeypatch.setattr(containers, "unpack_apart", lambda data, name: taken)
    data = docx()
    contents = contents_of(data, "a.eml")
    assert [(one.name, one.read()) for one in contents.members] == [
        ("a.eml", data),
        ("a.eml/附件.txt", "甲".encode()),
        ("a.eml/附件.txt (2)", "乙".encode()),
    ]

    def fail(data: bytes, name: str) -> None:
        raise ReadingStopped(zh="请", en="stopped")

    monkeypatch.setattr(containers, "unpack_apart", fail)
    contents = contents_of(data, "a.eml")
    assert [one.name for one in contents.members] == ["a.eml"]
    assert [one.refused for one in contents.left_out] == [True]
