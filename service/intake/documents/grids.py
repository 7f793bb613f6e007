"""Tables of documents as they are meant: true tables stay, forms and frames become lines.

Chinese minutes in Word are often one big table: 会议时间 beside its value, 会议内容 beside a page of text,
and a list of actions below. Such a form is read as "会议时间：…" line by line, the list as a table of its
own; a table that only frames text is that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.cues import heading_parts
from service.intake.documents.document_text import Grid, GridCell, Line, Part
from service.intake.tables.dialects import known_titles, normal

_LABEL = re.compile(
    r"(?:会议|本次|本周|本月|下周|下月|项目|工作|实施|主要|文件|客户)?"
    r"(?:时间|日期|地点|主题|名称|主持人?|记录人?|召集人|参会人?员?|参加人?员?|与会人?员?|出席人?员?|缺席人?员?"
    r"|列席人?员?|人员|内容|议程|议题|结论|决议|纪要|记录|摘要|概要|事项|备注|说明|项目|部门|单位|编号|目标|目的|背景"
    r"|问题|风险|计划|总结|措施|进展|情况|状态|负责人|责任人|完成时间|截止时间|截止日期|序号|抄送|主送|附件|签发人?)"
    r"(?:名单|情况|及人员|记录|及结论|与结论|安排)?"
    r"|date|time|place|location|venue|topic|subject|title|chair|host|recorder|minute taker|attendees"
    r"|participants|absent|agenda|content|discussion|decisions?|conclusions?|actions?|action items?"
    r"|notes|remarks|project|status|owner|due|due date|no\.?|item|task",
    re.IGNORECASE,
)
_LONGEST_LABEL = 14


def as_meant(grid: Grid) -> Iterator[Part]:
    """The parts of a table in order; nothing of it is left out."""
    rows = [row for row in grid.rows if row]
    if all(len(row) == 1 for row in rows) or len(rows) == 1:
        for row in rows:
            yield from _spread(row)
        return
    if _is_form(rows):
        yield from _form(rows)
        return
    while len(rows) > 2 and len(rows[0]) == 1 and len(rows[1]) > 1:
        yield from _spread(rows[0])  # a title over the whole width
        rows = rows[1:]
    yield Grid(tuple(rows))


def _form(rows: Sequence[tuple[GridCell, ...]]) -> Iterator[Part]:
    at = 0
    while at < len(rows):
        row = rows[at]
        end = at + 1
        if _is_header(row):
            columns = {cell.column for cell in row}
            while end < len(rows) and _fits(rows[end], columns):
                end += 1
        if end - at > 1:
            yield Grid(tuple(rows[at:end]))
        elif _labelled(row):
            yield from _pairs(row)
        else:
            yield from _spread(row)
        at = end


def _pairs(row: Sequence[GridCell]) -> Iterator[Part]:
    """Each label with what stands beside it: on its line, or below it when it has several."""
    cells = list(row)
    while cells:
        label = cells.pop(0)
        if not _is_label(label):
            yield from label.parts
            continue
        name = " ".join(label.lines).strip(" :：\u3000")
        value = cells.pop(0) if cells and not _is_label(cells[0]) else None
        if value is not None and len(value.lines) == 1:
            yield Line(f"{name}：{value.lines[0]}")
            continue
        yield Line(f"{name}：")
        if value is not None:
            yield from _parts(value)


def _spread(row: Sequence[GridCell]) -> Iterator[Part]:
    for cell in row:
        yield from _parts(cell)


def _parts(cell: GridCell) -> Iterator[Part]:
    for part in cell.parts:
        if isinstance(part, Grid):
            yield from as_meant(part)
        else:
            yield part


def _is_form(rows: Sequence[tuple[GridCell, ...]]) -> bool:
    """At least two rows begin with a label that has its value beside it, the first one among them
    or right below a title."""
    labelled = [_labelled(row) for row in rows]
    first = 1 if len(rows[0]) == 1 else 0
    return labelled[first] and sum(labelled) >= 2 and not _is_header(rows[first])


def _labelled(row: Sequence[GridCell]) -> bool:
    return len(row) > 1 and _is_label(row[0]) and not _is_header(row)


def _is_header(row: Sequence[GridCell]) -> bool:
    return len(row) >= 2 and all(_is_label(cell) for cell in row)


def _fits(row: Sequence[GridCell], columns: set[int]) -> bool:
    """Whether a row goes on with the list whose header fills `columns`."""
    return len(row) >= 2 and {cell.column for cell in row} <= columns and not _is_header(row)


def _is_label(cell: GridCell) -> bool:
    lines = cell.lines
    if not lines or len(lines) > 2:
        return False
    name = re.sub(r"[\s\u3000]+", "" if not lines[0].isascii() else " ", " ".join(lines))
    name = name.strip(" :：").lower()
    if not name or len(name) > _LONGEST_LABEL:
        return False
    known = bool(_LABEL.fullmatch(name)) or normal(name) in known_titles()
    return known or any(pattern.fullmatch(name) for _, pattern in heading_parts())
