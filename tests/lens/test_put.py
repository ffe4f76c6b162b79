"""Single changes of the canvas in scripts: which lines change, and how."""

import copy
import difflib
from collections.abc import Callable
from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.lens.put import Put, put
from layerloom.lens.script_reading import Reader
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.limits import Limits

READER = Reader(read_catalog(), Limits(), CallCache())
Json = dict[str, Any]
CHAIN = """\
import keras
from keras import layers

inputs = keras.Input((8,), name="features")
x = layers.Dense(16, activation="relu")(inputs)  # wide
x = layers.Dropout(0.5)(x)
outputs = layers.Dense(3, name="kind")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", {"kind": "mse"})
"""
LOOP = """\
from keras import Input, Model, layers

x = inputs = Input((8,))
for units in (32, 16):
    x = layers.Dense(units, activation="relu")(x)
model = Model(inputs, layers.Dense(1)(x))
"""
TWICE = """\
from keras import Input, Model, layers

def block(x, units):
    x = layers.Dense(units)(x)
    return layers.ReLU()(x)

inputs = Input((8,))
model = Model(inputs, block(block(inputs, 4), 4))
"""


def changed(text: str, edit: Callable[[Json], None]) -> Put:
    """What becomes of a script when its document is edited."""
    document = READER.read(text).document
    value = copy.deepcopy(write_document(document))
    edit(value)
    return put(READER, text, document, read_document(value))


