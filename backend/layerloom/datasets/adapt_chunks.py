"""The training rows as layers learn from them: equal in trainer and script, as the portions decide the last bit."""

from collections.abc import Iterable, Mapping

import numpy as np

ROWS_AT_ONCE = 65_536
"""Rows of one portion."""
TOKEN_LAYERS = frozenset({"TextVectorization", "StringLookup", "IntegerLookup"})
"""Layers that count tokens, and take a portion of one axis for a single document."""


def keeps_columns(layer: str, config: Mapping[str, object]) -> bool:
    """Whether a layer learns each column by itself: its data needs a last axis of columns, even of length 1."""
    return layer == "Normalization" and config.get("axis", -1) not in (None, ())  # Keras says the latter


def in_chunks(rows: np.ndarray, *, tokens: bool = False) -> np.ndarray | Iterable[np.ndarray]:
    """Rows as layers learn from them: all at once, or 65,536 at a time where there are more."""
    if len(rows) <= 65536:
        return rows
    if tokens and rows.ndim == 1:  # a chunk of one axis would be one document
        rows = rows[:, None]
    return (rows[start : start + 65536] for start in range(0, len(rows), 65536))
