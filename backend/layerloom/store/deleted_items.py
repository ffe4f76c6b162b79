"""The error for items in the bin: they count as not found, with a message that says where they are."""

from datetime import datetime
from typing import Literal

from layerloom_schema.errors import ErrorCode, Refused


def require_not_deleted(deleted_at: datetime | None, what: Literal["document", "model"], id: str) -> None:
    """Raise `Refused` if an item was deleted."""
    if deleted_at is not None:
        raise Refused(404, ErrorCode.in_bin, variant=what, got=id)
