"""Arguments of a Keras call from tensors by port: states nested as the cells expect them, masks as a list."""

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from layerloom.catalog.port_reader import INITIAL_STATE, MASK, MASK_LISTS


def keras_arguments(layer: keras.Layer, tensors: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The first argument of `call`, and the others by name. `tensors` are by port, in port order."""
    first, *others = tensors
    named = {port: tensors[port] for port in others}
    members = MASK_LISTS.get(type(layer).__name__, ())
    if any(member in named for member in members):
        named[MASK] = [named.pop(member, None) for member in members]
    if INITIAL_STATE in named:
        named[INITIAL_STATE] = _nested(layer, named[INITIAL_STATE])
    return tensors[first], named


def _nested(layer: keras.Layer, states: Sequence[Any]) -> list[Any]:
    """A flat sequence of states as the nested list that the cells of a stack take."""
    structure = _state_sizes(layer)
    if len(keras.tree.flatten(structure)) != len(states):
        return [*states]
    packed: list[Any] = keras.tree.pack_sequence_as(structure, [*states])
    return packed


def _state_sizes(layer: keras.Layer) -> list[Any]:
    if isinstance(layer, keras.layers.Bidirectional):
        return [*_state_sizes(layer.forward_layer), *_state_sizes(layer.backward_layer)]
    # The state size of a ConvLSTM cell is a number of channels.
    cell = getattr(layer, "cell", None)
    sizes = getattr(layer, "state_size", None) or getattr(cell, "state_size", None)
    return [*sizes] if isinstance(sizes, list | tuple) else [sizes]
