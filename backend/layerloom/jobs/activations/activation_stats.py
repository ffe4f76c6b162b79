"""What a call gave, and how its layer learns, in a few numbers."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.jobs.train.event_log import EventLog
from layerloom_schema.base import Json
from layerloom_schema.document import OpNode
from layerloom_schema.events import NodeReading

from .activation_probe import Place, Probe, Seen

FLAT_AT_ZERO = ("relu", "relu6", "hard_silu", "hard_shrink", "soft_shrink", "sparse_plus", "threshold")
"""Activations that are 0, with no slope, for a whole range of numbers: a unit that is there for every row stays there.

Those that only come near to 0 (sigmoid, silu, gelu) or have a slope below 0 (leaky_relu, elu) always find back.
"""
_FUNCTIONS = tuple(getattr(keras.activations, name) for name in FLAT_AT_ZERO)
Array = np.ndarray[Any, np.dtype[Any]]


def readings_of(probe: Probe, seen: Seen, *, training: bool) -> list[NodeReading]:
    """One reading a node, in call order. Several calls of a nested model make one of each node inside it."""
    found: dict[Place, _Gathered] = {}
    for place, values in probe.walk(seen.values, training=training):
        gathered = found.setdefault(place, _Gathered(can_die(probe, place)))
        for number, value in enumerate(numbers(values)):
            gathered.add(value, first=number == 0)
    return [
        NodeReading(
            node=place[1],
            model=place[0],
            gradient=_norm(probe.layer(place), seen),
            **gathered.said(),
        )
        for place, gathered in found.items()
    ]


def write_readings(log: EventLog, epoch: int, rows: int, nodes: Iterable[NodeReading]) -> None:
    """The event that tells what was seen."""
    said: list[Json] = [reading.model_dump(mode="json") for reading in nodes]
    log.write("observed", epoch=epoch, rows=rows, nodes=said)


def numbers(values: Iterable[Any]) -> Iterator[Array]:
    """The values that are numbers, as arrays that NumPy can work on."""
    for value in values:
        dense = tf.sparse.to_dense(value) if isinstance(value, tf.SparseTensor) else value
        if dense.dtype.is_floating:
            yield (tf.cast(dense, "float32") if dense.dtype.size < 4 else dense).numpy()
        elif dense.dtype.is_integer:
            yield dense.numpy()


def all_finite(values: Iterable[Any]) -> bool:
    """No NaN and no infinity among them."""
    return all(np.isfinite(array).all() for array in numbers(values))


def weights_are_finite(layer: keras.Layer) -> bool:
    """No weight of a layer or model is NaN or infinite."""
    return all(np.isfinite(weight.numpy()).all() for weight in layer.trainable_weights)


def can_die(probe: Probe, place: Place) -> bool:
    """Whether a unit of this call can be 0 for good."""
    declaring = probe.graphs[place[0]].structure.index.layer_node(place[1])
    if isinstance(declaring, OpNode):
        return declaring.op in FLAT_AT_ZERO
    layer = probe.layer(place)
    if isinstance(layer, keras.layers.ReLU):
        return float(layer.negative_slope) == 0
    return getattr(layer, "activation", None) in _FUNCTIONS


@dataclass
class _Gathered:
    """The numbers of one node over all its calls."""

    can_die: bool
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    dead: Array | None = None
    missing: int = 0
    count: int = 0

    def add(self, array: Array, *, first: bool) -> None:
        """`first` of the outputs of a call is the one whose units may be dead."""
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

    def said(self) -> dict[str, Any]:
        """As a reading has it."""
        return {
            "low": min(self.lows, default=None),
            "high": max(self.highs, default=None),
            "dead": None if self.dead is None else float(self.dead.mean()),
            "nonfinite": self.missing / self.count if self.count else 0.0,
        }


def _norm(layer: keras.Layer | None, seen: Seen) -> Json:
    """The Euclidean norm over all trainable weights of a layer, or of a nested model; `None` where there is none."""
    found = [seen.gradients[id(weight)] for weight in _trained(layer) if id(weight) in seen.gradients]
    if not found:
        return None
    norm = math.sqrt(sum(float(tf.reduce_sum(tf.square(tf.cast(each, "float64")))) for each in found))
    return norm if math.isfinite(norm) else None


def _trained(layer: keras.Layer | None) -> list[keras.Variable]:
    return layer.trainable_weights if layer is not None else []
