"""Every rule holds on its own examples, and one that does not is refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.rule_forms import Example, Rule
from knowledge.rulebook import RULES, read_rulebook
from service.critique.proof import fires, prove
from service.errors import RuleError

BOOK = read_rulebook()
EXAMPLES = [(rule, example) for rule in BOOK.rules for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.id}-{e.line}" for rule, e in EXAMPLES]
)
def test_example_holds(rule: Rule, example: Example) -> None:
    """The rule alone fires where its file says it must and stays silent where it must not."""
    assert fires(BOOK, rule, example) is example.fires


def test_proof_runs_every_example() -> None:
    """The proof at load counts as many examples as the files hold."""
    assert prove(BOOK) == len(EXAMPLES)


def test_rules_that_fail_are_named_together(tmp_path: Path) -> None:
    """Two broken rules are both named, each with the line of the example that fails."""
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    lines = []
    for name, old, new in (
        ("V04.yaml", '"培训材料月底左右提供。"', '"培训材料7月3日提供。"'),
        ("V05.yaml", '"42张表已迁40张，数据迁移基本完成。"', '"数据迁移基本完成。"'),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        lines.append(text[: text.index(old)].count("\n") + 1)
        path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        prove(read_rulebook(folder))
    assert f"V04.yaml:{lines[0]}: V04 must_match" in caught.value.en
    assert "did not fire" in caught.value.en
    assert f"V05.yaml:{lines[1]}: V05 must_not_match" in caught.value.zh
