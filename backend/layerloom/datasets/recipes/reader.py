"""Functions of `preprocess.py` that read rows, written there by their source: lines of at most 100 characters."""

import numpy as np
import polars as pl


def read_cells(data: pl.DataFrame, name: str, values: pl.Expr, dtype: str) -> np.ndarray:
    """A column as float32 or float64 with NaN, as int64, or as text with "" where a cell is missing.

    Raises `ValueError` for a cell that cannot be read, and for a missing one among whole numbers.
    """
    found = data.select(values).to_series()
    bad = found.is_null() & data[name].is_not_null()
    if dtype == "int64":
        bad = found.is_null() | (found % 1 != 0) if found.dtype.is_float() else found.is_null()
    if bad.any():
        row = bad.arg_true()[0]
        raise ValueError(f"row {row + 1}, column {name!r}: cannot read {data[name][row]!r}")
    if dtype == "string":
        return np.array(found.cast(pl.String).fill_null("").to_list(), "object")
    if dtype == "int64":
        return found.cast(pl.Int64).to_numpy()
    return found.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(dtype)
