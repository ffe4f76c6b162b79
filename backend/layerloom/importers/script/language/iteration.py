"""The elements of values that can be iterated."""

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Value


def elements(reading: Reading, value: Value) -> list[Value] | None:
    """The elements of a value, counted; `None` where they are not known."""
    if isinstance(value, range | list | tuple | set | frozenset | dict | str | bytes):
        reading.budget.size(_length(value))
        return [*value]
    return None


def _length(value: Value) -> int:
    try:
        return len(value)
    except OverflowError:
        return 2**62
