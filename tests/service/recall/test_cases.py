"""Cases for vague findings: concrete sentences about the same thing, or none."""

from __future__ import annotations

import sys
from dataclasses import replace
from subprocess import run

import pytest

from service.recall import case_finder, find_cases
from service.review import Both, Case, Finding
from tests.archive_values import notes

MINUTES = notes(
    "医保接口联调还在继续。\n"
    "10月12日医保接口报错 500，门诊收费停了 40 分钟。\n"
    "负责人：李敏，10月20日前与医保厂商确认测试环境。\n"
    "护士站培训签到 12 人，3 人考核未通过。\n"
    "大家辛苦了，下周继续努力。\n"
    "数据库迁移完成 80%，剩余两张表。\n"
)


def texts(cases: tuple[Case, ...]) -> list[str]:
    """What the cases say."""
    return [case.text for case in cases]


@pytest.mark.parametrize(
    ("quote", "first"),
    [
        ("医保接口存在一些问题，影响了进度", "10月12日医保接口报错 500，门诊收费停了 40 分钟。"),
        ("培训效果不够好", "护士站培训签到 12 人，3 人考核未通过。"),
        ("数据迁移进展顺利", "数据库迁移完成 80%，剩余两张表。"),
        ("加强与厂商的沟通", "负责人：李敏，10月20日前与医保厂商确认测试环境。"),
    ],
)
def test_the_concrete_sentence_stands_first(quote: str, first: str) -> None:
    """Of the sentences about the same thing, the one with dates, numbers and people."""
    assert texts(find_cases(quote, [MINUTES]))[0] == first


@pytest.mark.parametrize("quote", ["打印机卡纸", "", "……", "Some issues remain"])
def test_nothing_alike_is_no_case(quote: str) -> None:
    """A quote about something else gets no sentence pressed on it."""
    assert find_cases(quote, [MINUTES]) == ()


def test_the_quote_is_no_case_for_itself() -> None:
    """A draft's sentence that was copied from a source is not offered back."""
    quote = "- 医保接口联调还在继续"
    assert "医保接口联调还在继续。" not in texts(find_cases(quote, [MINUTES]))


def test_a_quote_that_says_nothing_gets_what_went_wrong() -> None:
    """Below 问题与挑战, 存在一些问题 is answered by problems with figures; elsewhere by nothing."""
    cases = find_cases("存在一些问题", [MINUTES], section="problems")
    assert "10月12日医保接口报错 500，门诊收费停了 40 分钟。" in texts(cases)
    assert "大家辛苦了，下周继续努力。" not in texts(cases)
    assert find_cases("存在一些问题", [MINUTES]) == ()


def test_only_body_sentences_are_cases() -> None:
    """Headings, quotes and code are not what happened."""
    hidden = tuple(replace(one, role="heading") for one in MINUTES.sentences)
    assert find_cases("医保接口问题", [replace(MINUTES, sentences=hidden)]) == ()


def test_at_most_k_and_each_once() -> None:
    """Two sources with the same sentences do not fill the list with one of them."""
    twice = [MINUTES, replace(MINUTES, name="b.md")]
    cases = texts(find_cases("医保接口厂商收费", twice, k=2))
    assert len(cases) == len(set(cases)) == 2


def test_a_case_says_where_it_stands() -> None:
    """Source, place and sentence id are those of the sentence."""
    (case,) = find_cases("培训效果不够好", [MINUTES])
    assert case.source == "周会.md"
    assert case.sentence == MINUTES.sentences[3].id
    assert case.place == MINUTES.sentences[3].place


def test_the_finder_takes_findings() -> None:
    """The function made once gives each finding the cases of its quote and section."""
    finding = Finding(
        *("V01", "vague", 1, "warning", (), "培训效果不够好", 0, 7, 1, 1, 1, 8),
        *("problems", 1, "problem", Both("", ""), Both("", ""), None, "f"),
    )
    assert texts(case_finder([MINUTES])(finding)) == ["护士站培训签到 12 人，3 人考核未通过。"]
    assert case_finder([])(finding) == ()


def test_importing_it_loads_nothing_heavy() -> None:
    """A critique imports this room; SQLAlchemy, Chroma, bm25s and numpy come only when used."""
    program = (
        "import sys, service.recall\n"
        "heavy = {'sqlalchemy', 'alembic', 'chromadb', 'bm25s', 'numpy', 'langchain_core'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("missing", "wanted", "unwanted"),
    [
        (
            ("D",),
            "负责人：李敏，10月20日前与医保厂商确认测试环境。",
            "医保接口的文档放在共享盘里。",
        ),
        (
            ("O",),
            "负责人：李敏，10月20日前与医保厂商确认测试环境。",
            "10月12日医保接口报错 500，门诊收费停了 40 分钟。",
        ),
        (("N",), "10月12日医保接口报错 500，门诊收费停了 40 分钟。", "医保接口10月20日开会再看。"),
    ],
)
def test_only_what_can_fill_the_missing_slot_is_offered(
    missing: tuple[str, ...], wanted: str, unwanted: str
) -> None:
    """Who is asked for a day gets sentences with a day, who is asked for an owner those with one."""
    month = notes(
        "10月12日医保接口报错 500，门诊收费停了 40 分钟。\n"
        "负责人：李敏，10月20日前与医保厂商确认测试环境。\n"
        "医保接口的文档放在共享盘里。\n"
        "医保接口10月20日开会再看。\n"
        "护士站培训签到 12 人。\n"
    )
    found = texts(find_cases("医保接口后续尽快处理", [month], missing=missing))
    assert wanted in found
    assert unwanted not in found
    assert len(found) <= 3
