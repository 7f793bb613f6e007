"""Transcripts written as text: a speaker and a time at the head of every turn (飞书, 腾讯会议, others).

A line is a head only where it looks like that of a speaker and the times of the file do not fall:
minutes hold 「今天下午 3:30」 and 「方案（10:30）：」 too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from service.intake.transcripts.utterances import (
    Layout,
    Line,
    Parsed,
    Piece,
    Utterance,
    lines_of,
    piece_of,
    seconds_of,
)
from service.text.names import is_person_name
from service.text.speakers import is_placeholder, proposed_person

_CLOCK = r"(?:\d{1,2}[:：])?\d{1,2}[:：]\d{2}"
_NAME = r"[^\s\d，。；！？,;!?:：|][^，。；！？;!?:：|\t]{0,39}?"
_GAP = r"[ \t\u3000]{0,8}"
_FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_GAP}(?P<name>{_NAME})[ \t\u3000]{{1,8}}(?P<time>{_CLOCK})\s*$"),
    re.compile(
        rf"{_GAP}(?P<name>{_NAME})[ \t\u3000]{{1,8}}(?P<time>\d{{1,2}}:\d{{2}}:\d{{2}}){_GAP}[:：]?{_GAP}"
        r"(?P<text>\S.*)$"
    ),
    re.compile(
        rf"{_GAP}(?P<name>{_NAME}){_GAP}[(（](?P<time>{_CLOCK})[)）]{_GAP}[:：]?{_GAP}(?P<text>.*)$"
    ),
    re.compile(
        rf"{_GAP}[\[【(（]?(?P<time>{_CLOCK})[\]】)）]?{_GAP}(?P<name>{_NAME}){_GAP}[:：]{_GAP}(?P<text>.*)$"
    ),
)
_ALONE, _INLINE, _PAREN, _LEADING = range(4)
_UNTIMED = re.compile(rf"{_GAP}(?P<name>{_NAME}){_GAP}[:：]{_GAP}(?P<text>.*)$")
_NO_SPEAKER = re.compile(
    r"[今明昨后前][天日晚早]|上午|下午|晚上|早上|中午|凌晨|[周星期][一二三四五六日天]|时间|截止|[月日号点]$"
    r"|开始|结束|签到|休息|(?<![a-z])(?:from|at|until|till|am|pm|by|on|time|break|lunch)$",
    re.IGNORECASE,
)
_SAYS = re.compile("[的了在是到约就从我你他她们要把被和]")
_FEWEST = 3
_IN_ORDER = 0.9
_HEAD_LINES = 40
_FEISHU_A = re.compile(
    r"^\s*(?:关键词|文字记录)\s*[:：]\s*$|\d{1,2}[:：]\d{2}(?: ?[A-Z]{3})?\s*\|.*(?:分钟|秒|小时)"
)
_FEISHU_B = re.compile(r"^\s*文字记录\s*[:：]\s*\S")
_FEISHU_C = re.compile(r"^\s*(?:上传时间|智能纪要)\s*[:：]")


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that may begin a turn."""

    line: Line
    match: re.Match[str]
    time: float | None

    @property
    def name(self) -> str:
        """The speaker as written."""
        return " ".join(str(self.match["name"]).split())


def headed_layout(text: str) -> Layout | None:
    """Which of these layouts a text is in, None for notes."""
    lines = [line for line in lines_of(text) if line.body.strip()]
    chosen = _best(lines)
    if chosen is None:
        return None
    form, heads = chosen
    return _layout(form, [line.body for line in lines if line.start < heads[0].line.start])


def read_headed(text: str) -> Parsed:
    """The turns of such a text. One without any, which a person calls a transcript all the same, is
    read by `name: words`, and what has no name is nobody's."""
    lines = list(lines_of(text))
    chosen = _best(lines)
    if chosen is not None:
        form, heads = chosen
        layout = _layout(form, [line.body for line in lines if line.start < heads[0].line.start])
    else:
        layout, heads = "named", list(_untimed(lines))
    return _cut(text, lines, heads, Parsed(layout))


def _layout(form: int, head: Sequence[str]) -> Layout:
    above = head[:_HEAD_LINES]
    if form in (_ALONE, _INLINE):
        if any(_FEISHU_B.search(line) for line in above):
            return "feishu_b"
        if any(_FEISHU_C.search(line) for line in above):
            return "feishu_c"
        if any(_FEISHU_A.search(line) for line in above):
            return "feishu_a"
        return "feishu_b" if form == _INLINE else "named"
    return "tencent" if form == _PAREN else "named"


