"""A file read in a process of its own: the same source, the same errors, and nothing left behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.documents.sources import is_head, source_from_lines
from service.errors import EmptyInput, ReadingCancelled, ReadingStopped, UnknownEncoding
from service.intake import sandbox
from service.intake.reader import Choices
from service.intake.reading import READ_HERE, read_here, read_source
from service.intake.sandbox import Limits, read_apart

NOTES = "# 十月例会\n\n1. 接口联调完成，😀 王工负责。\n| 编号 | 标题 |\n|---|---|\n| 1 | 导出慢 |\n"
TICKETS = "编号,标题,状态\n1,导出慢,已解决\n2,登录报错，重启后好,处理中\n"


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No open file, no child and no taken place stays behind, however a reading ends."""
    files, children = set(Path("/proc/self/fd").iterdir()), _children()
    yield
    assert set(Path("/proc/self/fd").iterdir()) <= files
    assert _children() <= children
    taken = [sandbox._TURNS.acquire(blocking=False) for _ in range(sandbox.AT_ONCE)]
    for _ in taken:
        sandbox._TURNS.release()
    assert all(taken)


def _children() -> set[str]:
    """The processes, dead ones not waited for too, that this one has."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        found |= set((task / "children").read_text().split())
    return found


@pytest.mark.parametrize(
    ("text", "name"), [(NOTES, "例会.md"), (TICKETS, "工单.csv"), ("好。", "坏\udce9名.txt")]
)
def test_the_child_reads_the_same(text: str, name: str) -> None:
    """Sentences, places, tickets and report are those of a reading here, whatever the name."""
    data = text.encode()
    assert read_apart(data, name) == read_here(data, name)


def test_choices_reach_the_child() -> None:
    """A person's word on encoding, form and columns counts there too."""
    choices = Choices(
        encoding="utf-16-le", form="csv", columns={"代号": "key"}, states={"办结": "closed"}
    )
    data = "代号,标题,状态\n1,导出慢,办结\n".encode("utf-16-le")
    apart = read_apart(data, "a.txt", choices)
    assert apart == read_here(data, "a.txt", choices=choices)
    assert apart.encoding == "utf-16-le"
    assert apart.form == "csv"


def test_lines_are_handed_over_as_they_come() -> None:
    """With `on_line` the source goes by in lines, and only its head is kept."""
    data = NOTES.encode()
    lines: list[str] = []
    head = read_apart(data, "例会.md", on_line=lines.append)
    assert source_from_lines(lines) == read_here(data, "例会.md")
    assert head.name == "例会.md"
    assert head.sentences == ()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("今天完成了接口联调，明天继续。\n" * 30_000, "长.txt"),
        ("编号,标题,状态\n" + "1,导出慢,已解决\n" * 3_000, "长.csv"),
    ],
)
def test_a_long_reading_tells_how_far_it_is(data: str, name: str) -> None:
    """Notes in characters, tables in rows; always forward, never beyond the end."""
    heard: list[tuple[int, int]] = []
    read_apart(data.encode(), name, on_progress=lambda *at: heard.append(at))
    assert len(heard) >= 5
    assert heard == sorted(set(heard))
    assert all(done <= total for done, total in heard)


def test_an_error_of_the_child_is_raised_here() -> None:
    """In its own class, with both messages."""
    with pytest.raises(EmptyInput) as caught:
        read_apart(b" \n", "空.txt")
    assert "空.txt" in caught.value.zh
    with pytest.raises(UnknownEncoding):
        read_apart(b"\xff\xfe\xfd\x81", "a.txt", Choices(encoding="utf-8"))


def test_computing_without_end_is_stopped() -> None:
    """The limit of CPU seconds holds, and the message says what to do."""
    lots = "今天完成了接口联调，明天继续。\n".encode() * 300_000
    with pytest.raises(ReadingStopped, match="too long") as caught:
        read_apart(lots, "长.txt", limits=Limits(cpu=1, memory=4 << 30))
    assert "拆成几个文件" in caught.value.zh


def test_memory_without_end_is_stopped() -> None:
    """The limit of memory holds."""
    lots = "今天完成了接口联调，明天继续。\n".encode() * 300_000
    with pytest.raises(ReadingStopped, match="too much memory"):
        read_apart(lots, "长.txt", limits=Limits(memory=150 << 20))


