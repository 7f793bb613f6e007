"""Transcripts written as text: a speaker and a time at the head of every turn (飞书, 腾讯会议, chats)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.intake.transcripts.turn_heads import Form, TurnHead, best_heads, untimed_heads
from service.intake.transcripts.utterances import (
    Layout,
    Line,
    Parsed,
    Piece,
    Utterance,
    lines_of,
    piece_of,
)

_HEAD_LINES = 40
_FEISHU_A = re.compile(
    r"^\s*(?:关键词|文字记录)\s*[:：]\s*$|\d{1,2}[:：]\d{2}(?: ?[A-Z]{3})?\s*\|.*(?:分钟|秒|小时)"
)
_FEISHU_B = re.compile(r"^\s*文字记录\s*[:：]\s*\S")
_FEISHU_C = re.compile(r"^\s*(?:上传时间|智能纪要)\s*[:：]")


def headed_layout(text: str) -> Layout | None:
    """Which of these layouts a text is in, None for notes."""
    lines = [line for line in lines_of(text) if line.body.strip()]
    chosen = best_heads(lines)
    return None if chosen is None else _layout(*chosen, lines)


def read_headed(text: str) -> Parsed:
    """The turns of such a text. One without any, which a person calls a transcript all the same, is
    read by `name: words`, and what has no name is nobody's."""
    lines = list(lines_of(text))
    chosen = best_heads(lines)
    if chosen is None:
        return _cut(text, lines, list(untimed_heads(lines)), Parsed("named"))
    return _cut(text, lines, chosen[1], Parsed(_layout(*chosen, lines)))


def _layout(form: Form, heads: Sequence[TurnHead], lines: Sequence[Line]) -> Layout:
    above = [line.body for line in lines if line.start < heads[0].line.start][:_HEAD_LINES]
    if form in ("alone", "inline"):
        if any(_FEISHU_B.search(line) for line in above):
            return "feishu_b"
        if any(_FEISHU_C.search(line) for line in above):
            return "feishu_c"
        if any(_FEISHU_A.search(line) for line in above):
            return "feishu_a"
        return "feishu_b" if form == "inline" else "named"
    return "tencent" if form == "bracketed" else "named"


def _cut(text: str, lines: Sequence[Line], heads: Sequence[TurnHead], parsed: Parsed) -> Parsed:
    """The file cut at its heads; the lines above the first are head matter where there is a first."""
    by_line = {head.line.number: head for head in heads}
    current: TurnHead | None = None
    pieces: list[Piece] = []
    gap = False

    def close() -> None:
        if not pieces:
            return
        if current is None:
            parsed.utterances.append(Utterance("", tuple(pieces)))
            return
        said = Utterance(current.name, tuple(pieces), current.time, day=current.day)
        parsed.utterances.append(said)

    for line in lines:
        if not line.body.strip():
            gap = True
            continue
        head = by_line.get(line.number)
        start = line.start
        if head is not None:
            close()
            current, pieces = head, []
            start += head.text_at
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
