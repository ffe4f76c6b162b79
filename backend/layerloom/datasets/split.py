"""Shares of the rows: for training, to validate on, and for a test that no training sees.

The functions are written into exported scripts as they stand here, so they need NumPy alone and name one another only
as `SOURCES` says. Each returns the rows to train on, to validate on and to test on, by their numbers, in the order of
the data.
"""

import numpy as np


def share_counts(rows: int, validation: float, test: float) -> tuple[int, int]:
    """How many rows are held back to validate on and to test on: at least one of each that is asked for."""
    return (
        max(1, round(validation * rows)) if validation else 0,
        max(1, round(test * rows)) if test else 0,
    )


def split_at_random(rows: int, validation: float, test: float, seed: int) -> list[np.ndarray]:
    """Any rows: the first of a permutation are for the test, the next to validate on."""
    validations, tests = share_counts(rows, validation, test)
    order = np.random.default_rng(seed).permutation(rows)
    held = tests + validations
    return [np.sort(part) for part in (order[held:], order[tests:held], order[:tests])]


def split_by_class(column: np.ndarray, validation: float, test: float, seed: int) -> list[np.ndarray]:
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


def split_by_group(column: np.ndarray, validation: float, test: float, seed: int) -> list[np.ndarray]:
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


def split_by_time(column: np.ndarray, validation: float, test: float) -> list[np.ndarray]:
    """The latest rows are for the test, those before them to validate on; equal times stay together."""
    times = column.reshape(-1)
    validations, tests = share_counts(len(times), validation, test)
    order = np.argsort(times, kind="stable")
    ordered = times[order]
    end = np.searchsorted(ordered, ordered[-tests]) if tests else len(times)
    begin = np.searchsorted(ordered, ordered[max(0, end - validations)]) if validations and end else end
    return [np.sort(part) for part in (order[:begin], order[begin:end], order[end:])]


def split_at_end(rows: int, validation: float, test: float) -> list[np.ndarray]:
    """The last rows as they stand are for the test, those before them to validate on."""
    validations, tests = share_counts(rows, validation, test)
    training = max(0, rows - tests - validations)
    return [np.arange(training), np.arange(training, rows - tests), np.arange(rows - tests, rows)]
