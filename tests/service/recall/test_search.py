"""Search: what is found, what is not, of which project, and while the corpus grows."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.store import FOLDER
from service.archive import Archive
from service.errors import FupanError
from service.intake import read_source
from service.recall import Recall, open_recall
from service.recall import search as searching
from service.recall.index import ProjectIndex
from service.recall.search import Search
from tests.archive_values import draft, item, signed

MINUTES = """# 检验系统周例会

会议时间：2026年10月12日

## 一、接口
- 张工说医保接口的签名算法换了，旧密钥 10 月底失效。
- 放射科胶片打印偏左两毫米，厂家答应来人看。

## 二、人员
- 护士长请假两周，培训顺延。
"""
NOTES = "10/12 机房空调停了四十分钟。\n11月3日 👩‍💻 报表导出在 Edge 里乱码，ＡＢＣ 三列丢失。\n"
LOG = "The steering meeting was on 12 October.\n\nPriya said the gateway timed out twice.\n"
TICKETS = (
    "编号,标题,状态,截止日期\nQY-18,支付网关超时,激活,2026-10-12\nQY-21,导出乱码,已关闭,20261109\n"
)
CANARY = "金丝雀：张工 10月12日 医保接口 支付网关"


def hand_in(archive: Archive, project: str, month: str, text: str, name: str) -> str:
    """Stores a text as a source; its id."""
    data = text.encode()
    return archive.add_source(project, month, data, read_source(data, name)).id


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Project 甲 with minutes, notes and tickets of October, a log of November and a signed review;
    project 乙 with a text in the same words."""
    with Archive.open(tmp_path) as opened:
        hand_in(opened, "甲", "2026-10", MINUTES, "周例会.md")
        hand_in(opened, "甲", "2026-10", NOTES, "随手记.txt")
        hand_in(opened, "甲", "2026-10", TICKETS, "禅道.csv")
        hand_in(opened, "甲", "2026-11", LOG, "log.txt")
        opened.save_review(
            None, signed(draft(item("p1", "胶片打印机卡纸"), project="甲", month="2026-09"))
        )
        hand_in(opened, "乙", "2026-10", CANARY, "乙.txt")
        yield opened


def texts(archive: Archive, query: str, **limits: object) -> list[str]:
    """The texts that are found in project 甲."""
    return [hit.text for hit in Recall(archive, None).search("甲", query, **limits)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("张工", "签名算法"),
        ("支付网关为什么超时", "QY-18"),
        ("qy-21", "导出乱码"),
        ("ＱＹ－18的状态", "支付网关"),
        ("ABC三列", "ＡＢＣ"),
        ("gateway time-outs", "timed out"),
        ("👩‍💻 报表", "报表导出"),
        ("空调 停机", "空调停了"),
    ],
)
def test_words_names_and_ids_are_found(archive: Archive, query: str, words: str) -> None:
    """In any width and case, beside Han characters and emoji, with other endings."""
    assert words in texts(archive, query)[0]


@pytest.mark.parametrize(
    "day", ["10月12日", "2026-10-12", "20261012", "10/12", "12 October", "2026年10月12号", "Oct 12"]
)
def test_a_day_is_found_in_every_form(archive: Archive, day: str) -> None:
    """The minutes of the day, the diary's 10/12, the ticket due then and the English log: each form
    of the day in the question finds each form in the passages."""
    found = "\n".join(texts(archive, day))
    for words in ("签名算法", "空调停了", "支付网关超时", "steering meeting"):
        assert words in found, words


def test_a_day_narrows_what_is_asked(archive: Archive) -> None:
    """A question with a day gets only what is of that day; of a day nobody names, nothing."""
    assert [text.split("；")[0] for text in texts(archive, "2026年11月9日 导出")] == ["编号：QY-21"]
    assert texts(archive, "12月24日的周例会") == []


@pytest.mark.parametrize(
    "query",
    ["食堂充值卡", "张工的年终奖和股票期权", "parking permits for visitors", "为什么", "？！…"],
)
def test_nothing_is_an_answer(archive: Archive, query: str) -> None:
    """What nobody wrote about is not found, though single characters of it stand everywhere."""
    assert texts(archive, query) == []


def test_other_words_for_the_same_are_found(archive: Archive) -> None:
    """报错 is no word of the passages, 故障 and 失败 neither; 休假 stands for 请假."""
    assert "护士长请假" in texts(archive, "谁休假了")[0]


