"""`critique.yaml`: each key changes what it says, every fault is named with its line, all is proved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.rulebook import RULES
from service.critique import configuring, critique, proved_rulebook
from service.critique.configuration import NAME, nearest_configuration
from service.critique.configuring import configured
from service.critique.effective import effective_configuration
from service.critique.rule_choice import RuleChoice
from service.errors import InvalidConfiguration

TEXT = (
    "## 一、进度与成果盘点\n\n- 二期需求调研正在有序开展中。\n"
    "\n## 三、经验沉淀与改进措施\n\n- 各组近期适时梳理接口清单。\n"
)
HEAD = "schema: critique-config/1\n"


def written(folder: Path, *lines: str) -> Path:
    """A critique.yaml with these lines after its head."""
    path = folder / NAME
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(path: Path | None, text: str = TEXT) -> dict[str, str]:
    """Checks that fire on the text, alone or beside another, with the severity of their finding."""
    findings = critique(text, book=configured(path).book).findings
    own = {finding.rule_id: finding.severity for finding in findings if not finding.suppressed}
    return {**{also: "" for one in findings for also in one.also}, **own}


def own_rules(folder: Path) -> Path:
    """A folder with a copy of V05 that is an organisation's own check, and a word of theirs for a day."""
    folder.mkdir()
    rule = (RULES / "V05.yaml").read_text("utf-8")
    rule = rule.replace("id: V05", "id: X01", 1).replace("key: vague-status", "key: own-status", 1)
    (folder / "X01.yaml").write_text(rule, encoding="utf-8")
    (folder / "slots-own.yaml").write_text(
        "schema: critique-slots/1\nD:\n  deadline:\n    zh: ['封版日']\n    en: []\n"
        "must_match: {zh: {deadline: ['封版日']}}\n",
        encoding="utf-8",
    )
    return folder


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    """The text of these tests trips V05 in one section and V04 in another."""
    assert configured(None).book is proved_rulebook()
    before = found(None)
    assert before["V05"] == "warning"
    assert "V04" in before
    assert found(written(tmp_path)) == before


def test_severity_and_off(tmp_path: Path) -> None:
    """A check takes another severity, or is silent; the others stay."""
    path = written(tmp_path, "checks:", "  V05: error", '  V04: {severity: "off"}')
    after = found(path)
    assert after["V05"] == "error"
    assert "V04" not in after


def test_a_suppression_of_a_silent_check_is_no_fault(tmp_path: Path) -> None:
    """Who answered V05 in the text is not asked to take it out because the team switched V05 off."""
    text = "- 二期需求调研正在有序开展中。<!-- 忽略 V05: 周五验收 -->\n"
    path = written(tmp_path, "checks:", '  V05: "off"')
    assert "S01" not in found(path, text)
    assert "S01" in found(path, text.replace("V05", "V09"))


