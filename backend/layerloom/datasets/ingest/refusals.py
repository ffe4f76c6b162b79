"""The refusal of a file: which file, where in it, and why."""

from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused


def refuse_file(
    variant: str,
    file: str,
    *,
    line: int | None = None,
    column: str | None = None,
    limit: int | None = None,
    got: Json = None,
    **params: Json,
) -> Refused:
    """The error of a file that cannot be read as data; `where` has the file, and line and column where they are known."""
    where = _given({"file": file, "line": line, "column": column})
    known = {**where, **_given({"limit": limit, "got": got}), **params}
    return Refused(
        422, ErrorCode.data_unreadable, variant=variant, params=known, where=where, limit=limit, got=got
    )


def _given(values: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if value is not None}
