"""The archive gives back what it was given, refuses what must not be, and numbers its corpus."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from service.archive import Archive
from service.archive.archive import DATABASE_NAME
from service.errors import ArchiveUnavailable, DecisionRefused, EmptyInput, NotFound
from service.review import Decision, FollowUp
from tests.archive_values import SIGNED_AT, draft, item, notes, signed

PROJECT = "智慧医院二期（一标段）"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a directory with a Chinese name."""
    with Archive.open(tmp_path / "数据 100%") as opened:
        yield opened


def decision(target: str, action: str = "accept") -> Decision:
    """A decision of one action."""
    return replace(Decision(target, "accept", "李敏", SIGNED_AT), action=action)  # type: ignore[arg-type]


def saved_draft(archive: Archive, *ids: str, month: str = "2026-10") -> str:
    """The id of a stored draft with items of these ids."""
    stored = archive.add_source(PROJECT, month, b"raw", notes("接口超时。", f"{month}{ids}.md"))
    run = archive.add_run(PROJECT, month, "zh", [stored.id], None)
    made = draft(*(item(one, f"问题 {one}") for one in ids), project=PROJECT, month=month)
    return archive.save_draft(run.id, made)


def test_a_source_comes_back_with_its_bytes(archive: Archive) -> None:
    """Bytes that are no UTF-8 are kept as they are, beside the source that was read from them."""
    source = notes("医保接口超时。😀\r\n下周复测！")
    stored = archive.add_source(PROJECT, "2026-10", b"\xff\x00raw", source)
    assert archive.source(stored.id) == stored
    assert archive.source(stored.id).source == source
    assert archive.source_bytes(stored.id) == b"\xff\x00raw"
    assert [one.id for one in archive.sources(PROJECT, "2026-10")] == [stored.id]
    assert archive.sources(PROJECT, "2026-11") == ()


def test_the_same_source_is_stored_once(archive: Archive) -> None:
    """Once per project, month, name and content; each of the four makes it another one."""
    source = notes("接口超时。")
    first = archive.add_source(PROJECT, "2026-10", b"raw", source)
    version = archive.corpus_version(PROJECT)
    assert archive.add_source(PROJECT, "2026-10", b"raw", source) == first
    assert archive.corpus_version(PROJECT) == version
    others = {
        archive.add_source(PROJECT, "2026-11", b"raw", source).id,
        archive.add_source("别的项目", "2026-10", b"raw", source).id,
        archive.add_source(PROJECT, "2026-10", b"raw", replace(source, name="b.md")).id,
        archive.add_source(PROJECT, "2026-10", b"raw", replace(source, sha256="1" * 64)).id,
    }
    assert len(others) == 4
    assert first.id not in others


def test_deleting_a_source_takes_its_passages(archive: Archive) -> None:
    """The corpus version grows with the deletion; the draft made from it stays readable."""
    draft_id = saved_draft(archive, "a")
    (stored,) = archive.sources(PROJECT, "2026-10")
    version = archive.corpus_version(PROJECT)
    archive.delete_source(stored.id)
    assert archive.passages(PROJECT) == ()
    assert archive.corpus_version(PROJECT) == version + 1
    assert archive.draft(draft_id).draft.items
    with pytest.raises(NotFound):
        archive.source(stored.id)


def test_a_run_goes_from_queued_to_done(archive: Archive) -> None:
    """Unfinished runs are found again; saving the draft ends the run in the same step."""
    stored = archive.add_source(PROJECT, "2026-10", b"raw", notes("接口超时。"))
    run = archive.add_run(PROJECT, "2026-10", None, [stored.id], None)
    assert archive.run(run.id) == run
    assert run.state == "queued"
    archive.update_run(run.id, state="running", step="facts")
    assert [(one.id, one.step) for one in archive.unfinished_runs()] == [(run.id, "facts")]
    draft_id = archive.save_draft(run.id, draft(item("a", "问题"), project=PROJECT))
    done = archive.run(run.id)
    assert (done.state, done.step, done.draft_id) == ("done", "", draft_id)
    assert archive.unfinished_runs() == ()
    assert archive.save_draft(run.id, draft(project=PROJECT)) == draft_id
    assert len(archive.draft(draft_id).draft.items) == 1


def test_a_failed_run_says_why(archive: Archive) -> None:
    """The reason is kept in both languages."""
    stored = archive.add_source(PROJECT, "2026-10", b"raw", notes("接口超时。"))
    run = archive.add_run(PROJECT, "2026-10", "en", [stored.id], None)
    archive.update_run(run.id, state="failed", error=EmptyInput(zh="没有内容", en="nothing"))
    failed = archive.run(run.id)
    assert (failed.state, failed.error_zh, failed.error_en) == ("failed", "没有内容", "nothing")