def test_a_name_alone_proves_little(archive: Archive) -> None:
    """张工 is found when he is asked for, not when something else of him is that nobody wrote."""
    assert texts(archive, "张工")
    assert texts(archive, "张工的年终奖金发放") == []
    assert texts(archive, "签名的年终奖金发放")  # as rare a word, but no name


def test_the_share_tells_how_much_was_found(archive: Archive) -> None:
    """All of the question, or a part of it."""
    (whole,) = Recall(archive, None).search("甲", "护士长请假", k=1)
    (part,) = Recall(archive, None).search("甲", "护士长请假旅游", k=1)
    assert whole.share == pytest.approx(1)
    assert 0 < part.share < 1


def test_month_and_kind_limit_inside(archive: Archive) -> None:
    """Only passages of the month or kind are looked at, however well others would fit."""
    assert any("胶片打印偏左" in text for text in texts(archive, "胶片打印", month="2026-10"))
    assert texts(archive, "胶片打印", kind="review") == ["胶片打印机卡纸"]
    assert texts(archive, "胶片打印", month="2026-11") == []
    assert texts(archive, "胶片打印", month="2026-10", kind="review") == []


def test_the_same_text_is_given_once(archive: Archive) -> None:
    """The same row in three exports takes one place, that of the newest month."""
    for month in ("2026-08", "2026-12", "2026-09"):
        hand_in(archive, "甲", month, TICKETS.replace("2026-10-12", "2026-10-13"), "禅道.csv")
    found = Recall(archive, None).search("甲", "QY-18 支付网关超时")
    rows = [(hit.month, hit.text) for hit in found if "QY-18" in hit.text]
    assert [month for month, text in rows if "2026-10-13" in text] == ["2026-12"]
    assert len({text for _, text in rows}) == len(rows) == 2


def test_no_more_than_asked_for(archive: Archive) -> None:
    """The best k, best first."""
    (best,) = Recall(archive, None).search("甲", "支付网关超时", k=1)
    more = Recall(archive, None).search("甲", "支付网关超时", k=5)
    assert more[0] == best
    assert [hit.score for hit in more] == sorted((hit.score for hit in more), reverse=True)


def test_a_hit_says_where_it_stands(archive: Archive) -> None:
    """Kind, month, origin, line and sentence lead to the source; the span is the line that says it."""
    (hit,) = Recall(archive, None).search("甲", "护士长请假", k=1)
    stored = archive.source(hit.origin)
    assert (hit.project, hit.kind, hit.month) == ("甲", "source", "2026-10")
    assert hit.place["kind"] == "text"
    start, end = hit.place["start"], hit.place["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert stored.source.text[start:end] == hit.text
    first = next(one for one in stored.source.sentences if one.id == hit.sentence)
    assert stored.source.text.splitlines()[hit.line - 1].strip().endswith(first.text)
    assert hit.text[hit.start : hit.end].strip() == "- 护士长请假两周，培训顺延。"


QUERIES = st.text(max_size=40) | st.lists(
    st.sampled_from([*"张工医保接口支付网关金丝雀", "10月12日", "2026-10-12", " ", "QY-18", "😀"]),
    max_size=12,
).map("".join)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two projects for many examples."""
    with Archive.open(tmp_path_factory.mktemp("shared")) as opened:
        hand_in(opened, "甲", "2026-10", MINUTES, "周例会.md")
        hand_in(opened, "乙", "2026-10", CANARY, "乙.txt")
        yield opened


@given(query=QUERIES)
@settings(max_examples=150, deadline=None)
def test_nothing_of_another_project_ever_appears(shared: Archive, query: str) -> None:
    """Whatever is typed: every hit is of the project asked about, and 乙 has its canary alone."""
    recall = Recall(shared, None)
    for project in ("甲", "乙", "丙"):
        for hit in recall.search(project, query, k=50):
            assert hit.project == project
            assert ("金丝雀" in hit.text) == (project == "乙")
            assert 0 <= hit.start <= hit.end <= len(hit.text)


def test_a_project_without_passages(archive: Archive) -> None:
    """An unknown project has no hits, is no error, and takes no other's place."""
    search = Search(archive)
    assert search.search("没有这个项目", "医保接口") == ()
    assert not search._ready


def test_what_was_just_handed_in_is_found(archive: Archive) -> None:
    """The index follows the corpus; a deleted source is gone from it."""
    recall = Recall(archive, None)
    assert recall.search("甲", "住院押金条重打") == ()
    source_id = hand_in(archive, "甲", "2026-11", "住院押金条重打三次才出来。", "新.txt")
    assert [hit.origin for hit in recall.search("甲", "住院押金条重打")] == [source_id]
    archive.delete_source(source_id)
    assert recall.search("甲", "住院押金条重打") == ()


def test_an_unchanged_corpus_is_indexed_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty threads that ask at once share one index, and later ones use it again."""
    made: list[int] = []

    class Counted(ProjectIndex):
        def __init__(self, *given: object) -> None:
            made.append(1)
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "ProjectIndex", Counted)
    search = Search(archive)
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: search.search("甲", "支付网关超时"), range(40)))
    assert len(made) == 1
    assert len({tuple(hit.text for hit in answer) for answer in answers}) == 1


def test_a_project_being_indexed_keeps_no_other_waiting(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While 甲 is read anew, 乙 is answered, and so is 甲 from its older index."""
    search = Search(archive, patience=0)
    assert search.search("甲", "支付网关超时")
    assert search.search("乙", "金丝雀")
    hand_in(archive, "甲", "2026-11", "新的一段。", "新.txt")
    begun, go_on = threading.Event(), threading.Event()

    class Slow(ProjectIndex):
        def __init__(self, *given: object) -> None:
            begun.set()
            assert go_on.wait(60)
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "ProjectIndex", Slow)
    with ThreadPoolExecutor(1) as thread:
        newest = thread.submit(search.search, "甲", "新的一段")
        assert begun.wait(60)
        assert search.search("乙", "金丝雀")
        assert search.search("甲", "支付网关超时")
        assert search.search("甲", "新的一段") == ()
        go_on.set()
        assert newest.result(60)
    assert search.search("甲", "新的一段")


