"""Count the different values of a column that comes in portions, exactly up to a limit."""

import polars as pl

MOST = 10_000
"""Different values that are counted."""


class ValueCounts:
    """Counts by value; given up where there are more than 10,000 different ones."""

    def __init__(self) -> None:
        self._counts: pl.DataFrame | None = None
        self.many = False

    def add(self, values: pl.Series) -> None:
        """Count some values, none of them missing."""
        if self.many or values.is_empty():
            return
        found = values.alias("value").value_counts(name="count")
        if self._counts is not None:
            both = pl.concat([self._counts, found])
            found = both.group_by("value").agg(pl.col("count").sum())
        self.many = found.height > MOST
        self._counts = None if self.many else found

    @property
    def distinct(self) -> int | None:
        """How many different values there are; None where there are too many."""
        if self.many:
            return None
        return 0 if self._counts is None else self._counts.height

    def top(self, number: int) -> list[tuple[object, int]]:
        """The most frequent values, of equally frequent ones the least."""
        if self._counts is None:
            return []
        ordered = self._counts.sort(["count", "value"], descending=[True, False]).head(number)
        return [(value, int(count)) for value, count in ordered.rows()]
