"""Status marks of to-do lists: check boxes, emoji as the list's own legend explains them, struck lines.

A colour means what the legend says and nothing else; a mark that a legend gives two meanings is unknown.
Struck out may be done or dropped: that is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.facts.state_words import state_of
from service.review import Sentence, State, TextPlace

_SIGN = "✅☑✔✓√❌✖✗🔴🟡🟢🟠🔵⚪⚫⬜◻☐□■🔲🚧⏳🔄⏸⛔❗⚠🆗"
_BULLET = r"^\s*(?:[-*+•·]\s+|\d{1,3}[.、)）]\s*)?"
_BOX = re.compile(_BULLET + r"(?P<mark>\[[ xX√✓]\])\s*(?P<rest>\S.*)$", re.DOTALL)
_EMOJI = re.compile(_BULLET + rf"(?P<mark>[{_SIGN}])\ufe0f?\s*(?P<rest>\S.*)$", re.DOTALL)
_STRUCK = re.compile(_BULLET + r"(?P<mark>~~)(?P<rest>\S[^~]*)~~[\s。.]*$", re.DOTALL)
_ENTRY = re.compile(
    rf"(?P<mark>[{_SIGN}])\ufe0f?\s*(?:[:：=\-—]+|表示|代表|is|means)?\s*"
    rf"(?P<word>[^{_SIGN}\ufe0f|｜,，;；/、\n]{{1,16}})"
)
_LABEL = re.compile(
    r"^\s*(?:[-*>]\s*)?(?:图例|标记(?:说明)?|状态(?:说明)?|说明|legend|key|marks?)\s*[:：]", re.I
)
_PLAIN: Mapping[str, State] = {
    **dict.fromkeys(("[x]", "[X]", "[√]", "[✓]", "✅", "☑", "✔", "✓", "√", "🆗"), "closed"),
    **dict.fromkeys(("[ ]", "☐", "□", "⬜", "◻", "🔲"), "open"),
    "~~": "unknown",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A line's mark as written, what it means, and the line without it."""

    mark: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one source: `legend` by sign, and the sentences that only explain them."""

    legend: Mapping[str, State] = field(default_factory=dict)
    explaining: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Marks:
        """The legend of a source; one without a legend has the marks that everybody knows."""
        meanings: dict[str, set[State]] = {}
        explaining: set[str] = set()
        for sentence in sentences:
            if sentence.cell is not None or not isinstance(sentence.place, TextPlace):
                continue
            entries = list(_entries(sentence.text))
            if not entries:
                continue
            explaining.add(sentence.id)
            for mark, state in entries:
                meanings.setdefault(mark, set()).add(state)
        legend: dict[str, State] = {
            mark: next(iter(states)) if len(states) == 1 else "unknown"
            for mark, states in meanings.items()
        }
        return cls(legend, frozenset(explaining))

    def read(self, line: str) -> Marked | None:
        """The mark at the head of a line, None where there is none that means anything."""
        found = _BOX.match(line) or _STRUCK.match(line) or _EMOJI.match(line)
        if found is None:
            return None
        mark = found["mark"]
        state = self.legend.get(mark) or _PLAIN.get(mark)
        return None if state is None else Marked(mark, state, found["rest"])


def _entries(text: str) -> Iterator[tuple[str, State]]:
    """The entries of a legend: two or more signs with words for states, or one after 图例："""
    found = [
        (match["mark"], state_of(match["word"]))
        for match in _ENTRY.finditer(text)
        if len(match["word"].strip()) <= _LONGEST_MEANING
    ]
    known = [state for _, state in found if state != "unknown"]
    if (_LABEL.match(text) and known) or (
        len(found) >= 2 and len(known) == len(found) and not _rest(text).strip()
    ):
        yield from found


_LONGEST_MEANING = 12


def _rest(text: str) -> str:
    """What a line holds beside signs and short words for states."""
    return re.sub(r"[\s|｜,，;；/、:：=*>\-]", "", _ENTRY.sub("", text))
