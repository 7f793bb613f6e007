"""The commands around configuration: `--config`, `--print-config`, exit code 2, `fupan rules check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main
from tests.service.cli.test_critique_files import call, checked
from tests.service.critique.test_configuration import own_rules, written

VAGUE = "## 一、进度与成果盘点\n\n- 二期需求调研正在有序开展中。\n"


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """A vague draft."""
    path = tmp_path / "draft.md"
    path.write_text(VAGUE, encoding="utf-8")
    return str(path)


def test_the_nearest_configuration_counts(tmp_path: Path, draft: str) -> None:
    """Without a word on the command line; the report names other rules than the shipped ones."""
    before = json.loads(call(draft, "--format", "json")[1])["engine"]["rules_hash"]
    written(tmp_path, "checks: {V05: error}")
    code, output, _ = call(draft, "--format", "json")
    assert code == 1
    assert checked(output)["engine"]["rules_hash"] != before


def test_the_default_comes_from_the_settings(
    tmp_path: Path, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no file is near."""
    (tmp_path / "default").mkdir()
    default = written(tmp_path / "default", "checks: {V05: error}")
    monkeypatch.setenv("FUPAN_CRITIQUE_CONFIG", str(default))
    assert call(draft)[0] == 1
    written(tmp_path, 'checks: {V05: "off"}')
    assert call(draft)[0] == 0


def test_documents_of_two_teams_in_one_call(tmp_path: Path, draft: str) -> None:
    """Each with its own rules; the report's hash is that of neither."""
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "draft.md"
    other.write_text(VAGUE, encoding="utf-8")
    written(tmp_path / "other", "checks: {V05: error}")
    both = checked(call(draft, str(other), "--format", "json")[1])
    severities = [one["findings"][0]["severity"] for one in both["result"]["documents"]]
    assert severities == ["warning", "error"]
    alone = checked(call(draft, "--format", "json")[1])
    assert both["engine"]["rules_hash"] != alone["engine"]["rules_hash"]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "sarif", "rdjsonl"])
def test_a_faulty_configuration_is_two(tmp_path: Path, draft: str, form: str) -> None:
    """In every format, with the file and line."""
    path = written(tmp_path, "checks: {V99: error}")
    code, output, errors = call(draft, "--format", form)
    assert code == 2
    assert f"{path}:2: " in errors
    if form != "text":
        assert "V99" in output


def test_print_config(tmp_path: Path, draft: str) -> None:
    """What is in force for a file, without reading it; --config stands in for the nearest."""
    code, output, _ = call(draft, "--print-config")
    assert code == 0
    assert '  V05: "warning"' in output
    assert "no critique.yaml" in output
    (tmp_path / "other").mkdir()
    other = written(tmp_path / "other", "checks: {V05: error}")
    output = call(draft, "--config", str(other), "--print-config")[1]
    assert str(other) in output
    assert '  V05: "error"' in output


def test_no_file_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to read is not a clean review."""
    assert main(["critique"]) == 2
    assert capsys.readouterr().err


def test_rules_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All shipped rules hold, and those of a folder beside them; the faulty example is named."""
    assert main(["rules", "check"]) == 0
    output = capsys.readouterr().out
    assert "knowledge/rules/V05.yaml: V05 vague-status" in output
    assert " ms" in output
    house = own_rules(tmp_path / "house")
    assert main(["rules", "check", str(house)]) == 0
    output = capsys.readouterr().out
    assert output.count(".yaml: ") == 1
    assert "X01 own-status" in output
    rule = house / "X01.yaml"
    rule.write_text(rule.read_text("utf-8") + "colour: red\n", encoding="utf-8")
    assert main(["rules", "check", str(house)]) == 2
    assert f"{rule.as_posix()}:" in capsys.readouterr().err
    assert main(["rules", "check", str(tmp_path / "absent")]) == 2


def test_rules_check_names_an_example_that_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By file and line, with exit code 2."""
    house = own_rules(tmp_path / "house")
    rule = house / "X01.yaml"
    text = rule.read_text("utf-8")
    at = text.index("must_match:\n  zh:\n") + len("must_match:\n  zh:\n")
    rule.write_text(text[:at] + '    - "周宁6月3日签收。"\n' + text[at:], encoding="utf-8")
    assert main(["rules", "check", str(house)]) == 2
    line = text[:at].count("\n") + 1
    assert f"{rule.as_posix()}:{line}: X01 must_match" in capsys.readouterr().err
