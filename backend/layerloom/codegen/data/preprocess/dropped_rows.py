"""The function of `preprocess.py` that names left-out rows, written there by its source: it needs NumPy and `sys`."""

import sys

import numpy as np


def name_dropped(rows: int, kept: np.ndarray) -> None:
    """Print to standard error which of so many rows are not kept, counted from 1."""
    dropped = np.delete(np.arange(1, rows + 1), kept)
    if len(dropped):
        first = ", ".join(map(str, dropped[:20])) + (", ..." if len(dropped) > 20 else "")
        print(f"{len(dropped)} rows have a missing cell and are left out: {first}", file=sys.stderr)
