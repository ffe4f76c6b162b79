"""[S] Keras models as graphs: translated as data, checked and built by our own code, equal to the bit."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from importers.models import MODELS, of_chains, of_given_masks, of_many_calls, of_masks
from importers.rebuilt import LIMITS, copy_weights, document_of, imported, plain_config, rebuild, rows_for
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.importers.model_importer import import_model
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.graph import LayerNode, ModelNode, OpNode
from layerloom_schema.errors import LayerloomError
from layerloom_schema.limits import Limits


@pytest.mark.parametrize("name", MODELS)
def test_S36_a_model_translated_and_built_again_gives_the_same_numbers(name: str) -> None:
    make: Callable[[], keras.Model] = MODELS[name]
    model = make()
    found = imported(model)
    assert found.warnings == []
    report = full_check(document_of(found), read_catalog(), LIMITS, CallCache(), for_training=False)
    assert [problem.message for problem in report.problems] == []
    assert report.totals.params == model.count_params()
    ours = rebuild(document_of(found))
    copy_weights(model, ours)
    rows = rows_for(model)
    theirs = keras.tree.flatten(model.predict(_given(model, rows), verbose=0))
    mine = keras.tree.flatten(ours.predict(rows, verbose=0))
    assert len(theirs) == len(mine)
    for expected, received in zip(sorted(theirs, key=_key), sorted(mine, key=_key), strict=True):
        np.testing.assert_array_equal(expected, received)


def _given(model: keras.Model, rows: dict[str, Any]) -> Any:
    """The rows as this model takes them."""
    return keras.tree.map_structure(lambda tensor: rows[tensor.name], model.input)


def _key(array: Any) -> Any:
    return array.shape, array.tobytes()


def test_S36_calls_wires_and_constants_are_carried() -> None:
    graph = imported(of_many_calls()).graph
    assert [node.name for node in graph.nodes if node.kind == "input"] == ["other", "image"]
    assert {node.name for node in graph.nodes if node.kind == "output"} == {
        "late",
        "early",
        "cut",
        "merged",
        "sums",
    }
    encode = next(node for node in graph.nodes if isinstance(node, LayerNode) and node.name == "encode")
    again = next(node for node in graph.nodes if node.kind == "shared" and node.of == encode.id)
    states = [edge for edge in graph.edges if edge.target_input == "initial_state"]
    assert [(edge.source, edge.source_output, edge.order) for edge in states] == [
        (encode.id, 1, 0),
        (encode.id, 2, 1),
    ]
    pair = next(node for node in graph.nodes if isinstance(node, ModelNode))
    into = {edge.target_input or "": edge.source for edge in graph.edges if edge.target == pair.id}
    assert again.id in into.values()
    attend = next(node for node in graph.nodes if isinstance(node, LayerNode) and node.name == "attend")
    assert attend.call_with == {"use_causal_mask": True, "return_attention_scores": True}
    ops = {node.op: node.config for node in graph.nodes if isinstance(node, OpNode)}
    assert ops["subtract"] == {"x1": 3.0}
    assert ops["sum"] == {"axis": -1, "keepdims": True}
    assert ops["split"] == {"indices_or_sections": 2, "axis": 1}


def test_S36_masks_that_keras_makes_are_not_drawn() -> None:
    graph = imported(of_masks()).graph
    assert not [node for node in graph.nodes if isinstance(node, OpNode)]


def test_S61_masks_that_a_person_gave_are_drawn_and_those_that_travel_are_not() -> None:
    graph = imported(of_given_masks()).graph
    names = {node.id: getattr(node, "name", "") for node in graph.nodes}
    kinds = {node.id: node.kind for node in graph.nodes}
    masks = {
        (names[edge.target], edge.target_input, kinds[edge.source])
        for edge in graph.edges
        if edge.target_input is not None and edge.target_input.endswith("mask")
    }
    assert masks == {
        ("first", "mask", "input"),
        ("over", "mask", "input"),
        ("beyond", "mask", "op"),
        ("look", "value_mask", "op"),
        ("heads", "attention_mask", "op"),
        ("ways", "mask", "input"),
    }


def test_S36_settings_are_the_catalogues_own_and_only_what_differs() -> None:
    found = imported(of_chains())
    frozen = next(node for node in found.graph.nodes if isinstance(node, LayerNode) and node.name == "frozen")
    assert frozen.trainable is False
    assert frozen.config == {"units": 2, "bias_constraint": {"name": "MaxNorm", "config": {"max_value": 3.0}}}
    steps = next(node for node in found.graph.nodes if isinstance(node, LayerNode) and node.name == "steps")
    assert steps.config == {"layer": {"model": "named"}}
    assert set(found.models) == {"named", "unnamed"}


def test_S36_names_of_nested_models_keep_clear_of_those_taken() -> None:
    found = import_model(plain_config(of_chains()), read_catalog(), LIMITS, ["named"])
    assert set(found.models) == {"named_2", "unnamed"}


def test_S36_what_a_document_does_not_have_is_reported() -> None:
    image = keras.Input((4,), batch_size=3, name="image")
    half = keras.layers.Dense(2, name="half", dtype="float16")(image)
    model = keras.Model(image, keras.layers.Lambda(lambda x: x, name="any code")(half))
    found = imported(model)
    assert [each.message for each in found.warnings] == [
        "image takes batches of 3 only; here a batch is of any size.",
        "any code is a Lambda, which cannot be drawn here.",
        "any code is named any_code here.",
    ]
    assert [node.name for node in found.graph.nodes if isinstance(node, LayerNode)] == ["half", "any_code"]


def test_G134_layers_keep_their_dtype_and_what_is_frozen_inside_them() -> None:
    rows = keras.Input((3, 4), name="rows")
    inner = keras.layers.Dense(2, trainable=False, name="inner")
    half = keras.layers.TimeDistributed(inner, name="half", dtype="mixed_float16")(rows)
    model = keras.Model(rows, keras.layers.Dense(1, name="head")(half))
    found = imported(model)
    assert found.warnings == []
    assert [node.config for node in found.graph.nodes if isinstance(node, LayerNode)] == [
        {
            "layer": {"layer": "Dense", "config": {"units": 2, "dtype": "float32", "trainable": False}},
            "dtype": "mixed_float16",
        },
        {"units": 1, "dtype": "float32"},
    ]


def test_G134_where_all_layers_calculate_alike_none_says_so() -> None:
    rows = keras.Input((4,), name="rows")
    found = imported(keras.Model(rows, keras.layers.Dense(1, name="head")(rows)))
    assert [node.config for node in found.graph.nodes if isinstance(node, LayerNode)] == [{"units": 1}]


def test_S37_code_in_a_config_is_never_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is a class looked up by the module it names."""
    asked: list[object] = []
    monkeypatch.setattr(keras.saving, "deserialize_keras_object", asked.append)
    config = plain_config(of_chains())
    config["config"]["layers"][-1] |= {"module": "os", "class_name": "system", "registered_name": "rm"}
    found = import_model(config, read_catalog(), LIMITS)
    assert asked == []
    assert "frozen is a system, which cannot be drawn here." in [each.message for each in found.warnings]


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "no layers": lambda config: config.pop("layers"),
    "layers in a text": lambda config: config.update(layers="abc"),
    "a layer that is a number": lambda config: config["layers"].append(7),
    "a layer twice": lambda config: config["layers"].append(config["layers"][0]),
    "a name that is a list": lambda config: config["layers"][0].update(name=["x"]),
    "a name without end": lambda config: config["layers"][0].update(name="x" * 10_000),
    "a class that is none": lambda config: config["layers"][0].update(class_name=None),
    "an output of nobody": lambda config: config.update(output_layers=["nobody", 0, 0]),
    "an output below zero": lambda config: config.update(output_layers=["frozen", -1, 0]),
    "an output that is true": lambda config: config.update(output_layers=["frozen", True, 0]),
    "an input that is a layer": lambda config: config.update(input_layers=["frozen", 0, 0]),
    "outputs without bottom": lambda config: config.update(output_layers=_deep(100)),
    "a call that is a text": lambda config: config["layers"][-1].update(inbound_nodes=["x"]),
    "calls of nobody": lambda config: config["layers"][-1].update(inbound_nodes=[_call(["nobody", 0, 0])]),
    "a tensor without a layer": lambda config: config["layers"][-1].update(inbound_nodes=[_call(None)]),
    "arguments without bottom": lambda config: config["layers"][-1].update(
        inbound_nodes=[{"args": [_deep(500)], "kwargs": {}}]
    ),
    "a shape of texts": lambda config: config["layers"][0]["config"].update(batch_shape=[None, "x"]),
    "calls without end": lambda config: config["layers"][-1].update(
        inbound_nodes=[_call([config["layers"][0]["name"], 0, 0])] * 20_000
    ),
}


