"""FLOPs of elementwise operations, reductions, and operations without arithmetic."""

from collections.abc import Callable
from typing import Any

import keras

from .counted_call import Call

SOFTMAX = 5
"""Largest, difference, exponential, sum, quotient; the same in TensorFlow's `flops_registry.py`."""

BILINEAR = 7
"""Four products, three sums."""


def nothing(_: Call) -> int:
    """0: values are moved, looked up or created."""
    return 0


def each(operations: int) -> Callable[[Call], int]:
    """`operations` per output value."""
    return lambda call: operations * call.given


def each_read(operations: int) -> Callable[[Call], int]:
    """`operations` per input value: reductions."""
    return lambda call: operations * call.taken


def activation(function: Any, numbers: int) -> int:
    """FLOPs of an activation function over `numbers` values; None and linear cost nothing."""
    activations = keras.activations
    if function is None or function is activations.linear:
        return 0
    return numbers * (SOFTMAX if function in (activations.softmax, activations.log_softmax) else 1)


def activated(call: Call) -> int:
    """`Activation`: what its function costs."""
    return activation(call.operation.activation, call.given)


def enlarged(call: Call) -> int:
    """`UpSampling2D` copies what is nearest; what lies between is mixed of two numbers a side, of the plane's two."""
    return 0 if call.operation.interpolation == "nearest" else BILINEAR * call.given


def merged(call: Call) -> int:
    """Add, Multiply, Maximum and their like: one for each tensor after the first."""
    return (len(call.inputs) - 1) * call.given


def averaged(call: Call) -> int:
    """The sum, and one division."""
    return len(call.inputs) * call.given
