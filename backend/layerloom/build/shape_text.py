"""How sentences say shapes. The batch axis is left out: a person draws one row."""

from .tensor_spec import Shape

AXES = {
    1: ("features",),
    2: ("steps", "features"),
    3: ("height", "width", "channels"),
    4: ("depth", "height", "width", "channels"),
}
"""What the axes of a row are usually called, by their number."""


def shape_text(shape: Shape) -> str:
    """A shape without its batch axis: `(8, 8, 1)`; an unknown length is `?`."""
    row = shape[1:]
    if not row:
        return "single numbers"
    return "(" + ", ".join("?" if length is None else str(length) for length in row) + ")"


def full_shape_text(shape: Shape) -> str:
    """All axes of a tensor, where it is not sure that the first is the batch."""
    if not shape:
        return "a single number"
    return "(" + ", ".join("?" if length is None else str(length) for length in shape) + ")"


def axis_text(axis: int, rank: int) -> str:
    """An axis by its number, as Keras counts (the batch is 0), or as the last."""
    return "the last axis" if axis in (-1, rank - 1) else f"axis {axis}"


def axes_text(count: int) -> str:
    """How many axes a row has, with their usual names."""
    plural = "1 axis" if count == 1 else f"{count} axes"
    return f"{plural} ({', '.join(AXES[count])})" if count in AXES else plural
