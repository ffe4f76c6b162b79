"""Run one failing batch eagerly, call by call, to find the call at which Keras raises and the shapes it was given.

Like `ActivationProbe`, it runs in a stateless scope and leaves the model unchanged.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import keras
import tensorflow as tf

from layerloom.build.real import keras_objects
from layerloom.build.real.model_builder import call_model, in_order
from layerloom.build.real.operations import operation
from layerloom.build.walk import Declaring, walk
from layerloom.check.rules.training.target_encoding_rules import PARTS, metrics_of
from layerloom.datasets.row_binder import Rows
from layerloom.jobs.activations.activation_probe import ActivationProbe, NodeRef
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, ModelNode, OpNode, OutputNode
from layerloom_schema.documents.training import Training

Step = Literal["call", "loss", "metric", "gradient"]
Values = dict[str, Any]
Shapes = list[tuple[str, tuple[int, ...]]]
"""The port and shape of each input tensor, batch axis included."""


@dataclass(frozen=True)
class FailurePoint:
    """Where a batch failed: the node, what was computed there, the input shapes, and the exception."""

    step: Step
    node_ref: NodeRef | None
    shapes: Shapes
    error: Exception


class _FailureFound(Exception):
    """Carries a `FailurePoint` out of the walk."""

    def __init__(self, point: FailurePoint) -> None:
        super().__init__(point)
        self.point = point


def find_failure(
    document: Document, model: keras.Model, probe: ActivationProbe, rows: Rows, *, training: bool
) -> FailurePoint | None:
    """The failing step of a batch: a call, a loss, a metric or the gradient; `None` where the batch passes."""
    fields = keras.tree.map_structure(tf.constant, dict(rows.x))
    try:
        with keras.StatelessScope():
            values = _Caller(probe, None, fields, training=training).values()
            _compare(document, probe, rows, values)
    except _FailureFound as failure:
        return failure.point
    try:
        probe.measure(model, rows, training=training)
    except Exception as error:  # whatever Keras raises is the result of this search
        return FailurePoint("gradient", None, [], error)
    return None


class _Caller:
    """A `Caller` that calls the nodes of one graph, nested models included, on the tensors of a batch."""

    def __init__(
        self, probe: ActivationProbe, name: ModelName | None, inputs: Values, *, training: bool
    ) -> None:
        self._probe = probe
        self._name = name
        self._made = probe.graphs[name]
        self._inputs = inputs
        self._training = training

    def values(self) -> dict[NodeId, list[Any]]:
        """The outputs of each node. Raises `_FailureFound`."""
        return walk(self._made.structure, self, only_live=True)

    def begin(self, node: InputNode) -> Any:
        return self._inputs[node.name]

    def call(self, node: NodeId, declaring: Declaring, arguments: dict[str, Any]) -> list[Any]:
        try:
            return self._call(node, declaring, arguments)
        except _FailureFound:
            raise
        except Exception as error:  # whatever Keras raises is the result of this search
            shapes = [
                (port, tuple(tensor.shape))
                for port, value in arguments.items()
                for tensor in (value if isinstance(value, list) else [value])
            ]
            raise _FailureFound(FailurePoint("call", (self._name, node), shapes, error)) from error

    def _call(self, node: NodeId, declaring: Declaring, arguments: dict[str, Any]) -> list[Any]:
        index = self._made.structure.index
        if isinstance(declaring, OpNode):
            given = operation(declaring.op, declaring.config, index.catalog)(**arguments)
            return list(keras.tree.flatten(given))
        if isinstance(declaring, ModelNode):
            return self._model(node, declaring, arguments)
        layer = self._made.layers[declaring.id]
        first, *others = arguments
        named = {port: arguments[port] for port in others} | self._phase(layer) | dict(index.call_with(node))
        return list(keras.tree.flatten(layer(arguments[first], **named)))

    def _model(self, node: NodeId, declaring: ModelNode, arguments: dict[str, Any]) -> list[Any]:
        names = [port.name for port in self._made.structure.index.outputs_of[node]]
        if declaring.model not in self._probe.graphs:
            model = self._made.layers[declaring.id]
            return in_order(call_model(model, arguments, {"training": self._training}), names)
        inside = _Caller(self._probe, declaring.model, arguments, training=self._training)
        values = inside.values()
        nodes = self._probe.graphs[declaring.model].structure.index.nodes.values()
        return [values[end.id][0] for end in nodes if isinstance(end, OutputNode) and end.id in values]

    def _phase(self, layer: keras.Layer) -> dict[str, Any]:
        takes = "training" in inspect.signature(layer.call).parameters
        return {"training": self._training} if takes else {}


def _compare(
    document: Document, probe: ActivationProbe, rows: Rows, values: Mapping[NodeId, list[Any]]
) -> None:
    """Compute every loss and metric by itself. Raises `_FailureFound`."""
    outputs = (document.training or Training()).outputs
    for node in probe.graphs[None].structure.index.nodes.values():
        if not isinstance(node, OutputNode) or node.id not in values:
            continue
        chosen = outputs.get(node.name)
        if chosen is None or chosen.loss is None:
            continue
        target, given = rows.targets[node.name], values[node.id][0]
        metrics = [metric for part in PARTS for metric in metrics_of(chosen, part)]
        made: list[tuple[Step, Any]] = [("loss", keras_objects.loss(chosen.loss))]
        made += [
            ("metric", keras_objects.metric(metric)) for metric in metrics if not isinstance(metric, str)
        ]
        for step, compare in made:
            try:
                compare(target, given)
            except Exception as error:  # as above
                shapes = [("target", tuple(target.shape)), ("output", tuple(given.shape))]
                raise _FailureFound(FailurePoint(step, (None, node.id), shapes, error)) from error
