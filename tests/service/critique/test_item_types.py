"""What kind of statement a sentence is: what somebody is to do is an action, what was done is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from service.critique.item_types import type_items
from service.critique.kept import keep
from service.critique.kind_reader import WEIGHTS, kind_reader
from service.critique.kind_signs import WORDS, kind_words
from service.critique.segments import segment
from service.errors import RuleError


def kinds(text: str) -> list[str]:
    """The kinds of the sentences of a text, a row once."""
    outline = segment(text)
    type_items(outline)
    return [
        sentence.type
        for item in outline.items
        for sentence in item.sentences[: 1 if item.kind == "row" else None]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## 下月计划\n- 何涛7月10日前拿到信息科签字。",
        "## 下月计划\n- 完成移动端联调。",
        "## 待办\n| 事项 | 责任人 | 截止 |\n|---|---|---|\n| 权限清单 | 李敏 | 7月3日 |",
        "待辦\n1. 掃碼畫面上測試機，何濤，7月2日前。",
        "## 会后行动\n- 李敏：跟信息科约演练时间。",
        "- 7月10日前完成医保接口联调。",
        "ACTIONS\n- Nils: send the file layout, Monday.",
        "## Next month\n- Replace the labels in aisle G.",
        "| Action | Who | By |\n|---|---|---|\n| Merge the list of duplicates | Nils | 5 July |",
    ],
)
def test_plan_rows_and_to_dos_are_actions(text: str) -> None:
    """Bullets, numbered entries and rows of who does what by when, in both languages."""
    assert kinds(text) == ["action"]


@pytest.mark.parametrize(
    "text",
    [
        "## 进度与成果\n- 7月10日完成了医保接口联调，三家医院都签了字。",
        "6月12日何涛把门诊接口联调完了，信息科已签字。",
        "## 问题与挑战\n- 打印错位，重打了40张条码。",
        "原因是交换机电源被拔了。",
        "## 经验与改进\n- 已增加字典比对脚本，6月跑了四次，没有再错。",
        "On 12 June Nils moved the access point and no drops were reported since.",
        "## Progress\n- Inbound receiving moved to the new system on Monday.",
        "| 任务 | 计划 | 实际 | 偏差 |\n|---|---|---|---|\n| 门诊上线 | 6月20日 | 6月18日 | 提前2天 |",
    ],
)
def test_reports_of_what_was_done_are_no_actions(text: str) -> None:
    """Whatever the past is called, nobody is asked for an owner or a day of it."""
    assert "action" not in kinds(text)


def test_each_sentence_of_a_paragraph_has_its_own_kind() -> None:
    """A promise within a report is an action; the report around it stays one."""
    text = "## 下月计划\n\n下周李敏把字典比对跑完。6月完成了12家医院的切换，信息科已签字。"
    assert kinds(text)[0] == "action"
    assert kinds(text)[1] != "action"


def test_a_guess_names_what_else_it_may_be() -> None:
    """What is not sure has a second kind, other than the first; words of no kind count as a statement."""
    outline = segment("对接的事。\n\n仓库那边再说。\n\n老段。")
    type_items(outline)
    for sentence in outline.sentences:
        assert sentence.sure or sentence.maybe not in ("", "filler", sentence.type)


def test_weights_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A damaged file is refused with its name and what to do."""
    damaged = tmp_path / "item_kinds.json"
    damaged.write_text(json.dumps({"schema": "else"}), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        kind_reader(damaged)
    assert "item_kinds.json" in caught.value.en
    assert "train" in caught.value.en


def test_words_of_kinds_are_texts_in_both_languages() -> None:
    """Every group is read, and no word is YAML's idea of a truth value."""
    lexicon = kind_words()
    groups = {group for found in lexicon.han.values() for _, group in found}
    assert groups == {group for found in lexicon.latin.values() for group in found}
    assert "true" not in lexicon.latin
    assert WEIGHTS.is_file()


@pytest.mark.parametrize(
    "forged", [[], {"done": []}, {"done": {"zh": ["完成"]}}, {"done": {"zh": [1], "en": []}}]
)
def test_words_of_another_form_in_the_cache_are_passed_over(
    forged: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies in the cache under the name of the words, the words are those of the file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    name = hashlib.sha256(b"kind words " + WORDS.read_bytes()).hexdigest()
    expected = kind_words()
    keep(name, forged)
    kind_words.cache_clear()
    assert kind_words().han == expected.han
