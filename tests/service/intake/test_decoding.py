"""The decoding ladder: what is read, under which name, and what is asked instead."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UnknownEncoding
from service.intake.decoding import CHOICES, chosen_encoding, decode, odd_share

CHINESE = "医保接口联调推迟一周，原因是字典没有更新。"

READ = [
    ("utf-8", CHINESE.encode(), CHINESE, "utf-8"),
    ("utf-8 with a mark", b"\xef\xbb\xbf" + CHINESE.encode(), CHINESE, "utf-8-sig"),
    ("utf-16 little", codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), CHINESE, "utf-16"),
    ("utf-16 big", codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), CHINESE, "utf-16"),
    ("utf-16 with no mark", "plan: 3 days\n".encode("utf-16-le"), "plan: 3 days\n", "utf-16-le"),
    ("utf-32", codecs.BOM_UTF32_LE + CHINESE.encode("utf-32-le"), CHINESE, "utf-32"),
    ("gbk short", "已上线".encode("gbk"), "已上线", "gb18030"),
    ("gbk in ascii", b"ID-1001 status=OK " * 40 + "完成".encode("gbk"), None, "gb18030"),
    ("rare names", "与会人：赵喆、孙翀、钱堃、李煊，其余同上次。".encode("gbk"), None, "gb18030"),
    ("emoji", (CHINESE + "👍").encode("gb18030"), CHINESE + "👍", "gb18030"),
    ("gb18030 mark", "\ufeff".encode("gb18030") + CHINESE.encode("gbk"), CHINESE, "gb18030"),
    ("latin letters", "José: 5 · Müller".encode(), "José: 5 · Müller", "utf-8"),
    ("a sum sign", "Σ Time Spent,5 μs".encode(), "Σ Time Spent,5 μs", "utf-8"),
    ("russian", "Отчёт готов".encode(), "Отчёт готов", "utf-8"),
    ("crlf stays", "一\r\n二\r三\n".encode(), "一\r\n二\r三\n", "utf-8"),
    ("zero width stays", "接\u200b口\u3000好".encode(), "接\u200b口\u3000好", "utf-8"),
]

ASKED = [
    ("french latin-1", "Réunion reportée à cause de l'été".encode("latin-1")),
    ("german latin-1", "Müller prüft die Größe für Köln\nÜbergabe läuft".encode("latin-1")),
    ("cp1252 quotes", "the “plan” – it’s late".encode("cp1252")),
    ("big5", "醫保介面聯調延後一週，原因是字典沒有更新。".encode("big5")),
    ("shift-jis", "会議の資料をまとめました。".encode("shift_jis")),
    ("a lone euro byte", b"price \x80 12"),
    ("gbk cut off", CHINESE.encode("gbk")[:-1]),
    ("utf-8 cut off", CHINESE.encode()[:-1]),
    ("one bad byte", CHINESE.encode() + b"\xff" + CHINESE.encode()),
    ("a gbk line below utf-8", CHINESE.encode() * 3 + b"\n" + "已上线".encode("gbk")),
    ("gbk that is utf-8 too", "第1批 111为".encode("gbk")[4:]),
    ("odd utf-16", codecs.BOM_UTF16_LE + b"a\x00b"),
]


@pytest.mark.parametrize(("data", "text", "codec"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_the_ladder_reads(data: bytes, text: str | None, codec: str) -> None:
    """Each of these is read right, and its codec gives the same text again without its mark."""
    found, named = decode(data, "a.txt")
    assert named == codec
    assert text is None or found == text
    assert data.decode(named).removeprefix("\ufeff") == found
    assert "\ufffd" not in found


@pytest.mark.parametrize("data", [row[1] for row in ASKED], ids=[row[0] for row in ASKED])
def test_doubt_is_asked_and_never_guessed(data: bytes) -> None:
    """Damaged or foreign bytes are refused; both messages name the file and the way out."""
    with pytest.raises(UnknownEncoding) as caught:
        decode(data, "notes/七月.txt")
    for message in (caught.value.zh, caught.value.en):
        assert "notes/七月.txt" in message
        assert "encoding" in message
        assert "gb18030" in message


def test_the_line_of_the_damage_is_named() -> None:
    """A person can find the bad byte in a long file."""
    with pytest.raises(UnknownEncoding, match="line 3"):
        decode("好\n好\n".encode() + b"\xff\n", "a.txt")


def test_a_persons_choice_is_obeyed() -> None:
    """Big5 is read as Big5 when a person says so, and a UTF-8 mark is still taken off."""
    data = "醫保介面聯調延後".encode("big5")
    assert decode(data, "a.txt", "big5") == ("醫保介面聯調延後", "big5")
    assert decode(b"\xef\xbb\xbfok", "a.txt", "UTF8") == ("ok", "utf-8-sig")
    assert decode("完成".encode("gbk"), "a.txt", "GBK") == ("完成", "gb18030")


def test_a_wrong_choice_is_refused_not_mended() -> None:
    """Bytes that the chosen encoding cannot hold raise, they are not replaced."""
    with pytest.raises(UnknownEncoding):
        decode(b"\xff\xff", "a.txt", "utf-8")
    with pytest.raises(UnknownEncoding, match="choose"):
        decode(b"ok", "a.txt", "klingon")
    assert all(chosen_encoding(name) == name for name in CHOICES)


def test_real_chinese_has_no_odd_share() -> None:
    """The measure that parts Chinese from what only decodes without an error."""
    assert odd_share(CHINESE) == 0
    assert odd_share("Müller prüft".encode("latin-1").decode("gb18030", "replace")) > 0.5
    assert odd_share("plain") == 0


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_utf8_is_always_read_back(text: str) -> None:
    """Whatever is written as UTF-8 comes back as it was, but for one mark at its start."""
    data = text.encode() + "这是一份会议纪要。".encode()  # a few bytes alone may be GBK as well
    found, codec = decode(data, "a.txt")
    assert found == data.decode(codec).removeprefix("\ufeff")


@given(st.text(alphabet="的一是在不了有和人这中大为上个国我以要他未位：，。、 \r\nABC123"))
def test_gb18030_of_common_chinese_is_never_misread(text: str) -> None:
    """Everyday Chinese saved by an older tool is read, or, where a few characters of it are UTF-8 as
    well, asked about."""
    assert decode((text + "的").encode("gb18030"), "a.txt")[0] == text + "的"
    try:
        found = decode(text.encode("gb18030"), "a.txt")[0]
    except UnknownEncoding:
        found = decode(text.encode("gb18030"), "a.txt", "gb18030")[0]
    assert found == text