def test_what_does_not_exist_is_not_found(archive: Archive) -> None:
    """Every id is looked up, also those a run or a decision names."""
    stored = archive.add_source(PROJECT, "2026-10", b"raw", notes("接口超时。"))
    attempts = (
        lambda: archive.source("x"),
        lambda: archive.source_bytes("x"),
        lambda: archive.delete_source("x"),
        lambda: archive.run("x"),
        lambda: archive.update_run("x", state="done"),
        lambda: archive.add_run(PROJECT, "2026-10", None, ["x"], None),
        lambda: archive.add_run(PROJECT, "2026-10", None, [stored.id], "x"),
        lambda: archive.save_draft("x", draft()),
        lambda: archive.draft("x"),
        lambda: archive.add_decision("x", decision("a")),
        lambda: archive.review("x"),
        lambda: archive.save_review("x", signed(draft())),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_decisions_are_appended(archive: Archive) -> None:
    """Two decisions on one target are both kept, in order; the last one counts in the summary."""
    draft_id = saved_draft(archive, "a", "b")
    archive.add_decision(draft_id, decision("a"))
    archive.add_decision(draft_id, decision("b"))
    archive.add_decision(draft_id, decision("a", "needs_case"))
    made = archive.draft(draft_id).decisions
    assert [(one.target, one.action) for one in made] == [
        ("a", "accept"),
        ("b", "accept"),
        ("a", "needs_case"),
    ]
    (summary,) = archive.drafts(PROJECT)
    assert (summary.decided, summary.total, summary.review_id) == (1, 2, None)


def test_the_database_refuses_to_change_a_decision(archive: Archive, tmp_path: Path) -> None:
    """Not even SQL beside the program can rewrite or delete what a person decided."""
    archive.add_decision(saved_draft(archive, "a"), decision("a"))
    beside = sqlite3.connect(tmp_path / "数据 100%" / DATABASE_NAME)
    for change in ("UPDATE decisions SET action = 'reject'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            beside.execute(change)
    beside.close()


def test_only_unanswered_actions_await_a_person(archive: Archive) -> None:
    """An action that the sources answer does not count among the targets; an unknown one does."""
    stored = archive.add_source(PROJECT, "2026-10", b"raw", notes("接口超时。"))
    run = archive.add_run(PROJECT, "2026-10", None, [stored.id], None)
    known = FollowUp("f1", "完成联调", "", "", "", "done")
    unknown = FollowUp("f2", "完成培训", "", "", "", "unknown")
    archive.save_draft(
        run.id, draft(item("a", "问题"), project=PROJECT, follow_up=(known, unknown))
    )
    assert archive.drafts()[0].total == 2


def test_a_draft_is_signed_once(archive: Archive) -> None:
    """A second signing and any later decision are refused; the review is as it was signed."""
    draft_id = saved_draft(archive, "a")
    review = signed(archive.draft(draft_id).draft)
    review_id = archive.save_review(draft_id, review)
    assert archive.review(review_id) == review
    assert archive.draft(draft_id).review_id == review_id
    assert archive.drafts()[0].review_id == review_id
    with pytest.raises(DecisionRefused):
        archive.save_review(draft_id, review)
    with pytest.raises(DecisionRefused):
        archive.add_decision(draft_id, decision("a"))
    assert len(archive.reviews()) == 1


def test_the_latest_review_before_a_month(archive: Archive) -> None:
    """The nearest earlier month of the same project, never the month itself or a later one."""
    for month in ("2026-08", "2026-10", "2026-09"):
        archive.save_review(None, replace(signed(draft(month=month)), imported=True))
    found = archive.latest_review_before("智慧医院二期", "2026-10")
    assert found is not None
    assert found[1].draft.month == "2026-09"
    assert found[0] in {one.id for one in archive.reviews("智慧医院二期") if one.imported}
    assert archive.latest_review_before("智慧医院二期", "2026-08") is None
    assert archive.latest_review_before("别的项目", "2026-10") is None


def test_lists_show_the_newest_first(archive: Archive) -> None:
    """Drafts by time, projects by name."""
    first = saved_draft(archive, "a", month="2026-09")
    second = saved_draft(archive, "b", month="2026-10")
    assert [one.id for one in archive.drafts(PROJECT)] == [second, first]
    assert archive.drafts("别的项目") == ()
    assert archive.projects() == (PROJECT,)


def test_only_signed_reviews_become_past_reviews(archive: Archive) -> None:
    """A draft leaves no review passage; its signed review leaves its problems and measures."""
    draft_id = saved_draft(archive, "a")
    assert archive.passages(PROJECT, kind="review") == ()
    made = archive.draft(draft_id).draft
    goal = item("g", "按期上线", kind="goal", section="progress")
    review = replace(signed(made), items=(*made.items, goal))
    review_id = archive.save_review(draft_id, review)
    remembered = archive.passages(PROJECT, kind="review")
    assert [(one.text, one.origin, one.month) for one in remembered] == [
        ("问题 a", review_id, 202610)
    ]


def test_twenty_writers_lose_nothing(archive: Archive) -> None:
    """Decisions from many threads at once are all there, none is refused for a locked file."""
    draft_id = saved_draft(archive, *(f"i{n}" for n in range(60)))
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda n: archive.add_decision(draft_id, decision(f"i{n}")), range(60)))
    assert {one.target for one in archive.draft(draft_id).decisions} == {f"i{n}" for n in range(60)}


def test_a_failed_write_leaves_nothing(archive: Archive) -> None:
    """A run that names one source that exists and one that does not is not stored at all."""
    stored = archive.add_source(PROJECT, "2026-10", b"raw", notes("接口超时。"))
    with pytest.raises(NotFound):
        archive.add_run(PROJECT, "2026-10", None, [stored.id, "x"], None)
    assert archive.unfinished_runs() == ()


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    """A database that is none raises a typed error with its path."""
    (tmp_path / DATABASE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveUnavailable, match=DATABASE_NAME):
        Archive.open(tmp_path)


def test_a_data_directory_that_is_a_file_says_so(tmp_path: Path) -> None:
    """A path that cannot be a directory raises a typed error."""
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(ArchiveUnavailable):
        Archive.open(tmp_path / "data")
