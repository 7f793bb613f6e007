"""What a status in people's own words means: 已闭环, 进行中, "20260706:open 20260720:close"."""

from __future__ import annotations

import re

from service.review import State

_PATTERNS: tuple[tuple[re.Pattern[str], State], ...] = (
    (re.compile(r"clos|done|完成|闭环|关闭|已解决|merged|√|✅", re.IGNORECASE), "closed"),
    (re.compile(r"取消|cancel|won't|作废", re.IGNORECASE), "cancelled"),
    (re.compile(r"进行中|处理中|in progress|doing|wip", re.IGNORECASE), "in_progress"),
    (re.compile(r"open|未|待|新建|to ?do|pending", re.IGNORECASE), "open"),
)
_NOT_YET = re.compile(r"未$|没有?$|待$|尚未$|not (?:yet )?$", re.IGNORECASE)


def state_of(status: str) -> State:
    """The state that a status says; of a history the last word counts. "unknown" for other words."""
    hits: list[tuple[int, State]] = []
    for pattern, state in _PATTERNS:
        for match in pattern.finditer(status):
            denied = state == "closed" and _NOT_YET.search(status[: match.start()])
            hits.append((match.start(), "open" if denied else state))
    return max(hits)[1] if hits else "unknown"
