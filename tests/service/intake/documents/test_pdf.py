"""PDF: pages and paragraphs, running heads, scans, passwords, and the file a browser prints."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from service.errors import DamagedInput, EncryptedInput, UnsupportedInput
from service.intake.documents.pdf import MOST_PAGES, read_pdf
from service.intake.reader import Reading
from service.review import PagePlace
from tests.service.intake.document_checks import check_whole, codes, given, said, sentence
from tests.service.intake.pdf_files import page_of, pdf_of

_LONG = "医保接口的联调已经全部完成剩余的两个问题需要在本周内由陆听澜处理完毕并给出"


def _read(data: bytes) -> Reading:
    reading = read_pdf(given(data, "纪要.pdf"))
    if not reading.report.refused:
        check_whole(reading)
    return reading


def _page(reading: Reading, text: str) -> int:
    place = sentence(reading, text).place
    assert isinstance(place, PagePlace)
    return place.page


def test_lines_that_end_with_the_page_are_one_paragraph() -> None:
    """No blank at a Chinese seam, one at an English seam; a list entry or a short line ends one."""
    reading = _read(
        pdf_of(
            [
                page_of(
                    *(
                        "会议时间：2026年10月12日",
                        _LONG,
                        "书面说明。",
                        "1. 补充回退方案",
                        "短行",
                        "另一行",
                    ),
                    "The interface was tested and the two pr",
                    "oblems will be handled soon.",
                )
            ]
        )
    )
    assert said(reading) == [
        *("会议时间：2026年10月12日", f"{_LONG}书面说明。", "1. 补充回退方案", "短行", "另一行"),
        "The interface was tested and the two pr oblems will be handled soon.",
    ]
    assert reading.dated == "2026-10-12"


def test_bigger_print_is_a_heading_and_sentences_know_their_page() -> None:
    """Two sizes above the usual one give two levels."""
    first = [(60.0, 780.0, 20.0, "项目例会纪要"), (60.0, 740.0, 16.0, "一、进展")]
    body = [(60.0, 700.0 - 20 * n, 12.0, f"第{n}件事已经完成并且验收通过。") for n in range(3)]
    reading = _read(pdf_of([[*first, *body], page_of("第二页上的一句话，说的是安排。")]))
    assert said(reading, "heading") == ["项目例会纪要", "一、进展"]
    assert sentence(reading, "第1件事已经完成并且验收通过。").headings == (
        "项目例会纪要",
        "一、进展",
    )
    assert _page(reading, "第二页上的一句话，说的是安排。") == 2


def test_running_heads_and_page_numbers_are_quotes() -> None:
    """What every page repeats at its edge is kept, but is not what the minutes say."""
    pages = [
        page_of(
            "内部资料 请勿外传", *(f"第{n}页第{m}行的内容是正常的。" for m in range(5)), f"- {n} -"
        )
        for n in (1, 2, 3)
    ]
    reading = _read(pdf_of(pages))
    assert said(reading, "quote") == [
        text for n in (1, 2, 3) for text in ("内部资料 请勿外传", f"- {n} -")
    ]
    assert len(said(reading)) == 15


def test_a_scan_is_refused_and_a_page_without_text_is_told() -> None:
    """Fewer than twenty characters a page is a scan."""
    with pytest.raises(UnsupportedInput, match="is a scan") as refused:
        _read(pdf_of([page_of("水印"), []]))
    assert "扫描件，未做文字识别" in refused.value.zh
    assert codes(_read(pdf_of([page_of(_LONG, "另一行也有不少的字。"), []]))) == [
        "pages_without_text"
    ]


def test_a_password_or_damage_is_said() -> None:
    """Both say what to do."""
    with pytest.raises(EncryptedInput, match="password"):
        _read(pdf_of([page_of(_LONG)], encrypted=True))
    for data in (b"%PDF-1.4\n", pdf_of([page_of(_LONG)])[:200]):
        with pytest.raises(DamagedInput, match="again"):
            _read(data)


def test_pages_over_the_limit_are_reported() -> None:
    """Nothing is cut off silently."""
    reading = _read(
        pdf_of(
            [
                page_of(f"第 {n} 页的内容足够长，可以读出来，也可以数清楚。")
                for n in range(MOST_PAGES + 2)
            ]
        )
    )
    (refused,) = reading.report.refused
    assert (refused.row, "301–302" in refused.zh) == (301, True)
    assert reading.report.rows_read == reading.report.rows_kept + 1


def test_radicals_are_told_and_left_alone() -> None:
    """A radical looks like the character and is another: no one may swap it silently."""
    reading = _read(pdf_of([page_of("⽉结报表的⼯时统计已经核对完毕，没有发现差异。")]))
    assert "⽉结" in reading.text
    assert codes(reading) == ["radicals"]


@settings(max_examples=30, deadline=None)
@given_that(
    st.lists(
        st.lists(
            st.text(st.sampled_from("甲乙，。；： a1.😀镕()-"), min_size=1, max_size=40), max_size=6
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_page_is_read_whole(pages: list[list[str]]) -> None:
    """Every Han character of the pages is in the text read out, in one sentence."""
    try:
        reading = _read(pdf_of([page_of(*texts) for texts in pages]))
    except UnsupportedInput:
        return
    written = "".join("".join(texts) for texts in pages)
    for sign in "甲乙镕。":
        assert reading.text.count(sign) == written.count(sign)


@pytest.mark.browser
def test_what_a_browser_prints_is_read(tmp_path: Path) -> None:
    """Chromium's PDFs keep their characters: no radicals, no blanks between Chinese lines."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is not installed: apt-get install chromium"
    page = tmp_path / "a.html"
    page.write_text(
        "<meta charset=utf-8><title>周会</title><h1>项目周会纪要</h1>"
        f"<p>{_LONG}{_LONG}。😀镕</p><p>月结户口门工页。</p>",
        encoding="utf-8",
    )
    made = tmp_path / "a.pdf"
    subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    reading = _read(made.read_bytes())
    assert said(reading, "heading") == ["项目周会纪要"]
    assert f"{_LONG}{_LONG}。" in said(reading)
    assert "月结户口门工页。" in said(reading)
    assert "radicals" not in codes(reading)