@pytest.mark.parametrize(
    "lines",
    [("sections: [lessons]",), ("checks:", "  V05: {sections: [lessons, next_month]}")],
)
def test_sections(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """All checks, or one, look at some sections only."""
    after = found(written(tmp_path, *lines))
    assert "V05" not in after
    assert "V04" in after


def test_extra_cues(tmp_path: Path) -> None:
    """A team's own vague word; words and patterns, in one language alone."""
    text = "## 一、进度与成果盘点\n\n- 二期需求调研冲刺在路上。\n- 权限清单八九不离十。\n"
    assert "V05" not in found(None, text)
    path = written(
        tmp_path, "checks:", "  V05:", '    cues: {zh: ["在路上", {re: "八九不[离差]十"}]}'
    )
    book = configured(path).book
    quotes = [one.quote for one in critique(text, book=book).findings if one.rule_id == "V05"]
    assert len(quotes) == 2


def test_team_terms(tmp_path: Path) -> None:
    """A cue inside a name of theirs is no cue; the same word elsewhere is."""
    text = "## 一、进度与成果盘点\n\n- 近期计划模块已上线。\n"
    assert "V04" in found(None, text)
    path = written(tmp_path, 'terms: {zh: ["近期计划模块"]}')
    assert "V04" not in found(path, text)
    assert "V04" in found(path)


def test_own_rules_and_slot_words(tmp_path: Path) -> None:
    """Rules of a folder are added, and words of theirs answer the shipped checks too."""
    own_rules(tmp_path / "house")
    path = written(tmp_path, "rules: house", 'checks: {X01: error, V05: "off"}')
    assert found(path)["X01"] == "error"
    text = "## 四、下月计划与资源需求\n\n- 李敏近期完成接口联调，最迟封版日，以验收单签字为准。\n"
    assert "V04" in found(None, text)
    assert "V04" not in found(path, text)


def test_an_own_rule_replaces_the_shipped_one(tmp_path: Path) -> None:
    """The same id: theirs counts."""
    house = tmp_path / "house"
    house.mkdir()
    rule = (
        (RULES / "V05.yaml").read_text("utf-8").replace("severity: warning", "severity: error", 1)
    )
    (house / "V05.yaml").write_text(rule, encoding="utf-8")
    made = configured(written(tmp_path, "rules: house")).book
    assert len(made.rules) == len(proved_rulebook().rules)
    assert made.rule("V05").severity == "error"
    assert made.rule("V05").path == (house / "V05.yaml").as_posix()


def test_the_digest_tells_configurations_apart(tmp_path: Path) -> None:
    """What was read with other rules is named by another hash; the same file gives the same."""
    path = written(tmp_path, "checks: {V05: error}")
    first = configured(path).book.digest
    assert first == configured(path).book.digest
    assert first != configured(written(tmp_path, "checks: {V05: suggestion}")).book.digest
    own_rules(tmp_path / "house")
    with_house = configured(written(tmp_path, "rules: house")).book.digest
    words = tmp_path / "house" / "slots-own.yaml"
    words.write_text(words.read_text("utf-8").replace("封版日", "上线日"), encoding="utf-8")
    assert configured(tmp_path / NAME).book.digest != with_house
    assert first != proved_rulebook().digest


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (("checks:", "  V05: error", "  V99: error"), 4, "V99"),
        (("chekcs: {}",), 2, "chekcs"),
        (("checks:", "  V05: loud"), 3, "loud"),
        (("checks:", "  V05: off"), 3, "quote"),
        (("checks:", "  S01: error"), 3, "S01"),
        (("checks:", "  V05: {level: error}"), 3, "level"),
        (("sections: [progres]",), 2, "progres"),
        (("sections: []",), 2, "section"),
        (("checks:", "  D03: {sections: [problems]}"), 3, "D03"),
        (("checks:", "  A02:", "    cues: {zh: [尽快]}"), 4, "no cues"),
        (('terms: {zh: [{re: "(?:a+)+b"}]}',), 2, "repeat"),
        (('terms: {zh: [{re: "x*"}]}',), 2, "empty"),
        (("rules: nowhere",), 2, "nowhere"),
        (("schema: critique-config/2",), 2, "twice"),
        (("checks: [",), 3, "YAML"),
    ],
)
def test_every_fault_is_named_with_its_line(
    tmp_path: Path, lines: tuple[str, ...], line: int, words: str
) -> None:
    """Unknown ids and keys, values that are none, patterns that could take forever."""
    path = written(tmp_path, *lines)
    with pytest.raises(InvalidConfiguration) as caught:
        configured(path)
    assert f"{path.as_posix()}:{line}: " in caught.value.en
    assert words in caught.value.en
    assert path.as_posix() in caught.value.zh


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One round of mending, not one a fault."""
    path = written(tmp_path, "checks: {V98: error, V99: error}", "colour: red")
    with pytest.raises(InvalidConfiguration) as caught:
        configured(path)
    assert all(word in caught.value.en for word in ("V98", "V99", "colour"))


def test_a_check_must_still_hold_its_own_examples(tmp_path: Path) -> None:
    """A term that takes a check's own wording away, or a cue that makes it fire where it must not."""
    with pytest.raises(InvalidConfiguration) as caught:
        configured(written(tmp_path, 'terms: {zh: ["尽快", "近期"]}'))
    assert "knowledge/rules/V04.yaml:" in caught.value.en
    with pytest.raises(InvalidConfiguration) as caught:
        configured(written(tmp_path, 'checks: {V05: {cues: {zh: ["门诊接口联调"]}}}'))
    assert "must_not_match" in caught.value.en


def test_an_own_rule_is_proved_too(tmp_path: Path) -> None:
    """With the file and line of the example that does not hold."""
    house = own_rules(tmp_path / "house")
    rule = house / "X01.yaml"
    text = rule.read_text("utf-8")
    at = text.index("must_match:\n  zh:\n") + len("must_match:\n  zh:\n")
    rule.write_text(text[:at] + '    - "周宁6月3日签收。"\n' + text[at:], encoding="utf-8")
    with pytest.raises(InvalidConfiguration) as caught:
        configured(written(tmp_path, "rules: house"))
    line = text[:at].count("\n") + 1
    assert f"{rule.as_posix()}:{line}: X01 must_match" in caught.value.en


