"""[E] Locate a NaN: the first input, weight, activation, loss or gradient of a batch that is not finite."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import keras
import tensorflow as tf

from layerloom.build.real import keras_objects
from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import Rows
from layerloom.jobs.activations.activation_probe import ActivationProbe, NodeRef, ProbeResult
from layerloom.jobs.activations.activation_stats import all_finite, weights_are_finite
from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.documents.training import Training

from .nan_origin import origin_of

OriginKind = Literal["input", "weights", "activation", "loss", "gradient"]


@dataclass(frozen=True)
class NanOrigin:
    """What was not finite first, and the node where."""

    kind: OriginKind
    node_ref: NodeRef


class NanSearch:
    """Searches one batch, with the model as it was before that step, in the order of computation."""

    def __init__(self, document: Document, model: keras.Model, probe: ActivationProbe) -> None:
        self._losses = (document.training or Training()).outputs
        self._model = model
        self._probe = probe
        self._outer = probe.graphs[None]

    def first(self, rows: Rows, result: ProbeResult, *, training: bool) -> NanOrigin | None:
        """The first of data, weights, activations, loss and gradients that is not finite."""
        return (
            self._in_data(rows)
            or self.in_weights()
            or self._in_calls(rows, result, training=training)
            or self._in_loss(rows, result)
            or self._in_output_gradients(result)
        )

    def in_weights(self) -> NanOrigin | None:
        """The first layer, in call order, whose weights are not finite."""
        for node_ref in self._probe.node_refs():
            layer = self._probe.layer(node_ref)
            if layer is not None and not weights_are_finite(layer):
                return NanOrigin("weights", node_ref)
        return None

    def in_mean(self) -> NanOrigin:
        """The origin when all of the batch is finite: the running mean of the epoch's losses overflowed."""
        return NanOrigin("loss", (None, self._outputs[0].id))

    @property
    def _outputs(self) -> list[OutputNode]:
        return [node for node in self._outer.structure.index.nodes.values() if isinstance(node, OutputNode)]

    def _in_data(self, rows: Rows) -> NanOrigin | None:
        broken = {
            name
            for part in (rows.x, rows.targets, rows.weights)
            for name in part
            if not _is_finite(part, name)
        }
        found = (
            node.id
            for node in self._outer.structure.index.nodes.values()
            if isinstance(node, InputNode | OutputNode) and node.name in broken
        )
        return next((NanOrigin("input", (None, node)) for node in found), None)

    def _in_calls(self, rows: Rows, result: ProbeResult, *, training: bool) -> NanOrigin | None:
        if math.isfinite(float(result.loss)):
            return None
        # If every output has a finite loss, an activity regularizer made the sum non-finite.
        ends = [node.id for node in self._outputs_with_bad_loss(rows, result)] or self._penalized()
        node_ref = origin_of(self._probe, result.values, ends, training=training)
        if node_ref is None:
            return None
        is_input = node_ref[0] is None and isinstance(
            self._outer.structure.index.nodes[node_ref[1]], InputNode
        )
        return NanOrigin("input" if is_input else "activation", node_ref)

    def _penalized(self) -> list[NodeId]:
        """The calls of layers, or of models with layers, that have an activity regularizer."""
        layers = {node: self._probe.layer((None, node)) for node in self._outer.structure.order}
        return [
            node
            for node, layer in layers.items()
            if layer is not None
            and any(getattr(each, "activity_regularizer", None) for each in layer._flatten_layers())
        ]

    def _in_loss(self, rows: Rows, result: ProbeResult) -> NanOrigin | None:
        if math.isfinite(float(result.loss)):
            return None
        return NanOrigin("loss", (None, (self._outputs_with_bad_loss(rows, result) or self._outputs)[0].id))

    def _outputs_with_bad_loss(self, rows: Rows, result: ProbeResult) -> list[OutputNode]:
        """The outputs whose own loss is not finite."""
        return [node for node in self._outputs if not math.isfinite(self._loss(node, rows, result))]

    def _loss(self, node: OutputNode, rows: Rows, result: ProbeResult) -> float:
        """The loss of one output alone."""
        chosen = self._losses.get(node.name)
        if chosen is None or chosen.loss is None:
            return 0.0
        return float(keras_objects.loss(chosen.loss)(rows.targets[node.name], result.values[node.id][0]))

    def _in_output_gradients(self, result: ProbeResult) -> NanOrigin | None:
        """Gradients flow from the loss back: the call after the last call with a bad output gradient produced it.

        Only gradients that end in weights count: the gradient of a mask updates nothing.
        """
        order, index = self._outer.structure.order, self._outer.structure.index
        leading: list[NodeId] = []
        for node in order:
            begins = self._has_bad_gradient((None, node), result) or not set(leading).isdisjoint(
                index.sources(node)
            )
            if begins and not all_finite(_existing(result.output_gradients.get(node, []))):
                leading.append(node)
        if leading:
            after = [
                node
                for node in index.targets(leading[-1])
                if node in result.output_gradients and node not in leading
            ]
            return NanOrigin("gradient", (None, after[0] if after else leading[-1]))
        node_refs = reversed(list(self._probe.node_refs()))
        return next(
            (
                NanOrigin("gradient", node_ref)
                for node_ref in node_refs
                if self._has_bad_gradient(node_ref, result)
            ),
            None,
        )

    def _has_bad_gradient(self, node_ref: NodeRef, result: ProbeResult) -> bool:
        """Whether the gradient of a trainable weight of this call is not finite."""
        layer = self._probe.layer(node_ref)
        weights = layer.trainable_weights if layer is not None else []
        return not all_finite(result.gradients[id(each)] for each in weights if id(each) in result.gradients)


def _is_finite(part: Mapping[str, Array], name: str) -> bool:
    return part[name].dtype.kind != "f" or all_finite([tf.constant(part[name])])


def _existing(output_gradients: list[Any]) -> list[Any]:
    """The gradients that exist: a tensor that does not reach the loss has none."""
    return [tf.convert_to_tensor(gradient) for gradient in output_gradients if gradient is not None]
