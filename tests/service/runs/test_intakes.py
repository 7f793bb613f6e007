"""What is handed in is a durable run: whole or not there, cancelled, resumed, never tried for ever."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.passages import Passage
from service.archive import Archive
from service.archive.records import Intake, NewThing
from service.errors import ArchiveUnavailable, DecisionRefused
from service.intake import Choices
from service.runs import Intakes, thing
from service.runs.reading import Listener, read_lines
from service.runs.thing import MOST_STARTS
from tests.fakes.served import MONTH_ZH

PATIENCE = 60.0
PROJECT, MONTH = "青云项目", "2026-10"


class FakeIndex:
    """A vector index in memory; `before` is called with each batch, to look or to wait."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.compared = 0
        self.before: Callable[[], object] = lambda: None

    def add(self, passages: Sequence[Passage]) -> None:
        """Keeps ids and origins."""
        self.before()
        self.held |= {one.id: one.origin for one in passages}

    def forget(self, origin: str) -> None:
        """Drops the passages of an origin."""
        self.held = {key: value for key, value in self.held.items() if value != origin}

    def compare(self) -> None:
        """Counts that it was asked."""
        self.compared += 1


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with Archive.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def index() -> FakeIndex:
    """An empty vector index."""
    return FakeIndex()


@pytest.fixture
def intakes(archive: Archive, index: FakeIndex) -> Iterator[Intakes]:
    """Running intakes."""
    running = Intakes(archive, index)
    running.start()
    yield running
    running.stop(PATIENCE)


def new(name: str, text: str) -> NewThing:
    """A file with a text; a paste without a name."""
    data = text.encode()
    return NewThing(name, data, hashlib.sha256(data).hexdigest(), {})


def table(rows: int, word: str = "网关超时") -> str:
    """A ticket export of so many rows."""
    lines = (f"QY-{n},{word}第{n}次,激活,林岚" for n in range(1, rows + 1))
    return "Bug编号,Bug标题,Bug状态,指派给\n" + "\n".join(lines) + "\n"


def states(intake: Intake) -> list[str]:
    """The states of the things of an intake."""
    return [one.state for one in intake.things]


def is_empty(archive: Archive, index: FakeIndex) -> bool:
    """Nothing is stored, seen or unseen."""
    return not (
        archive.source_marks(PROJECT, MONTH, unfinished=True)
        or archive.all_passages()
        or index.held
    )


def test_it_is_written_down_before_anything_is_read(archive: Archive, index: FakeIndex) -> None:
    """Without a thread the intake is queued in the archive with its bytes; a later one reads it."""
    intake = Intakes(archive, index).begin(PROJECT, MONTH, [new("纪要.md", MONTH_ZH)])
    assert archive.intakes.get(intake.id).state == "queued"
    assert archive.intakes.upload(intake.things[0].id) == MONTH_ZH.encode()
    later = Intakes(archive, index)
    later.start()
    done = later.wait(intake.id, PATIENCE)
    later.stop()
    assert (done.state, states(done)) == ("done", ["stored"])
    assert archive.source(done.things[0].source_id).source.text == MONTH_ZH
    assert archive.intakes.upload(intake.things[0].id) == b""


