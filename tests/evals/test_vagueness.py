"""The labelled statements: cut, scored, frozen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.vagueness.__main__ import main
from evals.vagueness.agreement import agreement, kappa
from evals.vagueness.baselines import baseline_flags
from evals.vagueness.labelled import SETS, BadSet, digest, load_set
from evals.vagueness.opening import MOST, check_frozen, openings
from evals.vagueness.real import main as real
from evals.vagueness.scoring import Flag, critique_flags, interval, score, slices
from evals.vagueness.shipped import near
from evals.vagueness.units import units_of

_TEXT = (
    "## 二、问题与挑战\n\n- 与客户沟通不够顺畅。\n- 6月8人团队沟通不够顺畅。\n- 检验科没收到通知，返工两天。\n"
    "\n| 事项 | 负责人 |\n|---|---|\n| 联调🙂 | 李敏 |\n"
)
_LABELS: tuple[dict[str, list[str]], ...] = ({"V01": ["C"]}, {"V01": ["C"]}, {}, {})


def _write(folder: Path, labels: tuple[dict[str, list[str]], ...] = _LABELS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    row = {"doc": "zh-x-001", "lang": "zh", "writer": "w", "card": "c", "text": _TEXT}
    row["units"] = units_of(_TEXT)  # type: ignore[assignment]
    (folder / "docs.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    rows = [
        {"unit": f"zh-x-001.{n:02d}", "type": "problem", "labels": one, "traps": []}
        for n, one in enumerate(labels, 1)
    ]
    for name in ("labels", "pass_A", "pass_B"):
        text = "\n".join(json.dumps(one) for one in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_unit_is_a_sentence_or_a_whole_row() -> None:
    words = [_TEXT[start:end] for start, end in units_of(_TEXT)]

    assert words[:2] == ["与客户沟通不够顺畅。", "6月8人团队沟通不够顺畅。"]
    assert words[-1].strip("| ") == "联调🙂 | 李敏"
    assert len(words) == 4


def test_the_score_counts_units_and_traps(tmp_path: Path) -> None:
    sets = load_set(_write(tmp_path))
    flags = {
        "zh-x-001.01": Flag(("V01",), ("C",), "rule"),
        "zh-x-001.03": Flag(("V04",), ("D",), "rule"),
    }

    found, parts = score(sets, flags), slices(sets, flags)

    assert (found.hits, found.alarms, found.misses) == (1, 1, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert parts.decoys == (0, 1)
    assert parts.slot_named == (1, 1)
    assert parts.by_check == {"V01": (1, 0, 1), "V04": (0, 1, 0)}
    assert interval(sets, flags) == (0.5, 0.5)
    assert score(sets, baseline_flags("always", sets)).recall == 1.0
    assert set(baseline_flags("no digit", sets)) == {"zh-x-001.01", "zh-x-001.04"}


def test_findings_are_laid_upon_the_units_they_begin_in(tmp_path: Path) -> None:
    flags = critique_flags(load_set(_write(tmp_path))[0])

    assert {"zh-x-001.01", "zh-x-001.02"} <= set(flags)
    assert "zh-x-001.03" not in flags


def test_kappa_is_that_of_cohen(tmp_path: Path) -> None:
    assert kappa([1, 1, 0, 0], [1, 0, 0, 0]) == pytest.approx(0.5)
    first = {"a": {"labels": {"V01": ["C"]}, "type": "fact"}, "b": {"labels": {}, "type": "fact"}}
    second = {"a": {"labels": {}, "type": "fact"}, "b": {"labels": {}, "type": "fact"}}

    assert agreement(first, second).split == ("a",)


def test_labels_and_units_must_meet(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match=r"zh-x-001\.04 has no label"):
        load_set(_write(tmp_path, _LABELS[:3]))
    with pytest.raises(BadSet, match="without a unit"):
        load_set(_write(tmp_path, (*_LABELS, {})))


def test_no_score_is_printed_when_two_passes_do_not_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _write(tmp_path / "dev")
    assert main(["dev", "--folder", str(tmp_path), "--lang", "zh", "--errors"]) == 0
    assert "kappa vague 1.000" in capsys.readouterr().out
    rows = [json.loads(line) for line in (folder / "pass_B.jsonl").read_text().splitlines()]
    for row in rows:
        row["labels"] = {} if row["labels"] else {"V02": ["N"]}
    (folder / "pass_B.jsonl").write_text("\n".join(json.dumps(row) for row in rows))

    assert main(["dev", "--folder", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert "no score is published" in captured.err
    assert "F1" not in captured.out


def test_the_test_part_is_frozen_and_its_openings_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _write(tmp_path / "test")
    (folder / "test.sha256").write_text(digest(folder) + "\n")
    with pytest.raises(BadSet, match="frozen"):
        check_frozen(folder, "")
    assert main(["test", "--folder", str(tmp_path), "--errors", "--open", "look"]) == 2
    for number in range(MOST):
        assert openings(folder) == number
        assert main(["test", "--folder", str(tmp_path), "--open", "first score"]) == 0
    assert main(["test", "--folder", str(tmp_path), "--open", "again"]) == 2
    assert "3 times" in capsys.readouterr().err
    (folder / "openings.jsonl").unlink()
    (folder / "labels.jsonl").write_text((folder / "labels.jsonl").read_text().replace("C", "N"))
    with pytest.raises(BadSet, match="not the frozen one"):
        check_frozen(folder, "why")


def test_a_sheet_of_findings_is_drawn_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet = tmp_path / "texts", tmp_path / "sheet.tsv"
    (folder / "reviews").mkdir(parents=True)
    (folder / "reviews" / "总结.md").write_text(_TEXT, encoding="gbk", errors="replace")
    (folder / "reviews" / "english.md").write_text(
        "The test is basically done.\n" * 3, encoding="utf-8"
    )

    assert real([str(folder), "findings", "--n", "1", "--out", str(sheet)]) == 0
    header, row = sheet.read_text(encoding="utf-8").splitlines()
    assert row.split("\t")[1] in ("V01", "A02")
    sheet.write_text(f"{header}\ny{row}\n", encoding="utf-8")
    assert real([str(folder), "findings", "--judged", str(sheet)]) == 0
    assert "1 of 1 findings" in capsys.readouterr().out

    assert real([str(folder), "sentences", "--n", "9", "--out", str(sheet)]) == 0
    header, *rows = sheet.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    sheet.write_text("\n".join([header, *(f"y{row}" for row in rows)]) + "\n", encoding="utf-8")
    assert real([str(folder), "sentences", "--judged", str(sheet)]) == 0
    assert "sentence: 0.667 (n 3 of 3)" in capsys.readouterr().out


def test_scores_go_between_the_marks_of_their_split(tmp_path: Path) -> None:
    _write(tmp_path / "dev")
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- dev: begin -->\nold\n<!-- dev: end -->\nb\n", encoding="utf-8")

    assert main(["dev", "--folder", str(tmp_path), "--lang", "zh", "--write", str(page)]) == 0

    text = page.read_text(encoding="utf-8")
    assert text.startswith("a\n")
    assert text.endswith("<!-- dev: end -->\nb\n")
    assert "old" not in text
    assert "second reader:" in text


def test_weights_are_compared_up_to_the_last_digit_of_another_processor() -> None:
    shipped = {"schema": "s", "weights": {"a": 0.5, "b": {"x": 0.01}}}

    assert near(shipped, {"schema": "s", "weights": {"a": 0.51}})
    assert not near(shipped, {"schema": "s", "weights": {"a": 0.6}})
    assert not near(shipped, {"schema": "t", "weights": {"a": 0.5}})


def test_the_frozen_part_is_the_one_whose_hash_is_kept() -> None:
    frozen = (SETS / "test" / "test.sha256").read_text(encoding="ascii").strip()

    assert frozen == digest(SETS / "test")
    assert openings(SETS / "test") <= MOST
