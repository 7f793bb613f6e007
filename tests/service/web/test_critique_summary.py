"""The strong and weak sides of a section in words: each rests on a count, nothing is said without one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.archive.records import SectionSummary
from service.desk.text_summary import summarise
from service.web.critique_filter import Filter
from service.web.critique_summary import section_views
from tests.fakes.drafts import rich_draft

FINDING = rich_draft("zh").findings[0]


def test_a_sentence_counts_for_what_it_names() -> None:
    """The figures of a date are no figure of their own, and neighbours of Han characters hide nothing."""
    text = (
        "与客户方沟通不够顺畅。\n\n# 下月计划\n- 林岚负责在11月8日前补齐3个网关重试。\n- 整理文档。\n"
        "- 压测定在11月8日。\n- 导入由42分钟降到9分钟。\n"
    )
    other, plan = summarise(text)
    assert other == SectionSummary("other", 1, 0, 0, 0, 0)
    assert plan == SectionSummary("next_month", 4, 2, 1, 2, 1)


@given(st.text(max_size=200))
def test_any_text_is_summarised(text: str) -> None:
    """No count is larger than the number of sentences."""
    for one in summarise(text):
        assert one.sentences > 0
        assert one.whole <= min(one.figures, one.owners, one.dates)
        assert max(one.figures, one.owners, one.dates) <= one.sentences


def test_the_words_name_only_what_is_there() -> None:
    """What is nought is not praised; what is missing most comes first; a lost section is told as other."""
    summary = [SectionSummary("progress", 5, 2, 0, 1, 0), SectionSummary("lessons", 1, 0, 0, 0, 0)]
    findings = [
        replace(FINDING, section="progress", severity="warning", missing=("N",)),
        replace(FINDING, section="progress", severity="error", missing=("N", "D")),
        replace(FINDING, section="nowhere", severity="error", missing=("unknown-slot",)),
    ]
    progress, lessons, other = section_views(summary, findings, "zh")
    assert progress.size == "5 句，2 处要看。其中阻断 1、警告 1。"
    assert progress.strong == "写实的：2 句有数字、1 句有日期。"
    assert progress.weak == "最常缺：数字（2 处）、日期（1 处）。"
    assert (lessons.strong, lessons.size) == ("", "1 句，0 处要看。")
    assert "没有一句" in lessons.weak
    assert (other.title, other.weak) == ("其他段落", "")


@given(st.text(max_size=60))
def test_a_filter_reads_any_query(query: str) -> None:
    """What it does not know is left out, and its own query gives it again."""
    read = Filter.read(query)
    assert Filter.read(read.query) == read
