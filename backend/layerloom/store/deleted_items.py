"""The error for items in the bin: they count as not found, with a message that says where they are."""

from datetime import datetime

from layerloom_schema.errors import ErrorCode, Refused


def require_not_deleted(deleted_at: datetime | None, what: str, id: str) -> None:
    """Raise `Refused` if an item was deleted."""
    if deleted_at is not None:
        message = f"This {what} is in the bin. Restore it to go on with it."
        raise Refused(404, ErrorCode.in_bin, message, got=id)
