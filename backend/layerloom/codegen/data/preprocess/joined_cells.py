"""The function of `preprocess.py` for columns of joined tables, written there by its source; it needs NumPy alone."""

import numpy as np

from layerloom.datasets.joins import partner_cells


def joined_cells(column: np.ndarray, rows: np.ndarray, name: str, dtype: str) -> np.ndarray:
    """The cells of partners by row, -1 where there is none: missing then.

    Raises `ValueError` where whole numbers would be missing.
    """
    found = partner_cells(column, rows)
    if dtype == "int64" and found.dtype.kind == "f":
        row = np.flatnonzero(rows < 0)[0]
        raise ValueError(f"row {row + 1} has no partner, whose {name!r} the model needs")
    return found.astype("object" if dtype == "string" else dtype)
