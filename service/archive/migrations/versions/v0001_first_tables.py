"""The first tables: sources, runs, drafts, decisions, signed reviews, passages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates every table, and the triggers that keep decisions as they were made."""
    _create_sources()
    _create_runs_and_drafts()
    _create_decisions()
    _create_passages()


def _create_sources() -> None:
    op.create_table(
        "sources",
        *_identity(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("project", "month", "name", "sha256"),
    )


def _create_runs_and_drafts() -> None:
    op.create_table(
        "runs",
        *_identity(),
        sa.Column("language", sa.String(2)),
        sa.Column("source_ids", sa.Text, nullable=False),
        sa.Column("last_review_id", sa.String(32)),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("error_zh", sa.Text, nullable=False),
        sa.Column("error_en", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_index("runs_by_state", "runs", ["state"])
    op.create_table(
        "drafts",
        *_identity(),
        sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id"), nullable=False, unique=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("awaiting", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_index("drafts_by_project", "drafts", ["project"])
    op.create_table(
        "reviews",
        *_identity(),
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.id"), unique=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("signed_by", sa.Text, nullable=False),
        sa.Column("signed_at", sa.String(40), nullable=False),
        sa.Column("imported", sa.Boolean, nullable=False),
    )
    op.create_index("reviews_by_month", "reviews", ["project", "month"])


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.id"), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("text_before", sa.Text, nullable=False),
        sa.Column("text_after", sa.Text, nullable=False),
        sa.Column("answer", sa.String(8)),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("decisions_by_draft", "decisions", ["draft_id", "number"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_no_{change.lower()} BEFORE {change} ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END"
        )


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place_json", sa.Text, nullable=False),
    )
    op.create_index("passages_by_project", "passages", ["project", "number"])
    op.create_index("passages_by_origin", "passages", ["origin"])
    op.create_table(
        "corpora",
        sa.Column("project", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _identity() -> tuple[sa.Column[int] | sa.Column[str], ...]:
    """The columns that every dated thing of a project begins with."""
    return (
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
    )
