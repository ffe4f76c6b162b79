"""Tensor specs: shape, dtype and mask of a symbolic tensor, and conversion from and to `KerasTensor`."""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import keras

from layerloom.catalog.keras_private import get_keras_mask, set_keras_mask
from layerloom_schema.checks.reports import TensorSpec

Shape = tuple[int | None, ...]


class Spec(NamedTuple):
    """A symbolic tensor as a key: equal specs give equal calls.

    `actual` is the dtype at run time where it differs from the declared one (max pooling of integers declares floats and
    outputs integers); it is what the next layer really gets.
    """

    shape: Shape
    dtype: str
    actual: str
    mask: Shape | None = None

    @property
    def row(self) -> Shape:
        """The shape without the batch axis."""
        return self.shape[1:]

    @property
    def row_bytes(self) -> int:
        """Bytes of one row; an unknown length counts as 1."""
        return math.prod(length for length in self.row if length is not None) * item_bytes(self.dtype)

    def with_shape(self, shape: Shape) -> "Spec":
        return self._replace(shape=shape, mask=None)

    def report(self) -> TensorSpec:
        return TensorSpec(shape=list(self.shape), dtype=self.dtype)


Value = Spec | tuple[Spec, ...]
"""The tensor of a port, or the tensors of a list port."""
Arguments = tuple[tuple[str, Value], ...]
"""The tensors of a call by port, in port order."""

_BITS = re.compile(r"\d+$")


def is_float(dtype: str) -> bool:
    return "float" in dtype


@cache
def item_bytes(dtype: str) -> int:
    """Bytes per element; strings count as a pointer."""
    bits = _BITS.search(dtype)
    return int(bits.group()) // 8 if bits else 1 if dtype == "bool" else 8


def specs_of(arguments: Arguments) -> list[Spec]:
    """Every tensor of a call, in order."""
    return [spec for _, value in arguments for spec in ((value,) if isinstance(value, Spec) else value)]


def map_specs(arguments: Arguments, changed: Mapping[int, Spec]) -> Arguments:
    """The same arguments with some tensors replaced, by their index in `specs_of`."""
    place = iter(range(len(specs_of(arguments))))

    def one(spec: Spec) -> Spec:
        return changed.get(next(place), spec)

    return tuple(
        (port, one(value) if isinstance(value, Spec) else tuple(one(spec) for spec in value))
        for port, value in arguments
    )


def symbolic(spec: Spec, *, actual: bool = False) -> keras.KerasTensor:
    """A `KerasTensor` without history, with its mask attached.

    It is never sparse: nothing in a document makes sparse tensors, though Keras declares `0.1 * x` to be one.
    """
    tensor = keras.KerasTensor(spec.shape, dtype=spec.actual if actual else spec.dtype)
    if spec.mask is not None and not actual:
        set_keras_mask(tensor, keras.KerasTensor(spec.mask, dtype="bool"))
    return tensor


def spec_of(tensor: keras.KerasTensor, actual: str | None = None) -> Spec:
    """The spec of a `KerasTensor`."""
    mask = get_keras_mask(tensor)
    dtype = str(tensor.dtype)
    return Spec(
        shape=tuple(tensor.shape),
        dtype=dtype,
        actual=actual or dtype,
        mask=None if mask is None else tuple(mask.shape),
    )