def test_a_shape_of_another_slot_is_taken(tmp_path: Path) -> None:
    """Theirs may add words to a shape, not give its name to something else."""
    house = own_rules(tmp_path / "house")
    words = house / "slots-own.yaml"
    words.write_text(words.read_text("utf-8").replace("\nD:", "\nO:"), encoding="utf-8")
    with pytest.raises(InvalidConfiguration) as caught:
        configured(written(tmp_path, "rules: house"))
    assert f"{words.as_posix()}:3: " in caught.value.en


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    """Upward from the document; a nearer one hides a farther one."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert nearest_configuration(deep / "draft.md") is None
    far = written(tmp_path)
    assert nearest_configuration(deep / "draft.md") == far.resolve()
    near = written(tmp_path / "a")
    assert nearest_configuration(deep / "draft.md") == near.resolve()


def test_a_choice_is_read_anew_when_a_file_changed(tmp_path: Path) -> None:
    """Near before default, forced before all; what did not change is kept."""
    default = written(tmp_path, "checks: {V05: suggestion}")
    (tmp_path / "near").mkdir()
    near = written(tmp_path / "near", "checks: {V05: error}")
    elsewhere = Path("/nowhere/draft.md")
    choice = RuleChoice(default=default)
    assert choice.of(elsewhere).book.rule("V05").severity == "suggestion"
    assert choice.of(near.parent / "draft.md").book.rule("V05").severity == "error"
    assert choice.of(elsewhere) is choice.of(elsewhere)
    forced = RuleChoice(forced=default)
    assert forced.of(near.parent / "draft.md").book.rule("V05").severity == "suggestion"
    written(tmp_path / "near", 'checks: {V05: "off"}  # changed')
    assert choice.of(near.parent / "draft.md").book.rule("V05").default == "off"


def test_the_effective_configuration_can_be_read_back(tmp_path: Path) -> None:
    """What is printed is a critique.yaml that gives the same rules."""
    own_rules(tmp_path / "house")
    path = written(
        tmp_path,
        "rules: house",
        "sections: [progress, lessons]",
        'terms: {zh: ["近期计划模块", {re: "适时(?=系统)"}]}',
        'checks: {V05: {severity: error, sections: [progress], cues: {zh: ["在路上"]}}, V04: "off"}',
    )
    made = configured(path)
    shown = effective_configuration(made)
    copy = tmp_path / "copy" / NAME
    copy.parent.mkdir()
    copy.write_text(shown, encoding="utf-8")
    again = configured(copy)
    assert effective_configuration(again).splitlines()[2:] == shown.splitlines()[2:]
    told = ("id", "severity", "default", "sections", "cues", "exceptions")
    for rule, other in zip(made.book.rules, again.book.rules, strict=True):
        assert [getattr(rule, name) for name in told] == [getattr(other, name) for name in told]


def test_a_proved_configuration_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read again, it is not proved again; with another word in it, or in its rules, it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    house = own_rules(tmp_path / "house")
    path = written(tmp_path, "rules: house", "checks: {X01: error}")
    first = configured(path)
    proved: list[str] = []
    monkeypatch.setattr(configuring, "prove", lambda book: proved.append(book.digest))
    again = configured(path)
    assert proved == []
    assert again.book.digest == first.book.digest
    assert effective_configuration(again) == effective_configuration(first)
    assert critique(TEXT, book=again.book) == critique(TEXT, book=first.book)
    words = house / "slots-own.yaml"
    words.write_text(words.read_text("utf-8").replace("封版日", "上线日"), encoding="utf-8")
    configured(path)
    assert len(proved) == 1
    written(tmp_path, "rules: house", "checks: {X01: warning}")
    configured(path)
    assert len(proved) == 2


def test_without_a_configuration_no_yaml_is_read(tmp_path: Path) -> None:
    """The common case stays quick: what reads configurations is not even loaded."""
    (tmp_path / "draft.md").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys; from service.cli import main; main(['critique', sys.argv[1]]);"
        "main(['critique', sys.argv[1]]);"
        "assert 'service.critique.configuring' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "draft.md")], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
