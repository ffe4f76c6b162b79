"""The rows of windows: consecutive rows of one share and one series.

The functions are copied into scripts: they need NumPy alone, in lines of at most 100 characters.
"""

import numpy as np


def series_order(rows: int, groups: np.ndarray | None) -> np.ndarray:
    """The numbers of the rows, series by series, each in the order of the data."""
    return np.arange(rows) if groups is None else np.argsort(groups.reshape(-1), kind="stable")


def segments(
    shares: list[slice | np.ndarray], order: np.ndarray, groups: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """For each row in `order`, the number of its share, -1 for none, and where its segment begins.

    The rows of a segment follow one another, in one share and in one series.
    """
    share_of = np.full(len(order), -1)
    for number, rows in enumerate(shares):
        share_of[rows] = number
    share_of = share_of[order]
    begins = np.ones(len(order), "bool")
    begins[1:] = share_of[1:] != share_of[:-1]
    if groups is not None:
        series = groups.reshape(-1)[order]
        begins[1:] |= series[1:] != series[:-1]
    return share_of, np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))


def whole_windows(
    shares: list[slice | np.ndarray],
    order: np.ndarray,
    groups: np.ndarray | None,
    length: int,
    step: int,
    ahead: int,
) -> tuple[np.ndarray, list[np.ndarray]]:
    """The windows that lie, with their targets, in one segment, of which one begins every `step` rows.

    The target is `ahead` rows after the last row of a window. Returns where in `order` the last rows are, as they follow
    one another in the data, and the numbers of the windows of each share.
    """
    most = len(order) + 1  # larger numbers change nothing, and NumPy has none above 2**63
    length, step, ahead = min(length, most), min(step, most), min(ahead, most)
    share_of, first = segments(shares, order, groups)
    places = np.arange(len(order))
    start, target = places - (length - 1), places + ahead
    whole = (share_of >= 0) & (start >= first) & ((start - first) % step == 0) & (target < len(order))
    whole &= first[target.clip(max=len(order) - 1)] == first
    ends = np.flatnonzero(whole)
    ends = ends[np.argsort(order[ends], kind="stable")]
    return ends, [np.flatnonzero(share_of[ends] == number) for number in range(len(shares))]