def _deep(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


def _call(history: object) -> dict[str, Any]:
    return {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": history}}], "kwargs": {}}


@pytest.mark.parametrize("name", HOSTILE)
def test_S37_what_is_no_config_is_refused_in_a_sentence(name: str) -> None:
    config = plain_config(of_chains())
    HOSTILE[name](config["config"])
    with pytest.raises(LayerloomError) as refused:
        import_model(config, read_catalog(), Limits())
    assert refused.value.body.message.endswith(".")


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], {}, {"class_name": "Functional"}, {"class_name": "Dense"}]
)
def test_S37_what_is_no_model_is_refused(value: Any) -> None:
    with pytest.raises(LayerloomError):
        import_model(value, read_catalog(), Limits())


def _itself(model: dict[str, Any]) -> dict[str, Any]:
    return model


def _in_a_wrapper(model: dict[str, Any]) -> dict[str, Any]:
    return {"class_name": "TimeDistributed", "config": {"name": "steps", "layer": model}}


@pytest.mark.parametrize("put", [_itself, _in_a_wrapper])
def test_S37_models_inside_models_have_an_end(put: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    inner: dict[str, Any] = plain_config(of_chains())
    for _ in range(20):
        chain = [{"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 4]}}, put(inner)]
        inner = {"class_name": "Sequential", "config": {"name": "outer", "layers": chain}}
    with pytest.raises(LayerloomError, match="deep"):
        import_model(inner, read_catalog(), Limits())


VALUES: list[Any] = [None, True, -1, 1e308, "x" * 5000, [[]], {"a": 1}, {"class_name": "Dense", "config": {}}]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_S37_no_value_of_any_setting_breaks_the_translation(number: int) -> None:
    """What does not fit is reported, or is a problem of the document; nothing throws."""
    config = plain_config(of_masks())
    for layer in config["config"]["layers"]:
        for argument in layer["config"]:
            if argument not in ("name", "batch_shape", "dtype") and layer["class_name"] != "InputLayer":
                layer["config"][argument] = VALUES[number]
    found = import_model(config, read_catalog(), LIMITS)
    full_check(document_of(found), read_catalog(), LIMITS, CallCache(), for_training=False)
