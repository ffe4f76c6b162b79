"""Ports, outputs, call arguments and what may stand inside, against the installed Keras."""

import inspect
import warnings
from collections.abc import Mapping
from typing import Any

import keras
import pytest

from layerloom.catalog.constructor_probe import filling, make
from layerloom.catalog.keras_classes import CLASSES
from layerloom.catalog.overrides.allowlist import Kind
from layerloom.catalog.overrides.layer_families import ADAPTS, INSIDE, LAYERS, NEEDS_SIZE
from layerloom.catalog.port_reader import CALL_NAMES, MASKS, SWITCHES
from layerloom_schema.catalog.entries import Family, ParameterType
from layerloom_schema.catalog.generated_files import read_catalog

CATALOG = read_catalog()
AUGMENT = [name for name, family in LAYERS.items() if family is Family.augment]


def ports(name: str) -> list[tuple[str, bool, bool, int, int | None]]:
    inputs = CATALOG.layers[name].inputs
    return [(p.name, p.list, p.optional, p.minimum, p.maximum) for p in inputs if not p.mask]


OUTPUTS = {name: [(o.name, o.when, o.by_call) for o in CATALOG.layers[name].outputs] for name in LAYERS}
ONE = [("output", None, False)]


def fresh(name: str, **config: Any) -> Any:
    return make(CLASSES[Kind.layers][name], {**filling(CATALOG.layers[name].parameters), **config})


def takes(layer: Any, *shapes: tuple[int | None, ...]) -> bool:
    """Whether Keras runs the layer on one of these shapes, dry."""
    for shape in shapes:
        with keras.StatelessScope(initialize_variables=False), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                layer(keras.KerasTensor(shape))
            except Exception:
                continue
            return True
    return False


def test_S19_ports_and_outputs_are_those_of_keras() -> None:
    assert ports("Dense") == [("inputs", False, False, 1, None)]
    assert ports("Add") == [("inputs", True, False, 1, None)]
    assert ports("Subtract") == ports("Dot") == [("inputs", True, False, 2, 2)]
    assert ports("LSTM") == [("sequences", False, False, 1, None), ("initial_state", True, True, 2, 2)]
    assert ports("GRU")[1] == ("initial_state", True, True, 1, 1)
    assert ports("ConvLSTM1D")[1] == ("initial_state", True, True, 2, 2)
    assert ports("LSTMCell") == [("inputs", False, False, 1, None), ("states", True, False, 2, 2)]
    assert ports("GRUCell")[1] == ports("SimpleRNNCell")[1] == ("states", True, False, 1, 1)
    assert ports("RNN") == ports("Bidirectional")
    assert ports("RNN")[1] == ("initial_state", True, True, 1, None)
    assert ports("Attention") == ports("AdditiveAttention") == [("inputs", True, False, 2, 3)]
    assert ports("MultiHeadAttention") == ports("GroupQueryAttention")
    assert ports("MultiHeadAttention") == [
        ("query", False, False, 1, None),
        ("value", False, False, 1, None),
        ("key", False, True, 1, None),
    ]
    assert ports("CategoryEncoding")[1] == ("count_weights", False, True, 1, None)


def test_S61_every_layer_whose_call_takes_a_mask_has_an_optional_port_for_it() -> None:
    masks = {name: [port for port in CATALOG.layers[name].inputs if port.mask] for name in LAYERS}
    taken = {
        name: [argument for argument in inspect.signature(layer.call).parameters if argument in MASKS]
        for name in LAYERS
        if hasattr(layer := CLASSES[Kind.layers][name], "call")
    }
    listed = {name for name, ports in masks.items() if any(port.argument for port in ports)}
    assert listed == {"Attention", "AdditiveAttention"}
    for name in listed:
        assert taken.pop(name) == ["mask"]
        assert [(port.name, port.argument) for port in masks.pop(name)] == [
            ("query_mask", "mask"),
            ("value_mask", "mask"),
        ]
    assert {name: [port.name for port in ports] for name, ports in masks.items() if ports} == {
        name: arguments for name, arguments in taken.items() if arguments
    }
    assert all(port.optional and not port.list for ports in masks.values() for port in ports)
    assert sum("mask" in arguments for arguments in taken.values()) == 13  # and two with lists of them