def test_whoever_waits_sees_what_was_handed_in_before(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index begun before a passage was stored does not answer the one who stored it."""
    search = Search(archive)
    begun, go_on = threading.Event(), threading.Event()

    class Slow(ProjectIndex):
        def __init__(self, *given: object) -> None:
            begun.set()
            assert go_on.wait(60)
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "ProjectIndex", Slow)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(search.search, "甲", "支付网关超时")
        assert begun.wait(60)
        hand_in(archive, "甲", "2026-11", "住院押金条重打三次。", "新.txt")
        second = threads.submit(search.search, "甲", "住院押金条")
        go_on.set()
        assert first.result(60)
        assert second.result(60)


def test_an_error_reaches_all_who_wait_and_the_next_try_begins_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading that fails is no index and blocks nobody."""
    search = Search(archive)

    def fail(_project: str) -> tuple[()]:
        raise FupanError(zh="坏", en="broken")

    with monkeypatch.context() as patched:
        patched.setattr(archive, "passages", fail)
        for _ in range(2):
            with pytest.raises(FupanError):
                search.search("甲", "支付网关超时")
    assert search.search("甲", "支付网关超时")


def test_the_least_asked_project_is_let_go(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more indexes than allowed are kept, and a project that was let go is found again."""
    monkeypatch.setattr(searching, "_MOST_INDEXES", 1)
    search = Search(archive)
    assert search.search("甲", "支付网关超时")
    assert search.search("乙", "金丝雀")
    assert len(search._ready) == 1
    assert search.search("甲", "支付网关超时")


def test_search_goes_on_without_the_vectors(archive: Archive, tmp_path: Path) -> None:
    """The vector store lags, then its folder is gone, then it is damaged: the answer is the same."""
    wanted = texts(archive, "支付网关超时")
    assert wanted
    with open_recall(archive, tmp_path) as recall:
        assert not recall.available  # it holds nothing yet
        assert [hit.text for hit in recall.search("甲", "支付网关超时")] == wanted
        recall.reindex()
        shutil.rmtree(tmp_path / FOLDER)
        hand_in(archive, "甲", "2026-11", "另一件事。", "新.txt")
        assert [hit.text for hit in recall.search("甲", "支付网关超时")] == wanted
    (tmp_path / FOLDER).mkdir(exist_ok=True)
    (tmp_path / FOLDER / "chroma.sqlite3").write_bytes(b"damaged" * 1000)
    with open_recall(archive, tmp_path) as recall:
        assert [hit.text for hit in recall.search("甲", "支付网关超时")] == wanted
