"""`fupan critique`: the report holds its schema, and every format says the same by its exit code."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from service.cli import critique as command
from service.critique.rule_choice import RuleChoice
from service.errors import RuleError
from service.review import Case, Finding, Source, TextPlace

SCHEMA = json.loads(
    (Path(command.__file__).parents[1] / "schemas" / "critique.schema.json").read_text("utf-8")
)
CLEAN = (
    "# 月报\n\n## 一、进度与成果盘点\n\n- 门诊切换计划6月5日，实际6月3日完成，信息科周宁签收。\n"
)
VAGUE = "# 月报\n\n## 一、进度与成果盘点\n\n- 二期需求调研正在有序开展中。\n"
UNOWNED = "## 四、下月计划与资源需求\n\n- 7月10日前完成医保接口联调。\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """One file of each kind, by name."""
    made: dict[str, str] = {}
    for name, text in (("clean", CLEAN), ("vague", VAGUE), ("unowned", UNOWNED)):
        path = tmp_path / f"{name}.md"
        path.write_bytes(text.encode())
        made[name] = str(path)
    (tmp_path / "broken.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    made["broken"] = str(tmp_path / "broken.md")
    made["absent"] = str(tmp_path / "absent.md")
    return made


def call(*words: str, cases: command.FindCases | None = None) -> tuple[int, str, str]:
    """Run the command: exit code, standard output, standard error."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser, "critique")
    out, errors = io.StringIO(), io.StringIO()
    code = command.critique_files(
        parser.parse_args(words), stdout=out, stderr=errors, language="zh", find_cases=cases
    )
    return code, out.getvalue(), errors.getvalue()


def checked(output: str) -> dict[str, Any]:
    """The JSON report, held against its published schema."""
    document: dict[str, Any] = json.loads(output)
    jsonschema.validate(document, SCHEMA)
    return document


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("names", "level", "code"),
    [
        (["clean"], "error", 0),
        (["clean"], "suggestion", 0),
        (["vague"], "error", 0),
        (["vague"], "warning", 1),
        (["vague"], "suggestion", 1),
        (["unowned"], "error", 1),
        (["clean", "unowned"], "error", 1),
        (["absent"], "error", 3),
        (["broken"], "error", 3),
        (["unowned", "broken"], "error", 3),
    ],
)
def test_exit_codes(
    files: dict[str, str], form: str, names: list[str], level: str, code: int
) -> None:
    """Each format gives each code; an unreadable file outweighs findings."""
    words = [files[name] for name in names]
    got, output, _ = call(*words, "--format", form, "--fail-level", level)
    assert got == code
    if form == "json":
        documents = checked(output)["result"]["documents"]
        assert [one["path"] for one in documents] == words


@pytest.mark.parametrize("form", ["text", "json"])
def test_rule_error_is_two(
    files: dict[str, str], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that cannot be trusted give 2 and an error in place of a result, never a clean report."""

    def refuse(self: RuleChoice, document: Path) -> None:
        raise RuleError(zh="规则有错", en="bad rules")

    monkeypatch.setattr(RuleChoice, "of", refuse)
    code, output, errors = call(files["absent"], "--format", form)
    assert code == 2
    assert "规则有错" in errors
    if form == "json":
        assert checked(output)["error"]["code"] == "rule-error"


def test_report_is_the_same_every_time(files: dict[str, str]) -> None:
    """No clock and no chance in it."""
    first = call(files["vague"], files["unowned"], "--format", "json")
    assert first == call(files["vague"], files["unowned"], "--format", "json")


def test_offsets_of_a_file_with_mark_and_crlf(tmp_path: Path) -> None:
    """Spans count the decoded text without its byte-order mark, line ends untouched."""
    path = tmp_path / "draft.md"
    path.write_bytes(b"\xef\xbb\xbf" + VAGUE.replace("\n", "\r\n").encode())
    text = path.read_bytes().decode("utf-8-sig")
    document = checked(call(str(path), "--format", "json")[1])["result"]["documents"][0]
    (finding,) = document["findings"]
    assert text[finding["span"]["start"] : finding["span"]["end"]] == finding["quote"]
    assert document["counts"] == {"error": 0, "warning": 1, "suggestion": 0, "suppressed": 0}


def test_gb18030_is_read(tmp_path: Path) -> None:
    """A draft in GB18030 is read like any source."""
    path = tmp_path / "draft.txt"
    path.write_bytes(VAGUE.encode("gb18030"))
    assert "V05" in call(str(path))[1]


def test_text_names_place_question_and_severity(files: dict[str, str]) -> None:
    """The text form says where, how bad, which check, and what is asked, in the language asked for."""
    output = call(files["vague"])[1]
    assert f"{files['vague']}:5:3 警告 V05" in output
    assert "完成了多少" in output
    english = call(files["vague"], "--lang", "en")[1]
    assert "warning V05" in english
    assert "How many of how many are done" in english


def test_sources_bring_cases_and_open_tickets(files: dict[str, str], tmp_path: Path) -> None:
    """With sources beside the draft each finding carries the cases that were found in them."""
    notes = tmp_path / "notes.txt"
    notes.write_text("门诊切换：42个窗口已切换40个。", encoding="utf-8")

    def cases(sources: Any) -> Any:
        (source,) = sources
        assert isinstance(source, Source)

        def find(finding: Finding) -> tuple[Case, ...]:
            return (Case(source.name, TextPlace(1, 1, 0, 4), "门诊切换"),)

        return find

    words = (files["vague"], "--sources", str(notes), "--format", "json")
    (finding,) = checked(call(*words, cases=cases)[1])["result"]["documents"][0]["findings"]
    assert [case["source"] for case in finding["cases"]] == [str(notes)]
