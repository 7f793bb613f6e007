"""What weighs the signs of a statement at once says what a reading of each sign says."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from service.critique.item_types import statement_signs, type_items
from service.critique.kind_reader import shipped_reader
from service.critique.kind_signs import promises
from service.critique.kind_weights import kind_weights
from service.critique.segments import Item, Sentence, segment

_PARTS = (
    "## 下月计划\n", "## 问题\n", "- ", "\n", "\n\n", "。", "，", "：", "李敏：", "计划：", "Nils: ", "done", "day ",
    "number ", "已完成", "全部上线", "6月12日前", "12%", "０", "将", "打算", "下周再", "会", "了", "“", "^", "$", "ſ",
    "was ", "will send ", "| a | b |\n|---|---|\n| 谁 | 何时 |\n", "| 问题 | 状态 |\n", "由3降到2", "周一", "👍",
    "原因是交换机电源被拔了", "经验：", "暂无", "speaker: ", "the 3rd", "by 5 July", "工会议", "?",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS) | st.text(max_size=6), max_size=40).map("".join))
@example("- done\n- 已完成day\n- number 3")
@example("- <!-- 无 -->")
def test_the_weights_of_a_statement_are_those_of_its_signs(text: str) -> None:
    """Whatever stands in a text, wherever: the sum is that of all its signs, each counted once."""
    outline = segment(text)
    reader, weights = shipped_reader(), kind_weights()
    packed, start = reader.packed
    for item in outline.items:
        for sentence in item.sentences:
            whole: Sentence | Item = item if item.kind == "row" else sentence
            signs = statement_signs(
                outline, item, None if item.kind == "row" else sentence, "result"
            )
            alone = next(sign for sign in signs if sign.startswith("alone:") and "@" not in sign)
            words = outline.copy[whole.start : min(whole.end, whole.start + 120)].strip().lower()
            assert ("promises" in signs) == promises(words)
            total = weights.total(
                outline,
                item,
                words,
                first=item.kind != "row" and sentence is item.sentences[0],
                before="result",
                alone=alone.removeprefix("alone:"),
            )
            assert total == sum((packed[sign] for sign in signs), start)


@given(st.lists(st.sampled_from(_PARTS), max_size=40).map("".join))
def test_the_kind_is_the_likeliest_one(text: str) -> None:
    """What is sure is the likeliest kind its signs name, filler aside, unless its section says more."""
    outline = segment(text)
    type_items(outline)
    before = ""
    for item in outline.items:
        for sentence in item.sentences:
            if item.kind == "row" and sentence is not item.sentences[0]:
                continue
            whole = None if item.kind == "row" else sentence
            odds = shipped_reader().read(statement_signs(outline, item, whole, before))
            said = [kind for kind in odds if kind != "filler"]
            if sentence.type not in ("filler", "action") and "action" not in said[:1]:
                assert sentence.type == said[0]
            before = sentence.type
