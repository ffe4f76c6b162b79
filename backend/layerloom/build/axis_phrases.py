"""Axes as params of sentences."""

from layerloom_schema.base import Json
from layerloom_schema.text.messages import phrase

_NAMED = {1: "axes.one", 2: "axes.two", 3: "axes.three", 4: "axes.four"}
"""Numbers of axes whose usual names are said with them: steps and features, height, width and channels."""


def axis_phrase(axis: int, rank: int) -> Json:
    """An axis by its number, as Keras counts (the batch is 0), or as the last."""
    return phrase("axis.last") if axis in (-1, rank - 1) else phrase("axis.number", axis=axis)


def axes_phrase(count: int) -> Json:
    """How many axes a row has, with their usual names."""
    return phrase(_NAMED.get(count, "axes.other"), count=count)
