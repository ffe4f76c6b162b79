"""Rename two fields in the records of runs: `last` is `last_seq`, `ahead` is `queue_position`."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NAMES = {"last": "last_seq", "ahead": "queue_position"}


def upgrade() -> None:
    _rename(_NAMES)


def downgrade() -> None:
    _rename({new: old for old, new in _NAMES.items()})


def _rename(names: Mapping[str, str]) -> None:
    connection = op.get_bind()
    change = sa.text("UPDATE runs SET record = :record WHERE id = :id")
    for row in connection.execute(sa.text("SELECT id, record FROM runs")).all():
        record = _read(row.record)
        if record is not None:
            renamed = {names.get(name, name): value for name, value in record.items()}
            connection.execute(change, {"id": row.id, "record": json.dumps(renamed, ensure_ascii=False)})


def _read(text: str) -> dict[str, Any] | None:
    """The record; `None` if it is damaged, in which case it is left as it is."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
