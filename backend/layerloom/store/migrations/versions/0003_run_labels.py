"""What a person calls a run."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("label", sa.String(120)))


def downgrade() -> None:
    op.drop_column("runs", "label")
