"""Text that a template asks its writer to replace: X月X日, （请填写）, 请…补充, [ ]. It is never content."""

from __future__ import annotations

import re

from knowledge.cues import statement_cues
from service.text.people import find_owners

_BLANK_VALUE = (
    r"(?:[Xx×]{2,}|[_＿]{2,}|\.{3,}|…+|[\[【]\s*[\]】]|[（(]\s*[)）]|tb[ad]|待填(?:写)?|待补充?|请(?:填写|补充)"
    r"|[（(<《\[【…]+\s*(?:请|待|此处|在此|填写|补充|示例|例如|样例|xx|your|insert|tbd)"
    r"[^）)>》\]】]{0,40}[）)>》\]】…]+)"
)
_ONLY_BLANK = re.compile(
    rf"(?:[^:：。，,；;]{{1,16}}[:：])?\s*{_BLANK_VALUE}\s*[。.]?", re.IGNORECASE
)
_BLANK_DAY = re.compile(
    r"(?<![A-Za-z])(?:[xX×]{1,4}|[_＿]{2,})\s*(?:年|月|日|号)|(?<![A-Za-z])YYYY[-/年]?MM|20[Xx]{2}"
)
_MARK = re.compile(r"^\s*(?:[-*+•·>]|\d{1,3}[.、)）])\s*")


def is_placeholder(text: str) -> bool:
    """Whether a line is a template's hint or a value that nobody filled in.

    「不少反馈有漏项，待补充」 is content: only a line that is nothing else counts, or one that
    asks its reader to fill it in. 请段岚补充。 is an action: somebody is asked by name.
    """
    bare = _MARK.sub("", text).strip(" *`\t\u3000")
    if _ONLY_BLANK.fullmatch(bare) or _BLANK_DAY.search(bare):
        return True
    asked = statement_cues().template.search(bare)
    return bool(asked) and all(mark.is_team for mark in find_owners(bare))
