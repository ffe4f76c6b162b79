"""Build layers and nested models, each at its first use in call order: the order in which seeds are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import keras

from layerloom.build.layer_references import reference_of
from layerloom.build.walk import Declaring, walk
from layerloom.graph.node_titles import typed_phrase
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from . import keras_objects
from .applications import make_application
from .call_arguments import keras_arguments
from .operations import operation

_REFUSALS = (ValueError, TypeError, LookupError, ArithmeticError)
"""Exceptions of Keras about a layer that does not fit; others, such as out of memory, propagate."""

Tensors = dict[str, keras.KerasTensor | list[keras.KerasTensor]]
Adapt = Callable[[keras.Layer, Mapping[str, keras.KerasTensor], keras.KerasTensor], None]
"""Adapts a new layer to the data of a tensor, which is computed from the model inputs given by name."""
GiveWeights = Callable[[NestedModel, keras.Model], None]
"""Loads the weights of a trained run into the nested model that uses it."""


@dataclass(frozen=True)
class BuiltGraph:
    """One graph as it was built: tensors by node, and layers by declaring node."""

    structure: Structure
    tensors: Mapping[NodeId, list[keras.KerasTensor]]
    layers: Mapping[NodeId, keras.Layer]


Keep = Callable[[ModelName | None, BuiltGraph], None]
"""Called with every graph that was built, inner ones first, and the name of its nested model (None: the outer graph)."""


@dataclass(frozen=True)
class Hooks:
    """Callbacks of a build: adapt layers to data, load weights of runs, collect built graphs. Each is optional."""

    adapt: Adapt | None = None
    weights: GiveWeights | None = None
    keep: Keep | None = None


class ModelBuilder:
    """Builds the nested models of a document, each once."""

    def __init__(self, structure: Structure, hooks: Hooks) -> None:
        self.hooks = hooks
        self._structure = structure
        self._made: dict[ModelName, keras.Model] = {}
        self._frozen = frozen_models(structure)

    def model(self, name: ModelName) -> keras.Model:
        """The nested model, built at its first call."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(name)
            if name in self._frozen:
                made.trainable = False
        return made

    def _make(self, name: ModelName) -> keras.Model:
        keras_name = self._structure.model_names[name]
        nested = self._structure.document.models[name]
        if nested.application is not None:
            catalog = self._structure.index.catalog
            return make_application(
                nested.application,
                nested.config,
                catalog,
                keras_name=keras_name,
                downloads=self._structure.downloads,
            )
        inside = self._structure.models[name]
        caller = RealCaller(inside, self)
        tensors = caller.walk()
        model = functional(inside, tensors, keras_name)
        if self.hooks.keep is not None:
            self.hooks.keep(name, BuiltGraph(inside, tensors, caller.layers))
        if nested.run is not None and self.hooks.weights is not None:
            self.hooks.weights(nested, model)
        return model


