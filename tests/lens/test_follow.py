"""A document follows its script: what a person typed is on the canvas, and what was there stays where it was."""

from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.lens.follow import follow
from layerloom.lens.put import put
from layerloom.lens.script_reading import Reader
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, Position, read_document, write_document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.limits import Limits

CATALOG = read_catalog()
READER = Reader(CATALOG, Limits(), CallCache())
TEXT = """\
import keras
from keras import layers

inputs = keras.Input((8,), name="features")
x = layers.Dense(16, activation="relu")(inputs)
outputs = layers.Dense(3, name="kind")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "mse")
model.fit(x_train, y_train, epochs=4)
"""


def drawn() -> Document:
    """The document of the script, with ids, places and labels of a person's."""
    value: dict[str, Any] = write_document(READER.read(TEXT).document)
    ids = {node["id"]: f"mine{number}" for number, node in enumerate(value["graph"]["nodes"])}
    for node in value["graph"]["nodes"]:
        node["id"] = ids[node["id"]]
    for edge in value["graph"]["edges"]:
        edge["source"], edge["target"] = ids[edge["source"]], ids[edge["target"]]
    value["layout"] = {node: {"x": 10.0 * number, "y": 0.0} for number, node in enumerate(ids.values())}
    value["graph"]["nodes"][1]["label"] = "wide"
    return read_document(value)


def followed(text: str, document: Document) -> Document:
    return follow(READER.read(text), document, CATALOG)


def test_I449_a_text_that_says_the_same_changes_nothing() -> None:
    document = drawn()
    assert followed(TEXT, document).graph == document.graph
    assert followed(f"# a remark\n{TEXT}", document).layout == document.layout


def test_I449_nodes_keep_their_ids_places_and_labels_when_the_text_changes() -> None:
    document = drawn()
    found = followed(TEXT.replace("16", "32"), document)
    assert [node.id for node in found.graph.nodes] == [node.id for node in document.graph.nodes]
    assert found.layout == document.layout
    wide = found.graph.nodes[1]
    assert isinstance(wide, LayerNode)
    assert (wide.label, wide.config["units"]) == ("wide", 32)


def test_I449_a_new_line_is_a_new_node_and_the_rest_stays() -> None:
    document = drawn()
    line = "x = layers.Dropout(0.5)(x)\noutputs"
    found = followed(TEXT.replace("outputs", line, 1), document)
    known = {node.id for node in document.graph.nodes}
    new = [node for node in found.graph.nodes if node.id not in known]
    assert [node.layer for node in new if isinstance(node, LayerNode)] == ["Dropout"]
    assert known <= {node.id for node in found.graph.nodes}
    assert len(found.graph.edges) == len(document.graph.edges) + 1


def test_I449_what_reaches_no_output_stays_on_the_canvas() -> None:
    loose = LayerNode.model_validate({"id": "loose", "name": "later", "layer": "ReLU"})
    document = drawn()
    graph = document.graph.model_copy(update={"nodes": [*document.graph.nodes, loose]})
    document = document.model_copy(update={"graph": graph, "layout": {"loose": Position(x=1.0, y=2.0)}})
    found = followed(TEXT.replace("16", "32"), document)
    assert found.graph.nodes[-1] == loose
    assert "loose" in found.layout


def test_I449_training_follows_as_far_as_the_text_says_it() -> None:
    document = drawn()
    assert document.training is not None
    training = document.training.model_copy(update={"seed": 7, "epochs": 9})
    found = followed(TEXT, document.model_copy(update={"training": training}))
    assert found.training is not None
    assert (found.training.epochs, found.training.seed) == (4, 7)


def test_I449_a_script_that_was_left_behind_is_changed_to_what_the_canvas_says() -> None:
    document = drawn()
    behind = TEXT.replace("16", "64").replace("epochs=4", "epochs=3")
    assert put(READER, behind, None, document).text == TEXT
