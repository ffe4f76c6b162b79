"""TensorFlow as the oracle of what a call costs: the operations of the real model's graph, for one row.

Counts are those of TensorFlow's own profiler where it has one (`flops_registry.py`), called op by op, for it does not
look into functions; products that it does not know are counted from the shapes in the graph. Recurrent layers are drawn
out step by step, so that there is no loop to guess.
"""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import keras
import tensorflow as tf
from tensorflow.python.framework import ops

from layerloom.build.real.model import build_model
from layerloom_schema.documents.document import Document, read_document, write_document
from support.drawing import structure_of

PRODUCTS = frozenset(
    {
        *("MatMul", "BatchMatMulV2", "Einsum", "Conv2D", "Conv3D", "DepthwiseConv2dNative"),
        *("Conv2DBackpropInput", "Conv3DBackpropInputV2"),
    }
)
_CALLS = frozenset({"PartitionedCall", "StatefulPartitionedCall"})
_LOOPS = frozenset({"While", "StatelessWhile"})
_MOVES = (
    "Reshape Identity IdentityN Shape Const Placeholder ReadVariableOp StridedSlice Pack Unpack ConcatV2 Transpose Cast "
    "ExpandDims Squeeze GatherV2 ResourceGather NoOp Fill Pad PadV2 Slice Split SplitV Tile BroadcastTo ZerosLike "
    "OnesLike SpaceToBatchND BatchToSpaceND Range StopGradient PreventGradient Where SelectV2 Rank Size"
)
_FREE = frozenset(_MOVES.split())
_READS = frozenset({"Sum", "Mean", "Max", "Min", "Prod", "ArgMax"})


class Counted(NamedTuple):
    """Operations of products and convolutions, and of everything."""

    products: int
    all: int


def counted(document: Document) -> Counted:
    """Of the document's model in prediction; an unknown length is 1."""
    drawn = unrolled(document)
    with tf.device("CPU"):
        return counted_model(build_model(drawn, structure_of(drawn)))


def counted_model(model: keras.Model) -> Counted:
    """Of any model."""
    given = [tf.TensorSpec([length or 1 for length in t.shape], t.dtype) for t in model.inputs]

    def run(*tensors: Any) -> Any:
        return model(keras.tree.pack_sequence_as(model._inputs_struct, list(tensors)), training=False)

    graph = tf.function(run, autograph=False).get_concrete_function(*given).graph
    found = list(_operations(graph, graph))
    assert not [op.name for op, _ in found if op.type in _LOOPS]
    both = [(op.type, flops(op, inside)) for op, inside in found]
    return Counted(sum(n for kind, n in both if kind in PRODUCTS), sum(n for _, n in both))


def unrolled(document: Document) -> Document:
    """The document with every recurrent layer drawn out."""
    return read_document(_unrolled(write_document(document)))


def _unrolled(value: Any) -> Any:
    if isinstance(value, list):
        return [_unrolled(part) for part in value]
    if not isinstance(value, dict):
        return value
    inside = {key: _unrolled(part) for key, part in value.items()}
    name = value.get("layer")
    if isinstance(name, str) and name in ("LSTM", "GRU", "SimpleRNN", "RNN"):
        inside["config"] = {**inside.get("config", {}), "unroll": True}
    return inside


def _operations(graph: Any, library: Any) -> Iterator[tuple[Any, Any]]:
    for op in graph.get_operations():
        if op.type in _CALLS:
            name = op.get_attr("f").name
            yield from _operations(library._functions[name].graph, library)
        else:
            yield op, graph


def flops(op: Any, graph: Any) -> int:
    """One operation of a graph."""
    shapes = [tuple(tensor.shape) for tensor in op.inputs]
    given = sum(math.prod(tensor.shape) for tensor in op.outputs if tensor.shape.is_fully_defined())
    match op.type:
        case "BatchMatMulV2":
            return 2 * given * shapes[0][-2 if op.get_attr("adj_x") else -1]
        case "Einsum":
            return _einsum(op.get_attr("equation").decode(), shapes)
        case "Conv3D":
            return 2 * given // shapes[1][-1] * math.prod(shapes[1])
        case "Conv2DBackpropInput" | "Conv3DBackpropInputV2":
            # What comes in, at every place, meets every weight once; the profiler divides by strides and rounds.
            return 2 * math.prod(shapes[2]) // shapes[1][-1] * math.prod(shapes[1])
    if op.type in _FREE:
        return 0
    known = ops.get_stats_for_node_def(graph, op.node_def, "flops").value if _measured(op) else None
    if known is not None:
        return int(known)
    return math.prod(shapes[0]) if op.type in _READS else given


def _measured(op: Any) -> bool:
    return all(tensor.shape.is_fully_defined() for tensor in (*op.inputs, *op.outputs))


def _einsum(equation: str, shapes: list[tuple[int, ...]]) -> int:
    lengths: dict[str, int] = {}
    for indices, shape in zip(equation.split("->")[0].split(","), shapes, strict=True):
        assert "." not in indices
        lengths |= dict(zip(indices, shape, strict=True))
    return 2 * math.prod(lengths.values())
