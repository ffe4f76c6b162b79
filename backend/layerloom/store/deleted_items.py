"""What is in the bin is as good as gone, but for a sentence that says where it is."""

from datetime import datetime

from layerloom_schema.errors import ErrorCode, Refused


def require_not_deleted(deleted_at: datetime | None, what: str, id: str) -> None:
    """Raises `Refused` for what is in the bin."""
    if deleted_at is not None:
        message = f"This {what} is in the bin. Restore it to go on with it."
        raise Refused(404, ErrorCode.in_bin, message, got=id)
