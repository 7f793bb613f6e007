"""Nothing that a source says becomes a link, an image, HTML or a heading of the exported review."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.export import draft_markdown, review_markdown
from service.intake import read_paste
from service.pipeline import draft_month
from service.review import Draft, Fields, SignedReview
from tests.fakes.drafts import rich_draft

HOSTILE = (
    "[签收方案](https://evil.example/a)",
    "![图](https://evil.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "https://evil.example/a",
    "# 顶格标题",
    "[名称]: https://evil.example",
    "`代码`",
    "&lt;b&gt; &#91;x&#93;",
    "\\[x](https://evil.example)",
    "一行\n\n# 二行标题\n\n<img src=x>",
    "标题\n===",
    "---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "    缩进的代码",
    "~~~\n围栏",
)
ACTIVE = re.compile(r"<(?:a|img|script|pre|table|iframe|hr)[ >/]", re.IGNORECASE)


def poisoned(text: str, draft: Draft | None = None) -> Draft:
    """A draft in which every text of a source is `text`."""
    draft = draft or rich_draft()
    fields = Fields(owner=text, due_raw=text, cause=text, case=text, whys=(text,), planned=text)
    return replace(
        draft,
        project=text or "项目",
        items=tuple(
            replace(item, text=text, questions=(text,), doubts=(text,), fields=fields)
            for item in draft.items
        ),
        cited={key: replace(one, text=text, source=text) for key, one in draft.cited.items()},
        follow_up=tuple(
            replace(one, action=text, owner=text, due_raw=text, note=text, question=text)
            for one in draft.follow_up
        ),
        ledger=tuple(replace(one, entry=text, reason=text) for one in draft.ledger),
        conflicts=tuple(
            replace(
                one,
                about=text,
                claims=tuple(replace(claim, value=text) for claim in one.claims),
            )
            for one in draft.conflicts
        ),
        notices=tuple(replace(one, text=text) for one in draft.notices),
    )


def rendered(markdown: str) -> str:
    """The HTML of the strict renderer that a viewer may use, links recognised."""
    return str(MarkdownIt("js-default").render(markdown))


def headings(markdown: str) -> list[str]:
    """The headings that a reader sees."""
    return re.findall(r"<h[1-6]>", rendered(markdown))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_draft_is_inert(text: str) -> None:
    """Hostile words in every text of a draft render to no link, image, table or code block."""
    page = draft_markdown(poisoned(text)).text
    assert ACTIVE.findall(rendered(page)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_draft_keeps_its_headings(text: str) -> None:
    """Hostile words add no heading: there are as many as with plain words."""
    assert headings(draft_markdown(poisoned(text)).text) == headings(
        draft_markdown(poisoned("平常的一句话")).text
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_signed_review_is_inert(text: str) -> None:
    """The same holds for what was signed, the signer's name included."""
    draft = poisoned(text)
    signed = SignedReview(
        draft, (), draft.items, draft.follow_up, text, "2026-11-02T09:00:00+00:00"
    )
    page = review_markdown(signed)
    assert ACTIVE.findall(rendered(page)) == []
    assert "<h1>" in rendered(page)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_inert(text: str) -> None:
    """No text whatever becomes a link, an image or raw HTML."""
    assert ACTIVE.findall(rendered(draft_markdown(poisoned(text)).text)) == []


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\n" not in one])
def test_a_hostile_source_is_inert_from_end_to_end(text: str) -> None:
    """Pasted minutes with hostile words give a draft whose rendering is inert."""
    body = (
        f"时间：2026年6月9日\n\n## 遗留问题\n\n1. 补齐接口文档 {text} --段岚\n\n结论：完成 {text}\n"
    )
    draft = draft_month(project="云岭", month="2026-06", sources=[read_paste(body, 1)])
    assert draft.items
    assert ACTIVE.findall(rendered(draft_markdown(draft).text)) == []


def test_escaped_words_stay_readable() -> None:
    """Escaping costs no word: a reader of the rendering sees the brackets as they were written."""
    html = rendered(draft_markdown(poisoned("[签收方案](x) <b>加粗</b>")).text)
    assert "[签收方案](x) &lt;b&gt;加粗&lt;/b&gt;" in html
