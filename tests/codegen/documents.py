"""Documents with models, operations and layers inside: each with an order of making that is easily got wrong."""

from collections.abc import Callable
from typing import Any

from layerloom_schema.documents.document import Document, read_document

Json = dict[str, Any]


def document(
    nodes: list[Json], wires: str, *, models: Json | None = None, training: Json | None = None, **parts: Any
) -> Document:
    """A document from its nodes and its wires: `a>b`, `a.1>b` for another output, `a>b:port`, `a>b#1` for a place."""
    value = {"format": 1, "name": "Case", "graph": graph(nodes, wires), "models": models or {}}
    return read_document(value | ({"training": training} if training else {}) | parts)


def graph(nodes: list[Json], wires: str) -> Json:
    return {"nodes": nodes, "edges": [_edge(wire) for wire in wires.split()]}


def _edge(wire: str) -> Json:
    wire, _, order = wire.partition("#")
    source, _, target = wire.partition(">")
    source, _, output = source.partition(".")
    target, _, port = target.partition(":")
    edge: Json = {"source": source, "target": target}
    if output:
        edge["source_output"] = int(output)
    if port:
        edge["target_input"] = port
    if order:
        edge["order"] = int(order)
    return edge


def begin(name: str, *shape: int | None, dtype: str = "float32") -> Json:
    return {"kind": "input", "id": name, "name": name, "shape": list(shape), "dtype": dtype}


def layer(id_: str, kind: str, /, *, more: Json | None = None, **config: Any) -> Json:
    return {"kind": "layer", "id": id_, "name": id_, "layer": kind, "config": config, **(more or {})}


def op(id_: str, op: str, **config: Any) -> Json:
    return {"kind": "op", "id": id_, "name": id_, "op": op, "config": config}


def call_of(id_: str, model: str, **more: Any) -> Json:
    return {"kind": "model", "id": id_, "name": id_, "model": model, **more}


def again(id_: str, of: str, **more: Any) -> Json:
    return {"kind": "shared", "id": id_, "of": of, **more}


def end(name: str, id_: str | None = None) -> Json:
    return {"kind": "output", "id": id_ or f"out_{name}", "name": name}


HE: Json = {"name": "HeNormal", "config": {}}
UNIFORM: Json = {"name": "RandomUniform", "config": {"minval": -2}}


def tower(**training: Any) -> Document:
    """A nested model called three times, once by a shared node, and a model inside it that is called outside too."""
    inside = graph(
        [
            begin("a", 6),
            layer("dense", "Dense", units=5, activation="relu"),
            call_of("deep", "core"),
            layer("late", "Dense", units=5),
            end("out"),
        ],
        "a>dense dense>deep deep>late late>out_out",
    )
    core = graph(
        [begin("a", 5), layer("dense", "Dense", units=5), layer("drop", "Dropout", rate=0.5), end("y")],
        "a>dense dense>drop drop>out_y",
    )
    return document(
        [
            begin("left", 6),
            begin("right", 6),
            layer("first", "Dense", units=6),
            call_of("see_left", "tower"),
            call_of("see_right", "tower"),
            again("see_again", "see_left", call_with={"training": False}),
            op("apart", "subtract"),
            op("size", "abs"),
            op("share", "multiply", x2=0.5),
            layer("score", "Dense", units=1),
            call_of("deeper", "core"),
            end("score"),
            end("other"),
        ],
        "left>first first>see_left right>see_right right>see_again see_left>apart:x1 see_right>apart:x2 "
        "apart>size:x size>share:x1 share>score score>out_score see_again>deeper deeper>out_other",
        models={"tower": {"graph": inside}, "core": {"graph": core}},
        training=training,
    )


def ports() -> Document:
    """A nested model with two inputs and two outputs, wired the other way round, frozen by one of its nodes."""
    inside = graph(
        [
            begin("words", None, 4),
            begin("hint", 3),
            layer("read", "Bidirectional", layer={"layer": "LSTM", "config": {"units": 3}}),
            layer("both", "Concatenate"),
            layer("mean", "Dense", units=2),
            end("mean"),
            end("all", "out_all"),
        ],
        "words>read read>both#0 hint>both#1 both>mean mean>out_mean both>out_all",
    )
    return document(
        [
            begin("hint", 3),
            begin("words", 7, 4),
            call_of("once", "reader", trainable=False),
            call_of("twice", "reader"),
            layer("both_calls", "Concatenate"),
            layer("score", "Dense", units=1),
            end("y"),
        ],
        "hint>once:hint words>once:words hint>twice:hint words>twice:words once.1>both_calls#0 twice>both_calls#1 "
        "both_calls>score score>out_y",
        models={"reader": {"graph": inside}},
    )


