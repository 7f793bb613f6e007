"""Sentences of text and Markdown: exact places, roles, tables, and nothing lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from service.intake.prose.text_source import read_sentences
from service.review import Sentence, TextPlace


def _read(text: str) -> tuple[Sentence, ...]:
    return read_sentences(text, "a.md", "abcd1234")


def _place(sentence: Sentence) -> TextPlace:
    assert isinstance(sentence.place, TextPlace)
    return sentence.place


def _said(text: str, role: str = "body") -> list[str]:
    return [sentence.text for sentence in _read(text) if sentence.role == role]


def test_sentences_are_numbered_in_order_of_place() -> None:
    """Ids count from 1 behind the first eight digits of the content's hash."""
    found = _read("第一句。第二句！\n第三句\n")
    assert [s.id for s in found] == ["abcd1234.1", "abcd1234.2", "abcd1234.3"]
    assert [s.text for s in found] == ["第一句。", "第二句！", "第三句"]


def test_lines_and_columns_hold_with_crlf_emoji_and_lone_returns() -> None:
    """Lines end at CRLF, CR and LF alone; an emoji is one column; other separators are no line."""
    text = "😀 上线。已测\r\n  第二行\r第三行\x0b仍是\u2028第三行\n第四行"
    places = {s.text: (_place(s).line, _place(s).column) for s in _read(text)}
    assert places["已测"] == (1, 6)
    assert places["第二行"] == (2, 3)
    assert places["第三行"][0] == 3
    assert places["第四行"] == (4, 1)


def test_headings_stand_over_what_follows_and_their_level_counts() -> None:
    """The headings above a sentence, outermost first; a heading has only those above itself."""
    found = _read("# 周会 #\n## 结论\n通过。\n# 其他\n没有\n")
    assert [(s.text, s.role, s.headings) for s in found] == [
        ("# 周会 #", "heading", ()),
        ("## 结论", "heading", ("周会",)),
        ("通过。", "body", ("周会", "结论")),
        ("# 其他", "heading", ()),
        ("没有", "body", ("其他",)),
    ]


def test_a_ticket_number_is_no_heading() -> None:
    """#1201 is a reference and #标题 a heading that lacks its blank."""
    assert _said("#1201 挂号慢\n#tag here\n#结论\n##Next\n", "heading") == ["#结论", "##Next"]


def test_cells_of_a_table_are_sentences_with_their_header() -> None:
    """Each filled cell knows table, row, column and header; the rule line is in no sentence."""
    text = "| 事项 | 负责人 |\n|--|:-:|\n| 补培训 | 陆听澜 |\n| | 沈知微 |\n\n完。\n"
    cells = [s for s in _read(text) if s.cell]
    assert [(s.text, s.role) for s in cells[:2]] == [
        ("事项", "table_header"),
        ("负责人", "table_header"),
    ]
    assert [(s.text, s.cell.row, s.cell.column, s.cell.header) for s in cells[2:] if s.cell] == [
        ("补培训", 1, 1, "事项"),
        ("陆听澜", 1, 2, "负责人"),
        ("沈知微", 2, 2, "负责人"),
    ]
    assert not any("--" in s.text for s in _read(text))


def test_cells_without_outer_bars_and_with_escaped_bars() -> None:
    """A row need not begin with a bar, and an escaped bar parts nothing."""
    found = [s for s in _read("甲 | 乙\n-|-\na\\|b | c |\n") if s.role == "body"]
    assert [(s.text, s.cell.column) for s in found if s.cell] == [("a\\|b", 1), ("c", 2)]


def test_a_break_parts_the_pieces_of_a_cell() -> None:
    """Pieces between <br> are sentences of one cell; the tag itself is in none."""
    found = [s for s in _read("|纪要|\n|-|\n|结论：通过<br>遗留：补报告<BR/>陆听澜|\n") if s.cell]
    assert [s.text for s in found] == ["纪要", "结论：通过", "遗留：补报告", "陆听澜"]
    assert len({s.cell for s in found[1:]}) == 1


def test_quotes_code_and_comments_are_told_apart() -> None:
    """Quoted hints, code and hidden comments never pass as what the writer says."""
    text = "> 请在此填写\n正文\n```\nselect 1;\n```\n<!-- 模板\n说明 -->\n尾"
    assert _said(text, "quote") == ["> 请在此填写"]
    assert _said(text, "code") == ["```", "select 1;", "```", "<!-- 模板", "说明 -->"]
    assert _said(text) == ["正文", "尾"]


def test_what_nobody_closed_hides_nothing() -> None:
    """A stray fence or comment mark does not turn the rest of the minutes into code."""
    assert _said("```\n结论：通过\n", "code") == []
    assert "结论：通过" in _said("```\n结论：通过\n")
    assert "结论：通过" in _said("<!-- 草稿\n结论：通过\n")
    assert _said("```a\n~~~\n```\n结论\n") == ["结论"]


def test_indents_count_tabs_and_wide_blanks() -> None:
    """A tab reaches the next fourth column, an ideographic blank is two columns wide."""
    found = _read("甲\n\t乙\n\u3000\u3000丙\n    丁\n")
    assert [s.indent for s in found] == [0, 4, 4, 4]


_PIECES = st.sampled_from(
    [
        *("结论：通过。", "Plan B is done. ", "a|b", "| x | y<br>z |\n", "|--|:-:|\n", "- 项\n"),
        *("# 标题\n", "> 引\n", "```\n", "~~~", "<!--", "-->", "\n", "\r\n", "\r", "\t", "\u3000"),
        *("😀", "；", "e.g. ", "1. ", "&nbsp;", "…", "\u2028", "\x0b", " ", "#12 ", "lower case\n"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_places_are_exact_and_nothing_is_lost(text: str) -> None:
    """decoded[start:end] == text, in order and without overlap; line and column point at the start;
    all that no sentence holds is blank, a bar, a rule line or a <br>."""
    line_starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
    at = 0
    gaps: list[str] = []
    for sentence in _read(text):
        place = _place(sentence)
        assert text[place.start : place.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert place.start >= at
        assert place.start == line_starts[place.line - 1] + place.column - 1
        assert place.line == len(line_starts) or place.start < line_starts[place.line]
        gaps.append(text[at : place.start])
        at = place.end
    gaps.append(text[at:])
    for gap in gaps:
        assert re.fullmatch(r"(?:[\s|]|:?-+:?(?=[\s|]|$)|<br\s*/?>)*", gap, re.IGNORECASE), gap
