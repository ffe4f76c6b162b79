"""One version number, one ordered list of steps: `MIGRATIONS[n]` turns a document of format n into format n + 1."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.literals import whole

FORMAT: Literal[2] = 2
"""Format 2 has `split` in `data`: a version that does not know it would train on the rows that are for the test."""


def _with_split(document: dict[str, Any]) -> dict[str, Any]:
    """From format 1 to 2: nothing that was there has changed."""
    return {**document, "format": 2}


MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _with_split}


def is_newer(value: Any) -> bool:
    """Whether a decoded document is of a format that this version does not know: it is kept as it is."""
    version = whole(value.get("format")) if isinstance(value, dict) else None
    return isinstance(version, int) and not isinstance(version, bool) and version > FORMAT


def upgrade(value: Any) -> dict[str, Any]:
    """The same document in today's format. Raises `Unreadable` for what is no document or a newer one."""
    if not isinstance(value, dict):
        raise Unreadable(ErrorCode.invalid, variant="no_object")
    version = whole(value.get("format"))
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise Unreadable(ErrorCode.invalid, variant="no_format", where={"field": "format"})
    if version > FORMAT:
        raise Unreadable(
            ErrorCode.newer,
            variant="format",
            params={"format": version, "known": FORMAT},
            where={"field": "format"},
            limit=FORMAT,
            got=version,
        )
    return _migrated(value, version)


def as_of_today(value: Any) -> Any:
    """A document of an older format, in today's; anything else as it is."""
    version = whole(value.get("format")) if isinstance(value, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version < FORMAT:
        return value
    return _migrated(value, version)


def _migrated(value: dict[str, Any], version: int) -> dict[str, Any]:
    document: dict[str, Any] = {**value, "format": version}
    for step in range(version, FORMAT):
        document = MIGRATIONS[step](document)
    return document
