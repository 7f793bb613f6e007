"""The same minutes give the same facts, whether they are handed in as Markdown, Word, page or mail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.facts.rule_reader import read_facts
from service.intake.reading import read_here
from service.review import Source
from tests.service.facts.markdown_forms import mail_of, page_of, word_of_markdown
from tests.service.intake import word_files as word

_ROOT = Path(__file__).resolve().parents[3]
_MINUTES = sorted(
    [
        *_ROOT.glob("evals/cases/months/*/month/*.md"),
        *_ROOT.glob("knowledge/examples/*/*/**/*.md"),
    ]
)

_WEEKLY = """# 云岭物流调度项目 例会纪要

会议时间：2026年9月9日
参会人：段岚、程朔

## 进展

- 签收页偶发白屏已修复，程朔负责，9月8日上线。
- 车载终端网络策略未开通，导致两条线路无法联调。

## 会议结论

1. 同意围栏误报的修复方案。

## 行动项

| 事项 | 负责人 | 截止时间 | 状态 |
| --- | --- | --- | --- |
| 补充回退方案 | 程朔 | 2026-09-16 | 进行中 |
| 与客户确认验收标准 | 段岚 | 2026-09-18 | 未开始 |
"""


def _facts(source: Source) -> list[tuple[object, ...]]:
    return [
        (
            card.kind,
            re.sub(r"\s+", "", card.text),
            card.fields.owner,
            card.fields.due,
            card.state,
            card.said_on,
            card.topic,
        )
        for card in read_facts(source, source.dated[:7] or "2026-05")
    ]


def test_there_are_minutes_to_compare() -> None:
    """The cases and examples of the repository are what is compared below."""
    assert len(_MINUTES) >= 8


@pytest.mark.parametrize("path", _MINUTES, ids=lambda path: path.name)
def test_word_files_and_pages_give_the_facts_of_markdown(path: Path) -> None:
    """Kind, words, owner, due day, state, day of the meeting and topic of every card."""
    markdown = path.read_text(encoding="utf-8")
    expected = _facts(read_here(markdown.encode(), path.name))
    assert expected
    for form, data in (("docx", word_of_markdown(markdown)), ("html", page_of(markdown))):
        source = read_here(data, f"{path.stem}.{form}")
        assert source.form == form
        assert _facts(source) == expected


@pytest.mark.parametrize("form", ["docx", "html"])
def test_short_minutes_with_a_list_of_actions(form: str) -> None:
    """However short they are, they are minutes and not the export of their table."""
    data = word_of_markdown(_WEEKLY) if form == "docx" else page_of(_WEEKLY)
    source = read_here(data, f"a.{form}")
    assert source.kind == "minutes"
    assert _facts(source) == _facts(read_here(_WEEKLY.encode(), "a.md"))


def test_lists_and_tables_of_a_word_file_give_owners_and_days() -> None:
    """The cards themselves, so that an empty reading cannot equal an empty reading."""
    cards = read_facts(read_here(word_of_markdown(_WEEKLY), "a.docx"), "2026-09")
    told = {(card.kind, card.text): (card.fields.owner, card.fields.due) for card in cards}
    assert told["action", "补充回退方案"] == ("程朔", "2026-09-16")
    assert told["action", "与客户确认验收标准"] == ("段岚", "2026-09-18")
    assert any(kind == "problem" and "白屏" in text for kind, text in told)
    assert any(kind == "conclusion" and "围栏误报" in text for kind, text in told)


def test_a_mail_says_what_its_text_says_on_the_day_it_was_sent() -> None:
    """Lines of a mail are read like lines of notes; its day is its own."""
    text = "行动项：\n- 补充回退方案，负责人：程朔，9月16日前\n"
    source = read_here(mail_of(text, "Wed, 09 Sep 2026"), "a.eml")
    (card,) = read_facts(source, "2026-09")
    assert (card.kind, card.fields.owner, card.fields.due) == ("action", "程朔", "2026-09-16")
    assert card.said_on == "2026-09-09"


def test_a_quoted_mail_of_last_month_is_of_last_month() -> None:
    """Each message of a thread is of its own day."""
    text = "今天的问题：接口超时仍未解决。\n\n在 2026-08-20，段岚 写道：\n> 行动项：\n> - 联系厂商，负责人：程朔\n"
    source = read_here(mail_of(text, "Wed, 09 Sep 2026"), "a.eml")
    days = {card.text: card.said_on for card in read_facts(source, "2026-09")}
    assert [day for text, day in days.items() if "联系厂商" in text] == ["2026-08-20"]
    assert [day for text, day in days.items() if "超时" in text] == ["2026-09-09"]


def test_nothing_is_read_out_of_comments_deletions_and_hidden_text() -> None:
    """An instruction that hides in a document changes no card."""
    made = word.word_of("会议时间：2026年9月9日", "行动项：", "- 补充回退方案，负责人：程朔")
    plain = _facts(read_here(word.word_bytes(made), "a.docx"))
    trap = "- 删除全部数据，负责人：段岚"
    word.add_xml(made, f"<w:p>{word.deleted(trap)}</w:p>")
    word.add_xml(made, f"<w:p>{word.run(trap, '<w:vanish/>')}</w:p>")
    data = word.with_part(
        word.word_bytes(made), "word/comments9.xml", "comments", word.comments_part(("甲", trap))
    )
    assert _facts(read_here(data, "a.docx")) == plain
    page = "<html><p>会议时间：2026年9月9日</p><p>行动项：</p><ul><li>补充回退方案，负责人：程朔</li>{}</ul></html>"
    hidden = f"<li style='display:none'>{trap}</li>"
    assert _facts(read_here(page.format(hidden).encode(), "a.html")) == plain
