"""Add the index of runs: a narrow row, tags, metrics and parameters of each, to sort and filter by.

The rows of runs that exist are made when the database is opened: they follow from the records and documents.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "run_index",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "run", sa.String(36), sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, unique=True
        ),
        sa.Column("project", sa.String(64)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("label", sa.String(120)),
        sa.Column("label_key", sa.Text, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("epochs_done", sa.Integer, nullable=False),
        sa.Column("best_loss", sa.Float),
        sa.Column("sweep", sa.String(36)),
        sa.Column("note", sa.Text),
    )
    for column in ("project", "created_at", "state", "sweep"):
        op.create_index(f"ix_run_index_{column}", "run_index", [column])
    op.create_table(
        "run_tags",
        sa.Column("run", sa.Integer, sa.ForeignKey("run_index.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("tag", sa.String(40), primary_key=True),
    )
    op.create_index("ix_run_tags_tag", "run_tags", ["tag"])
    op.create_table(
        "run_value_names",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.UniqueConstraint("kind", "name"),
    )
    op.create_table(
        "run_values",
        sa.Column("run", sa.Integer, sa.ForeignKey("run_index.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.Integer, sa.ForeignKey("run_value_names.id"), primary_key=True),
        sa.Column("number", sa.Float),
        sa.Column("text", sa.String(200)),
    )
    op.create_index("ix_run_values_name", "run_values", ["name", "number"])
    op.create_index("ix_runs_deleted_at", "runs", ["deleted_at"])


def downgrade() -> None:
    op.drop_index("ix_runs_deleted_at", "runs")
    for table in ("run_values", "run_value_names", "run_tags", "run_index"):
        op.drop_table(table)