class RealCaller:
    """A `Caller` with Keras's symbolic tensors. Layers are built at their first call, so in call order."""

    def __init__(self, structure: Structure, builder: ModelBuilder) -> None:
        self.structure = structure
        self.index = structure.index
        self.catalog = structure.index.catalog
        self.builder = builder
        self.layers: dict[NodeId, keras.Layer] = {}
        self.inputs: dict[str, keras.KerasTensor] = {}

    def walk(self) -> dict[NodeId, list[keras.KerasTensor]]:
        """Call all nodes that reach an output."""
        return walk(self.structure, self, only_live=True)

    def begin(self, node: InputNode) -> keras.KerasTensor:
        tensor = keras.Input(shape=tuple(node.shape), dtype=node.dtype, name=node.name)
        self.inputs[node.name] = tensor
        return tensor

    def call(self, node: NodeId, declaring: Declaring, arguments: Tensors) -> list[keras.KerasTensor]:
        try:
            if isinstance(declaring, OpNode):
                return self._operation(declaring, arguments)
            if isinstance(declaring, ModelNode):
                return self._model(node, declaring, arguments)
            return self._layer(node, declaring, arguments)
        except _REFUSALS as error:
            params = {"node": typed_phrase(self.index, node)}
            raise Refused(422, ErrorCode.run_refused, variant="call_refused", params=params) from error

    def _layer(self, node: NodeId, declaring: LayerNode, arguments: Tensors) -> list[keras.KerasTensor]:
        new = declaring.id not in self.layers
        layer = self._declared(declaring)
        if new and declaring.adapt and self.builder.hooks.adapt is not None:
            tensor = next(iter(arguments.values()))
            if not isinstance(tensor, list):
                self.builder.hooks.adapt(layer, self.inputs, tensor)
        first, named = keras_arguments(layer, arguments)
        outputs = layer(first, **named, **self.index.call_with(node))
        return list(keras.tree.flatten(outputs))

    def _model(self, node: NodeId, declaring: ModelNode, arguments: Tensors) -> list[keras.KerasTensor]:
        model = self.layers[declaring.id] = self.builder.model(declaring.model)
        outputs = call_model(model, arguments, self.index.call_with(node))
        return in_order(outputs, [port.name for port in self.index.outputs_of[node]])

    def _operation(self, declaring: OpNode, arguments: Tensors) -> list[keras.KerasTensor]:
        call = operation(declaring.op, declaring.config, self.catalog)
        outputs = list(keras.tree.flatten(call(**arguments)))
        # Names in a model must differ, so the operation gets the name of its node, not a numbered one of Keras.
        outputs[0]._keras_history.operation.name = declaring.name
        return outputs

    def _declared(self, declaring: LayerNode) -> keras.Layer:
        layer = self.layers.get(declaring.id)
        if layer is None:
            layer = keras_objects.layer(declaring, self.catalog, self._inside)
            self.layers[declaring.id] = layer
        return layer

    def _inside(self, value: Mapping[str, Json]) -> keras.Layer:
        """Resolve a reference inside a config: the layer of another node, or a nested model."""
        reference = reference_of(value)
        if reference is not None and reference[0] == "model":
            return self.builder.model(ModelName(reference[1]))
        declared = self.index.nodes.get(NodeId(reference[1])) if reference is not None else None
        if isinstance(declared, ModelNode):
            return self.builder.model(declared.model)
        if isinstance(declared, LayerNode):
            return self._declared(declared)
        raise Refused(422, ErrorCode.run_refused, variant="inner_layer_gone")


def functional(
    structure: Structure, tensors: Mapping[NodeId, list[keras.KerasTensor]], name: str
) -> keras.Model:
    """The model of a nested graph: one input as a tensor, several as a dict by name; outputs likewise."""
    nodes = [node for node in structure.index.nodes.values() if node.id in tensors]
    inputs = {node.name: tensors[node.id][0] for node in nodes if isinstance(node, InputNode)}
    outputs = {node.name: tensors[node.id][0] for node in nodes if isinstance(node, OutputNode)}
    if not inputs or not outputs:
        raise Refused(422, ErrorCode.run_refused, variant="disconnected_model", params={"name": name})
    return keras.Model(_alone(inputs), _alone(outputs), name=name)


def call_model(model: keras.Model, arguments: Mapping[str, Any], call_with: Mapping[str, Json]) -> Any:
    """Calls a nested model: one input as itself, several by name."""
    return model(_alone(dict(arguments)), **call_with)


def in_order(outputs: Any, names: list[str]) -> list[keras.KerasTensor]:
    """What a nested model gives, in the order of its output nodes."""
    return [outputs[name] for name in names] if isinstance(outputs, dict) else [outputs]


def _alone(tensors: dict[str, keras.KerasTensor]) -> Any:
    return next(iter(tensors.values())) if len(tensors) == 1 else tensors


def frozen_models(structure: Structure) -> frozenset[ModelName]:
    """The nested models that a node says are not to be trained."""
    graphs = [structure.index, *(inner.index for inner in structure.models.values())]
    return frozenset(
        node.model
        for index in graphs
        for node in index.nodes.values()
        if isinstance(node, ModelNode) and not node.trainable
    )
