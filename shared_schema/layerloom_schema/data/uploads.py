"""Uploads: files that a client sends in parts, until a data set is made of them."""

from pydantic import UUID4, Field

from layerloom_schema.base import Message


class Upload(Message):
    """A file that is being sent. `received` is the offset, in bytes, at which its next part begins."""

    id: UUID4
    name: str = Field(min_length=1, max_length=255)
    """Its name on the client's machine: for display and as a hint of its format, never a path."""
    size: int = Field(ge=1)
    """Its whole length in bytes."""
    received: int = Field(default=0, ge=0)
    part_bytes: int
    """The largest part that one request should carry, in bytes."""

    @property
    def complete(self) -> bool:
        """Whether every byte has arrived."""
        return self.received == self.size
