"""Statistics of activations: range, share of dead units and of non-finite values, gradient norm."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import Json
from layerloom_schema.documents.graph import OpNode
from layerloom_schema.runs.events import NodeReading

from .activation_probe import ActivationProbe, NodeRef, ProbeResult

FLAT_AT_ZERO = ("relu", "relu6", "hard_silu", "hard_shrink", "soft_shrink", "sparse_plus", "threshold")
"""Activations with output 0 and gradient 0 over a whole range: a unit that is there for every row stays there.

Those that only approach 0 (sigmoid, silu, gelu) or have a slope below 0 (leaky_relu, elu) can recover.
"""
_FUNCTIONS = tuple(getattr(keras.activations, name) for name in FLAT_AT_ZERO)
Array = np.ndarray[Any, np.dtype[Any]]


def node_readings(probe: ActivationProbe, result: ProbeResult, *, training: bool) -> list[NodeReading]:
    """One reading per node in call order; several calls of a nested model are merged in the readings inside it."""
    calls = probe.walk(result.values, training=training)
    return [
        NodeReading(
            node=node_ref[1],
            model=node_ref[0],
            gradient=_norm(probe.layer(node_ref), result),
            **fields,
        )
        for node_ref, fields in output_statistics(probe, calls)
    ]


def output_statistics(
    probe: ActivationProbe, calls: Iterable[tuple[NodeRef, list[Any]]]
) -> list[tuple[NodeRef, dict[str, Any]]]:
    """The fields of a `NodeReading` that follow from the outputs of the calls alone, by node in call order."""
    found: dict[NodeRef, _Gathered] = {}
    for node_ref, values in calls:
        gathered = found.setdefault(node_ref, _Gathered(can_die(probe, node_ref)))
        for number, value in enumerate(numbers(values)):
            gathered.add(value, first=number == 0)
    return [(node_ref, gathered.fields()) for node_ref, gathered in found.items()]


def write_readings(log: EventLog, epoch: int, rows: int, nodes: Iterable[NodeReading]) -> None:
    """Write readings as an `observed` event."""
    fields: list[Json] = [reading.model_dump(mode="json") for reading in nodes]
    log.write("observed", epoch=epoch, rows=rows, nodes=fields)


def numbers(values: Iterable[Any]) -> Iterator[Array]:
    """The numeric tensors among `values` as NumPy arrays; strings are skipped, 16-bit floats become float32."""
    for value in values:
        dense = tf.sparse.to_dense(value) if isinstance(value, tf.SparseTensor) else value
        if dense.dtype.is_floating:
            yield (tf.cast(dense, "float32") if dense.dtype.size < 4 else dense).numpy()
        elif dense.dtype.is_integer:
            yield dense.numpy()


def all_finite(values: Iterable[Any]) -> bool:
    """Whether no value is NaN or infinite."""
    return all(np.isfinite(array).all() for array in numbers(values))


def weights_are_finite(layer: keras.Layer) -> bool:
    """Whether no trainable weight of a layer or model is NaN or infinite."""
    return all(np.isfinite(weight.numpy()).all() for weight in layer.trainable_weights)


def can_die(probe: ActivationProbe, node_ref: NodeRef) -> bool:
    """Whether units of this call can be dead: output 0 for every row, with gradient 0."""
    declaring = probe.graphs[node_ref[0]].structure.index.layer_node(node_ref[1])
    if isinstance(declaring, OpNode):
        return declaring.op in FLAT_AT_ZERO
    layer = probe.layer(node_ref)
    if isinstance(layer, keras.layers.ReLU):
        return float(layer.negative_slope) == 0
    return getattr(layer, "activation", None) in _FUNCTIONS


@dataclass
class _Gathered:
    """Running statistics of one node over all its calls."""

    can_die: bool
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    dead: Array | None = None
    missing: int = 0
    count: int = 0

    def add(self, array: Array, *, first: bool) -> None:
        """Add one output of a call. Only the `first` output is examined for dead units."""
        if array.size == 0:
            return
        self.count += array.size
        low, high = float(array.min()), float(array.max())
        if not (math.isfinite(low) and math.isfinite(high)):
            finite = array[np.isfinite(array)]
            self.missing += array.size - finite.size
            low, high = (float(finite.min()), float(finite.max())) if finite.size else (math.nan, math.nan)
        if not math.isnan(low):
            self.lows.append(low)
            self.highs.append(high)
        if self.can_die and first and array.ndim > 1:
            still = np.asarray(~array.reshape(-1, array.shape[-1]).any(axis=0))
            self.dead = still if self.dead is None else self.dead & still

    def fields(self) -> dict[str, Any]:
        """The fields of a `NodeReading`."""
        return {
            "low": min(self.lows, default=None),
            "high": max(self.highs, default=None),
            "dead": None if self.dead is None else float(self.dead.mean()),
            "nonfinite": self.missing / self.count if self.count else 0.0,
        }


def _norm(layer: keras.Layer | None, result: ProbeResult) -> Json:
    """The L2 norm of the gradient over all trainable weights of a layer or nested model; `None` without weights."""
    found = [result.gradients[id(weight)] for weight in _trained(layer) if id(weight) in result.gradients]
    if not found:
        return None
    norm = math.sqrt(sum(float(tf.reduce_sum(tf.square(tf.cast(each, "float64")))) for each in found))
    return norm if math.isfinite(norm) else None


def _trained(layer: keras.Layer | None) -> list[keras.Variable]:
    return layer.trainable_weights if layer is not None else []
