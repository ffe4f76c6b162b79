"""The layers of a document's model that have weights, with their names and shapes. Nothing is allocated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import keras

from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import BuiltGraph, Hooks
from layerloom.build.real.node_layers import node_layers
from layerloom.catalog.keras_private import variable_places
from layerloom.graph.structure import Structure
from layerloom_schema.base import ModelName
from layerloom_schema.documents.document import Document

from .keras_places import LAYERS, Numbered


@dataclass(frozen=True)
class DrawnWeight:
    """A variable of the model."""

    key: str
    """The path of its node and its number in the weights of that node's layer: `n6/n2/0`."""
    name: str
    shape: tuple[int, ...]
    place: str
    """Where Keras 3 puts it below its layer: `vars/0`."""
    trainable: bool
    """Unless it is frozen."""


@dataclass(frozen=True)
class DrawnLayer:
    """A layer with weights, or a nested model with those of all its layers."""

    names: tuple[str, ...]
    place: str
    weights: Sequence[DrawnWeight]
    nested: bool

    @property
    def title(self) -> str:
        """Its name, after those of the nested models that it is in."""
        return "/".join(self.names)

    @property
    def in_old_order(self) -> list[DrawnWeight]:
        """The weights in the order of Keras before version 3: what is trained comes first."""
        return sorted(self.weights, key=lambda weight: not weight.trainable)


def drawn_layers(document: Document, structure: Structure) -> list[DrawnLayer]:
    """The layers of a document without errors, each nested model before its layers."""
    graphs: dict[ModelName | None, BuiltGraph] = {}
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = build_model(document, structure, Hooks(keep=graphs.__setitem__))
            model.trainable = True
            keys = {
                id(variable): f"{path}/{number}"
                for path, layer in node_layers(graphs)  # what is inside a nested model comes after it
                for number, variable in enumerate(layer.weights)
            }
            places = {id(variable): place for place, variable in variable_places(model).items()}
            return [*_layers(model, (), LAYERS, keys, places)]
    finally:
        # Variables that were never made would be made by the next real one.
        keras.utils.clear_session(free_memory=False)


def _layers(
    model: keras.Model,
    names: tuple[str, ...],
    place: str,
    keys: Mapping[int, str],
    places: Mapping[int, str],
) -> Iterator[DrawnLayer]:
    numbered = Numbered()
    for layer in model.layers:
        own = f"{place}/{numbered.key(type(layer).__name__)}"
        path = (*names, layer.name)
        weights = [
            DrawnWeight(
                key=keys[id(variable)],
                name=variable.name,
                shape=tuple(variable.shape),
                place=places.get(id(variable), "").removeprefix(f"{own}/"),
                trainable=variable.trainable,
            )
            for variable in layer.weights
            if id(variable) in keys
        ]
        nested = isinstance(layer, keras.Model)
        if weights:
            yield DrawnLayer(path, own, weights, nested)
        if nested:
            yield from _layers(layer, path, f"{own}/{LAYERS}", keys, places)
