"""Columns of files that say their types: what a table can hold of them, and what it cannot."""

from collections.abc import Mapping

import polars as pl

from layerloom.datasets.ingest.refusals import refuse_file

ROWS_AT_ONCE = 1 << 21
"""Cells of a block; the more columns, the fewer rows."""


def check_types(schema: Mapping[str, pl.DataType], file: str) -> None:
    """Raise `Refused` for a column whose cells are lists, records or bytes."""
    for name, dtype in schema.items():
        if dtype.is_nested() or dtype == pl.Binary or dtype == pl.Object:
            raise refuse_file("column_kind", file, column=name, kind=str(dtype))


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with text for categories and times of day, seconds for spans of time, and numbers of 64 bits for others.

    Integers beyond int64 make a block float64, as they do in text.
    """
    changed = []
    for index, dtype in enumerate(frame.dtypes):
        column = pl.nth(index)  # a name such as `^a$` would be taken as a pattern
        if dtype in (pl.Categorical, pl.Enum, pl.Time):
            changed.append(column.cast(pl.String))
        elif dtype == pl.Duration:
            changed.append(column.dt.total_seconds(fractional=True))
        elif dtype == pl.Null or dtype.is_decimal():
            changed.append(column.cast(pl.Float64))
        elif dtype in (pl.UInt64, pl.Int128, pl.UInt128):
            cells = frame.to_series(index)
            fits = cells.cast(pl.Int64, strict=False).null_count() == cells.null_count()
            changed.append(column.cast(pl.Int64 if fits else pl.Float64))
    return frame.with_columns(changed) if changed else frame


def rows_of_a_block(columns: int) -> int:
    """The number of rows that are read at once."""
    return max(1_000, ROWS_AT_ONCE // max(1, columns))
