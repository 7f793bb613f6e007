"""The fast patterns of promises and of what was done match where their plain forms do."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from service.critique.item_types import _tells
from service.critique.kind_signs import promises

_PLAIN_PROMISE = re.compile(
    r"(?:我|他|她|们|工|总|姐|哥|处|科|家|方)(?:会(?!议)|来(?!的|了)|去(?!了|年|的)|再(?!没|也)|这周|明天|下周|负责|先)"
    r"|下个?(?:月|周|版|次|期)[^,。;]{0,6}(?:先|再|要|做|把|跑|上|开始|接|继续|出|完|看|弄|处理)"
    r"|(?<!不)将(?!近|来|就)|打算|拟(?!定了)|争取|(?:准备|计划)(?![数外内表任的:])[一-鿿]{2}|会后|回头"
    r"|(?:之|月底|周[一二三四五]|[日号旬])前[^,。;了已]{2}|(?:还要|还得|仍需|需要?)再|待[^,。;]{1,12}后"
    r"|(?<![a-z])(?:will|shall|'ll|going to"
    r"|to (?:send|check|fix|get|find|confirm|decide|call|ask|look|write|draft|run|test))(?![a-z])"
)
_PLAIN_DONE = re.compile(
    r"(?:已|已经|均已|全部)[^,。;]{0,8}(?:完成|上线|交付|解决|修复|关闭|通过|改完|签署|签字|验收)|(?:完成|改完|通过|解决)了"
    r"|(?<![A-Za-z])(?:was|were|has been|have been|went live|completed|delivered|fell|rose)(?![A-Za-z])",
    re.IGNORECASE,
)
_WORDS = st.lists(
    st.sampled_from(
        "我他会议再没来的了去年下个周期先做不将近打算拟定争取准备计划数后回头之前月底"
        "一日旬已还要得仍需待，。; 全部通过改完成解决均经签字"
    )
    | st.sampled_from(("will", " shall ", "'ll", "going to", " to send", " run",
                         "was", "Were ", "x", "\n", "负责", "这周", "ſ")),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=600)
@given(_WORDS)
def test_fast_patterns_match_where_plain_ones_do(words: str) -> None:
    """Each alternative stands behind its first character; none is lost and none is added."""
    assert promises(words.lower()) == bool(_PLAIN_PROMISE.search(words.lower()))
    assert _tells(words) == bool(_PLAIN_DONE.search(words))