def lines(text: str, now: str | None) -> list[str]:
    """The lines that are gone (`-`) and new (`+`)."""
    assert now is not None
    found = difflib.unified_diff(text.split("\n"), now.split("\n"), lineterm="", n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def node(value: Json, name: str) -> Json:
    found: Json = next(one for one in value["graph"]["nodes"] if one.get("name") == name)
    return found


def of_layer(value: Json, layer: str, place: int = 0) -> Json:
    found: Json = [one for one in value["graph"]["nodes"] if one.get("layer") == layer][place]
    return found


def test_I442_a_parameter_changes_its_argument_alone() -> None:
    found = changed(CHAIN, lambda value: of_layer(value, "Dense")["config"].update(units=64))
    assert lines(CHAIN, found.text) == [
        '-x = layers.Dense(16, activation="relu")(inputs)  # wide',
        '+x = layers.Dense(64, activation="relu")(inputs)  # wide',
    ]


def test_I442_a_shape_changes_one_statement() -> None:
    found = changed(CHAIN, lambda value: node(value, "features").update(shape=[12]))
    assert lines(CHAIN, found.text)[1:] == ['+inputs = keras.Input((12,), name="features")']


def test_I442_a_value_that_a_loop_gives_is_changed_where_the_loop_has_it() -> None:
    found = changed(LOOP, lambda value: of_layer(value, "Dense", 1)["config"].update(units=24))
    assert lines(LOOP, found.text) == ["-for units in (32, 16):", "+for units in (32, 24):"]


def test_I443_a_new_name_is_put_in_wherever_the_old_one_is_text() -> None:
    found = changed(CHAIN, lambda value: node(value, "kind").update(name="sort"))
    assert lines(CHAIN, found.text) == [
        '-outputs = layers.Dense(3, name="kind")(x)',
        '+outputs = layers.Dense(3, name="sort")(x)',
        '-model.compile("adam", {"kind": "mse"})',
        '+model.compile("adam", {"sort": "mse"})',
    ]


def test_I444_a_layer_put_into_a_chain_is_one_new_line() -> None:
    def edit(value: Json) -> None:
        graph = value["graph"]
        drop, dense = of_layer(value, "Dropout")["id"], of_layer(value, "Dense", 1)["id"]
        graph["nodes"].append({"kind": "layer", "id": "new", "name": "normal", "layer": "BatchNormalization"})
        graph["edges"] = [
            edge for edge in graph["edges"] if (edge["source"], edge["target"]) != (drop, dense)
        ]
        graph["edges"] += [{"source": drop, "target": "new"}, {"source": "new", "target": dense}]

    assert lines(CHAIN, changed(CHAIN, edit).text) == ['+x = layers.BatchNormalization(name="normal")(x)']


def test_I444_a_layer_taken_out_of_a_chain_is_one_line_less() -> None:
    def edit(value: Json) -> None:
        graph = value["graph"]
        drop = of_layer(value, "Dropout")
        graph["nodes"].remove(drop)
        source = next(edge["source"] for edge in graph["edges"] if edge["target"] == drop["id"])
        graph["edges"] = [edge for edge in graph["edges"] if edge["target"] != drop["id"]]
        for edge in graph["edges"]:
            edge["source"] = source if edge["source"] == drop["id"] else edge["source"]

    assert lines(CHAIN, changed(CHAIN, edit).text) == ["-x = layers.Dropout(0.5)(x)"]


def test_I445_a_wire_names_the_tensor_that_it_takes() -> None:
    def edit(value: Json) -> None:
        dense, last = of_layer(value, "Dense"), of_layer(value, "Dense", 1)
        wire = next(edge for edge in value["graph"]["edges"] if edge["target"] == last["id"])
        merge = {"kind": "layer", "id": "new", "name": "both", "layer": "Concatenate"}
        value["graph"]["nodes"].append(merge)
        value["graph"]["edges"] += [
            {"source": wire["source"], "target": "new", "order": 0},
            {"source": dense["id"], "target": "new", "order": 1},
        ]
        wire["source"] = "new"

    assert lines(CHAIN, changed(CHAIN, edit).text) == [
        '-x = layers.Dense(16, activation="relu")(inputs)  # wide',
        '+x = dense = layers.Dense(16, activation="relu")(inputs)  # wide',
        '-outputs = layers.Dense(3, name="kind")(x)',
        '+both = layers.Concatenate(name="both")([x, dense])',
        '+outputs = layers.Dense(3, name="kind")(both)',
    ]


def test_I446_one_of_several_asks_and_offers_all_of_them() -> None:
    found = changed(LOOP, lambda value: of_layer(value, "Dense")["config"].update(activation="gelu"))
    assert (found.text, found.count) == (None, 2)
    assert lines(LOOP, found.all) == [
        '-    x = layers.Dense(units, activation="relu")(x)',
        '+    x = layers.Dense(units, activation="gelu")(x)',
    ]


def test_I446_one_round_of_a_loop_is_changed_by_writing_the_loop_out() -> None:
    found = changed(LOOP, lambda value: of_layer(value, "Dense")["config"].update(activation="gelu"))
    assert lines(LOOP, found.apart) == [
        "-for units in (32, 16):",
        '-    x = layers.Dense(units, activation="relu")(x)',
        "+units = 32",
        '+x = layers.Dense(units, activation="gelu")(x)',
        "+units = 16",
        '+x = layers.Dense(units, activation="relu")(x)',
    ]


def test_I446_one_call_of_a_function_gets_a_function_of_its_own() -> None:
    found = changed(TWICE, lambda value: of_layer(value, "Dense")["config"].update(use_bias=False))
    assert "def block_2(x, units):\n    x = layers.Dense(units, use_bias=False)(x)\n" in (found.apart or "")
    assert "model = Model(inputs, block(block_2(inputs, 4), 4))" in (found.apart or "")


def test_I446_what_means_all_of_them_is_changed_once() -> None:
    def edit(value: Json) -> None:
        for place in (0, 1):
            of_layer(value, "Dense", place)["config"]["activation"] = "gelu"

    found = changed(LOOP, edit)
    assert len(lines(LOOP, found.text)) == len("-+")


def test_I444_the_last_layer_of_a_list_goes_with_its_comma_where_one_before_it_is_in_brackets() -> None:
    text = "import keras\nmodel = keras.Sequential([keras.Input((4,)), (keras.layers.Dense(2)), keras.layers.ReLU()])\n"

    def edit(value: Json) -> None:
        last, first = of_layer(value, "ReLU"), of_layer(value, "Dense")
        graph = value["graph"]
        graph["nodes"].remove(last)
        graph["edges"] = [edge for edge in graph["edges"] if edge["target"] != last["id"]]
        next(edge for edge in graph["edges"] if edge["source"] == last["id"])["source"] = first["id"]

    assert changed(text, edit).text == text.replace(", keras.layers.ReLU()", "")


def test_I447_what_a_script_cannot_say_leaves_it_as_it_is() -> None:
    text = "import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2), keras.layers.ReLU()])\n"

    def edit(value: Json) -> None:
        last = of_layer(value, "ReLU")
        first = next(one for one in value["graph"]["nodes"] if one["kind"] == "input")
        wire = next(edge for edge in value["graph"]["edges"] if edge["target"] == last["id"])
        value["graph"]["nodes"].append({"kind": "layer", "id": "new", "name": "both", "layer": "Concatenate"})
        value["graph"]["edges"] += [
            {"source": wire["source"], "target": "new", "order": 0},
            {"source": first["id"], "target": "new", "order": 1},
        ]
        wire["source"] = "new"

    found = changed(text, edit)
    assert (found.text, found.all, found.apart) == (None, None, None)


def test_I448_training_is_changed_in_compile_and_fit() -> None:
    found = changed(CHAIN, lambda value: value["training"]["outputs"]["kind"].update(loss="mae"))
    assert lines(CHAIN, found.text)[1:] == ['+model.compile("adam", {"kind": "mae"})']


def test_I530_positions_are_those_of_python_whatever_ends_a_line_and_encoding_is_named() -> None:
    def narrow(value: Json) -> None:
        value["graph"]["nodes"][1]["config"]["units"] = 4

    one_line = CHAIN.replace('"features")\n', '"größe"); wide = 1\n')
    for text in (
        CHAIN.replace("\n", "\r"),
        CHAIN.replace("\n", "\r\n"),
        "\ufeffimport keras; h = keras.Input((8,)); y = keras.layers.Dense(16)(h)\nmodel = keras.Model(h, y)\n",
        "# -*- coding: latin-1 -*-\n" + one_line,
    ):
        assert changed(text, narrow).text == text.replace("Dense(16", "Dense(4")
