"""Sources that an earlier version stored are read as they were, whichever form they had."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from service.archive import Archive
from service.archive.archive import DATABASE_NAME
from service.archive.database import MIGRATIONS
from service.documents import source_lines
from service.intake import read_paste
from service.review import Sentence, Source, TablePlace
from tests.fakes.served import MONTH_ZH

BUGS = "Bug编号,Bug标题,Bug状态,关键词\nQY-1,网关超时,激活,网关\nQY-2,导出乱码,已关闭,\n"


TICKET_FIELDS = (
    *("key", "title", "type", "state", "state_raw", "resolution_raw", "priority_raw"),
    *("severity_raw", "assignee", "reporter", "created", "updated", "resolved", "closed", "due"),
    *("planned_start", "actual_start", "reopened", "labels", "parent", "description", "cells"),
)
"""The fields that a ticket had then."""


def _place(sentence: Sentence) -> dict[str, object]:
    place = sentence.place
    if isinstance(place, TablePlace):
        return {
            "kind": "table",
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "header": place.header,
        }
    return {
        "kind": "text",
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
    }


def _one_document(source: Source) -> str:
    """The form of the first release: one JSON document."""
    head = json.loads(_lines(source).partition("\n")[0])[1]
    del head["form"], head["blocks"]
    tickets = [{name: getattr(ticket, name) for name in TICKET_FIELDS} for ticket in source.tickets]
    sentences = [
        {
            "id": one.id,
            "source": one.source,
            "place": _place(one),
            "text": one.text,
            "role": one.role,
            "headings": one.headings,
            "indent": one.indent,
            "cell": None
            if one.cell is None
            else [one.cell.table, one.cell.row, one.cell.column, one.cell.header],
        }
        for one in source.sentences
    ]
    document = {**head, "text": source.text, "sentences": sentences, "tickets": tickets}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _lines(source: Source) -> str:
    """The form that came after it: JSON lines in one column."""
    lines = []
    for line in source_lines(source):
        part, values = json.loads(line)
        if part == "head":
            del values["speakers"], values["report"]["sheets"]
        if part == "tickets":
            values = [{name: one[name] for name in TICKET_FIELDS} for one in values]
        lines.append(json.dumps([part, values], ensure_ascii=False, separators=(",", ":")))
    return "\n".join(lines)


def _old_archive(data: Path, content: str, source: Source) -> None:
    """A database of revision 0002 with one source, one passage and one run."""
    engine = create_engine(f"sqlite:///{data / DATABASE_NAME}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    old = sqlite3.connect(data / DATABASE_NAME)
    with old:
        old.execute(
            "INSERT INTO sources (id, project, month, name, sha256, data, content, added_at) "
            "VALUES ('s1', '青云项目', '2026-10', ?, ?, x'00ff', ?, '2026-10-31T00:00:00+00:00')",
            (source.name, source.sha256, content),
        )
        old.execute(
            "INSERT INTO passages (id, project, month, kind, origin, text, place_json) "
            "VALUES ('p1', '青云项目', 202610, 'source', 's1', '接口超时', '{}')"
        )
        old.execute(
            "INSERT INTO runs (id, project, month, source_ids, state, step, error_zh, error_en, "
            "created_at) VALUES ('r1', '青云项目', '2026-10', '[\"s1\"]', 'done', '', '', '', '')"
        )
    old.close()


@pytest.mark.parametrize("form", [_one_document, _lines])
@pytest.mark.parametrize("text", [MONTH_ZH, BUGS, "😀：" + "长" * 250_000 + "。完。"])
def test_what_was_stored_before_is_read_as_it_was(form: object, text: str, tmp_path: Path) -> None:
    """Text, sentences, tickets and report are the same after the tables have changed."""
    assert callable(form)
    source = read_paste(text, 1)
    _old_archive(tmp_path, form(source), source)
    with Archive.open(tmp_path) as archive:
        stored = archive.source("s1").source
        assert replace(stored, report=source.report) == source
        assert archive.source_bytes("s1") == b"\x00\xff"
        (entry,) = archive.sources("青云项目", "2026-10")
        assert (entry.sentences, entry.tickets) == (len(source.sentences), len(source.tickets))
        assert replace(source.report, sheets=()) == entry.source.report == stored.report
        assert [one.id for one in archive.passages("青云项目")] == ["p1"]
        assert archive.run("r1").left_out == ()
        archive.delete_source("s1")
        assert archive.passages("青云项目") == ()
