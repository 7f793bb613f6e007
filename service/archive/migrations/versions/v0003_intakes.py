"""Sources in parts, what is handed in as durable runs, what a project remembers.

What was read of a source stood in one column: as one JSON document at first, then as JSON lines. Both
become a head and parts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXT_PART = 200_000
_SENTENCES = 500
_TICKETS = 100


def upgrade() -> None:
    """Makes the tables and moves every source into its parts."""
    _create_parts()
    _create_intakes()
    op.create_table(
        "project_memories",
        sa.Column("project", sa.Text, primary_key=True),
        sa.Column("column_fields", sa.Text, nullable=False),
        sa.Column("states", sa.Text, nullable=False),
        sa.Column("spellings", sa.Text, nullable=False),
    )
    for table, column in (
        ("runs", sa.Column("starts", sa.Integer, nullable=False, server_default="0")),
        ("runs", sa.Column("left_out", sa.Text, nullable=False, server_default="[]")),
        ("passages", sa.Column("reading", sa.Integer, nullable=False, server_default="1")),
        ("passages", sa.Column("ready", sa.Boolean, nullable=False, server_default="1")),
    ):
        op.add_column(table, column)
    _move_sources()
    op.drop_column("sources", "content")


def _create_parts() -> None:
    for column in (
        sa.Column("reading", sa.Integer, nullable=False, server_default="1"),
        sa.Column("head", sa.Text, nullable=False, server_default=""),
        sa.Column("sentences", sa.Integer, nullable=False, server_default="0"),
        sa.Column("tickets", sa.Integer, nullable=False, server_default="0"),
        sa.Column("choices", sa.Text, nullable=False, server_default="{}"),
        sa.Column("ticket_marks", sa.LargeBinary, nullable=False, server_default=sa.text("x''")),
        sa.Column("copy_of", sa.String(32)),
    ):
        op.add_column("sources", column)
    op.create_table(
        "source_parts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source_id", sa.String(32), sa.ForeignKey("sources.id"), nullable=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("source_parts_in_order", "source_parts", ["source_id", "reading", "number"])


def _create_intakes() -> None:
    op.create_table(
        "intakes",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("error_zh", sa.Text, nullable=False),
        sa.Column("error_en", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=False),
    )
    op.create_index("intakes_by_state", "intakes", ["state"])
    op.create_table(
        "intake_things",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("intake_id", sa.String(32), sa.ForeignKey("intakes.id"), nullable=False),
        sa.Column("position", sa.String(24), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("choices", sa.Text, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("source_id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("reason_zh", sa.Text, nullable=False),
        sa.Column("reason_en", sa.Text, nullable=False),
    )
    op.create_index("intake_things_in_order", "intake_things", ["intake_id", "position"])
    op.create_table(
        "uploads",
        sa.Column("thing_id", sa.String(32), sa.ForeignKey("intake_things.id"), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _move_sources() -> None:
    connection = op.get_bind()
    numbers = connection.execute(sa.text("SELECT number FROM sources")).scalars().all()
    for number in numbers:
        query = sa.text("SELECT id, content FROM sources WHERE number = :number")
        source_id, content = connection.execute(query, {"number": number}).one()
        head, *rest = _lines(content)
        counts = {"sentences": 0, "tickets": 0}
        for line in rest:
            part, values = json.loads(line)
            if part in counts:
                counts[part] += len(values)
            connection.execute(
                sa.text(
                    "INSERT INTO source_parts (source_id, reading, content) VALUES (:id, 1, :line)"
                ),
                {"id": source_id, "line": zlib.compress(line.encode("utf-8", "surrogatepass"), 1)},
            )
        connection.execute(
            sa.text(
                "UPDATE sources SET head = :head, sentences = :sentences, tickets = :tickets "
                "WHERE number = :number"
            ),
            {"head": head, "number": number, **counts},
        )


def _lines(content: str) -> list[str]:
    if content.startswith("["):
        return content.split("\n")
    return [json.dumps(line, ensure_ascii=False) for line in _parts_of(json.loads(content))]


def _parts_of(document: dict[str, Any]) -> Iterator[list[Any]]:
    """The parts of a source that was one JSON document, the head first."""
    text, sentences = document.pop("text"), document.pop("sentences")
    tickets = document.pop("tickets")
    form = "csv" if document["kind"] in {"tickets", "table"} else "text"
    yield ["head", {**document, "form": form, "blocks": []}]
    for at in range(0, len(text), _TEXT_PART):
        yield ["text", text[at : at + _TEXT_PART]]
    for at in range(0, len(sentences), _SENTENCES):
        yield ["sentences", [_sentence(one) for one in sentences[at : at + _SENTENCES]]]
    for at in range(0, len(tickets), _TICKETS):
        yield ["tickets", tickets[at : at + _TICKETS]]


def _sentence(entry: dict[str, Any]) -> list[Any]:
    place = entry["place"]
    kind = place["kind"]
    names = ("line", "column", "start", "end")
    if kind == "table":
        names = ("sheet", "row", "column", "header")
    return [
        entry["id"],
        kind,
        [place[name] for name in names],
        entry["text"],
        entry["role"],
        entry["headings"],
        entry["indent"],
        entry["cell"],
    ]