def _best(lines: Sequence[Line]) -> tuple[int, list[_Head]] | None:
    """The form with most heads that may be a transcript's, and those heads."""
    found = [(form, _heads(lines, form)) for form in range(len(_FORMS))]
    good = [(form, heads) for form, heads in found if len(heads) >= _FEWEST]
    return max(good, key=lambda one: (len(one[1]), -one[0]), default=None)


def _heads(lines: Sequence[Line], form: int) -> list[_Head]:
    """The heads of one form: of speakers, in the order of time, with words between. None for notes."""
    candidates = []
    for line in lines:
        if len(line.body) > 200 and form == _ALONE:
            continue
        match = _FORMS[form].match(line.body)
        if match is None or _NO_SPEAKER.search(match["name"].strip()):
            continue
        time = seconds_of(match["time"].replace("：", ":"))
        candidates.append(_Head(line, match, time))
    counts = Counter(head.name for head in candidates)
    speakers = [head for head in candidates if _may_speak(head.name, counts[head.name])]
    ordered = _not_falling(speakers)
    named = sum(_is_name(head.name) for head in ordered)
    returning = len({head.name for head in ordered}) <= 0.7 * len(ordered)
    if len(ordered) < _IN_ORDER * len(speakers) or not (2 * named >= len(ordered) or returning):
        return []
    return ordered if _has_words(lines, ordered) else []


def _may_speak(name: str, count: int) -> bool:
    if _is_name(name):
        return True
    said = re.search(r"[\u4e00-\u9fff]", name) and _SAYS.search(name)
    return not said and (count > 1 or bool(re.match(r"[A-Z\u4e00-\u9fff]", name)))


def _is_name(name: str) -> bool:
    return is_placeholder(name) or is_person_name(name) or bool(proposed_person(name))


def _not_falling(heads: Sequence[_Head]) -> list[_Head]:
    """The longest run of heads, others left out, whose times do not fall."""
    tops: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for number, head in enumerate(heads):
        at = bisect_right(tops, head.time or 0.0)
        before.append(ends[at - 1] if at else -1)
        tops[at:] = [head.time or 0.0, *tops[at + 1 :]]
        ends[at:] = [number, *ends[at + 1 :]]
    kept, number = [], ends[-1] if ends else -1
    while number >= 0:
        kept.append(heads[number])
        number = before[number]
    return kept[::-1]


def _has_words(lines: Sequence[Line], heads: Sequence[_Head]) -> bool:
    """Whether half of the heads have words behind them or below: an agenda has none."""
    begins = {head.line.number for head in heads}
    filled = [line for line in lines if line.body.strip()]
    followed = {
        line.number
        for line, after in zip(filled, islice(filled, 1, None), strict=False)
        if after.number not in begins
    }
    worded = sum(
        bool(head.match.groupdict().get("text")) or head.line.number in followed for head in heads
    )
    return 2 * worded >= len(heads)


def _untimed(lines: Sequence[Line]) -> Iterator[_Head]:
    for line in lines:
        match = _UNTIMED.match(line.body)
        if match and (_is_name(match["name"].strip()) or not _SAYS.search(match["name"])):
            yield _Head(line, match, None)


def _cut(text: str, lines: Sequence[Line], heads: Sequence[_Head], parsed: Parsed) -> Parsed:
    """The file cut at its heads; the lines above the first are head matter where there is a first."""
    by_line = {head.line.number: head for head in heads}
    clock = _is_clock(parsed.layout, heads)
    current: _Head | None = None
    pieces: list[Piece] = []
    gap = False

    def close() -> None:
        if pieces:
            name = current.name if current else ""
            time = current.time if current else None
            scale = 60 if clock and time is not None else 1
            parsed.utterances.append(Utterance(name, tuple(pieces), time * scale if time else time))

    for line in lines:
        if not line.body.strip():
            gap = True
            continue
        head = by_line.get(line.number)
        start = line.start
        if head is not None:
            close()
            current, pieces = head, []
            has_text = bool(head.match.groupdict().get("text"))
            start += head.match.start("text") if has_text else len(line.body)
        elif current is None and heads:
            parsed.head.append((line.start, line.end))
            parsed.spoken += 1
            continue
        piece = piece_of(text, start, line.end, "cut" if gap or not pieces else "line")
        gap = False
        if piece is None:
            parsed.ignored["mark"] += 1
        else:
            parsed.spoken += 1
            pieces.append(piece)
    close()
    return parsed


def _is_clock(layout: Layout, heads: Sequence[_Head]) -> bool:
    """Whether `10:05` is a time of day: nobody waits seven minutes before the first word."""
    short = all(len(re.findall("[:：]", head.match["time"])) == 1 for head in heads if head.time)
    return layout == "named" and short and bool(heads) and (heads[0].time or 0) >= 7 * 60
