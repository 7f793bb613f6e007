"""Notes and minutes: what is written stands in the sentences, whatever it is and however it is parted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.facts.period import read_period
from service.facts.rule_reader import read_facts
from service.intake.prose.notes import read_notes
from service.intake.reader import Given, Reading
from service.review import Source, TextPlace

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=400)
LINES = st.sampled_from(
    [
        "会议时间：2026/02/02",
        "【10月12日例会】",
        "0. 遗留问题：",
        "- 补接口文档 --程朔",
        "- ? 接口联调完成",
        "?：已完成",
        "负责人：（请填写）",
        "| 事项 | 负责人 |",
        "|---|---|",
        "> 如果有，请补充",
        "```",
        "=====",
        "结论：同意。",
        "程\ufffd负责",
        "—— 程朔 9月30日",
        "",
    ]
)


def read(text: str) -> Reading:
    """The reading of a text as notes."""
    return read_notes(Given("notes.txt", text.encode(errors="replace"), text, "abcd1234"))


def letters(text: str) -> str:
    """A text without blanks and what only draws tables."""
    return "".join(c for c in text if not c.isspace() and c not in "|-:")


def spoken(reading: Reading) -> str:
    """What the sentences hold, block by block where there are blocks."""
    parts = [(block.first, block.end) for block in reading.blocks] or [(0, len(reading.sentences))]
    return "".join(s.text for first, end in parts for s in reading.sentences[first:end])


def as_source(reading: Reading) -> Source:
    """The source of a reading."""
    return Source(
        name="notes.txt",
        sha256="abcd1234" * 8,
        encoding="utf-8",
        kind=reading.kind,
        language="zh",
        text=reading.text,
        sentences=reading.sentences,
        dated=reading.dated,
        blocks=reading.blocks,
        report=reading.report,
    )


@given(st.lists(LINES | HAN | st.text(max_size=40), max_size=16).map("\n".join))
def test_the_sentences_are_the_text(text: str) -> None:
    """Every character but blanks and drawn tables stands in one sentence at its place, also in blocks."""
    reading = read(text)
    if "<br" not in text:
        assert letters(spoken(reading)) == letters(text)
    for sentence in reading.sentences:
        assert isinstance(sentence.place, TextPlace)
        assert text[sentence.place.start : sentence.place.end] == sentence.text
    assert reading.report.rows_read == reading.report.rows_kept == len(reading.sentences)


@given(HAN, HAN)
def test_a_chinese_paragraph_without_blanks(one: str, other: str) -> None:
    """Two sentences without any white space are two sentences."""
    found = [s.text for s in read(f"{one}。{other}！").sentences]
    assert found == [f"{one}。", f"{other}！"]


@given(st.lists(LINES | st.text(max_size=40), max_size=16).map("\n".join))
def test_any_text_gives_facts_of_its_own_sentences(text: str) -> None:
    """No text breaks the reading of facts, and each card cites sentences of the source."""
    source = as_source(read(text))
    known = {sentence.id for sentence in source.sentences}
    period = read_period([source], "2026-10")
    for one in period.sources:
        for card in read_facts(one, "2026-10"):
            assert card.evidence
            assert set(card.evidence) <= known
