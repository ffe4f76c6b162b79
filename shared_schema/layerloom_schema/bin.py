"""The bin: what a person deleted, until it is purged."""

from datetime import datetime
from enum import StrEnum

from .base import Message

KEPT_DAYS = 30
"""How long a thing stays in the bin before it is purged by itself."""


class BinKind(StrEnum):
    """What can be in the bin."""

    project = "project"
    run = "run"
    published = "published"


class BinItem(Message):
    """One thing in the bin, and what hangs on it."""

    kind: BinKind
    id: str
    """Of a published model an id of its own: of one name several may be in the bin."""
    name: str
    deleted_at: datetime
    purged_at: datetime
    """When it is purged by itself, unless a saved document uses it until then."""
    runs: int = 0
    """How many runs are in the bin with a project, and come back with it."""
    used_by: list[str]
    """
    Names of what uses it. With a run, or the runs of a project, as a layer: it works until that is purged. A model of a
    published one's name: a copy, which stays.
    """


class BinList(Message):
    """Last deleted first."""

    items: list[BinItem]
    days: int = KEPT_DAYS
