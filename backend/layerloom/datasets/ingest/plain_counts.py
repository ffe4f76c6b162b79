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
    """The counts of each column of strings by name."""
    names = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    counts: list[pl.Expr] = []
    for index, name in enumerate(names):
        cells = pl.col(name).str.strip_chars()
        present = cells.is_not_null() & ~cells.is_in(list(missing))
        whole, number = (cells.cast(dtype, strict=False) for dtype in (pl.Int64(), pl.Float64()))
        counts += [
            present.sum().alias(f"present{index}"),
            (present & whole.is_null()).sum().alias(f"integers{index}"),
            (present & number.is_null()).sum().alias(f"numbers{index}"),
            (present & whole.is_not_null() & cells.str.contains(_LEADING_ZERO)).any().alias(f"codes{index}"),
        ]
    found = frame.lazy().select(counts).collect().row(0, named=True) if counts else {}
    return {
        name: PlainCounts(
            int(found[f"present{index}"]),
            int(found[f"integers{index}"]),
            int(found[f"numbers{index}"]),
            bool(found[f"codes{index}"]),
        )
        for index, name in enumerate(names)
    }
