"""Convolutions: every weight is used once at every place. Numbers of padding are counted, as TensorFlow's profiler does.

A kernel of `groups` groups holds but its own inputs, a dilated one no more weights, and strides show in the places: so
2 · weights · places is right for all of them (Dumoulin, Visin: A guide to convolution arithmetic, arXiv:1603.07285).
"""

from typing import Any

from .counted_call import Call, shape_of, size, spatial
from .elementwise import activation


def convolution(call: Call) -> int:
    """Conv and DepthwiseConv, of any rank."""
    layer = call.operation
    return _weights(layer.kernel, _places(call, call.outputs[0])) + _after(call)


def transposed(call: Call) -> int:
    """The same the other way: every weight is used once at every place that comes in (arXiv:1603.07285, 4)."""
    return _weights(call.operation.kernel, _places(call, call.first)) + _after(call)


def separable(call: Call) -> int:
    """A depthwise one, then one of kernel 1 over all channels, both at the places that come out."""
    layer, places = call.operation, _places(call, call.outputs[0])
    return _weights(layer.depthwise_kernel, places) + _weights(layer.pointwise_kernel, places) + _after(call)


def convolution_op(call: Call) -> int:
    """`conv` and `depthwise_conv` of `keras.ops`; kernels are constants or come by wire."""
    return sum(_weights(kernel, _op_places(call)) for kernel in _kernels(call))


def transposed_op(call: Call) -> int:
    """`conv_transpose` of `keras.ops`."""
    rank = len(call.first.shape) - 2
    places = spatial(shape_of(call.first), rank, call.operation.data_format)
    return sum(_weights(kernel, places) for kernel in _kernels(call))


def _kernels(call: Call) -> list[Any]:
    named = [value for name, value in call.named.items() if "kernel" in name]
    return [*call.arguments[1:], *named]


def _op_places(call: Call) -> int:
    given = call.outputs[0]
    return spatial(shape_of(given), len(given.shape) - 2, call.operation.data_format)


def _weights(kernel: Any, places: int) -> int:
    return 2 * size(kernel) * places


def _places(call: Call, tensor: Any) -> int:
    return spatial(shape_of(tensor), call.operation.rank, call.operation.data_format)


def _after(call: Call) -> int:
    layer = call.operation
    return (call.given if layer.use_bias else 0) + activation(layer.activation, call.given)


def pooled(call: Call) -> int:
    """Every number of every window is read once."""
    window = call.operation.pool_size
    rank = len(call.first.shape) - 2
    sides = (window,) * rank if isinstance(window, int) else tuple(window)
    return call.given * size_of(sides)


def size_of(sides: tuple[int, ...]) -> int:
    """Numbers in a window."""
    numbers = 1
    for side in sides:
        numbers *= side
    return numbers
