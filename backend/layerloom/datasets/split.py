"""Shares of the rows: for training, to validate on, and for a test that no training sees.

The functions are written into exported scripts as they are here: they need NumPy and `share_counts` alone, in lines of
at most 100 characters. Each returns the numbers of the rows to train on, to validate on and to test on, in the order of
the data.
"""

import numpy as np


def share_counts(rows: int, validation: float, test: float) -> tuple[int, int]:
    """How many rows validate and test: at least one of each that is asked for."""
    return (
        max(1, round(validation * rows)) if validation else 0,
        max(1, round(test * rows)) if test else 0,
    )


def random_split(rows: int, validation: float, test: float, seed: int) -> list[np.ndarray]:
    """Any rows: the first of a permutation are for the test, the next to validate on."""
    validations, tests = share_counts(rows, validation, test)
    order = np.random.default_rng(seed).permutation(rows)
    kept = tests + validations
    return [np.sort(part) for part in (order[kept:], order[tests:kept], order[:tests])]


def class_split(column: np.ndarray, validation: float, test: float, seed: int) -> list[np.ndarray]:
    """The shares of every class alike; a class of fewer than three rows trains."""
    _, classes = np.unique(column.reshape(-1), return_inverse=True)
    generator = np.random.default_rng(seed)
    shares = np.zeros(len(classes), "int64")
    for number in range(classes.max(initial=-1) + 1):
        rows = np.flatnonzero(classes == number)
        if len(rows) < 3:
            continue
        validations, tests = share_counts(len(rows), validation, test)
        order = rows[generator.permutation(len(rows))]
        shares[order[: tests + validations]] = 1
        shares[order[:tests]] = 2
    return [np.flatnonzero(shares == share) for share in range(3)]


def group_split(column: np.ndarray, validation: float, test: float, seed: int) -> list[np.ndarray]:
    """Whole groups, drawn until a share has its rows: no group is in two shares."""
    _, groups, sizes = np.unique(column.reshape(-1), return_inverse=True, return_counts=True)
    validations, tests = share_counts(len(groups), validation, test)
    order = np.random.default_rng(seed).permutation(len(sizes))
    drawn = np.cumsum(sizes[order])
    last_test = np.searchsorted(drawn, tests) + 1 if tests else 0
    before = drawn[last_test - 1] if last_test else 0
    last = np.searchsorted(drawn, before + validations) + 1 if validations else last_test
    return [
        np.flatnonzero(np.isin(groups, part))
        for part in (order[last:], order[last_test:last], order[:last_test])
    ]


def time_split(column: np.ndarray, validation: float, test: float) -> list[np.ndarray]:
    """The latest rows are for the test, those before them validate; equal times stay together."""
    times = column.reshape(-1)
    validations, tests = share_counts(len(times), validation, test)
    order = np.argsort(times, kind="stable")
    ordered = times[order]
    end = begin = np.searchsorted(ordered, ordered[-tests]) if tests else len(times)
    if validations and end:
        begin = np.searchsorted(ordered, ordered[max(0, end - validations)])
    return [np.sort(part) for part in (order[:begin], order[begin:end], order[end:])]


def last_split(rows: int, validation: float, test: float) -> list[np.ndarray]:
    """The last rows of the data are for the test, those before them to validate on."""
    validations, tests = share_counts(rows, validation, test)
    training = max(0, rows - tests - validations)
    return [np.arange(training), np.arange(training, rows - tests), np.arange(rows - tests, rows)]
