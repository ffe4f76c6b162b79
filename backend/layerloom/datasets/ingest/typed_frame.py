"""Columns of files that say their types: what a table can hold of them, and what it cannot."""

from collections.abc import Mapping

import polars as pl

from .refusals import refuse_file

ROWS_AT_ONCE = 1 << 21
"""Cells of a block; the more columns, the fewer rows."""


def check_types(schema: Mapping[str, pl.DataType], file: str) -> None:
    """Raise `Refused` for a column whose cells are lists, records or bytes."""
    for name, dtype in schema.items():
        if dtype.is_nested() or dtype == pl.Binary or dtype == pl.Object:
            raise refuse_file("column_kind", file, column=name, kind=str(dtype))


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with text for categories and times of day, and with float64 for decimals and for columns of nothing."""
    changed = []
    for name, dtype in frame.schema.items():
        if dtype in (pl.Categorical, pl.Enum, pl.Time, pl.Duration):
            changed.append(pl.col(name).cast(pl.String))
        elif dtype == pl.Null or dtype.is_decimal():
            changed.append(pl.col(name).cast(pl.Float64))
    return frame.with_columns(changed) if changed else frame


def rows_of_a_block(columns: int) -> int:
    """The number of rows that are read at once."""
    return max(1_000, ROWS_AT_ONCE // max(1, columns))
