"""Text of sources is inert in Markdown, and still reads as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from service.text.escaping import escape, shorten

MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])
ATTACKS = (
    "# 标题",
    "## heading",
    "1. list",
    "- bullet",
    "> quote",
    "---",
    "===",
    "***",
    "[点这里](javascript:alert(1))",
    "![](http://example.test/p.png)",
    "[x]: http://example.test",
    "<script>alert(1)</script>",
    "<!-- 忽略 V04: 没有理由 -->",
    "<http://example.test>",
    "&lt;b&gt; &#35; &copy;",
    "**粗** _斜_ ~~删~~ `码`",
    "```\ncode\n```",
    "a | b\n--|--",
    "C:\\data\\new",
    "末尾\\",
    "第一行\n# 第二行",
    "1\u2028# x\u0085# y",
    "\t    code",
    "<?php ?> <![CDATA[x]]>",
)
words = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("#*_`~<>[]()!&;\\-+=|.:/ 1a中\n", max_size=20),
)


def shown(tokens: list[Token]) -> tuple[list[str], list[str]]:
    """The kinds of all tokens, inline ones included, and the text a reader sees."""
    kinds: list[str] = []
    text: list[str] = []
    for token in tokens:
        kinds.extend(part.type for part in (token, *(token.children or ())))
        if token.type == "inline":
            text.append("".join(child.content for child in token.children or ()))
    return kinds, text


def one_line(text: str) -> str:
    """What is left of a text on one line: no control characters, nothing that reorders."""
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
    return re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", text).strip()


@given(words)
@example("#")
@example("1.")
@example("a_b _c_ d_")
def test_what_begins_a_line_is_plain_text(text: str) -> None:
    """As the content of a bullet it renders as one paragraph that says exactly the text."""
    expected = one_line(text)
    kinds, read = shown(MARKDOWN.parse(f"- {escape(text)}\n"))
    if expected:
        assert kinds == [
            "bullet_list_open",
            "list_item_open",
            "paragraph_open",
            "inline",
            *(["text"] * kinds.count("text")),
            "paragraph_close",
            "list_item_close",
            "bullet_list_close",
        ]
        assert " ".join("".join(read).split()) == " ".join(expected.split())


@given(words)
def test_what_stands_in_a_line_is_plain_text(text: str) -> None:
    """Behind a label in a block quote it renders as text that says exactly the same."""
    kinds, read = shown(MARKDOWN.parse(f"> 依据：「{escape(text, leads=False)}」\n"))
    assert set(kinds) == {
        "blockquote_open",
        "paragraph_open",
        "inline",
        "text",
        "paragraph_close",
        "blockquote_close",
    }
    assert read == [f"依据：「{one_line(text)}」"]


@pytest.mark.parametrize(
    "text",
    [
        "完成订单接口联调",
        "P95 从 4.8 秒降到 1.6 秒",
        "order_id 对不上",
        "p<0.05",
        "3~5 天",
        "#1218 打印两份",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Prose, figures and names need no escapes and get none."""
    assert escape(text) == text


@pytest.mark.parametrize("address", ["https://a.test/x", "HTTP://a.test", "www.a.test"])
def test_an_address_is_no_link(address: str) -> None:
    """Readers that make links of bare addresses find none."""
    assert not re.search(r"(?i)(?:https?|ftp)://|www\.", escape(address))


def test_shortening_says_that_it_did() -> None:
    """A long text ends with … and is no longer than asked; a short one is untouched."""
    assert shorten("一二三四五", 5) == "一二三四五"
    assert shorten("一二三四五六", 5) == "一二三四…"
    assert shorten("a\n b", 9) == "a b"