def test_every_passage_of_a_source_is_in_sql_and_in_the_index(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """More rows than are cut or written at once: each is one passage in both."""
    intake = intakes.begin(PROJECT, MONTH, [new("工单.csv", table(2500))])
    done = intakes.wait(intake.id, PATIENCE)
    passages = archive.passages(PROJECT)
    assert len(passages) == 2500
    assert {one.id for one in passages} == set(index.held)
    assert [one.place["row"] for one in passages] == list(range(2, 2502))
    assert "QY-1700" in passages[1699].text
    entry = archive.source_entry(done.things[0].source_id)
    assert (entry.sentences, entry.tickets) == (2501 * 4, 2500)
    assert index.compared


def test_one_bad_file_does_not_keep_the_others_out(archive: Archive, intakes: Intakes) -> None:
    """Good, bad, the same again: stored, refused with its reason, pointed to the first."""
    things = [
        new("a.md", MONTH_ZH),
        new("b.png", "\x89PNG\x00\x00\x00\x01"),
        new("c.md", MONTH_ZH),
        new("", "贴一段。"),
        new("a.md", "另一份。"),
    ]
    done = intakes.wait(intakes.begin(PROJECT, MONTH, things).id, PATIENCE)
    assert states(done) == ["stored", "refused", "duplicate", "stored", "stored"]
    assert done.things[2].source_id == done.things[0].source_id
    assert done.things[1].code == "binary-input"
    assert done.things[1].zh
    assert done.things[1].en
    names = [one.source.name for one in archive.sources(PROJECT, MONTH)]
    assert names == ["a.md", "paste:1", "a (2).md"]
    assert [one.name for one in done.things][3:] == ["paste:1", "a (2).md"]


def test_nobody_sees_a_source_before_it_is_whole(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """While its passages go into the index, neither list, passages nor count tell of it."""
    seen: list[tuple[int, int, int, tuple[str, ...]]] = []

    def look() -> None:
        seen.append(
            (
                len(archive.sources(PROJECT, MONTH)),
                len(archive.passages(PROJECT)),
                archive.passage_count(),
                archive.intakes.being_read(PROJECT, MONTH),
            )
        )

    index.before = look
    intakes.wait(intakes.begin(PROJECT, MONTH, [new("工单.csv", table(1500))]).id, PATIENCE)
    assert seen
    assert set(seen) == {(0, 0, 0, ("工单.csv",))}
    assert len(archive.sources(PROJECT, MONTH)) == 1
    assert archive.intakes.being_read(PROJECT, MONTH) == ()


def test_what_is_called_off_leaves_nothing_behind_and_can_be_resumed(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """Cancelled in the middle of the second file: the first stays, of the second nothing does;
    resumed, the second is read, and the first not again."""
    reached, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        if len(archive.sources(PROJECT, MONTH)) == 1:
            reached.set()
            assert go_on.wait(PATIENCE)

    index.before = hold
    things = [new("a.md", MONTH_ZH), new("工单.csv", table(1500)), new("b.md", "第三份。")]
    intake = intakes.begin(PROJECT, MONTH, things)
    assert reached.wait(PATIENCE)
    intakes.cancel(intake.id)
    go_on.set()
    over = intakes.wait(intake.id, PATIENCE)
    assert (over.state, states(over)) == ("cancelled", ["stored", "cancelled", "cancelled"])
    (kept,) = archive.sources(PROJECT, MONTH)
    assert len(archive.source_marks(PROJECT, MONTH, unfinished=True)) == 1
    assert {one.origin for one in archive.all_passages()} == {kept.id} == set(index.held.values())
    index.before = lambda: None
    resumed = intakes.wait(intakes.resume(intake.id).id, PATIENCE)
    assert (resumed.state, states(resumed)) == ("done", ["stored"] * 3)
    assert {one.id for one in archive.all_passages()} == set(index.held)
    with pytest.raises(DecisionRefused):
        intakes.resume(intake.id)


def test_one_that_waits_is_called_off_at_once(archive: Archive, index: FakeIndex) -> None:
    """No thread has taken it yet: it is over when cancel returns, and no thread takes it later."""
    waiting = Intakes(archive, index)
    intake = waiting.begin(PROJECT, MONTH, [new("a.md", MONTH_ZH)])
    assert waiting.cancel(intake.id).state == "cancelled"
    waiting.start()
    waiting.stop(PATIENCE)
    assert archive.intakes.get(intake.id).state == "cancelled"
    assert is_empty(archive, index)


def test_a_small_paste_does_not_wait_for_a_large_export(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """While the large one is held, the small one is read."""
    reached, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        if threading.current_thread().name.startswith("vectors"):
            reached.set()
            assert go_on.wait(PATIENCE)

    index.before = hold
    large = intakes.begin(PROJECT, MONTH, [new("工单.csv", table(9000, "网关" * 30))])
    assert reached.wait(PATIENCE)
    small = intakes.begin(PROJECT, MONTH, [new("", "一句话。")])
    assert intakes.wait(small.id, PATIENCE).state == "done"
    assert not archive.intakes.get(large.id).over
    go_on.set()
    assert intakes.wait(large.id, PATIENCE).state == "done"


def test_what_a_dead_process_left_is_read_by_the_next(
    archive: Archive, index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a source in the records and in the index: the next start reads it whole, once."""

    class Killed(BaseException):
        """Ends a thread as SIGKILL would: nothing of ours runs after it."""

    def dies(data: bytes, name: str, choices: Choices, listener: Listener) -> None:
        left = 25

        def counted(line: str) -> None:
            nonlocal left
            left -= 1
            listener.on_line(line)
            if left == 0:
                raise Killed

        read_lines(data, name, choices, replace(listener, on_line=counted))

    intake = Intakes(archive, index).begin(PROJECT, MONTH, [new("工单.csv", table(9000))])
    monkeypatch.setattr(thing, "read_lines", dies)
    with pytest.raises(Killed):
        Intakes(archive, index)._read_all(intake.id)
    assert archive.all_passages()
    assert archive.passages(PROJECT) == ()
    monkeypatch.undo()
    later = Intakes(archive, index)
    later.start()
    assert later.wait(intake.id, PATIENCE).state == "done"
    later.stop()
    assert len(archive.passages(PROJECT)) == 9000
    assert {one.id for one in archive.passages(PROJECT)} == set(index.held)
    assert len(archive.source(archive.sources(PROJECT, MONTH)[0].id).source.sentences) == 9001 * 4


def test_what_kills_its_reader_three_times_is_refused(archive: Archive, index: FakeIndex) -> None:
    """Begun three times and never ended: refused with a reason, and the rest is read."""
    things = [new("bad.md", MONTH_ZH), new("good.md", "好的。")]
    intake = Intakes(archive, index).begin(PROJECT, MONTH, things)
    for _ in range(MOST_STARTS):
        archive.intakes.start(intake.things[0].id)
    later = Intakes(archive, index)
    later.start()
    done = later.wait(intake.id, PATIENCE)
    later.stop()
    assert (done.state, states(done)) == ("done", ["refused", "stored"])
    assert done.things[0].code == "reading-stopped"
    assert "3" in done.things[0].zh


def test_a_stop_of_the_service_is_no_fault_of_the_file(archive: Archive, index: FakeIndex) -> None:
    """Stopped in the middle of a file and started again, more often than a file may fail."""
    index.before = lambda: running._stopping.set()
    intake = Intakes(archive, index).begin(PROJECT, MONTH, [new("工单.csv", table(3000))])
    for _ in range(MOST_STARTS + 1):
        running = Intakes(archive, index)
        running.start()
        running._lanes[0].waiting.put(None)
        running.stop(PATIENCE)
        assert archive.intakes.get(intake.id).state in {"queued", "reading"}
    index.before = lambda: None
    last = Intakes(archive, index)
    last.start()
    assert last.wait(intake.id, PATIENCE).state == "done"
    last.stop()


def test_a_defect_of_a_reader_refuses_one_file(
    archive: Archive, intakes: Intakes, index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader breaks on one file: it is refused with words for people, the next one is read."""

    def broken(data: bytes, name: str, choices: Choices, listener: Listener) -> None:
        if name == "bad.md":
            raise ValueError("defect")
        read_lines(data, name, choices, listener)

    monkeypatch.setattr(thing, "read_lines", broken)
    things = [new("bad.md", MONTH_ZH), new("good.md", "好的。")]
    done = intakes.wait(intakes.begin(PROJECT, MONTH, things).id, PATIENCE)
    assert states(done) == ["refused", "stored"]
    assert "defect" not in done.things[0].en


def test_records_that_cannot_be_written_fail_the_intake_and_it_can_be_resumed(
    archive: Archive, intakes: Intakes, index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: the intake fails with the reason; with space again it is resumed."""

    def full(*_: object, **__: object) -> None:
        raise ArchiveUnavailable(zh="磁盘满了。", en="The disk is full.")

    monkeypatch.setattr(thing, "read_lines", full)
    failed = intakes.wait(intakes.begin(PROJECT, MONTH, [new("a.md", MONTH_ZH)]).id, PATIENCE)
    assert (failed.state, failed.error_zh) == ("failed", "磁盘满了。")
    monkeypatch.undo()
    assert intakes.wait(intakes.resume(failed.id).id, PATIENCE).state == "done"
    assert len(archive.sources(PROJECT, MONTH)) == 1


def test_a_source_is_read_again_as_a_person_says(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """The id stays; text, sentences, passages and vectors are those of the new reading alone."""
    done = intakes.wait(intakes.begin(PROJECT, MONTH, [new("工单.csv", table(2))]).id, PATIENCE)
    source_id = done.things[0].source_id
    before = archive.passages(PROJECT)
    again = intakes.wait(intakes.begin_again(source_id, {"form": "text"}).id, PATIENCE)
    assert (again.state, states(again)) == ("done", ["stored"])
    entry = archive.source_entry(source_id)
    assert (entry.source.form, entry.tickets, entry.choices) == ("text", 0, {"form": "text"})
    after = archive.passages(PROJECT)
    assert {one.place["kind"] for one in after} == {"text"}
    assert not {one.id for one in before} & {one.id for one in after}
    assert {one.id for one in after} == set(index.held)
    assert archive.source(source_id).source.text == table(2)


def test_a_reading_that_cannot_be_keeps_the_earlier_one(
    archive: Archive, intakes: Intakes, index: FakeIndex
) -> None:
    """An encoding that does not exist is refused with its reason; everything is as it was."""
    done = intakes.wait(intakes.begin(PROJECT, MONTH, [new("纪要.md", MONTH_ZH)]).id, PATIENCE)
    source_id = done.things[0].source_id
    before, held = archive.source(source_id), dict(index.held)
    again = intakes.wait(intakes.begin_again(source_id, {"encoding": "klingon"}).id, PATIENCE)
    assert states(again) == ["refused"]
    assert again.things[0].zh
    assert archive.source(source_id) == before
    assert index.held == held


def test_a_later_copy_of_a_sheet_says_so(archive: Archive, intakes: Intakes) -> None:
    """Most keys are the same: the later source points to the earlier one; another sheet does not."""
    things = [
        new("bug.csv", table(50)),
        new("bug-new.csv", table(55, "网关又超时")),
        new("other.csv", table(50).replace("QY-", "XX-")),
    ]
    done = intakes.wait(intakes.begin(PROJECT, MONTH, things).id, PATIENCE)
    first, later, other = (archive.source_entry(one.source_id) for one in done.things)
    assert (first.copy_of, later.copy_of, other.copy_of) == (None, first.id, None)
    (warning,) = [one for one in later.source.report.warnings if one.code == "later_copy"]
    assert "bug.csv" in warning.zh
    assert "50" in warning.en
    assert not [one for one in other.source.report.warnings if one.code == "later_copy"]


def test_bytes_of_an_abandoned_intake_are_deleted_after_a_while(
    archive: Archive, index: FakeIndex
) -> None:
    """Called off long ago: the bytes go at a start, and resuming says so."""
    waiting = Intakes(archive, index)
    intake = waiting.begin(PROJECT, MONTH, [new("a.md", MONTH_ZH)])
    waiting.cancel(intake.id)
    archive.intakes.drop_uploads("2000-01-01")
    assert archive.intakes.upload(intake.things[0].id)
    archive.intakes.drop_uploads("2999-01-01")
    assert not archive.intakes.upload(intake.things[0].id)
    with pytest.raises(DecisionRefused):
        waiting.resume(intake.id)
