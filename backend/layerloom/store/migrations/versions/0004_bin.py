"""The bin: when a project, a run or a published model was deleted. Of one name several published models may be there."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LIVE = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    for table in ("projects", "runs"):
        op.add_column(table, sa.Column("deleted_at", sa.DateTime(timezone=True)))
    op.rename_table("published", "published_by_name")
    op.create_table(
        "published",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "ix_published_live", "published", ["name"], unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
    )
    connection = op.get_bind()
    insert = sa.text(
        "INSERT INTO published (id, name, changed_at, text) VALUES (:id, :name, :changed_at, :text)"
    )
    for row in connection.execute(sa.text("SELECT name, changed_at, text FROM published_by_name")).mappings():
        connection.execute(insert, {"id": str(uuid.uuid4()), **row})
    op.drop_table("published_by_name")


def downgrade() -> None:
    op.drop_index("ix_published_live", "published")
    op.rename_table("published", "published_by_id")
    op.create_table(
        "published",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.execute(
        "INSERT INTO published (name, changed_at, text) "
        "SELECT name, changed_at, text FROM published_by_id WHERE deleted_at IS NULL"
    )
    op.drop_table("published_by_id")
    for table in ("runs", "projects"):
        op.drop_column(table, "deleted_at")
