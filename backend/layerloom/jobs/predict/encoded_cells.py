"""Cells of a row that are given as bytes."""

import base64
import binascii
import math

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.base import Json
from layerloom_schema.runs.predictions import EncodedArray, FieldKind

_READ_AS = {
    FieldKind.number: ("float32", "int64", "uint8"),
    FieldKind.integer: ("int64", "uint8"),
    FieldKind.image: ("uint8",),
}
"""The types of bytes by the kind of a field; the others are given as JSON."""


class UnreadableCell(Exception):
    """The variant of a refusal, and its params."""

    def __init__(self, variant: str, **params: Json) -> None:
        super().__init__(variant)
        self.variant = variant
        self.params = params


def decode_cell(kind: FieldKind, cell: EncodedArray) -> Array:
    """The numbers of a cell. Raises `UnreadableCell`."""
    readable = _READ_AS.get(kind, ())
    if cell.dtype not in readable:
        raise UnreadableCell("encoded_dtype", dtype=cell.dtype, kind=kind.value)
    try:
        content = base64.b64decode(cell.base64, validate=True)
    except binascii.Error as error:
        raise UnreadableCell("not_base64") from error
    dtype = np.dtype(cell.dtype).newbyteorder("<")
    expected = math.prod(cell.shape) * dtype.itemsize
    if len(content) != expected:
        raise UnreadableCell("encoded_bytes", bytes=len(content), expected=expected)
    array = np.frombuffer(content, dtype).reshape(cell.shape)
    if not np.isfinite(array).all():
        raise UnreadableCell("encoded_not_finite")
    return array