def test_too_long_an_answer_is_stopped() -> None:
    """More lines than are taken of one file."""
    with pytest.raises(ReadingStopped, match="more text"):
        read_apart(NOTES.encode() * 1000, "长.md", limits=Limits(output=100_000))


@pytest.mark.parametrize(
    ("program", "limits", "message"),
    [
        ("import time; time.sleep(600)", Limits(clock=0.5), "too long"),
        ("import os; os.abort()", Limits(), "died"),
        ("import sys; sys.stdin.buffer.read()", Limits(), "died"),
        ("print('[\"head\",')", Limits(), "died"),
    ],
    ids=["hangs", "crashes", "says nothing", "is cut off"],
)
def test_a_child_that_fails(
    program: str, limits: Limits, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hanging, crashing or falling silent is an error that a person can act on."""
    monkeypatch.setattr(sandbox, "COMMAND", (sys.executable, "-I", "-c", program))
    with pytest.raises(ReadingStopped, match=message):
        read_apart(NOTES.encode() * 50_000, "a.md", on_line=lambda line: None, limits=limits)


def test_a_reading_can_be_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it runs, and while it waits for a place."""
    program = "import time; time.sleep(600)"
    monkeypatch.setattr(sandbox, "COMMAND", (sys.executable, "-I", "-c", program))
    stop = threading.Event()
    ends: list[str] = []

    def read() -> None:
        try:
            read_apart(b"x", "a.md", cancelled=stop.is_set)
        except ReadingCancelled as error:
            ends.append(error.code)

    others = _children()
    threads = [threading.Thread(target=read) for _ in range(sandbox.AT_ONCE + 2)]
    for thread in threads:
        thread.start()
    while len(_children() - others) < sandbox.AT_ONCE:
        time.sleep(0.01)
    assert len(_children() - others) == sandbox.AT_ONCE
    stop.set()
    for thread in threads:
        thread.join()
    assert ends == ["reading-cancelled"] * len(threads)


def test_a_fault_of_the_consumer_ends_the_child() -> None:
    """When the lines cannot be stored, the child is not left to run."""

    def on_line(line: str) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        read_apart(NOTES.encode() * 1000, "长.md", on_line=on_line)


def test_the_child_has_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable, no open file, no working directory of this process."""
    monkeypatch.setenv("FUPAN_SECRET", "s3cret")
    program = (
        "import os, json; print(json.dumps(['head', [dict(os.environ), os.getcwd(),"
        " sorted(os.listdir('/proc/self/fd'))]])); print('[\"end\"]')"
    )
    monkeypatch.setattr(sandbox, "COMMAND", (sys.executable, "-I", "-c", program))
    lines: list[str] = []
    with pytest.raises(TypeError):
        read_apart(b"x", "a.md", on_line=lines.append)
    assert "s3cret" not in lines[0]
    assert '"/"' in lines[0]
    assert '["0", "1", "2", "3"]' in lines[0]


def test_long_text_is_read_apart_and_short_text_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more than READ_HERE bytes goes to a child, a note does not."""
    asked: list[str] = []

    def spy(data: bytes, name: str, *_: object, **__: object) -> object:
        asked.append(name)
        return read_here(data, name)

    monkeypatch.setattr("service.intake.reading.read_apart", spy)
    read_source(b"a. " * 100, "short.md")
    read_source(b"word " * (READ_HERE // 5 + 1), "long.md")
    assert asked == ["long.md"]


def test_a_large_table_is_told_while_it_is_read() -> None:
    """Sentences come before the reading is whole; the lines, two heads among them, give the same
    source, and the last head is the one that counts."""
    rows = "".join(f"QY-{n},打印机 {n} 号没有反应,To Do\n" for n in range(20_000))
    data = f"Issue key,Summary,Status\n{rows}".encode()
    lines: list[str] = []
    head = read_apart(data, "工单.csv", on_line=lines.append)
    heads = [n for n, line in enumerate(lines) if is_head(line)]
    assert len(heads) == 2
    assert heads[1] > 20
    assert head.kind == "tickets"
    assert source_from_lines(lines) == read_here(data, "工单.csv")
