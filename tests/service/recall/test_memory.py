"""Recall: what is like a past problem, what is not, and what happens when the index fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.store import FOLDER
from service.archive import Archive
from service.errors import RecallUnavailable, StoreInUse
from service.recall import Recall, open_recall
from tests.archive_values import draft, item, notes, signed

PAST = (
    "医保接口联调超时，厂商未提供测试环境",
    "挂号模块并发压测时数据库连接池耗尽",
    "护士站培训后现场仍不会操作移动端",
    "历史病案数据迁移后字段缺失",
    "需求变更未走评审，排期被打乱",
    "The vendor gateway timed out during the payment reconciliation test",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive with one signed review of September that holds the past problems."""
    with Archive.open(tmp_path) as opened:
        items = (item(f"p{number}", text) for number, text in enumerate(PAST))
        opened.save_review(None, signed(draft(*items, project="甲", month="2026-09")))
        yield opened


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("医保接口联调再次超时", 0),
        ("压测发现数据库连接池又被耗尽", 1),
        ("移动端培训效果差，护士站不会操作", 2),
        ("病案数据迁移仍有字段缺失", 3),
        ("两次需求变更没有评审", 4),
        ("Payment gateway of the vendor timed out again", 5),
        ("机房空调故障，服务器停机两小时", None),
        ("客户项目经理更换，交接不充分", None),
        ("存在一些问题，影响了项目进度", None),
        ("接口文档没有更新", None),
        ("打印模板与院方格式不一致", None),
        ("The release was late because two testers were ill", None),
    ],
)
def test_a_similar_problem_or_none(archive: Archive, text: str, past: int | None) -> None:
    """Half of these have no like problem in the past, and then there is no answer."""
    found = Recall(archive, None).similar_problems("甲", "2026-10", text)
    assert [one.text for one in found[:1]] == ([] if past is None else [PAST[past]])
    assert all(one.month == "2026-09" for one in found)


def test_only_earlier_months_of_the_same_project(archive: Archive) -> None:
    """September's problem is no past of September, nor of another project."""
    recall = Recall(archive, None)
    assert recall.similar_problems("甲", "2026-10", PAST[0])
    assert recall.similar_problems("甲", "2026-09", PAST[0]) == ()
    assert recall.similar_problems("乙", "2026-10", PAST[0]) == ()


def test_drafts_are_not_remembered(archive: Archive) -> None:
    """A problem that only a draft names is found once the draft is signed, not before."""
    recall = Recall(archive, None)
    stored = archive.add_source("甲", "2026-10", b"raw", notes("药房发药机扫码枪失灵三次。"))
    run = archive.add_run("甲", "2026-10", None, [stored.id], None)
    made = draft(item("a", "药房发药机扫码枪失灵"), project="甲")
    draft_id = archive.save_draft(run.id, made)
    assert recall.similar_problems("甲", "2026-11", "发药机扫码枪再次失灵") == ()
    archive.save_review(draft_id, signed(made))
    assert len(recall.similar_problems("甲", "2026-11", "发药机扫码枪再次失灵")) == 1


def test_the_same_problem_is_told_once(archive: Archive) -> None:
    """A month that was signed twice does not answer with the same problem twice."""
    archive.save_review(None, signed(draft(item("p", PAST[0]), project="甲", month="2026-09")))
    assert len(Recall(archive, None).similar_problems("甲", "2026-10", PAST[0])) == 1


def test_the_index_follows_the_records(archive: Archive, tmp_path: Path) -> None:
    """Sources and reviews go in, a deleted source goes out; counts agree at every step."""
    with open_recall(archive, tmp_path) as recall:
        assert not recall.available  # the review was stored before the index was opened
        recall.reindex()
        assert recall.available
        stored = archive.add_source("甲", "2026-10", b"raw", notes("接口超时。"))
        recall.index_source(stored)
        assert recall.available
        archive.delete_source(stored.id)
        recall.forget(stored.id)
        review = signed(draft(item("p", "新问题"), project="甲"))
        recall.index_review(archive.save_review(None, review), review)
    with open_recall(archive, tmp_path) as recall:
        assert recall.available


def test_a_deleted_folder_is_noticed_and_restored(archive: Archive, tmp_path: Path) -> None:
    """Drafting's question is still answered, the reason is told, reindex restores every passage."""
    with open_recall(archive, tmp_path) as recall:
        count = recall.reindex()
    shutil.rmtree(tmp_path / FOLDER)
    with open_recall(archive, tmp_path) as recall:
        assert not recall.available
        assert recall.reason is not None
        assert "fupan reindex" in recall.reason.zh
        assert recall.similar_problems("甲", "2026-10", PAST[0])
        assert recall.reindex() == count == archive.passage_count()
        assert recall.available
    with open_recall(archive, tmp_path) as recall:
        assert recall.available


def test_a_broken_index_does_not_stop_the_work(archive: Archive, tmp_path: Path) -> None:
    """Writing to a store whose folder vanished is noted and not raised."""
    with open_recall(archive, tmp_path) as recall:
        recall.reindex()
        shutil.rmtree(tmp_path / FOLDER)
        recall.index_source(archive.add_source("甲", "2026-10", b"raw", notes("接口超时。")))
        assert not recall.available


def test_a_source_indexed_later_closes_the_gap(archive: Archive, tmp_path: Path) -> None:
    """A source stored while nothing was open is missed at the start, and no longer once indexed."""
    with open_recall(archive, tmp_path) as recall:
        recall.reindex()
    stored = archive.add_source("甲", "2026-10", b"raw", notes("接口超时。"))
    with open_recall(archive, tmp_path) as recall:
        assert not recall.available
        recall.index_source(stored)
        assert recall.available


def test_a_damaged_index_opens(archive: Archive, tmp_path: Path) -> None:
    """A damaged file is told as the reason; reindex mends it."""
    with open_recall(archive, tmp_path):
        pass
    (tmp_path / FOLDER / "chroma.sqlite3").write_bytes(b"damaged" * 1000)
    with open_recall(archive, tmp_path) as recall:
        assert isinstance(recall.reason, RecallUnavailable)
        recall.reindex()
        assert recall.available


def test_without_a_store_reindex_says_so(archive: Archive) -> None:
    """A recall that was given no store ranks, and cannot reindex."""
    recall = Recall(archive, None)
    assert not recall.available
    with pytest.raises(RecallUnavailable):
        recall.reindex()


def test_a_directory_in_use_names_the_process(archive: Archive, tmp_path: Path) -> None:
    """The second process gets StoreInUse with the first one's id."""
    program = (
        "import sys, os\nfrom pathlib import Path\nfrom knowledge.store import hold\n"
        "with hold(Path(sys.argv[1])):\n    print(os.getpid(), flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        number = holder.stdout.readline().strip()
        with pytest.raises(StoreInUse, match=number), open_recall(archive, tmp_path):
            pass
        assert holder.stdin is not None
        holder.stdin.close()
    with open_recall(archive, tmp_path):
        pass


def test_an_imported_review_is_remembered(archive: Archive) -> None:
    """A review written before and confirmed by a person counts as signed."""
    old = draft(item("p", "门诊叫号屏不同步"), project="甲", month="2026-07")
    archive.save_review(None, replace(signed(old), imported=True))
    (found,) = Recall(archive, None).similar_problems("甲", "2026-10", "叫号屏又不同步")
    assert found.month == "2026-07"
