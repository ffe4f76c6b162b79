"""Attention: projections, scores, softmax and the weighted sum (Vaswani et al., arXiv:1706.03762, 3.2)."""

from typing import Any

import keras

from .counted_call import Call, last, product, shape_of, size
from .elementwise import SOFTMAX


def attention(call: Call) -> int:
    """`Attention` and `AdditiveAttention`, on query, value and perhaps key."""
    query, value = call.inputs[:2]
    pairs = size(query) // max(1, last(query)) * product(value.shape[-2:-1])
    return pairs * (_score(call.operation, last(query)) + SOFTMAX + 2 * last(value))


def _score(layer: Any, width: int) -> int:
    """A pair's product; or its sum, tanh and total, each over the width, with a scale where there is one."""
    scaled = getattr(layer, "scale", None) is not None
    if layer.score_mode == "dot" and not isinstance(layer, keras.layers.AdditiveAttention):
        return 2 * width + scaled
    return (3 + scaled) * width


def multi_head(call: Call) -> int:
    """`MultiHeadAttention`, over one axis or several; the other axes repeat it."""
    layer, query, value = call.operation, call.first, _value(call)
    axes = layer._attention_axes
    asked, offered = (product(tensor.shape[axis] for axis in axes) for tensor in (query, value))
    repeated = size(query) // max(1, last(query) * asked)
    widths = (layer._key_dim, layer._value_dim)
    heads = layer._num_heads
    return _projections(call) + repeated * _heads(heads, asked, offered, widths)


def grouped_query(call: Call) -> int:
    """`GroupQueryAttention`: keys and values of few heads are repeated for the heads of the query."""
    layer, query, value = call.operation, call.first, _value(call)
    asked, offered = product(query.shape[1:2]), product(value.shape[1:2])
    heads, width = layer.num_query_heads, layer.head_dim
    gate = 0
    if layer.use_gate:
        positions = size(query) // max(1, last(query))
        gate = _projection(layer._gate_dense, positions) + 2 * positions * heads * width
    return _projections(call) + gate + _heads(heads, asked, offered, (width, width))


def attention_op(call: Call) -> int:
    """`dot_product_attention`, on tensors of batch, length, heads and width."""
    query, key, value = (shape_of(tensor) for tensor in call.arguments[:3])
    return _heads(
        product(query[2:3]), product(query[1:2]), product(key[1:2]), (product(query[3:]), product(value[3:]))
    )


def _heads(heads: int, asked: int, offered: int, widths: tuple[int, int]) -> int:
    """The query is scaled; then for each pair a product, its softmax and the weighted value."""
    key, value = widths
    return heads * asked * (key + offered * (2 * key + SOFTMAX + 2 * value))


def _value(call: Call) -> Any:
    return call.named["value"] if "value" in call.named else call.arguments[1]


def _projections(call: Call) -> int:
    """Query, key and value into the heads, and what came of them out again."""
    layer, query, value = call.operation, call.first, _value(call)
    key = call.named.get("key")
    if key is None:
        key = call.arguments[2] if len(call.arguments) > len("qv") else value
    ways = (
        (layer._query_dense, query),
        (layer._key_dense, key),
        (layer._value_dense, value),
        (layer._output_dense, query),
    )
    return sum(_projection(dense, size(tensor) // max(1, last(tensor))) for dense, tensor in ways)


def _projection(dense: Any, positions: int) -> int:
    bias = size(dense.bias) if dense.bias is not None else 0
    return positions * (2 * size(dense.kernel) + bias)
