"""A draft made from a month's gold alone: what a perfect service would hand in."""

from __future__ import annotations

import hashlib
from typing import Any

from evals.cases import GoldPlace, Month
from evals.metrics.coverage import span_of
from evals.reading import Files, records


def encoding_of(data: bytes) -> str:
    """UTF-8 where it fits, else the Chinese encoding of spreadsheet exports."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def files_of(case: Month) -> Files:
    """The case's sources by the names that the gold uses."""
    paths = (path for path in (case.folder / "month").rglob("*") if path.is_file())
    return {path.relative_to(case.folder).as_posix(): path.read_bytes() for path in paths}


def faithful_draft(case: Month) -> dict[str, Any]:
    """Each matter once, in its first section, in the words of the lines and rows it rests on."""
    files = files_of(case)
    sections: dict[str, list[dict[str, Any]]] = {
        key: [] for key in ("progress", "problems", "lessons", "next_month")
    }
    for matter in case.matters:
        cited = [_citation(files, place) for place in matter.evidence]
        fields = {name: value.split("|")[0] for name, value in matter.fields.items()}
        sections[matter.sections[0]].append(
            {
                "id": matter.id,
                "text": cited[0]["whole"],
                "fields": {**fields, "owner": matter.owner, "due": matter.due},
                "evidence": cited,
            }
        )
    return {
        "month": case.month,
        "sources": [
            {
                "source": name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "encoding": encoding_of(data),
            }
            for name, data in files.items()
        ],
        "sections": [{"key": key, "items": items} for key, items in sections.items()],
        "follow_up": [
            {
                "action": g.action,
                "answer": g.answers[0],
                "owner": "",
                "due": "",
                "note": "",
                "evidence": [],
            }
            for g in case.follow_up
        ],
        "conflicts": [
            {
                "about": g.about,
                "claims": [
                    {"value": "", "evidence": [_citation(files, side[0])]} for side in g.sides
                ],
            }
            for g in case.conflicts
        ],
        "findings": [],
    }


def _citation(files: Files, place: GoldPlace) -> dict[str, Any]:
    """A citation of the gold quote; `whole` is the line or row around it."""
    data = files[place.file]
    text = data.decode(encoding_of(data))
    at: dict[str, Any]
    if place.row:
        rows = records(text)
        row = rows[place.row - 1]
        column = next(n for n, cell in enumerate(row, 1) if place.quote in cell)
        at = {"kind": "table", "row": place.row, "column": column, "header": rows[0][column - 1]}
        whole = " ".join(cell for cell in row if cell)
    else:
        start, end = span_of(text, place)
        line = text.splitlines()[place.line - 1]
        at = {
            "kind": "text",
            "line": place.line,
            "column": line.index(place.quote) + 1,
            "start": start,
            "end": end,
        }
        whole = line
    name = f"{place.file}:{place.line}:{place.row}:{place.quote}"
    return {
        "sentence": name,
        "source": place.file,
        "place": at,
        "text": place.quote,
        "whole": whole,
    }
