"""A draft and a signed review as Markdown: the form, the spans, and nothing that sources could forge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import Language
from service.export import draft_markdown, review_markdown
from service.review import SECTIONS, Draft, SignedReview
from service.text.escaping import escape
from tests.fakes.drafts import rich_draft
from tests.review_values import drafts, signed_reviews
from tests.service.export.golden_files import FOLDER, GOLDEN
from tests.service.export.signed import rich_review
from tests.service.export.test_escaping import ATTACKS, MARKDOWN, shown

FORBIDDEN = {
    "link_open",
    "image",
    "html_block",
    "html_inline",
    "code_inline",
    "code_block",
    "fence",
    "hr",
    "table_open",
    "strong_open",
    "em_open",
    "s_open",
    "ordered_list_open",
}


def headings(text: str) -> list[str]:
    """The headings a reader sees, with their level."""
    tokens = MARKDOWN.parse(text)
    return [
        f"{token.markup} {tokens[index + 1].content}"
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_it_reads_as_agreed(name: str) -> None:
    """The whole text of the made-up month, in both languages, draft and signed."""
    assert GOLDEN[name]() == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_spans_point_at_the_items(language: Language) -> None:
    """Each item's span is its words, in order; a mark before them does not belong to it."""
    draft = rich_draft(language)
    written = draft_markdown(draft)
    assert [span[0] for span in written.item_spans] == [item.id for item in draft.items]
    for (item_id, start, end), item in zip(written.item_spans, draft.items, strict=True):
        assert item_id == item.id
        assert written.text[start:end] == item.text


@given(drafts())
def test_spans_hold_for_every_draft(draft: Draft) -> None:
    """Whatever the items say, each span is the item's escaped words on a bullet's first line."""
    written = draft_markdown(draft)
    texts = {item.id: item.text for item in draft.items}
    assert sorted(span[0] for span in written.item_spans) == sorted(texts)
    last = 0
    for item_id, start, end in written.item_spans:
        assert last <= start <= end
        assert written.text[start:end] == escape(texts[item_id])
        line = written.text.rfind("\n", 0, start) + 1
        assert written.text[line : line + 2] == "- "
        assert written.text[end] == "\n"
        last = end


@given(drafts())
def test_no_draft_forges_structure(draft: Draft) -> None:
    """Headings are those of the form, and no link, image, HTML, code or table comes of any text."""
    text = draft_markdown(draft).text
    kinds, _ = shown(MARKDOWN.parse(text))
    assert not FORBIDDEN & set(kinds)
    expected = 1 + len(SECTIONS)
    expected += sum(
        bool(part) for part in (draft.follow_up, draft.conflicts, draft.ledger, draft.notices)
    )
    assert len(headings(text)) == expected


@given(signed_reviews())
def test_no_signed_review_forges_structure(signed: SignedReview) -> None:
    """The same holds for what is sent out."""
    text = review_markdown(signed)
    kinds, _ = shown(MARKDOWN.parse(text))
    assert not FORBIDDEN & set(kinds)


@settings(max_examples=30)
@given(st.sampled_from(ATTACKS))
def test_a_hostile_source_stays_text(attack: str) -> None:
    """An attack in an item, its evidence and the project's name changes nothing but words."""
    draft = rich_draft()
    item = replace(draft.items[0], text=attack)
    cited = {key: replace(one, text=attack, source=attack) for key, one in draft.cited.items()}
    hostile = replace(draft, project=attack, items=(item, *draft.items[1:]), cited=cited)
    tokens = MARKDOWN.parse(draft_markdown(hostile).text)
    assert not FORBIDDEN & set(shown(tokens)[0])
    assert len(headings(draft_markdown(hostile).text)) == len(headings(draft_markdown(draft).text))


def test_a_draft_is_marked_and_a_signed_review_is_not() -> None:
    """Nobody can take a draft for a signed review, nor the other way round."""
    draft = draft_markdown(rich_draft()).text
    signed = review_markdown(rich_review())
    assert draft.splitlines()[0].endswith("（草稿）")
    assert "未经人工审核" in draft
    assert "草稿" not in signed
    assert "由 王姐 \\[PM] 于 2026-11-02 01:05（UTC）定稿。" in signed


def test_a_signed_review_says_what_was_signed() -> None:
    """A rejected item is gone, an edited one has the person's words, and evidence is numbered."""
    signed = review_markdown(rich_review())
    assert "培训到场 20 人" not in signed
    assert "【人工】培训效果待考核〔" in signed
    assert "待补充" not in signed
    assert "- 〔1〕paste:1:" in signed


def test_an_imported_review_says_so() -> None:
    """A review written before is not passed off as one signed here."""
    assert "确认导入" in review_markdown(replace(rich_review(), imported=True))


def test_an_empty_section_is_no_claim() -> None:
    """A section without items says that the sources hold nothing, which is not “no problem”."""
    empty = replace(rich_draft(), items=())
    text = draft_markdown(empty).text
    assert "资料里没有提到问题。这不等于没有问题" in text
    assert text.count("请补充") == len(SECTIONS)


def test_a_blocked_item_shows_its_doubt() -> None:
    """What grounding did not find stands beside the item that says it."""
    text = draft_markdown(rich_draft()).text
    assert "- 【待核实】培训到场 20 人\n  > 待核实：依据里没有数字 20" in text


def test_cells_of_a_row_are_read_together() -> None:
    """Two cells of one row make one line of evidence."""
    draft = rich_draft()
    other = replace(draft.cited["t1"], id="t2", text="支付网关超时")
    items = tuple(replace(i, evidence=("t1", "t2")) if i.id == "i5" else i for i in draft.items)
    text = draft_markdown(replace(draft, cited={**draft.cited, "t2": other}, items=items)).text
    assert "依据：tickets.csv 第 2 行 「激活」「支付网关超时」" in text


def test_far_more_evidence_than_fits_is_still_named() -> None:
    """Beyond the quoted places, the others are named by where they stand."""
    draft = rich_draft()
    items = (
        replace(draft.items[0], evidence=("s1", "s2", "s3", "s4", "s5", "t1")),
        *draft.items[1:],
    )
    text = draft_markdown(replace(draft, items=items)).text
    assert "依据：另见 paste:1:5、6；tickets.csv 第 2 行" in text
