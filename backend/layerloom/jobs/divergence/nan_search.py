"""[E] Where a number that is none came from, when a loss is lost: the first call, in call order, that gave one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import keras
import tensorflow as tf

from layerloom.build.real import keras_objects
from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import Rows
from layerloom.jobs.activations.activation_probe import Place, Probe, Seen
from layerloom.jobs.activations.activation_stats import all_finite, weights_are_finite
from layerloom_schema.base import NodeId
from layerloom_schema.document import Document, InputNode, OutputNode, Training

from .nan_origin import origin_of

Born = Literal["input", "weights", "activation", "loss", "gradient"]


@dataclass(frozen=True)
class Birth:
    """What was not finite, and the node at which it was first seen."""

    born: Born
    place: Place


class Birthplace:
    """Searches one batch, in the model as it stood before its step, in the order in which numbers come about."""

    def __init__(self, document: Document, model: keras.Model, probe: Probe) -> None:
        self._losses = (document.training or Training()).outputs
        self._model = model
        self._probe = probe
        self._outer = probe.graphs[None]

    def of(self, rows: Rows, seen: Seen, *, training: bool) -> Birth | None:
        """The first that is not finite: data, weights, what calls gave, the loss, the slopes back to the weights."""
        return (
            self._in_data(rows)
            or self.in_weights()
            or self._in_calls(rows, seen, training=training)
            or self._in_loss(rows, seen)
            or self._in_slopes(seen)
        )

    def in_weights(self) -> Birth | None:
        """The first layer, in call order, whose weights are not finite."""
        for place in self._probe.places():
            layer = self._probe.layer(place)
            if layer is not None and not weights_are_finite(layer):
                return Birth("weights", place)
        return None

    def in_mean(self) -> Birth:
        """Where nothing else is: the mean of the epoch's losses has become too large."""
        return Birth("loss", (None, self._outputs[0].id))

    @property
    def _outputs(self) -> list[OutputNode]:
        return [node for node in self._outer.structure.index.nodes.values() if isinstance(node, OutputNode)]

    def _in_data(self, rows: Rows) -> Birth | None:
        broken = {
            name for part in (rows.x, rows.targets, rows.weights) for name in part if not _whole(part, name)
        }
        found = (
            node.id
            for node in self._outer.structure.index.nodes.values()
            if isinstance(node, InputNode | OutputNode) and node.name in broken
        )
        return next((Birth("input", (None, node)) for node in found), None)

    def _in_calls(self, rows: Rows, seen: Seen, *, training: bool) -> Birth | None:
        if math.isfinite(float(seen.loss)):
            return None
        # Without a lost output it was lost to a regularizer of what a call gave, whatever became of that further on.
        ends = [node.id for node in self._lost(rows, seen)] or self._penalized()
        place = origin_of(self._probe, seen.values, ends, training=training)
        if place is None:
            return None
        is_input = place[0] is None and isinstance(self._outer.structure.index.nodes[place[1]], InputNode)
        return Birth("input" if is_input else "activation", place)

    def _penalized(self) -> list[NodeId]:
        """The calls of layers, or of models that hold such, whose numbers are in the loss by themselves."""
        layers = {node: self._probe.layer((None, node)) for node in self._outer.structure.order}
        return [
            node
            for node, layer in layers.items()
            if layer is not None
            and any(getattr(each, "activity_regularizer", None) for each in layer._flatten_layers())
        ]

    def _in_loss(self, rows: Rows, seen: Seen) -> Birth | None:
        if math.isfinite(float(seen.loss)):
            return None
        return Birth("loss", (None, (self._lost(rows, seen) or self._outputs)[0].id))

    def _lost(self, rows: Rows, seen: Seen) -> list[OutputNode]:
        """The outputs whose own loss is not finite."""
        return [node for node in self._outputs if not math.isfinite(self._loss(node, rows, seen))]

    def _loss(self, node: OutputNode, rows: Rows, seen: Seen) -> float:
        """The loss of one output alone."""
        chosen = self._losses.get(node.name)
        if chosen is None or chosen.loss is None:
            return 0.0
        return float(keras_objects.loss(chosen.loss)(rows.targets[node.name], seen.values[node.id][0]))

    def _in_slopes(self, seen: Seen) -> Birth | None:
        """Slopes are worked out from the loss back: the call that follows the last bad one has made it so.

        Only those count that end in weights: the slope of a mask is nobody's.
        """
        order, index = self._outer.structure.order, self._outer.structure.index
        led: list[NodeId] = []
        for node in order:
            begins = self._breaks((None, node), seen) or not set(led).isdisjoint(index.sources(node))
            if begins and not all_finite(_given(seen.slopes.get(node, []))):
                led.append(node)
        if led:
            after = [node for node in index.targets(led[-1]) if node in seen.slopes and node not in led]
            return Birth("gradient", (None, after[0] if after else led[-1]))
        places = reversed(list(self._probe.places()))
        return next((Birth("gradient", place) for place in places if self._breaks(place, seen)), None)

    def _breaks(self, place: Place, seen: Seen) -> bool:
        """Whether the next step would take weights of what is called there away."""
        layer = self._probe.layer(place)
        weights = layer.trainable_weights if layer is not None else []
        return not all_finite(seen.gradients[id(each)] for each in weights if id(each) in seen.gradients)


def _whole(part: Mapping[str, Array], name: str) -> bool:
    return part[name].dtype.kind != "f" or all_finite([tf.constant(part[name])])


def _given(slopes: list[Any]) -> list[Any]:
    """Those there are: what does not reach the loss has none."""
    return [tf.convert_to_tensor(slope) for slope in slopes if slope is not None]