def wrappers() -> Document:
    """Layers in layers: nested models, layers of other nodes before and after their own calls, states of cells."""
    frame = graph(
        [begin("x", 5), layer("f", "Dense", units=4, kernel_initializer=HE), end("y")], "x>f f>out_y"
    )
    back = layer("back", "LSTM", units=3, go_backwards=True, return_sequences=True)
    return document(
        [
            begin("x", 7, 5),
            layer("late", "TimeDistributed", layer={"of": "step"}),
            layer("framed", "TimeDistributed", layer={"model": "frame"}),
            layer(
                "both",
                "Bidirectional",
                layer={
                    "layer": "LSTM",
                    "config": {"units": 3, "return_sequences": True, "kernel_initializer": HE},
                },
                backward_layer={"of": "back"},
            ),
            back,
            layer("step", "Dense", units=4, kernel_initializer=UNIFORM),
            layer("all", "Concatenate"),
            layer(
                "cells",
                "RNN",
                cell=[
                    {"layer": "LSTMCell", "config": {"units": 3, "recurrent_initializer": HE}},
                    {"layer": "GRUCell", "config": {"units": 2}},
                ],
                return_state=True,
            ),
            layer("norm", "SpectralNormalization", layer={"layer": "Dense", "config": {"units": 3}}),
            layer("tail", "Concatenate"),
            end("y"),
        ],
        "x>late x>framed x>both x>back x>step late>all#0 framed>all#1 both>all#2 back>all#3 step>all#4 all>cells "
        "cells>norm norm>tail#0 cells.1>tail#1 cells.2>tail#2 cells.3>tail#3 tail>out_y",
        models={"frame": {"graph": frame}},
    )


def backwards() -> Document:
    """Arguments of a layer in another order than its signature: what is made first is named first."""
    return document(
        [
            begin("x", 7, 5),
            layer(
                "both",
                "Bidirectional",
                backward_layer={"layer": "GRU", "config": {"go_backwards": True, "units": 3}},
                layer={"layer": "GRU", "config": {"kernel_initializer": HE, "units": 3, "dropout": 0.1}},
            ),
            layer("out", "Dense", kernel_initializer=UNIFORM, bias_initializer=HE_BIAS, units=2),
            end("y"),
        ],
        "x>both both>out out>out_y",
    )


HE_BIAS: Json = {"name": "RandomNormal", "config": {"stddev": 0.1}}


def frozen() -> Document:
    """Layers that are not trained: plain, with a cell, with a layer inside, with one that others call."""
    inner = {"layer": "Dense", "config": {"units": 3}}
    return document(
        [
            begin("x", 4, 6, 2),
            layer("film", "ConvLSTM1D", more={"trainable": False}, filters=3, kernel_size=3),
            layer("each", "TimeDistributed", more={"trainable": False}, layer=inner),
            layer("dense", "Dense", units=3),
            layer("held", "TimeDistributed", more={"trainable": False}, layer={"of": "dense"}),
            layer("norm", "BatchNormalization", more={"trainable": False}),
            layer("free", "Dense", units=2),
            end("y"),
        ],
        "x>film film>each each>dense dense>held held>norm norm>free free>out_y",
    )


def attention() -> Document:
    """Several ports, pinned arguments of the call, and the output that one of them adds."""
    return document(
        [
            begin("x", 6, 4),
            begin("y", 5, 4),
            layer(
                "look",
                "MultiHeadAttention",
                num_heads=2,
                key_dim=3,
                more={"call_with": {"use_causal_mask": True, "return_attention_scores": True}},
            ),
            again("look_again", "look", call_with={"training": None}),
            layer("grouped", "GroupQueryAttention", head_dim=3, num_query_heads=4, num_key_value_heads=2),
            op("first", "get_item", key=[{"slice": [None, None, None]}, 0]),
            op("parts", "split", indices_or_sections=[1, 3], axis=-1),
            op("rest", "get_item", key=["...", {"slice": [0, None, 2]}]),
            end("a"),
            end("scores"),
            end("b"),
        ],
        "x>look:query y>look:value x>look_again:query x>look_again:value look_again>grouped:query look>grouped:value "
        "grouped>first:x first>parts:x parts.1>rest:x rest>out_a look.1>out_scores parts.2>out_b",
    )


