"""Critiques keep their text: versions of it, each with its report, and what people decide on findings.

A report that was kept before becomes the first version of a critique whose text nobody kept (NULL).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and moves every report into its first version."""
    for name in ("project", "month", "name", "language"):
        op.add_column("critiques", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("critiques", sa.Column("given", sa.Text, nullable=False, server_default="{}"))
    op.add_column("critiques", sa.Column("key", sa.Text))
    op.add_column("critiques", sa.Column("sent", sa.String(64), nullable=False, server_default=""))
    op.create_index("critiques_by_key", "critiques", ["key"], unique=True)
    op.create_table(
        "critique_versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("critique_id", sa.String(32), sa.ForeignKey("critiques.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("edit", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("critique_id", "version"),
    )
    op.create_table(
        "critique_decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("critique_id", sa.String(32), sa.ForeignKey("critiques.id"), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
    )
    op.create_index("critique_decisions_in_order", "critique_decisions", ["critique_id", "number"])
    op.execute(
        "INSERT INTO critique_versions"
        " (critique_id, version, text, document, summary, edit, created_at)"
        " SELECT id, 1, NULL, document, '[]', '', created_at FROM critiques ORDER BY number"
    )
    op.drop_column("critiques", "document")
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER critique_decisions_no_{action.lower()} BEFORE {action} ON"
            " critique_decisions BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END"
        )
