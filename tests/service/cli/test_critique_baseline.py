"""`fupan critique --baseline`: what an earlier report has is known and counts no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from service.errors import InvalidRequest
from tests.service.cli.test_critique_files import SCHEMA, call

OLD = "## 一、进度与成果盘点\n\n- 二期需求调研正在有序开展中。\n"
NEW = "# 六月\n\n" + OLD + "- 接口梳理正在有序开展中。\n"


@pytest.fixture
def baseline(tmp_path: Path) -> str:
    """The report of the old text."""
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    path = str(tmp_path / "old.json")
    call(str(tmp_path / "old.md"), "--format", "json", "--output", path)
    return path


def report(*words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the only document of a JSON report that holds its schema."""
    code, output, _ = call(*words, "--format", "json", "--fail-level", "warning")
    whole = json.loads(output)
    jsonschema.validate(whole, SCHEMA)
    (document,) = whole["result"]["documents"]
    return code, document


def test_known_findings_stay_and_do_not_count(tmp_path: Path, baseline: str) -> None:
    """The old statement is listed as known, also where it stands on another line now."""
    path = tmp_path / "new.md"
    path.write_text(OLD, encoding="utf-8")
    code, document = report(str(path), "--baseline", baseline)
    assert code == 0
    assert document["counts"]["known"] == 1
    path.write_text(NEW, encoding="utf-8")
    code, document = report(str(path), "--baseline", baseline)
    assert code == 1
    assert document["counts"] == {
        "error": 0,
        "warning": 1,
        "suggestion": 0,
        "suppressed": 0,
        "known": 1,
    }
    assert [finding.get("known", False) for finding in document["findings"]] == [True, False]


@pytest.mark.parametrize("form", ["text", "markdown", "rdjsonl"])
def test_formats_for_people_show_only_what_is_new(tmp_path: Path, baseline: str, form: str) -> None:
    """The known one is not put before anybody again; the totals say that it is there."""
    path = tmp_path / "new.md"
    path.write_text(NEW, encoding="utf-8")
    output = call(str(path), "--baseline", baseline, "--format", form)[1]
    assert "接口梳理正在有序开展中" in output or form == "rdjsonl"
    shown = '"code"' if form == "rdjsonl" else "V05"
    assert output.lower().count(shown.lower()) == (2 if form == "markdown" else 1)  # one is known
    if form != "rdjsonl":
        assert "已知 1" in output


def test_sarif_says_what_is_new(tmp_path: Path, baseline: str) -> None:
    """By the format's own word for it."""
    path = tmp_path / "new.md"
    path.write_text(NEW, encoding="utf-8")
    run = json.loads(call(str(path), "--baseline", baseline, "--format", "sarif")[1])["runs"][0]
    assert [result["baselineState"] for result in run["results"]] == ["unchanged", "new"]


def test_what_was_suppressed_counts_again_without_its_reason(tmp_path: Path) -> None:
    """A baseline does not keep a suppression alive that was taken out of the text."""
    old = tmp_path / "old.md"
    old.write_text("- 报表梳理正在有序开展中。<!-- 忽略 V05: 周五验收 -->\n", encoding="utf-8")
    target = tmp_path / "old.json"
    call(str(old), "--format", "json", "-o", str(target))
    old.write_text("- 报表梳理正在有序开展中。\n", encoding="utf-8")
    assert report(str(old), "--baseline", str(target))[0] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "不是 JSON"), ("[]", "应为对象"), ('{"schema": "fupan.draft/1"}', "schema")],
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, content: str, words: str) -> None:
    """It would look like a text in which everything is new."""
    path = tmp_path / "old.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidRequest) as caught:
        call(str(path), "--baseline", str(path))
    assert words in caught.value.zh
    with pytest.raises(InvalidRequest):
        call(str(path), "--baseline", str(tmp_path / "absent.json"))


def test_an_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """Better an error than a report nobody gets."""
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    with pytest.raises(InvalidRequest):
        call(str(tmp_path / "old.md"), "--output", str(tmp_path))