def test_S19_outputs_hang_on_arguments_of_the_layer_and_of_the_call() -> None:
    two = [*ONE, ("state_h", "return_state", False), ("state_c", "return_state", False)]
    scores = [*ONE, ("attention_scores", "return_attention_scores", True)]
    several = {
        **dict.fromkeys(("LSTM", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"), two),
        **dict.fromkeys(("GRU", "SimpleRNN"), two[:2]),
        **dict.fromkeys(
            ("Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"), scores
        ),
        "LSTMCell": [*ONE, ("state_h", None, False), ("state_c", None, False)],
        "GRUCell": [*ONE, ("state_h", None, False)],
        "SimpleRNNCell": [*ONE, ("state_h", None, False)],
        "StackedRNNCells": [],
    }
    assert {name: found for name, found in OUTPUTS.items() if found != ONE} == several


def test_S19_no_argument_of_a_call_is_a_port_by_mistake() -> None:
    known = {"x", "inputs", "data", "sequences", "sequence", "initial_state", "states", "count_weights"}
    known |= {"query", "value", "key", *MASKS}
    found = {port.name for name in LAYERS for port in CATALOG.layers[name].inputs}
    assert found == known
    assert not found & {*SWITCHES}
    assert set(CALL_NAMES) <= set(SWITCHES)


def test_S19_what_a_call_may_pin_is_read_from_keras() -> None:
    def pinned(name: str) -> Mapping[str, Any]:
        found = CATALOG.layers[name].call_parameters
        assert all(p.type is ParameterType.bool for p in found)
        return {p.name: p.default for p in found}

    assert pinned("Rescaling") == {}
    assert pinned("Dropout") == pinned("RandomFlip") == pinned("LSTM") == {"training": None}
    assert pinned("ReversibleEmbedding") == {"reverse": False}
    assert pinned("MultiHeadAttention") == {
        "training": None,
        "use_causal_mask": False,
        "return_attention_scores": False,
    }


def test_S19_layers_that_learn_from_data_are_those_that_keras_can_adapt() -> None:
    adapting = {name for name in LAYERS if hasattr(CLASSES[Kind.layers][name], "adapt")}
    assert adapting == ADAPTS == {name for name in LAYERS if CATALOG.layers[name].adapts}


@pytest.mark.parametrize("name", [name for name in AUGMENT if name not in NEEDS_SIZE])
def test_S27_images_of_open_size_are_taken_by_all_layers_that_do_not_need_it(name: str) -> None:
    assert runs(name, (None, None, None, 3))


@pytest.mark.parametrize(
    "name", sorted(NEEDS_SIZE - {"RandomElasticTransform"})
)  # Keras takes minutes over it
def test_S27_layers_that_need_the_size_of_an_image_run_with_it_only(name: str) -> None:
    assert runs(name, (None, 8, 8, 3))
    assert not runs(name, (None, None, None, 3))


def runs(name: str, shape: tuple[int | None, ...]) -> bool:
    layer = fresh(name)
    try:
        keras.src.backend.compute_output_spec(
            lambda images: layer(images, training=True), keras.KerasTensor(shape)
        )
    except TypeError:
        return False
    return True


def held(owner: str, argument: str) -> set[str]:
    parameter = next(p for p in CATALOG.layers[owner].parameters if p.name == argument)
    return set(parameter.layers)


SHAPES = ((None, 4), (None, 4, 4), (None, 4, 4, 4), (None, 4, 4, 4, 4), (None, 4, 4, 4, 4, 4))


def test_S28_the_layers_that_may_stand_inside_are_those_that_keras_can_hold() -> None:
    whole = ("Embedding", "ReversibleEmbedding")  # their vectors would be cast to the dtype of the indices
    for name in whole:
        layer = fresh("SpectralNormalization", layer=fresh(name))
        vectors = keras.src.backend.compute_output_spec(layer, keras.KerasTensor((None, 4), "int32"))
        assert vectors.dtype == "int32"
    left = {*INSIDE, *ADAPTS, *whole, "SpectralNormalization"}
    single = [name for name in LAYERS if name not in left and not CATALOG.layers[name].inputs[0].list]
    wrapped = {name for name in single if takes(fresh("SpectralNormalization", layer=fresh(name)), *SHAPES)}
    assert wrapped == held("SpectralNormalization", "layer")
    readers = held("Bidirectional", "layer")
    assert readers == held("Bidirectional", "backward_layer")
    for name in readers:
        assert takes(fresh("Bidirectional", layer=fresh(name)), *SHAPES), name
    turning = {name for name in LAYERS if "go_backwards" in {p.name for p in CATALOG.layers[name].parameters}}
    assert readers == turning


def test_S28_a_recurrent_layer_takes_every_cell_and_several() -> None:
    cells = held("StackedRNNCells", "cells")
    assert held("RNN", "cell") == {*cells, *INSIDE}
    assert cells == {name for name in LAYERS if name.endswith("Cell")}
    for name in cells:
        assert takes(fresh("RNN", cell=fresh(name)), (None, 5, 3))
    assert takes(fresh("RNN", cell=[fresh(name) for name in sorted(cells)]), (None, 5, 3))
    assert takes(fresh("RNN", cell=fresh("StackedRNNCells")), (None, 5, 3))