def clash(kind: str = "add") -> Document:
    """Layers, an input and a model that bear the names Keras would give to operations."""
    inside = graph(
        [begin("x", 3), layer("add_1", "Add"), op("plus", "add"), end("y")],
        "x>add_1#0 x>add_1#1 add_1>plus:x1 x>plus:x2 plus>out_y",
    )
    return document(
        [
            begin("multiply", 3),
            layer(kind, "Dense", units=3),
            op("one", "add", x2=1),
            op("two", "add"),
            op("three", "multiply", x2=[1.0, 2.0, 3.0]),
            call_of("mean", "mean"),
            op("middle", "mean", axis=-1, keepdims=True),
            end("y"),
        ],
        f"multiply>{kind} {kind}>one:x1 one>two:x1 {kind}>two:x2 two>three:x1 three>mean mean>middle:x middle>out_y",
        models={"mean": {"graph": inside}},
    )


def application(**training: Any) -> Document:
    """An application, frozen, on two images."""
    return document(
        [
            begin("one", 32, 32, 3),
            begin("two", 32, 32, 3),
            call_of("look", "base", trainable=False, call_with={"training": False}),
            again("look_again", "look"),
            op("apart", "subtract"),
            layer("same", "Dense", units=1, activation="sigmoid"),
            end("same"),
        ],
        "one>look two>look_again look>apart:x1 look_again>apart:x2 apart>same same>out_same",
        models={
            "base": {
                "application": "MobileNet",
                "config": {
                    "input_shape": [32, 32, 3],
                    "alpha": 0.25,
                    "include_top": False,
                    "pooling": "avg",
                },
            }
        },
        training=training,
    )


def masks() -> Document:
    """Masks by wire into layers of every kind that takes one, in a list too, beside one that travels."""
    return document(
        [
            begin("steps", 6, 4),
            begin("words", 6, dtype="int32"),
            begin("keep", 6, dtype="bool"),
            op("real", "not_equal", x2=0),
            layer("seen", "Embedding", input_dim=9, output_dim=4, mask_zero=True),
            layer("smooth", "BatchNormalization"),
            layer("read", "GRU", units=4, return_sequences=True),
            layer("look", "AdditiveAttention"),
            layer("heads", "MultiHeadAttention", num_heads=2, key_dim=3),
            layer("pairs", "Reshape", target_shape=[1, 6]),
            layer("mean", "GlobalAveragePooling1D"),
            layer("score", "Dense", units=1),
            end("score"),
        ],
        "steps>smooth keep>smooth:mask words>seen words>real:x1 smooth>read keep>read:mask read>look#0 seen>look#1 "
        "real>look:value_mask keep>pairs look>heads seen>heads:value pairs>heads:attention_mask heads>mean "
        "keep>mean:mask mean>score score>out_score",
    )


def states() -> Document:
    """States of stacks of cells, nested for Keras, into a stack and into both directions, which stay apart."""
    cells = [
        {"layer": "LSTMCell", "config": {"units": 4}},
        {"layer": "GRUCell", "config": {"units": 3}},
    ]
    inner = {"layer": "RNN", "config": {"cell": cells, "return_state": True}}
    ways = " ".join(f"encode.{n % 3 + 1}>both:initial_state#{n}" for n in range(6))
    return document(
        [
            begin("steps", 5, 3),
            layer("encode", "RNN", cell=cells, return_state=True),
            layer("decode", "RNN", cell={"layer": "StackedRNNCells", "config": {"cells": cells}}),
            layer("both", "Bidirectional", layer=inner, merge_mode=None),
            layer("all", "Concatenate"),
            layer("score", "Dense", units=1),
            end("score"),
        ],
        "steps>encode steps>decode steps>both encode.1>decode:initial_state#0 encode.2>decode:initial_state#1 "
        f"encode.3>decode:initial_state#2 {ways} decode>all#0 both>all#1 both.1>all#2 both.4>all#3 all>score "
        "score>out_score",
    )


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "a model in a model, called inside and outside": tower,
    "several ports": ports,
    "layers inside layers": wrappers,
    "arguments in another order": backwards,
    "layers that are not trained": frozen,
    "attention and parts of tensors": attention,
    "names of operations": clash,
    "masks by wire": masks,
    "states of stacks, and directions apart": states,
    "an application": application,
    "half precision": lambda: tower(dtype_policy="mixed_float16"),
}
