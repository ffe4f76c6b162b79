"""The bin, which contains deleted items until they are purged."""

from datetime import datetime
from enum import StrEnum

from layerloom_schema.base import Message

KEPT_DAYS = 30
"""Days until an item in the bin is purged automatically."""


class BinKind(StrEnum):
    """Kinds of items in the bin."""

    project = "project"
    run = "run"
    published = "published"


class BinItem(Message):
    """One item in the bin, and what uses it."""

    kind: BinKind
    id: str
    """For published models an id of its own, as several of one name may be in the bin."""
    name: str
    deleted_at: datetime
    purged_at: datetime
    """When it is purged automatically, unless a saved document uses it then."""
    runs: int = 0
    """Number of runs that are in the bin with a project and are restored with it."""
    used_by: list[str]
    """
    Names of what uses it. With a run, or the runs of a project, as a layer: it works until that is purged. A model of a
    published one's name: a copy, which stays.
    """


class BinList(Message):
    """Last deleted first."""

    items: list[BinItem]
    days: int = KEPT_DAYS
