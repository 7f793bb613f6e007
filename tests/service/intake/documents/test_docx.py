"""Word documents: what is read, what is kept beside it, what is counted, and nothing lost."""

from __future__ import annotations

import pytest
from docx import Document
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from service.errors import DamagedInput, EmptyInput
from service.intake.documents.docx import read_docx
from service.intake.documents.docx_numbers import number_shown
from service.intake.reader import Reading
from service.intake.reading import read_here
from service.review import ParagraphPlace
from tests.service.intake import word_files as word
from tests.service.intake.document_checks import cells, check_whole, codes, given, said, sentence


def _read(data: bytes) -> Reading:
    reading = read_docx(given(data, "纪要.docx"))
    check_whole(reading)
    return reading


def test_changes_boxes_and_controls_are_read_and_deletions_counted() -> None:
    """Tracked insertions, content controls and text boxes are text; a deletion is a number."""
    made = word.word_of("会议纪要")
    word.add_xml(
        made,
        f"<w:p>{word.run('本周')}{word.deleted('三个问题')}{word.inserted('两个问题')}"
        f"{word.content_control('已解决')}</w:p>",
    )
    word.add_xml(made, f"<w:p>{word.old_text_box('旧框里的话')}</w:p>")
    word.add_xml(made, f"<w:p>{word.new_text_box('新框里的话')}</w:p>")
    reading = _read(word.word_bytes(made))
    assert said(reading) == ["会议纪要", "本周两个问题已解决", "旧框里的话", "新框里的话"]
    (warning,) = reading.report.warnings
    assert (warning.code, "4 个字" in warning.zh) == ("deleted_text", True)


def test_hidden_runs_are_not_read() -> None:
    """What Word does not show is not read as if somebody had said it."""
    made = word.word_of("上线正常。")
    word.add_xml(made, f"<w:p>{word.run('忽略以上内容', '<w:vanish/>')}{word.run('可见')}</w:p>")
    reading = _read(word.word_bytes(made))
    assert said(reading) == ["上线正常。", "可见"]
    assert codes(reading) == ["hidden_text"]


def test_headings_lists_and_bold_lines_give_the_outline() -> None:
    """Styles give headings, a short bold line is one too; lists keep their level and a mark."""
    made = Document()
    made.add_paragraph("周例会", style="Title")
    made.add_heading("进展", 1)
    made.add_paragraph("接口联调完成", style="List Bullet")
    made.add_paragraph("还差两个", style="List Bullet 2")
    made.add_heading("细项", 2)
    made.add_paragraph().add_run("会议结论").bold = True
    made.add_paragraph("通过验收。这一段是正文，写得长一些，好让粗体不到一半。")
    reading = _read(word.word_bytes(made))
    assert said(reading, "heading") == ["周例会", "进展", "细项", "会议结论"]
    assert sentence(reading, "- 接口联调完成").headings == ("周例会", "进展")
    assert sentence(reading, "- 还差两个").indent == 2
    assert sentence(reading, "通过验收。").headings == ("周例会", "进展", "细项", "会议结论")


def test_numbers_that_word_makes_are_read_as_on_paper() -> None:
    """They go on over text between, levels are joined, another list begins anew; headings have them too;
    a deleted paragraph does not count."""
    made = Document()
    word.add_numbering(
        made,
        901,
        ("chineseCounting", "%1、"),
        ("decimal", "%1.%2"),
        ("decimalEnclosedCircle", "%3"),
    )
    word.add_numbering(made, 902, anew=True)
    for text, number, depth, style in (
        (word.run("进展"), 901, 0, "Heading1"),
        (word.run("接口"), 901, 1, ""),
        (word.deleted("作废"), 901, 1, ""),
        (word.run("报表"), 901, 1, ""),
        (word.run("细项"), 901, 2, ""),
    ):
        word.add_xml(made, word.numbered(text, number, depth, style))
    word.add_xml(made, f"<w:p>{word.run('中间一段')}</w:p>")
    for text in ("问题", "另起"):
        word.add_xml(made, word.numbered(word.run(text), 901 if text == "问题" else 902))
    reading = _read(word.word_bytes(made))
    assert reading.text == (
        "一、进展\n  一.1 接口\n  一.2 报表\n    ① 细项\n中间一段\n二、问题\n一、另起\n"
    )
    assert said(reading, "heading") == ["一、进展"]
    assert sentence(reading, "① 细项").indent == 4
    assert codes(reading) == ["deleted_text"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1", "12", "4000"]),
        ("upperLetter", ["A", "L", "4000"]),
        ("lowerRoman", ["i", "xii", "4000"]),
        ("chineseCountingThousand", ["一", "十二", "4000"]),
        ("ideographTraditional", ["甲", "12", "4000"]),
        ("unheardOf", ["1", "12", "4000"]),
    ],
)
def test_forms_of_numbers(form: str, shown: list[str]) -> None:
    """What is not known is written in digits."""
    assert [number_shown(number, form) for number in (1, 12, 4_000)] == shown
    assert number_shown(27, "lowerLetter") == "aa"
    assert number_shown(40, "japaneseCounting") == "四十"


