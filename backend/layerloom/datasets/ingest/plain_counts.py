"""Which columns of strings are plain numbers, counted for all columns at once: one by one a wide table takes seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

_LEADING_ZERO = r"^[+-]?0\d"
"""The beginning of codes such as 00501, which lose something as numbers."""


@dataclass(frozen=True)
class PlainCounts:
    """Counts of a column's cells, as far as they are not missing."""

    present: int
    bad_integers: int
    """Cells that are no whole numbers."""
    bad_numbers: int
    """Cells that are no numbers with a decimal point."""
    codes: bool
    """Whether a whole number begins with a zero."""


def count_plain(frame: pl.DataFrame, missing: Sequence[str]) -> Mapping[str, PlainCounts]:
    """The counts of each column of strings by name.

    Whole tables are cast at once, so that a column costs no query of its own unless it has missing cells or codes.
    """
    cells = frame.select(pl.col(pl.String).str.strip_chars())
    whole, numbers = (cells.cast(dtype, strict=False).get_columns() for dtype in (pl.Int64(), pl.Float64()))
    is_missing = cells.select(pl.all().is_in(list(missing))).get_columns()
    columns = zip(cells.get_columns(), is_missing, whole, numbers, strict=True)
    return {series.name: _counts(series, *others) for series, *others in columns}


def _counts(cells: pl.Series, is_missing: pl.Series, whole: pl.Series, number: pl.Series) -> PlainCounts:
    absent = int(is_missing.sum()) + cells.null_count()
    has_codes = whole.null_count() < len(whole)
    if absent:
        present = is_missing.not_().fill_null(False)
        cells, whole, number = cells.filter(present), whole.filter(present), number.filter(present)
    return PlainCounts(
        present=len(cells),
        bad_integers=whole.null_count(),
        bad_numbers=number.null_count(),
        codes=has_codes and bool((whole.is_not_null() & cells.str.contains(_LEADING_ZERO)).any()),
    )
