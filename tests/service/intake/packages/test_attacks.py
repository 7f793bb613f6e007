"""Files built to harm are refused before anything parses them, and this process does not grow."""

from __future__ import annotations

import contextlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals import attack_files
from evals.attack_files import ATTACKS, Attack, docx, docx_parts, package, raw_zip, xlsx_parts
from service.errors import DamagedInput, EncryptedInput, InputError, UnsafeInput, UnsupportedInput
from service.intake import Choices, forms, read_source
from service.intake.containers import members_of
from service.intake.forms import form_of_bytes
from service.intake.packages import office as packages
from service.intake.packages.archives import MOST_PARTS
from tests.service.intake.old_office import compound

REFUSED = [attack for attack in ATTACKS if attack.code]


def _peak() -> int:
    """The highest resident memory so far, in kB, since it was last reset."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@pytest.mark.parametrize("attack", REFUSED, ids=[attack.what for attack in REFUSED])
def test_an_attack_is_refused(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own error and advice in both languages, no child begun, and under 64 MB of growth."""
    monkeypatch.setattr("service.intake.reading.read_apart", lambda *_, **__: pytest.fail("parsed"))
    data = attack.make()
    Path("/proc/self/clear_refs").write_text("5")
    before = _peak()
    with pytest.raises(InputError) as caught:
        read_source(data, attack.name)
    assert _peak() - before < 64 * 1024
    assert caught.value.code == attack.code
    for message in (caught.value.zh, caught.value.en):
        assert attack.name in message
    assert "hostname" not in caught.value.en
    assert "请" in caught.value.zh


@pytest.mark.parametrize("data", [docx(), package(xlsx_parts("<worksheet/>"))])
def test_a_plain_file_passes(data: bytes) -> None:
    """The check refuses none of the least files there are."""
    assert form_of_bytes(data, "a") in {"docx", "xlsx"}


def test_what_offices_write_passes() -> None:
    """UTF-16 without a DOCTYPE, an embedded workbook, a comment before the root, a picture."""
    parts = docx_parts(docx_parts("")["[Content_Types].xml"])
    text = "<?xml version='1.0' encoding='UTF-16'?><!-- 注 --><a/>".encode("utf-16")
    parts["word/document.xml"] = text
    parts["word/embeddings/book.xlsx"] = package(xlsx_parts("<worksheet/>"))
    parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(100)
    parts["word/"] = b""
    assert form_of_bytes(package(parts), "a.docx") == "docx"


def test_the_limits_are_the_first_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many parts and bytes as are allowed pass; one more does not."""
    assert form_of_bytes(attack_files.many_parts(MOST_PARTS - 3), "a") == "docx"
    with pytest.raises(UnsafeInput, match="2,000 parts"):
        form_of_bytes(attack_files.many_parts(MOST_PARTS - 2), "a")
    size = sum(part.file_size for part in ZipFile(BytesIO(docx())).infolist())
    monkeypatch.setattr(packages, "MOST_UNPACKED", size)
    assert form_of_bytes(docx(), "a") == "docx"
    monkeypatch.setattr(packages, "MOST_UNPACKED", size - 1)
    with pytest.raises(UnsafeInput, match="unpacks to more"):
        form_of_bytes(docx(), "a")


def test_double_names_and_odd_encodings_are_refused() -> None:
    """Two parts of one name, where readers differ in which they take; EBCDIC; UTF-7; half XML."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in docx_parts("<a/>").items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", b"<b/>")
    with pytest.raises(UnsafeInput, match="same name"):
        form_of_bytes(out.getvalue(), "a")
    ebcdic = "<?xml version='1.0'?><!DOCTYPE a><a/>".encode("cp037")
    with pytest.raises(UnsafeInput, match="encoding"):
        form_of_bytes(package(docx_parts(ebcdic)), "a")
    utf7 = b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>"
    for content in (utf7, b"<!-- without end", b"<>"):
        with pytest.raises(DamagedInput):
            form_of_bytes(package(docx_parts(content)), "a")


def test_a_part_without_a_name_is_damaged() -> None:
    """In an Office file and in a plain archive."""
    for data in (raw_zip({b"": b"x"}), raw_zip({b"[Content_Types].xml": b"<a/>", b"": b""})):
        with pytest.raises(DamagedInput):
            form_of_bytes(data, "a")
        with pytest.raises(DamagedInput):
            members_of(data, "a")


def test_other_packages_say_what_to_do() -> None:
    """Slides, binary workbooks and OpenDocument files are known, and refused with advice."""
    parts = docx_parts("<a/>")
    types = parts["[Content_Types].xml"]
    for kind, what in (
        (b"presentationml.presentation.main", "presentation"),
        (b"spreadsheetml.sheet.binary.main", "binary workbook"),
    ):
        parts["[Content_Types].xml"] = types.replace(b"wordprocessingml.document.main", kind)
        with pytest.raises(UnsupportedInput, match=what) as caught:
            form_of_bytes(package(parts), "a.pptx")
        assert ".pdf" in caught.value.zh
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
    with pytest.raises(UnsupportedInput, match="OpenDocument"):
        form_of_bytes(package(parts), "a.odt")


def test_an_archive_in_an_archive_is_refused() -> None:
    """A zip that is read as one file says that it is an archive."""
    with pytest.raises(UnsupportedInput, match="archive"):
        read_source(package({"a.txt": b"x"}), "a.zip/b.zip")


def test_a_form_somebody_names_does_not_open_the_gate() -> None:
    """A person's word on the form comes after the check, not before it."""
    with pytest.raises(UnsafeInput):
        read_source(attack_files.xxe(), "a.docx", choices=Choices(form="docx"))
    with pytest.raises(EncryptedInput):
        read_source(attack_files.encrypted(), "a.docx", choices=Choices(form="text"))
    assert forms.form_of_bytes(docx(), "a.txt") == "docx"


MADE = {
    "docx": docx("字" * 300),
    "zip": package({"会议/例会.md": "例会。".encode(), "工单.csv": b"a,b\n1,2\n"}),
    "gbk": raw_zip({"会议纪要.txt".encode("gb18030"): "好。".encode()}),
    "ole": compound({"Workbook": b"x", "Other": b"y"}),
}


@settings(max_examples=300)
@given(st.sampled_from(sorted(MADE)), st.data())
def test_forged_files_raise_nothing_but_our_errors(kind: str, data: st.DataObject) -> None:
    """Bytes changed, cut out or cut off anywhere, not least in the directory at the end: the checks that
    run in the server answer with an error of the house, or let the file pass."""
    forged = bytearray(MADE[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(forged) - 1) | st.integers(1, 120)) % len(forged)
        at = len(forged) - at if data.draw(st.booleans()) else at
        junk = data.draw(st.binary(max_size=6) | st.sampled_from([b"\xff" * 4, b"\0" * 4]))
        forged[at : at + len(junk)] = junk
    if data.draw(st.booleans()):
        del forged[data.draw(st.integers(0, len(forged) - 1)) :]
    with contextlib.suppress(InputError):
        form_of_bytes(bytes(forged), "a")
    with contextlib.suppress(InputError):
        for member in members_of(bytes(forged), "a"):
            with contextlib.suppress(InputError):
                member.read()
