"""WebVTT (Teams, Zoom) and SRT -> utterances, whole or stripped of header, times and blank lines."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.intake.transcripts.utterances import (
    Layout,
    Line,
    Parsed,
    Piece,
    Seam,
    Utterance,
    lines_of,
    piece_of,
    seconds_of,
)
from service.text.names import is_person_name
from service.text.speakers import is_placeholder

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"[ \t]{{0,8}}({_TIME})[ \t]{{0,8}}-->[ \t]{{0,8}}({_TIME})(?:\s.*)?$")
_HEADER = re.compile(r"\ufeff?WEBVTT(?:[ \t]+(?P<title>\S.*))?$")
_ID = re.compile(r"\s*(?:\d{1,7}|[0-9A-Za-z_-]{1,64}/\d{1,9}(?:-\d{1,9})?|[0-9a-f-]{16,64})\s*$")
_STEM = re.compile(r"\s*(\S+)-\d{1,9}\s*$")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,40})*(?:[ \t]+([^<>\r\n]{0,120}))?>|</v>")
_ANY_TIMING = re.compile(rf"(?m)^[ \t]*{_TIME}[ \t]*-->|<v[ .]")
_TAG = re.compile(
    rf"</?(?:[cibu]|ruby|rt|lang|font)(?:[.\s][^<>\r\n]{{0,80}})?>|<{_TIME}>"
    r"|\{\\an?\d\}"
)
_NAMED = re.compile(r"(?P<name>[^:：\r\n<>]{1,60}?)\s?(?:: |:$|：)[ \t]*")
_CAPITALS = re.compile(r"[A-Z\u00c0-\u00de][\w.'’-]*(?: [A-Z\u00c0-\u00de(][\w.'’)|-]*){0,4}")
_NEAR_TOP = 3
_MOST = 0.5
_NEARLY_ALL = 0.95
"""Shares of utterances that begin with a name: from the first on names are looked for, from the
second on every beginning is one, however odd (`Greg K | Ops`)."""


def captions_layout(text: str) -> Layout | None:
    """Which captions these are, None for none: their header, a voice or a line of times comes first."""
    top = [line.body for line, _ in zip(_filled(text), range(_NEAR_TOP), strict=False)]
    if not top:
        return None
    header = _HEADER.match(top[0])
    headed = header is not None and (not header["title"] or bool(_ANY_TIMING.search(text)))
    voiced = bool(_VOICE.match(top[0].lstrip("\ufeff \t")))
    timing = next((found for body in top if (found := _TIMING.match(body))), None)
    if not (headed or voiced or timing):
        return None
    if voiced or _VOICE.search(text):
        return "teams_vtt"
    return "srt" if timing and not headed and "," in timing[1] + timing[2] else "zoom_vtt"


def read_captions(text: str, layout: Layout) -> Parsed:
    """The utterances of a caption file, in the order of the file."""
    parsed = Parsed(layout)
    for block in _blocks(text, parsed):
        parsed.utterances.extend(_voices(text, block))
    if layout != "teams_vtt":
        parsed.utterances[:] = _with_names(text, parsed.utterances)
    return parsed


@dataclass(slots=True)
class _Block:
    """The payload of one entry, or of a stretch without times."""

    lines: list[Line]
    start: float | None = None
    end: float | None = None
    stem: str = ""
    part: int = 0


def _filled(text: str) -> Iterator[Line]:
    return (line for line in lines_of(text) if line.body.strip("\ufeff \t"))


def _blocks(text: str, parsed: Parsed) -> Iterator[_Block]:
    """The payloads in order; what is no payload goes into the counts and the head of `parsed`."""
    lines = list(lines_of(text))
    timings = [_TIMING.match(line.body) for line in lines]
    block, part, before, at = _Block([]), 0, "", 0
    while at < len(lines):
        line = lines[at]
        header = _HEADER.match(line.body)
        if not line.body.strip():
            pass
        elif timing := timings[at]:
            yield block
            parsed.ignored["mark"] += 1
            stem = _STEM.match(before)
            start, end = seconds_of(timing[1]), seconds_of(timing[2])
            block = _Block([], start, end, stem[1] if stem else "", part)
        elif header and (at == 0 or not lines[at - 1].body.strip() or not block.lines):
            yield block
            part += bool(block.lines)
            block = _Block([], part=part)
            at = _past_header(lines, at, header, parsed)
            continue
        elif _COMMENT.match(line.body) and (at == 0 or not lines[at - 1].body.strip()):
            while at < len(lines) and lines[at].body.strip():
                parsed.ignored["note"] += 1
                at += 1
            continue
        elif _ID.match(line.body) and at + 1 < len(lines) and timings[at + 1]:
            parsed.ignored["mark"] += 1
            if parsed.layout == "srt" and line.body.strip() == "1" and block.lines:
                part += 1  # the numbers begin again: another recording in the same file
        else:
            parsed.spoken += 1
            block.lines.append(line)
        before = line.body
        at += 1
    yield block


def _past_header(lines: Sequence[Line], at: int, header: re.Match[str], parsed: Parsed) -> int:
    """The line after the file's header; a title behind WEBVTT is head matter."""
    if header["title"]:
        line = lines[at]
        parsed.head.append((line.start + header.start("title"), line.end))
        parsed.spoken += 1
    else:
        parsed.ignored["mark"] += 1
    at += 1
    while at < len(lines) and re.match(r"[A-Za-z-]{2,30}\s*[:=]\s*\S", lines[at].body):
        if _VOICE.search(lines[at].body) or "-->" in lines[at].body:
            break
        parsed.ignored["mark"] += 1
        at += 1
    return at