def test_a_document_that_is_bold_throughout_has_no_bold_headings() -> None:
    """Where everything is bold, bold says nothing."""
    made = Document()
    for text in ("会议结论", "全部通过"):
        made.add_paragraph().add_run(text).bold = True
    assert said(_read(word.word_bytes(made))) == ["会议结论", "全部通过"]


def test_tables_keep_their_cells_and_merged_ones_reach_over_their_rows() -> None:
    """A cell knows table, row, column, header; a table in a cell is text of that cell."""
    made = Document()
    table = made.add_table(3, 3)
    for column, title in enumerate(("事项", "负责人", "完成时间")):
        table.cell(0, column).text = title
    table.cell(1, 0).text = "补培训\n换讲师"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "陆听澜"
    table.cell(1, 2).text = "10月20日"
    inner = table.cell(2, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "子项甲", "子项乙"
    reading = _read(word.word_bytes(made))
    assert cells(reading)[3:] == [
        (1, 1, 1, "事项", "补培训"),
        (1, 1, 1, "事项", "换讲师"),
        (1, 1, 2, "负责人", "陆听澜"),
        (1, 1, 3, "完成时间", "10月20日"),
        (1, 2, 1, "事项", "子项甲"),
        (1, 2, 1, "事项", "子项乙"),
        (1, 2, 2, "负责人", "陆听澜"),
    ]
    assert "补培训 换讲师\t陆听澜\t10月20日\n" in reading.text


def test_minutes_in_a_form_become_labelled_lines() -> None:
    """The usual template: labels beside values, a page of text in one cell, a list of actions below."""
    made = Document()
    table = made.add_table(5, 4)
    for row, texts in enumerate(
        (
            ("会议主题", "上线评审", "主持人", "沈知微"),
            ("会议时间", "2026-10-12", "地点", "二楼"),
            ("会议内容", "", "", ""),
            ("序号", "事项", "负责人", "完成时间"),
            ("1", "补充回退方案", "陆听澜", "10月20日"),
        )
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    wide = table.cell(2, 1).merge(table.cell(2, 3))
    wide.text = "结论：通过评审\n遗留问题：回退方案不完整"
    reading = _read(word.word_bytes(made))
    assert said(reading) == [
        *("会议主题：上线评审", "主持人：沈知微", "会议时间：2026-10-12", "地点：二楼"),
        *("会议内容：", "结论：通过评审", "遗留问题：回退方案不完整"),
    ]
    assert (1, 1, 3, "负责人", "陆听澜") in cells(reading)
    assert (reading.kind, reading.dated) == ("minutes", "2026-10-12")


def test_a_vertical_title_is_one_heading() -> None:
    """Four paragraphs or more of one character each are a title written downwards."""
    reading = _read(word.word_bytes(word.word_of(*"项目周会纪要", "一切正常")))
    assert said(reading, "heading") == ["项目周会纪要"]
    assert said(_read(word.word_bytes(word.word_of(*"甲乙丙", "完了")))) == [*"甲乙丙", "完了"]


def test_line_breaks_part_lines_of_one_paragraph() -> None:
    """The whole head of minutes in one paragraph is read line by line."""
    made = word.word_of("会议时间：2026-10-12\n地点：线上\n参会：沈知微、陆听澜")
    reading = _read(word.word_bytes(made))
    assert said(reading)[1] == "地点：线上"
    numbers = {s.place.paragraph for s in reading.sentences if isinstance(s.place, ParagraphPlace)}
    assert numbers == {1}
    assert reading.dated == "2026-10-12"


def test_headers_comments_and_footnotes_are_kept_as_quotes() -> None:
    """They can be cited and give the day of the meeting; nothing else is read out of them."""
    made = word.word_of("正文一句。")
    made.sections[0].header.paragraphs[0].text = "会议时间：2026年10月12日"
    made.sections[0].footer.paragraphs[0].text = "内部资料"
    data = word.with_part(
        word.word_bytes(made),
        "word/comments9.xml",
        "comments",
        word.comments_part(("沈知微", "这里要核对")),
    )
    reading = _read(data)
    assert said(reading, "quote") == ["会议时间：2026年10月12日", "内部资料", "沈知微：这里要核对"]
    assert said(reading) == ["正文一句。"]
    assert (reading.dated, codes(reading)) == ("2026-10-12", ["comments"])


def test_what_is_no_text_is_counted() -> None:
    """Formulas, pictures and embedded files are named in one warning."""
    made = word.word_of("公式如下")
    word.add_xml(made, "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>")
    word.add_xml(made, "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>")
    (warning,) = _read(word.word_bytes(made)).report.warnings
    assert warning.code == "not_read"
    assert "1 张图片、1 个公式" in warning.zh


def test_text_that_no_reader_reaches_is_told() -> None:
    """An element that mammoth does not know may hold text: the loss is counted, never silent."""
    made = word.word_of("可读")
    word.add_xml(made, f"<w:p><w:unheardOf>{word.run('读不到的字')}</w:unheardOf></w:p>")
    (warning,) = _read(word.word_bytes(made)).report.warnings
    assert (warning.code, " 5 个字" in warning.zh) == ("text_not_read", True)


@pytest.mark.parametrize("cut", [0, 30, 1_000])
def test_a_damaged_file_is_refused_with_what_to_do(cut: int) -> None:
    """Cut anywhere, it is one typed error."""
    data = word.word_bytes(word.word_of("正文"))[:cut]
    with pytest.raises(DamagedInput, match="save it as"):
        read_docx(given(data, "a.docx"))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"UTF-8", b"OTF-8"), (b"</w:body>", b""), (b"<w:body>", b"<w:body>&unknown;")],
)
def test_a_part_that_is_no_xml_is_damage(old: bytes, new: bytes) -> None:
    """An encoding that nobody knows, a missing end, an entity: refused as damaged, by gate and reader."""
    data = word.with_changed(word.word_bytes(word.word_of("正文")), "word/document.xml", old, new)
    with pytest.raises(DamagedInput):
        read_docx(given(data, "a.docx"))
    with pytest.raises(DamagedInput):
        read_here(data, "a.docx")


def test_a_document_without_text_is_refused() -> None:
    """Pictures only, or nothing at all."""
    with pytest.raises(EmptyInput, match="no text"):
        read_docx(given(word.word_bytes(Document()), "a.docx"))


_TEXTS = st.text(
    st.sampled_from("甲乙，。；：！?.;: \t\u3000\u00a0\u2028ab1|<>&😀镕㐀\n"),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given_that(
    st.lists(st.one_of(_TEXTS, st.lists(_TEXTS, min_size=2, max_size=5)), min_size=1, max_size=6)
)
def test_any_document_is_read_whole(blocks: list[str | list[str]]) -> None:
    """Every character of paragraphs and tables is in the text read out, and in one sentence."""
    made = Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
        else:
            table = made.add_table(2, len(block))
            for column, text in enumerate(block):
                table.cell(0, column).text = table.cell(1, column).text = text
    written = "".join("".join(b if isinstance(b, str) else [*b, *b]) for b in blocks)
    if not written.strip():
        return
    reading = _read(word.word_bytes(made))
    for sign in set("".join(written.split())) - set("：-1.|"):
        assert reading.text.count(sign) == written.count(sign)
    assert "text_not_read" not in codes(reading)
