"""A call to be counted, and the numbers of values in its inputs and outputs."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import keras

Lengths = Iterable[int | None]


@dataclass(frozen=True)
class Call:
    """A Keras operation with its arguments and outputs, all symbolic."""

    operation: Any
    arguments: tuple[Any, ...]
    outputs: list[keras.KerasTensor]
    named: Mapping[str, Any] = field(default_factory=dict)

    @property
    def inputs(self) -> list[Any]:
        """All tensors of the first argument, in order; most calls have one."""
        return [part for part in keras.tree.flatten(self.arguments[0]) if hasattr(part, "shape")]

    @property
    def first(self) -> Any:
        return self.inputs[0]

    @property
    def given(self) -> int:
        """Values per row in the outputs."""
        return sum(size(tensor) for tensor in self.outputs)

    @property
    def taken(self) -> int:
        """Values per row in the first argument."""
        return sum(size(tensor) for tensor in self.inputs)


def product(lengths: Lengths) -> int:
    """Values in a shape; an unknown length, such as the batch, counts as 1."""
    return math.prod(length for length in lengths if length is not None)


def shape_of(value: Any) -> tuple[int | None, ...]:
    """The shape of a tensor, of a constant, or of a list of numbers."""
    if hasattr(value, "shape"):
        return tuple(value.shape)
    return (len(value), *shape_of(value[0])) if isinstance(value, list | tuple) and value else ()


def size(value: Any) -> int:
    """Values in one row of a tensor, or in a constant."""
    return product(shape_of(value))


def last(value: Any) -> int:
    """The length of the last axis."""
    return product(shape_of(value)[-1:])


def spatial(shape: tuple[int | None, ...], rank: int, data_format: str | None) -> int:
    """Number of spatial positions."""
    if (data_format or keras.config.image_data_format()) == "channels_first":
        return product(shape[len(shape) - rank :])
    return product(shape[len(shape) - rank - 1 : -1])
