"""What the editor shows around a finding, in both languages."""

from __future__ import annotations

from service.review import Both

SUPPRESS = Both("忽略 {rule}（要写理由）", "Suppress {rule} (with a reason)")
SUPPRESSION = Both("<!-- 忽略 {rule}: 〔理由〕 -->", "<!-- ignore {rule}: 〔reason〕 -->")
REWRITE = Both("附上改写骨架：{skeleton}", "Add the pattern of a better sentence: {skeleton}")
PATTERN = Both("<!-- 改写：{skeleton} -->", "<!-- rewrite: {skeleton} -->")
MISSING = Both("缺", "Missing")
WEAK = Both("不好", "Weak")
BETTER = Both("更好", "Better")
TOO_LONG = Both(
    "全文超过一百万字，不做批注。", "The text has over a million characters; it is not critiqued."
)


def said(both: Both, language: str) -> str:
    """The text in the reader's language."""
    return both.zh if language == "zh" else both.en
