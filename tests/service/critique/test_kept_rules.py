"""Rules that were read and proved are kept for the next process, and nothing false is ever read."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.rule_documents import rulebook_document, rulebook_of
from knowledge.rulebook import read_rulebook
from service.critique import kept_rules
from service.critique.kept_rules import keep_rulebook, kept_rulebook, rules_name
from service.critique.reading import proved_rulebook

NAME = "a" * 64
HEAVY = ("langchain_core", "chromadb", "openai", "fastapi", "sqlalchemy", "numpy", "yaml", "pandas")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "fupan"


def kept_file(cache: Path) -> Path:
    """The one file in the cache."""
    (path,) = cache.glob("*")
    return path


def test_a_rulebook_comes_back_as_it_was() -> None:
    """Through JSON and back it is equal, its wordings and shapes too."""
    book = read_rulebook()
    assert rulebook_of(json.loads(json.dumps(rulebook_document(book)))) == book


def test_a_kept_rulebook_is_read_again(cache: Path) -> None:
    """What is kept under a name is found under it and under no other; only its owner may read it."""
    book = read_rulebook()
    keep_rulebook(NAME, book)
    assert kept_rulebook(NAME) == book
    assert kept_rulebook("b" * 64) is None
    assert kept_file(cache).stat().st_mode & 0o077 == 0


def sealed(name: str, body: bytes) -> bytes:
    """A file as whoever knows the form would forge it."""
    digest = hashlib.sha256(f"fupan.kept/1 {name} ".encode() + body).hexdigest()
    return digest.encode() + b"\n" + body


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace("尽快".encode(), "尽慢".encode()),
        lambda data: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
        lambda data: b"\xff" * 100,
        lambda data: sealed(NAME, b"[]"),
        lambda data: sealed(NAME, b"{}"),
        lambda data: sealed(NAME, b"{"),
        lambda data: sealed(NAME, b"[" * 100_000),
        lambda data: sealed(NAME, b'{"digest": "x", "shapes": [], "rules": []}'),
        lambda data: sealed(NAME, b'{"digest": "x", "shapes": [], "rules": [{"id": "V04"}]}'),
        lambda data: sealed(NAME, b'{"digest": 1, "shapes": [[1, 2, 3, 4]], "rules": [7]}'),
        lambda data: sealed("b" * 64, data.partition(b"\n")[2]),
    ],
)
def test_a_damaged_or_forged_file_is_as_good_as_none(
    cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Nothing in the cache can make a critique fail; what is not of the form is passed over."""
    keep_rulebook(NAME, read_rulebook())
    path = kept_file(cache)
    path.write_bytes(damage(path.read_bytes()))
    assert kept_rulebook(NAME) is None


def test_what_others_may_write_is_not_read(cache: Path) -> None:
    """A file that somebody else could have put there is no rulebook of ours."""
    keep_rulebook(NAME, read_rulebook())
    kept_file(cache).chmod(0o622)
    assert kept_rulebook(NAME) is None


def test_a_cache_that_cannot_be_used_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder is a file, the rules are read and proved as ever."""
    (tmp_path / "fupan").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    proved_rulebook.cache_clear()
    assert proved_rulebook() == read_rulebook()
    assert (tmp_path / "fupan").read_text(encoding="utf-8") == "in the way"


def test_a_changed_rule_or_engine_has_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name follows the content of every file that has a say, and the Python that runs them."""
    (tmp_path / "V04.yaml").write_text("id: V04", encoding="utf-8")
    (tmp_path / "engine.py").write_text("one = 1", encoding="utf-8")
    monkeypatch.setattr(kept_rules, "_SOURCES", ((tmp_path, "*.yaml"), (tmp_path, "*.py")))
    names = {rules_name()}
    (tmp_path / "V04.yaml").write_text("id: V05", encoding="utf-8")
    names.add(rules_name())
    (tmp_path / "engine.py").write_text("one = 2", encoding="utf-8")
    names.add(rules_name())
    monkeypatch.setattr(sys, "version", "4.0")
    names.add(rules_name())
    assert len(names) == 4


def test_only_the_last_few_are_kept(cache: Path) -> None:
    """A cache does not grow with every version."""
    for at in range(10):
        name = "abcdefghij"[at] * 64
        keep_rulebook(name, read_rulebook())
        os.utime(cache / f"{name[:32]}.json", (at, at))
    assert len(list(cache.glob("*"))) == 8
    assert kept_rulebook("j" * 64) is not None


def test_the_second_process_reads_no_rule_file(cache: Path) -> None:
    """`fupan critique` loads no heavy library, and with its rules kept neither reads nor proves any."""
    code = (
        "import sys; from service.cli import main; main(['critique', sys.argv[1]]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    draft = cache.parent / "draft.md"
    draft.write_text("- 后续将尽快完成。\n- 李敏7月3日提交报告。\n", encoding="utf-8")
    said = []
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", code, str(draft)],
            capture_output=True, check=True, text=True, encoding="utf-8",
            env={**os.environ, "XDG_CACHE_HOME": str(cache.parent), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        said.append(run.stdout.splitlines())
    assert said[0][:-1] == said[1][:-1]
    assert any("V04" in line for line in said[0])
    assert said[0][-1] == "['yaml']"
    assert said[1][-1] == "[]"
