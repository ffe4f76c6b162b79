"""What every call of a built model gives for some rows, nested models included, without a trace in the model.

Everything runs in a stateless scope: what a layer, a metric or a source of random numbers would keep is dropped. It
runs step by step, uncompiled, because a graph of its own would cost seconds to build.
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
from layerloom.graph.node_titles import typed_title
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.document import InputNode, ModelNode, OutputNode

Place = tuple[ModelName | None, NodeId]
"""A node, and the nested model that it is in."""
Values = dict[NodeId, list[Any]]
"""What nodes gave."""
OPEN = 128
"""How long an axis of open length is taken to be where sizes are guessed."""


@dataclass(frozen=True)
class Seen:
    """One pass of some rows. `gradients` are by `id` of the weight, unscaled; `slopes` by node of the outer graph."""

    values: Values
    loss: Any
    gradients: Mapping[int, Any]
    slopes: Mapping[NodeId, list[Any]]


class Probe:
    """Looks into a model through the graphs that it was made of; `keep` is the hook that learns of them."""

    def __init__(self) -> None:
        self.graphs: dict[ModelName | None, BuiltGraph] = {}
        self._ask = cache(self._asking)

    def keep(self, name: ModelName | None, made: BuiltGraph) -> None:
        """A graph that was made. The inside of a trained run belongs to that run, and is not looked into."""
        nested = made.structure.document.models.get(name) if name is not None else None
        if nested is None or nested.run is None:
            self.graphs[name] = made

    def numbers_in_a_row(self) -> int:
        """How many numbers all calls together give for one row, as far as lengths are known."""
        return sum(
            _product(tensor.shape[1:])
            for made in self.graphs.values()
            for tensors in made.tensors.values()
            for tensor in tensors
        )

    def calls(self) -> int:
        """Calls in all graphs."""
        return sum(len(made.tensors) for made in self.graphs.values())

    def layer(self, place: Place) -> keras.Layer | None:
        """What the node calls, where that is a layer or a nested model."""
        made = self.graphs[place[0]]
        declaring = made.structure.index.layer_node(place[1])
        return made.layers.get(declaring.id) if declaring is not None else None

    def places(self, name: ModelName | None = None) -> Iterator[Place]:
        """Every call in call order; what is inside a nested model comes before each call of it."""
        made = self.graphs[name]
        for node in made.structure.order:
            if node not in made.tensors:
                continue
            declaring = made.structure.index.layer_node(node)
            if isinstance(declaring, ModelNode) and declaring.model in self.graphs:
                yield from self.places(declaring.model)
            yield name, node

    def title(self, place: Place) -> str:
        """The node as a sentence names it."""
        return typed_title(self.graphs[place[0]].structure.index, place[1])

    def see(self, model: keras.Model, rows: Rows, *, training: bool, slopes: bool = False) -> Seen:
        """One pass to the compiled loss, and back to the weights; with `slopes` to what every call gave as well."""
        fields = keras.tree.map_structure(tf.constant, rows.packed)
        # Regularizers ask the scope itself for a weight.
        trained = [(variable, tf.convert_to_tensor(variable.value)) for variable in model.trainable_variables]
        with tf.GradientTape() as tape, keras.StatelessScope(trained, collect_losses=True):
            tape.watch([tensor for _, tensor in trained])
            values = self._values(None, list(fields[0].values()), list(fields[0]), training=training)
            answer = self._answer(values)
            weights = fields[2] if len(fields) > 2 else None
            loss = model.compute_loss(fields[0], fields[1], answer, weights, training=training)
            scale = model.optimizer.scale_loss(tf.ones((), loss.dtype))
            scaled = loss * scale
        asked = {
            node: [value for value in given if value.dtype.is_floating] for node, given in values.items()
        }
        gradients, back = tape.gradient(scaled, ([tensor for _, tensor in trained], asked if slopes else {}))
        by_weight = {
            id(variable): tf.convert_to_tensor(gradient) / tf.cast(scale, gradient.dtype)
            for (variable, _), gradient in zip(trained, gradients, strict=True)
            if gradient is not None
        }
        return Seen(values, loss, by_weight, back)

    def walk(
        self, values: Values, name: ModelName | None = None, *, training: bool
    ) -> Iterator[tuple[Place, list[Any]]]:
        """Every call with what it gave, in call order; what is inside a nested model comes before the call of it."""
        structure = self.graphs[name].structure
        for node in structure.order:
            if node not in values:
                continue
            nested = self.within((name, node), values, training=training)
            if nested is not None:
                model, inside = nested
                yield from self.walk(inside, model, training=training)
            if not isinstance(structure.index.nodes[node], OutputNode):
                yield (name, node), values[node]

    def within(self, place: Place, values: Values, *, training: bool) -> tuple[ModelName, Values] | None:
        """What the nodes of a nested model gave in one call of it; `None` where the node calls none that is known."""
        name, node = place
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
        ask, order = self._ask(name, tuple(inputs))
        found = keras.tree.flatten(ask(given, training=training))
        made = self.graphs[name]
        return {
            node: [found[order[id(tensor)]] for tensor in tensors] for node, tensors in made.tensors.items()
        }

    def _asking(self, name: ModelName | None, inputs: tuple[str, ...]) -> tuple[keras.Model, dict[int, int]]:
        """The graph as a model that gives all its tensors, in the order of their `id`s."""
        made = self.graphs[name]
        nodes = made.structure.index.nodes
        begun = {
            node.name: made.tensors[node.id][0]
            for node in nodes.values()
            if isinstance(node, InputNode) and node.id in made.tensors
        }
        tensors = {id(tensor): tensor for given in made.tensors.values() for tensor in given}
        model = keras.Model([begun[each] for each in inputs], list(tensors.values()), name="probe")
        return model, {key: place for place, key in enumerate(tensors)}

    def _answer(self, values: Values) -> Any:
        """What the model itself would give."""
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
