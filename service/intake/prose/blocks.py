"""The parts of a text that have a day of their own, and those that repeat another part.

Year files stand newest first, parted by a blank line at best; old minutes are pasted below the new.
Nothing is removed: a copy is a block that names the block it repeats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from service.intake.prose.date_lines import (
    DateLine,
    Line,
    find_date_lines,
    is_rule,
    is_title,
    lines_of,
    starts_part,
)
from service.review import Block, Sentence
from service.text.sameness import is_held_by, is_same, line_key

_TITLE_LINES = 3
_HEAD_LINES = 4
"""Lines after a date line in which a second one with the same day belongs to the same head."""
_MOST_LIKE = 20
_TITLE_LENGTH = 60


@dataclass(slots=True)
class _Part:
    """A stretch of lines on its way to becoming a block; `date_at` is the line that dates it."""

    first: int
    end: int
    dated: str = ""
    title: str = ""
    date_at: int = -1
    keys: tuple[str, ...] = ()
    copy_of: int | None = None


def find_blocks(sentences: Sequence[Sentence], *, named: str = "") -> tuple[Block, ...]:
    """The blocks of a text in order, all its sentences in one of them; () for a text of one block.

    `named` is the ISO day in the file's name: it gives a year to days without one. A day whose year
    nothing tells stays in the block's title alone.
    """
    lines = lines_of(sentences)
    parts = _dated_parts(lines, named)
    parts = [piece for part in parts for piece in _with_repeats(lines, part)]
    if len(parts) < 2:
        return ()
    _mark_copies(lines, parts)
    edges = [0, *(lines[part.first].first for part in parts[1:]), len(sentences)]
    return tuple(
        Block(start, end, part.dated, part.title[:_TITLE_LENGTH], part.copy_of)
        for part, (start, end) in zip(parts, pairwise(edges), strict=True)
    )


def _dated_parts(lines: Sequence[Line], named: str) -> list[_Part]:
    """The lines cut before each date line and its title; one part where fewer than two are dated."""
    heads = list(_heads(lines))
    if len(heads) < 2:
        return [_Part(0, len(lines), dated=_of_head(heads, named))] if lines else []
    days = _with_years([head.day for head in heads], named)
    starts = [_top_of(lines, head.at) for head in heads]
    parts = [
        _Part(start, end, day, head.title, head.at)
        for head, day, start, end in zip(
            heads, days, starts, [*starts[1:], len(lines)], strict=True
        )
    ]
    if starts[0] > 0:
        above = _Part(0, starts[0])
        if _keys(lines, above):
            parts.insert(0, above)
        else:
            parts[0].first = 0
    return parts


def _of_head(heads: Sequence[DateLine], named: str) -> str:
    return _with_years([head.day for head in heads[:1]], named)[0] if heads else named


def _heads(lines: Sequence[Line]) -> Iterator[DateLine]:
    """The date lines, without those that say the day of the same head again."""
    last: DateLine | None = None
    for found in find_date_lines(lines):
        again = last is not None and found.day[-5:] == last.day[-5:]
        if again and last is not None and found.at - last.at <= _HEAD_LINES:
            if len(found.day) > len(last.day):
                last = replace(last, day=found.day)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _top_of(lines: Sequence[Line], at: int) -> int:
    """The first line of the title and rules right above a date line."""
    top = at
    for above in range(at - 1, max(-1, at - 1 - _TITLE_LINES), -1):
        near = lines[above].number >= lines[above + 1].number - (2 if is_rule(lines[above]) else 1)
        heading = lines[above].role == "heading" and lines[at].role != "heading"
        title = is_title(lines[above]) and (starts_part(lines, above) or heading)
        if not (is_rule(lines[above]) and near) and not (title and (near or heading)):
            break
        top = above
    return top


def _with_years(days: Sequence[str], named: str) -> list[str]:
    """ISO days; a day without a year gets the one that keeps the file's order, "" where nothing
    tells it."""
    given = [day for day in days if not day.startswith("--")]
    falling = _is_falling(given if len(given) > 1 else [day[-5:] for day in days])
    found: list[str] = []
    for at, day in enumerate(days):
        if not day.startswith("--"):
            found.append(day)
            continue
        before = next((one for one in reversed(found) if one), "")
        after = next((one for one in days[at + 1 :] if not one.startswith("--")), "")
        older, newer = (after, before) if falling else (before, after)
        found.append(_year_between(day[2:], older, newer) or _year_near(day[2:], named))
    return found


def _is_falling(days: Sequence[str]) -> bool:
    """Whether the newest stands first; a year file does so unless its days say otherwise."""
    steps = [(one > other) - (one < other) for one, other in pairwise(days)]
    return sum(steps) >= 0


def _year_between(day: str, older: str, newer: str) -> str:
    """The year that puts a day (MM-DD) between its neighbours, else nearest to the one there is."""
    if newer:
        last = _last_before(day, newer)
        return last if not older or last >= older else _year_near(day, newer)
    return _year_near(day, older)


def _last_before(day: str, newer: str) -> str:
    year = int(newer[:4])
    return next(
        (f"{one}-{day}" for one in range(year, year - 9, -1) if _exists(one, day) <= newer), ""
    )


def _exists(year: int, day: str) -> str:
    """The ISO day; a day past all others where the year has none such (29 February)."""
    try:
        return date(year, int(day[:2]), int(day[3:])).isoformat()
    except ValueError:
        return "9999"


def _year_near(day: str, anchor: str) -> str:
    if not anchor:
        return ""
    there = date.fromisoformat(anchor)
    near = [_exists(there.year + step, day) for step in (-1, 0, 1)]
    known = [one for one in near if one != "9999"]
    return min(known, key=lambda one: abs((date.fromisoformat(one) - there).days), default="")


# --- copies ----------------------------------------------------------------------------------------


def _keys(lines: Sequence[Line], part: _Part) -> tuple[str, ...]:
    """The line keys of a part, its date line and drawn lines apart."""
    return tuple(
        key
        for at in range(part.first, part.end)
        if at != part.date_at and (key := line_key(lines[at].text))
    )


def _with_repeats(lines: Sequence[Line], part: _Part) -> Iterator[_Part]:
    """A part cut where a paragraph of it stands a second time, under the same first line."""
    paragraphs = list(_paragraphs(lines, part))
    found: list[tuple[_Part, _Part]] = []
    like: dict[tuple[str, tuple[str, ...]], list[_Part]] = defaultdict(list)
    for paragraph in paragraphs:
        if not paragraph.keys:
            continue
        group = like[paragraph.keys[0], lines[paragraph.first].headings]
        pair = next((one for one in group[-_MOST_LIKE:] if _order(one.keys, paragraph.keys)), None)
        if pair is not None:
            found.append((pair, paragraph))
        group.append(paragraph)
    cuts = {part.first, part.end}
    for one, other in found:
        cuts.update((one.first, one.end, other.first, other.end))
    held: _Part | None = None
    for start, end in pairwise(sorted(cuts)):
        piece = replace(part, first=start, end=end)
        if held is not None and not _keys(lines, piece):
            held.end = end
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _paragraphs(lines: Sequence[Line], part: _Part) -> Iterator[_Part]:
    start = part.first
    for at in range(part.first + 1, part.end + 1):
        ends = at == part.end or lines[at].number > lines[at - 1].number + 1
        if ends or lines[at].role == "heading" or is_rule(lines[at]):
            found = _Part(start, at)
            found.keys = _keys(lines, found)
            yield found
            start = at


def _order(one: Sequence[str], other: Sequence[str]) -> int:
    """1 when `one` is the copy, 2 when `other` is (or both are the same), 0 for neither."""
    if is_held_by(other, one):
        return 2
    return 1 if is_held_by(one, other) else 0


def _mark_copies(lines: Sequence[Line], parts: Sequence[_Part]) -> None:
    """Says of each part that repeats another which one it repeats: the fuller, else the older."""
    for part in parts:
        part.keys = _keys(lines, part)
    by_day: dict[str, list[int]] = defaultdict(list)
    by_keys: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        by_day[part.dated].append(at)
        by_keys[part.keys].append(at)
    for group in by_day.values():
        for place, at in enumerate(group):
            for other in group[max(0, place - _MOST_LIKE) : place]:
                _mark_pair(lines, parts, other, at)
    for keys, group in by_keys.items():
        if len(group) < 2 or not is_same(keys, keys):
            continue
        oldest = min(group, key=lambda at: (parts[at].dated or "9999", at))
        for at in group:
            if at != oldest and parts[at].copy_of is None and parts[oldest].copy_of is None:
                parts[at].copy_of = oldest


def _mark_pair(lines: Sequence[Line], parts: Sequence[_Part], one: int, other: int) -> None:
    if parts[one].copy_of is not None or parts[other].copy_of is not None:
        return
    above = lines[parts[one].first].headings == lines[parts[other].first].headings
    order = _order(parts[one].keys, parts[other].keys)
    if not order or not (above or parts[one].date_at != parts[other].date_at):
        return
    if order == 2:
        parts[other].copy_of = one
    else:
        parts[one].copy_of = other
