"""Compute the outputs and gradients of every call of a built model for some rows, without changing the model.

Everything runs in a stateless scope, so updates of layers, metrics and seed generators are dropped; and eagerly,
because tracing another graph would cost seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import keras
import tensorflow as tf

from layerloom.build.real.model_builder import BuiltGraph
from layerloom.build.walk import gather
from layerloom.datasets.row_binder import Rows
from layerloom.graph.node_titles import typed_phrase
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.documents.graph import InputNode, ModelNode, OutputNode

NodeRef = tuple[ModelName | None, NodeId]
"""A node id, and the nested model it is in (None: the outer graph)."""
Values = dict[NodeId, list[Any]]
"""Output tensors by node."""
OPEN = 128
"""Assumed length of an axis of unknown length where sizes are estimated."""


@dataclass(frozen=True)
class ProbeResult:
    """One pass of some rows: `gradients` by `id` of the weight, unscaled; `output_gradients` by outer node."""

    values: Values
    loss: Any
    gradients: Mapping[int, Any]
    output_gradients: Mapping[NodeId, list[Any]]


class ActivationProbe:
    """Evaluates a model through the graphs that it was built from; `keep` is the hook that collects them."""

    def __init__(self) -> None:
        self.graphs: dict[ModelName | None, BuiltGraph] = {}
        self._probe_model = cache(self._build_probe_model)

    def keep(self, name: ModelName | None, made: BuiltGraph) -> None:
        """Register a graph that was built. The inside of a trained run is not evaluated."""
        nested = made.structure.document.models.get(name) if name is not None else None
        if nested is None or nested.run is None:
            self.graphs[name] = made

    def numbers_in_a_row(self) -> int:
        """Values that all calls together output for one row; unknown lengths count as `OPEN`."""
        return sum(
            _product(tensor.shape[1:])
            for made in self.graphs.values()
            for tensors in made.tensors.values()
            for tensor in tensors
        )

    def calls(self) -> int:
        """Number of calls in all graphs."""
        return sum(len(made.tensors) for made in self.graphs.values())

    def layer(self, node_ref: NodeRef) -> keras.Layer | None:
        """The layer or nested model that the node calls; None for operations."""
        made = self.graphs[node_ref[0]]
        declaring = made.structure.index.layer_node(node_ref[1])
        return made.layers.get(declaring.id) if declaring is not None else None

    def node_refs(self, name: ModelName | None = None) -> Iterator[NodeRef]:
        """Every call in call order; what is inside a nested model comes before each call of it."""
        made = self.graphs[name]
        for node in made.structure.order:
            if node not in made.tensors:
                continue
            declaring = made.structure.index.layer_node(node)
            if isinstance(declaring, ModelNode) and declaring.model in self.graphs:
                yield from self.node_refs(declaring.model)
            yield name, node

    def title(self, node_ref: NodeRef) -> Json:
        """The title of the node as a param of a sentence."""
        return typed_phrase(self.graphs[node_ref[0]].structure.index, node_ref[1])

    def measure(
        self, model: keras.Model, rows: Rows, *, training: bool, output_gradients: bool = False
    ) -> ProbeResult:
        """One forward and backward pass of the compiled loss; with `output_gradients` also to each call's outputs."""
        fields = keras.tree.map_structure(tf.constant, rows.packed)
        # Regularizers read weights from the scope, so the scope must hold the watched tensors.
        trained = [(variable, tf.convert_to_tensor(variable.value)) for variable in model.trainable_variables]
        with tf.GradientTape() as tape, keras.StatelessScope(trained, collect_losses=True):
            tape.watch([tensor for _, tensor in trained])
            values = self._values(None, list(fields[0].values()), list(fields[0]), training=training)
            answer = self._model_output(values)
            weights = fields[2] if len(fields) > 2 else None
            loss = model.compute_loss(fields[0], fields[1], answer, weights, training=training)
            scale = model.optimizer.scale_loss(tf.ones((), loss.dtype))
            scaled = loss * scale
        asked = {
            node: [value for value in given if value.dtype.is_floating] for node, given in values.items()
        }
        gradients, back = tape.gradient(
            scaled, ([tensor for _, tensor in trained], asked if output_gradients else {})
        )
        by_weight = {
            id(variable): tf.convert_to_tensor(gradient) / tf.cast(scale, gradient.dtype)
            for (variable, _), gradient in zip(trained, gradients, strict=True)
            if gradient is not None
        }
        return ProbeResult(values, loss, by_weight, back)

    def forward(self, inputs: Mapping[str, Any]) -> Values:
        """The outputs of all nodes of the outer graph for tensors by input name, as in a prediction."""
        return self._values(None, list(inputs.values()), list(inputs), training=False)

    def walk(
        self, values: Values, name: ModelName | None = None, *, training: bool
    ) -> Iterator[tuple[NodeRef, list[Any]]]:
        """Every call with its outputs in call order; calls inside a nested model come before the call of that model."""
        structure = self.graphs[name].structure
        for node in structure.order:
            if node not in values:
                continue
            nested = self.nested_values((name, node), values, training=training)
            if nested is not None:
                model, inside = nested
                yield from self.walk(inside, model, training=training)
            if not isinstance(structure.index.nodes[node], OutputNode):
                yield (name, node), values[node]

    def nested_values(
        self, node_ref: NodeRef, values: Values, *, training: bool
    ) -> tuple[ModelName, Values] | None:
        """The outputs of all nodes of a nested model in one call; `None` where the node calls no registered model."""
        name, node = node_ref
        index = self.graphs[name].structure.index
        declaring = index.layer_node(node)
        if not isinstance(declaring, ModelNode) or declaring.model not in self.graphs:
            return None
        given = gather(index, node, values) or {}
        with keras.StatelessScope():
            inside = self._values(declaring.model, list(given.values()), list(given), training=training)
        return declaring.model, inside

    def _values(
        self, name: ModelName | None, given: list[Any], inputs: list[str], *, training: bool
    ) -> Values:
        ask, order = self._probe_model(name, tuple(inputs))
        found = keras.tree.flatten(ask(given, training=training))
        made = self.graphs[name]
        return {
            node: [found[order[id(tensor)]] for tensor in tensors] for node, tensors in made.tensors.items()
        }

    def _build_probe_model(
        self, name: ModelName | None, inputs: tuple[str, ...]
    ) -> tuple[keras.Model, dict[int, int]]:
        """The graph as a model that outputs all its tensors, and the index of each tensor by `id`."""
        made = self.graphs[name]
        nodes = made.structure.index.nodes
        started = {
            node.name: made.tensors[node.id][0]
            for node in nodes.values()
            if isinstance(node, InputNode) and node.id in made.tensors
        }
        tensors = {id(tensor): tensor for given in made.tensors.values() for tensor in given}
        model = keras.Model([started[each] for each in inputs], list(tensors.values()), name="probe")
        return model, {key: index for index, key in enumerate(tensors)}

    def _model_output(self, values: Values) -> Any:
        """The outputs of the model itself: one tensor, or a dict by output name."""
        made = self.graphs[None]
        ends = {
            node.name: values[node.id][0]
            for node in made.structure.index.nodes.values()
            if isinstance(node, OutputNode) and node.id in values
        }
        return next(iter(ends.values())) if len(ends) == 1 else ends


def _product(shape: tuple[int | None, ...]) -> int:
    number = 1
    for length in shape:
        number *= OPEN if length is None else length
    return number
