"""The reader of rule files: what is shipped is whole, and every fault is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.errors import InvalidRules
from knowledge.rulebook import RULES, read_rulebook

SHIPPED = (
    *("A01", "A02", "A03", "A04", "A05", "A06"),
    *("D01", "D02", "D03"),
    *("P01", "P02", "P03", "P04", "P05"),
    *("R01", "R02", "R03", "R04", "R05"),
    *("V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules that a test may damage."""
    copied = tmp_path / "rules"
    shutil.copytree(RULES, copied)
    return copied


def faults(folder: Path) -> tuple[str, ...]:
    """What is said of a damaged folder."""
    with pytest.raises(InvalidRules) as caught:
        read_rulebook(folder)
    return caught.value.problems


def change(path: Path, old: str, new: str) -> int:
    """Replace a text once; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_shipped_rules_are_read() -> None:
    """The checks are there, in order, each with its examples."""
    book = read_rulebook()
    assert tuple(rule.id for rule in book.rules) == SHIPPED
    assert all(len(rule.examples) >= 8 for rule in book.rules)
    assert book.digest.startswith("sha256:")


def test_second_reading_is_the_same_object() -> None:
    """The compiled form is kept in memory."""
    assert read_rulebook() is read_rulebook()


def test_unknown_key_and_unknown_slot_are_named_together(folder: Path) -> None:
    """Two faults in two files are both reported, each at its own line."""
    first = change(folder / "V04.yaml", "severity: warning", "severity: warning\nsevere: yes")
    second = change(folder / "V02.yaml", "slot: N, shape: change_by", "slot: X, shape: change_by")
    said = faults(folder)
    assert any(
        one.endswith("unknown key “severe”") and f"V04.yaml:{first + 1}:" in one for one in said
    )
    assert any("unknown slot “X”" in one and f"V02.yaml:{second}:" in one for one in said)


def test_unknown_shape_is_refused(folder: Path) -> None:
    """A shape that slots.yaml does not define clears nothing and is no silent nothing."""
    change(folder / "V04.yaml", "shape: condition", "shape: conditoin")
    assert any("has no shape “conditoin”" in one for one in faults(folder))


def test_missing_language_is_refused(folder: Path) -> None:
    """A question in one language only would leave the other reader without one."""
    change(folder / "A01.yaml", '  en: "Who is responsible? Name one person first."\n', "")
    assert any("A01.yaml" in one and "missing key “en”" in one for one in faults(folder))


def test_duplicate_id_is_refused(folder: Path) -> None:
    """Two files with one id would hide one another."""
    change(folder / "V05.yaml", "id: V05", "id: V04")
    assert any("the id V04 is taken by" in one for one in faults(folder))


def test_too_few_examples_are_refused(folder: Path) -> None:
    """A rule with one example a language proves nothing; both languages are counted by themselves."""
    path = folder / "A02.yaml"
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("must_match:")]
    path.write_text(
        head
        + 'must_match:\n  zh: ["完成。", "开始。", "提交。", {text: "6月完成。", trap: decoy}]\n'
        '  en: ["Finish."]\n'
        'must_not_match:\n  zh: ["无。"]\n  en: ["None.", "Nothing.", "Nil.", "No."]\n',
        encoding="utf-8",
    )
    said = faults(folder)
    assert not any(
        "must_match has 4" in one or "must_match has no decoy in zh" in one for one in said
    )
    assert any("must_match has 1 examples in en, 4 are needed" in one for one in said)
    assert any("must_match has no decoy in en" in one for one in said)
    assert any("must_not_match has 1 examples in zh, 4 are needed" in one for one in said)
    assert any("must_not_match has no no_digit in zh" in one for one in said)
    assert any("must_not_match has no no_digit in en" in one for one in said)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?:尽快)?", "empty text"),
        (r"\b尽快\b", "Han characters"),
        ("(?:尽+)+", "repeat inside a repeat"),
        ("(尽快", "not a pattern"),
        ("(尽)快", "a group is only for"),
    ],
)
def test_dangerous_patterns_are_refused(folder: Path, pattern: str, reason: str) -> None:
    """A pattern that fires on nothing, on everything, or takes forever never gets into use."""
    cues = "cues:\n  zh:\n"
    line = change(folder / "V04.yaml", cues, f"{cues}    - {{re: '{pattern}'}}\n")
    assert any(f"V04.yaml:{line + 2}:" in one and reason in one for one in faults(folder))


def test_unquoted_on_is_refused(folder: Path) -> None:
    """A bare `on` is a boolean in YAML 1.1."""
    change(folder / "V04.yaml", 'default: "on"', "default: on")
    assert any("quote the value" in one for one in faults(folder))


def test_a_slot_example_that_fails_is_named(folder: Path) -> None:
    """Slots are held to their own examples too."""
    change(folder / "slots.yaml", '"月底左右", "3个科室"', '"月底左右", "7月3日"')
    assert any("slots.yaml" in one and "wrongly read as deadline" in one for one in faults(folder))


def test_no_yaml_and_no_rules_are_faults(tmp_path: Path) -> None:
    """A folder without rules never passes for a clean one; broken YAML is named with its line."""
    assert any("no rule files" in one for one in faults(tmp_path))
    (tmp_path / "V04.yaml").write_text("id: [\n", encoding="utf-8")
    read_rulebook.cache_clear()
    assert any("V04.yaml:" in one and "not readable YAML" in one for one in faults(tmp_path))
