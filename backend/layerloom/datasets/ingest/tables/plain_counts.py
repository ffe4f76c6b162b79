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
    whole, numbers = (cells.cast(dtype, strict=False) for dtype in (pl.Int64(), pl.Float64()))
    present = cells.select(pl.all().is_in(list(missing)).not_().fill_null(False))
    counts = zip(
        *(each.row(0) for each in (present.sum(), whole.null_count(), numbers.null_count())), strict=True
    )
    found = {}
    for name, (known, bad_integers, bad_numbers) in zip(cells.columns, counts, strict=True):
        if known < cells.height:
            found[name] = _counts(*(each[name].filter(present[name]) for each in (cells, whole, numbers)))
        else:
            codes = _has_codes(cells[name], whole[name], bad_integers)
            found[name] = PlainCounts(known, bad_integers, bad_numbers, codes)
    return found


def _counts(cells: pl.Series, whole: pl.Series, number: pl.Series) -> PlainCounts:
    bad_integers = whole.null_count()
    return PlainCounts(
        len(cells), bad_integers, number.null_count(), codes=_has_codes(cells, whole, bad_integers)
    )


def _has_codes(cells: pl.Series, whole: pl.Series, bad_integers: int) -> bool:
    if bad_integers == len(whole):
        return False
    return bool((whole.is_not_null() & cells.str.contains(_LEADING_ZERO)).any())
