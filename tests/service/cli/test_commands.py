"""The commands in process: what they print and write, and their exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from service.cli import main
from service.documents import draft_from_document, review_from_document
from tests.service.drafting.months import EXAMPLES

HIS = EXAMPLES / "qinglan-his"
JUNE = ["--project", "青岚", "--month", "2026-06"]
MAY = ["--project", "青岚", "--month", "2026-05"]
COMMANDS = ("draft", "critique", "sign", "serve", "ingest", "import", "reindex")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person at the terminal reads English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")


@pytest.fixture
def signed_may(tmp_path: Path) -> Path:
    """The JSON of May, drafted and signed by the commands."""
    draft, review = tmp_path / "may.json", tmp_path / "review-2026-05.json"
    wanted = ["--format", "json", "-o", str(draft)]
    assert main(["draft", str(HIS / "previous"), *MAY, *wanted]) == 0
    assert main(["sign", str(draft), "--by", "方砚", "--accept-rest", "-o", str(review)]) == 0
    return review


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """fupan --help names every command and ends with 0."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n    {command} " in printed


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """fupan COMMAND --help shows that command's options."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"fupan {command}" in capsys.readouterr().out


def test_no_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """fupan alone prints the help and ends with 2."""
    assert main([]) == 2
    assert "COMMAND" in capsys.readouterr().out


def test_draft_prints_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """Without options the draft is Markdown on standard output, marked as a draft."""
    assert main(["draft", str(HIS / "month"), *JUNE]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# 青岚 2026 年 6 月")
    assert "（草稿）" in printed.splitlines()[0]
    assert printed.count("\n## ") >= 4


def test_draft_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    """--format json is a draft document that reads back."""
    assert main(["draft", str(HIS / "month"), *JUNE, "--format", "json"]) == 0
    draft = draft_from_document(json.loads(capsys.readouterr().out))
    assert (draft.project, draft.month) == ("青岚", "2026-06")
    assert draft.items


def test_draft_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """-o writes what would be printed, into a folder made for it, and prints nothing."""
    output = tmp_path / "new" / "draft.md"
    assert main(["draft", str(HIS / "month"), *JUNE, "-o", str(output)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["draft", str(HIS / "month"), *JUNE]) == 0
    assert output.read_text(encoding="utf-8") == capsys.readouterr().out


def test_draft_in_a_chosen_language(capsys: pytest.CaptureFixture[str]) -> None:
    """--lang en drafts Chinese sources in English."""
    assert main(["draft", str(HIS / "month"), *JUNE, "--lang", "en"]) == 0
    assert "## 1. Progress and results" in capsys.readouterr().out


def test_last_month_is_answered(signed_may: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--last-month answers the signed review's tasks one by one."""
    month = [str(HIS / "month"), *JUNE, "--last-month", str(signed_may), "--format", "json"]
    assert main(["draft", *month]) == 0
    draft = draft_from_document(json.loads(capsys.readouterr().out))
    assert any("挂号慢" in entry.action for entry in draft.follow_up)


def test_sign_names_the_person(signed_may: Path) -> None:
    """The signed review carries who signed it and all items of the draft."""
    review = review_from_document(json.loads(signed_may.read_text(encoding="utf-8")))
    assert review.signed_by == "方砚"
    assert len(review.items) == len(review.draft.items)


def test_sign_leaves_out_what_is_rejected(tmp_path: Path, signed_may: Path) -> None:
    """--reject takes the item out of the signed review."""
    draft, output = tmp_path / "may.json", tmp_path / "out.json"
    wanted = ["--by", "方砚", "--reject", "P1", "--accept-rest", "-o", str(output)]
    assert main(["sign", str(draft), *wanted]) == 0
    review = review_from_document(json.loads(output.read_text(encoding="utf-8")))
    assert "P1" not in {item.id for item in review.items}
    assert signed_may.exists()


def test_sign_refuses_what_is_undecided(
    tmp_path: Path, signed_may: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --accept-rest nothing is signed over a person's head: exit 1, and no file."""
    assert signed_may.exists()
    output = tmp_path / "out.json"
    draft = str(tmp_path / "may.json")
    assert main(["sign", draft, "--by", "方砚", "-o", str(output)]) == 1
    assert not output.exists()
    assert capsys.readouterr().err.startswith("fupan: ")


def test_sign_refuses_what_is_no_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no draft is refused with words, without a trace."""
    other = tmp_path / "other.json"
    other.write_text("not json", encoding="utf-8")
    assert main(["sign", str(other), "--by", "方砚"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["draft", "ingest"])
@pytest.mark.parametrize("month", ["2026-13", "June"])
def test_a_wrong_month(
    command: str, month: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong month ends with 2 and says how to write it."""
    data = ["--data", str(tmp_path / "data")]
    wanted = [command, str(HIS / "month"), "--project", "青岚", "--month", month, *data]
    assert main(wanted) == 2
    assert "YYYY-MM" in capsys.readouterr().err


def test_a_missing_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that does not exist ends with 2 and is named."""
    assert main(["draft", str(tmp_path / "nowhere.md"), *JUNE]) == 2
    assert "nowhere.md" in capsys.readouterr().err


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without anything readable ends with 3 and prints no draft."""
    assert main(["draft", str(tmp_path), *JUNE]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ".md" in printed.err


def test_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One unreadable file beside readable ones is named on standard error; the draft is made."""
    shutil.copy(HIS / "month" / "notes" / "六月随手记.txt", tmp_path / "notes.txt")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\x00\x01")
    assert main(["draft", str(tmp_path), *JUNE]) == 0
    printed = capsys.readouterr()
    assert "scan.pdf" in printed.err
    assert printed.out.startswith("# ")


def test_a_broken_last_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A last-month file that is no signed review is refused, not ignored."""
    broken = tmp_path / "review.json"
    broken.write_text("{}", encoding="utf-8")
    assert main(["draft", str(HIS / "month"), *JUNE, "--last-month", str(broken)]) > 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("fupan: ")


def test_messages_follow_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a Chinese locale the command speaks Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["draft", str(tmp_path), *JUNE]) == 3
    assert "没有可读的资料" in capsys.readouterr().err