def _voices(text: str, block: _Block) -> Iterator[Utterance]:
    """The utterances of a payload, one for each voice that speaks in it."""
    speaker, pieces = "", list[Piece]()

    def utterance() -> Utterance:
        return Utterance(speaker, tuple(pieces), block.start, block.end, block.stem, block.part)

    for line in block.lines:
        at, seam = line.start, _seam_of(block)
        for voice in _VOICE.finditer(text, line.start, line.end):
            pieces.extend(_pieces(text, at, voice.start(), seam))
            if pieces:
                yield utterance()
            speaker = " ".join(html.unescape(voice[1] or "").split())
            pieces, at = [], voice.end()
        pieces.extend(_pieces(text, at, line.end, seam))
    if pieces:
        yield utterance()


def _seam_of(block: _Block) -> Seam:
    """A payload's lines are one run of speech, with times or without."""
    return "flow" if block.lines else "cut"


def _pieces(text: str, start: int, end: int, seam: Seam) -> Iterator[Piece]:
    """The words between the tags of [start, end)."""
    for tag in _TAG.finditer(text, start, end):
        if piece := piece_of(text, start, tag.start(), seam):
            yield piece
        start = tag.end()
    if piece := piece_of(text, start, end, seam):
        yield piece


def _with_names(text: str, utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """The utterances with `Name: ` taken off their words and made their speaker.

    Only where most utterances begin so: in captions without names, `Note: ` is said. One without a name stays
    nobody's.
    """
    begins = [
        _NAMED.match(text, utterance.pieces[0].start, utterance.pieces[0].end)
        for utterance in utterances
    ]
    labels = Counter(found["name"].strip() for found in begins if found)
    share = labels.total() / max(len(utterances), 1)
    if share < _MOST:
        yield from utterances
        return
    for utterance, found in zip(utterances, begins, strict=True):
        name = found["name"].strip() if found else ""
        known = share >= _NEARLY_ALL or labels[name] > 1 or _looks_like_name(name)
        if found is None or not known:
            yield utterance
            continue
        first = piece_of(text, found.end(), utterance.pieces[0].end, utterance.pieces[0].seam)
        pieces = (first, *utterance.pieces[1:]) if first else utterance.pieces[1:]
        if pieces:
            yield replace(utterance, speaker=html.unescape(name), pieces=pieces)


def _looks_like_name(name: str) -> bool:
    return is_placeholder(name) or is_person_name(name) or bool(_CAPITALS.fullmatch(name))
