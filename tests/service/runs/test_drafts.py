"""A requested draft survives what happens to the process, and a broken one stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from service import pipeline
from service.archive import Archive
from service.archive.records import ProjectMemory
from service.errors import InvalidRequest
from service.intake import read_paste
from service.review import Draft
from service.runs import Runs
from service.runs.drafts import MOST_STARTS
from tests.fakes.drafts import rich_draft
from tests.fakes.served import MONTH_ZH

PATIENCE = 60.0


def _source(archive: Archive, text: str = MONTH_ZH) -> str:
    source = read_paste(text, 1)
    return archive.add_source("青云项目", "2026-10", text.encode(), source).id


def _request(runs: Runs, source_id: str) -> str:
    return runs.request("青云项目", "2026-10", None, [source_id], None).id


def test_a_request_is_written_down_before_anything_is_made(tmp_path: Path) -> None:
    """Without a worker the run is queued in the archive, and a later worker makes it."""
    archive = Archive.open(tmp_path)
    run_id = _request(Runs(archive), _source(archive))
    assert archive.run(run_id).state == "queued"
    later = Runs(archive)
    later.start()
    run = later.wait(run_id, PATIENCE)
    later.stop()
    assert run.state == "done"
    assert run.draft_id is not None
    assert archive.draft(run.draft_id).draft.items


def test_confirmed_spellings_join_owners(tmp_path: Path) -> None:
    """What the project remembers of names is used for every draft of it."""
    archive = Archive.open(tmp_path)
    archive.remember("青云项目", ProjectMemory(spellings={"程硕海": "程朔海"}))
    text = "会议时间：2026-10-14\n遗留问题：\n- 补车辆档案接口文档 --程硕海\n"
    run_id = _request(Runs(archive), _source(archive, text))
    runs = Runs(archive)
    runs.start()
    run = runs.wait(run_id, PATIENCE)
    runs.stop()
    assert run.draft_id is not None
    (item,) = archive.draft(run.draft_id).draft.items
    assert item.fields.owner == "程朔海"


def test_a_run_that_was_cut_off_is_taken_up_again(tmp_path: Path) -> None:
    """A row left at "running" by a dead process is finished by the next one."""
    archive = Archive.open(tmp_path)
    run_id = _request(Runs(archive), _source(archive))
    archive.update_run(run_id, state="running", step="drafting")
    later = Runs(archive)
    later.start()
    assert later.wait(run_id, PATIENCE).state == "done"
    later.stop()


def test_steps_are_written_to_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step that the pipeline names can be read from the archive while it is done."""
    archive = Archive.open(tmp_path)
    seen = []
    run_id = _request(Runs(archive), _source(archive))

    def draft_month(**given: object) -> Draft:
        progress = given["progress"]
        assert callable(progress)
        for step in pipeline.STEPS:
            progress(step)
            seen.append((archive.run(run_id).state, archive.run(run_id).step))
        return rich_draft()

    monkeypatch.setattr(pipeline, "draft_month", draft_month)
    runs = Runs(archive)
    runs.start()
    runs.wait(run_id, PATIENCE)
    runs.stop()
    assert seen == [("running", step) for step in pipeline.STEPS]


def test_a_failed_run_says_why_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A typed error keeps its words, a defect gets words for people, the next request is made."""
    archive = Archive.open(tmp_path)
    source_id = _source(archive)
    outcomes = iter(
        [InvalidRequest(zh="不行。", en="It cannot be done."), RuntimeError("defect"), None]
    )

    def draft_month(**_: object) -> Draft:
        outcome = next(outcomes)
        if outcome is not None:
            raise outcome
        return rich_draft()

    monkeypatch.setattr(pipeline, "draft_month", draft_month)
    runs = Runs(archive)
    refused, broken, good = (_request(runs, source_id) for _ in range(3))
    runs.start()
    assert runs.wait(good, PATIENCE).state == "done"
    runs.stop()
    assert (archive.run(refused).state, archive.run(refused).error_zh) == ("failed", "不行。")
    assert archive.run(broken).state == "failed"
    assert "defect" not in archive.run(broken).error_en


def test_a_draft_that_ends_the_process_each_time_is_given_up(tmp_path: Path) -> None:
    """Begun three times and never ended, it fails with a reason; it is not begun a fourth time."""
    archive = Archive.open(tmp_path)
    run_id = _request(Runs(archive), _source(archive))
    for _ in range(MOST_STARTS):
        archive.start_run(run_id)  # and the process is gone
    later = Runs(archive)
    later.start()
    run = later.wait(run_id, PATIENCE)
    later.stop()
    assert run.state == "failed"
    assert "3" in run.error_zh
    assert archive.drafts() == ()


def test_a_start_before_the_last_is_still_made(tmp_path: Path) -> None:
    """Two lost starts are no reason to give up."""
    archive = Archive.open(tmp_path)
    run_id = _request(Runs(archive), _source(archive))
    for _ in range(MOST_STARTS - 1):
        archive.start_run(run_id)
    later = Runs(archive)
    later.start()
    assert later.wait(run_id, PATIENCE).state == "done"
    later.stop()
