"""What must not leave is found wherever it stands, and nothing else is taken for it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.llm.private_patterns import (
    is_card_number,
    is_credit_code,
    is_id_number,
    private_spans,
)

_CASES = [
    ("PHONE", "13812345678"),
    ("PHONE", "138-1234-5678"),
    ("PHONE", "+86 138 1234 5678"),
    ("PHONE", "１３８１２３４５６７８"),
    ("PHONE", "138\u200b1234\u200b5678"),
    ("PHONE", "0571-88889999"),
    ("PHONE", "(010)62345678-123"),
    ("ID", "11010519491231002X"),
    ("ID", "11010519491231002x"),
    ("CREDIT", "91350100M000100Y43"),
    ("CARD", "6222021234567890128"),
    ("CARD", "6222 0212 3456 7890 128"),
    ("EMAIL", "zhang.san+his@example.com.cn"),
    ("EMAIL", "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
    ("IP", "10.20.30.40"),
    ("PLATE", "浙A·12345"),
    ("PASSPORT", "E12345678"),
    ("SECRET", "sk-" + "aB3" * 8),
    ("SECRET", "AKIAABCDEFGHIJKLMNOP"),
    ("SECRET", "ghp_" + "a1B2" * 9),
    ("SECRET", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"),
    ("SECRET", "-----BEGIN RSA PRIVATE KEY-----\nMIIEabc+/=\nxyz"),
    (
        "SECRET",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A\n\nMIIE",
    ),
]
_NEIGHBOURS = [
    ("", ""),
    ("联系电话", "王工"),
    ("（", "）。"),
    ("ﾃ「", "」"),
    ("😀", "😀"),
    ("\n", "\n"),
    ('{"a": "', '"}'),
]


@pytest.mark.parametrize(("before", "after"), _NEIGHBOURS)
@pytest.mark.parametrize(("kind", "value"), _CASES)
def test_each_kind_is_found_next_to_anything(
    kind: str, value: str, before: str, after: str
) -> None:
    assert private_spans(before + value + after) == [(len(before), len(before) + len(value), kind)]


@pytest.mark.parametrize(("kind", "value"), _CASES)
@pytest.mark.parametrize("escape", [r"\n", r"\t", r"\u4e2d", r"\u7535"])
def test_each_kind_is_found_behind_an_escape_of_json(kind: str, value: str, escape: str) -> None:
    assert private_spans(escape + value) == [(len(escape), len(escape) + len(value), kind)]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("密码：Abc@1234，请尽快修改", "Abc@1234"),
        ("口令是hunter2-x。", "hunter2-x"),
        ("api_key = 'k9-77-x'", "k9-77-x"),
        ('"password": "p4ss!"', "p4ss!"),
        (r'{"a": "密码：p4ss\"，改"}', "p4ss"),
        (r'{"a": "{\"password\": \"p4ss!\"}"}', "p4ss!"),
        (r"pwd=DOM\\user9", r"DOM\\user9"),
        ("Authorization: Bearer abcdefghij0123456789", "abcdefghij0123456789"),
        ("jdbc:mysql://root:Pa55word@db.local/his", "root:Pa55word"),
    ],
)
def test_of_a_secret_only_the_secret_is_hidden(text: str, hidden: str) -> None:
    assert [text[start:end] for start, end, _ in private_spans(text)] == [hidden]


@pytest.mark.parametrize(
    "text",
    [
        "订单号20260901138123456789",
        "版本 1.2.3 与 v1.2.3.4.5",
        "6222021234567890129",
        "110105194912310021",
        "91350100M000100Y44",
        "完成率 98.5%，共 1,234 条，合同 12,000,000 元",
        "2026-06-30 18:00 上线，工单 HIS-1382",
        "密码是否需要修改？密码：请在系统里改。",
        "input_tokens: 4000",
        "本月 token 用量较高",
        "浙江省",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert private_spans(text) == []


def test_names_of_the_list_longest_first_and_latin_ones_as_words() -> None:
    text = "王小明和王小明明见了Ann，Annual review by ANN。"
    found = private_spans(text, ("王小明", "王小明明", "Ann", " ", ""))

    assert [text[start:end] for start, end, _ in found] == ["王小明", "王小明明", "Ann", "ANN"]
    assert {kind for _, _, kind in found} == {"NAME"}


def test_checks_of_numbers() -> None:
    assert is_id_number("11010519491231002X")
    assert not is_id_number("110105194912310020")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y4A")
    assert is_card_number("6222021234567890128")
    assert not is_card_number("6222021234567890182")


_PIECES = [value for _, value in _CASES] + [
    "王小明",
    "项目",
    "，",
    " ",
    "9",
    "a",
    "@",
    ".",
    "-",
    "\\n",
    "\u200b",
    "😀",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_spans_are_in_order_apart_and_inside_the_text(text: str) -> None:
    spans = private_spans(text, ("王小明",))
    last = 0
    for start, end, _ in spans:
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "a",
        "a@",
        "a.",
        "a@a.",
        "1 ",
        "1-",
        "sk-",
        "eyJ",
        "eyJaaaaa.",
        "密码",
        "密码：",
        "密码 ",
        "://a:",
        "a://",
        "(0",
        "1.1.",
        "-----BEGIN PRIVATE KEY-----",
        "bearer ",
        "\\n",
        "\u200b",
        "浙A",
        "E1",
        "王小",
        "token=",
        "+86",
        "86 1",
    ],
)
def test_a_hostile_text_is_read_to_its_end(unit: str) -> None:
    """200 KB of the beginning of a pattern; one that goes back over it again and again would not end
    before the test's time is up."""
    private_spans(unit * (200_000 // len(unit)), ("王小明", "Ann"))


def test_of_two_hundred_seeded_identifiers_none_is_missed() -> None:
    draw = random.Random(7)
    missed = []
    for _ in range(200):
        kind, value = draw.choice(_CASES[:13])
        left = draw.choice(["电话", "见附件", " ", "：", "tel ", "号"])
        right = draw.choice(["，尽快", "王工", " ok", "。", "）"])
        text = left + value + right
        if (len(left), len(left) + len(value), kind) not in private_spans(text):
            missed.append(text)
    assert missed == []
