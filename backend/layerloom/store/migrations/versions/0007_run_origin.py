"""Add the run from whose checkpoint a run began, by which a run with forks is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("run_index", sa.Column("origin", sa.String(36)))
    op.create_index("ix_run_index_origin", "run_index", ["origin"])


def downgrade() -> None:
    op.drop_index("ix_run_index_origin", "run_index")
    op.drop_column("run_index", "origin")
