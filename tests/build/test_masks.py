"""[S] Masks by wire, against Keras: what the check takes trains, and what Keras stops at is an error before."""

from typing import Any

import numpy as np
import pytest

from layerloom.build.explain.carried_mask_faults import carried_mask_fault
from layerloom.build.real.model import build_model
from layerloom.build.tensor_spec import Spec
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.text.messages import message
from support.drawing import look, structure_of

BATCH = 4
"""Another number than any length here, so that a mask stretched over the batch shows."""
STEPS: tuple[int | None, ...] = (5, 3)
KEYS: tuple[int | None, ...] = (7, 3)
HEADS = {"num_heads": 2, "key_dim": 6}
GROUPS = {"head_dim": 6, "num_query_heads": 4, "num_key_value_heads": 2}
INNER = {"layer": {"layer": "GRU", "config": {"units": 6}}}


def drawn(layer: str, config: Any, port: str, row: tuple[int, ...], dtype: str = "bool") -> Document:
    """A layer on steps, or on queries and values, with a mask of its own from an input."""
    sources: list[tuple[str, dict[str, Any]]] = [("x", {"target": "layer"})]
    if layer in ("Attention", "AdditiveAttention"):
        sources = [("x", {"target": "layer", "order": 0}), ("v", {"target": "layer", "order": 1})]
    elif port == "attention_mask" or port.endswith("_mask"):
        sources = [("x", {"target": "layer"}), ("v", {"target": "layer", "target_input": "value"})]
    shapes = {"x": IMAGES.get(layer, STEPS), "v": KEYS}
    nodes = [{"kind": "input", "id": name, "name": name, "shape": [*shapes[name]]} for name, _ in sources]
    return read_document(
        {
            "format": 1,
            "graph": {
                "nodes": [
                    *nodes,
                    {"kind": "input", "id": "m", "name": "m", "shape": [*row], "dtype": dtype},
                    {"kind": "layer", "id": "layer", "name": "layer", "layer": layer, "config": config},
                    {"kind": "layer", "id": "flat", "name": "flat", "layer": "Flatten"},
                    {"kind": "output", "id": "y", "name": "y"},
                ],
                "edges": [
                    *({"source": name, **end} for name, end in sources),
                    {"source": "m", "target": "layer", "target_input": port},
                    {"source": "layer", "target": "flat"},
                    {"source": "flat", "target": "y"},
                ],
            },
        }
    )


IMAGES: dict[str, tuple[int | None, ...]] = {"ConvLSTM1D": (5, 8, 3)}
TRIED = [
    *(("LSTM", {"units": 6}, "mask", row) for row in ((5,), (5, 1), (2,), (5, 3))),
    *(("RNN", {"cell": {"layer": "GRUCell", "config": {"units": 6}}}, "mask", row) for row in ((5,), (2,))),
    *(("ConvLSTM1D", {"filters": 2, "kernel_size": 3}, "mask", row) for row in ((5,), (2,))),
    *(("Bidirectional", INNER, "mask", row) for row in ((5,), (2,))),
    *(
        ("TimeDistributed", {"layer": {"layer": "Dense", "config": {"units": 2}}}, "mask", row)
        for row in ((5,), (6,))
    ),
    *(("GlobalAveragePooling1D", {}, "mask", row) for row in ((5,), (5, 1), (6,))),
    *(("BatchNormalization", {}, "mask", row) for row in ((5,), (1,), (2,), (5, 3))),
    *(("Softmax", {}, "mask", row) for row in ((5, 3), (1, 3), (5, 1), (3,), (5,), (2, 3))),
    *((name, {}, "query_mask", row) for name in ("Attention", "AdditiveAttention") for row in ((5,), (7,))),
    *((name, {}, "value_mask", row) for name in ("Attention", "AdditiveAttention") for row in ((7,), (5,))),
    *(("Attention", {}, "value_mask", row) for row in ((5, 7), (1, 7), (7, 5))),
    *(
        (name, config, "attention_mask", row)
        for name, config in (("MultiHeadAttention", HEADS), ("GroupQueryAttention", GROUPS))
        for row in ((7,), (5,), (5, 7), (1, 7), (5, 1), (1, 1), (7, 5), (1, 5, 7), (3, 5, 7))
    ),
    *(
        (name, config, port, row)
        for name, config in (("MultiHeadAttention", HEADS), ("GroupQueryAttention", GROUPS))
        for port in ("value_mask", "key_mask")
        for row in ((7,), (5,))
    ),
    *(("GroupQueryAttention", GROUPS, "query_mask", row) for row in ((5,), (7,))),
]


@pytest.mark.parametrize(("layer", "config", "port", "row"), TRIED, ids=str)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_S60_a_mask_passes_where_keras_trains_with_it(
    layer: str, config: Any, port: str, row: tuple[int, ...]
) -> None:
    document = drawn(layer, config, port, row)
    problems = look(document).problems
    assert (not problems) is trains(document, row), [problem.message for problem in problems]


def test_S60_a_mask_with_more_steps_than_there_are_is_refused_though_keras_reads_its_beginning() -> None:
    document = drawn("RNN", {"cell": {"layer": "GRUCell", "config": {"units": 6}}}, "mask", (6,))
    assert trains(document, (6,))
    assert [problem.received for problem in look(document).problems] == [[None, 6]]


Rows = tuple[int, ...]


def carried(layer: str, config: Any, rows: tuple[Rows, ...], masked: str, call_with: Any) -> Document:
    """Attention whose query, value and key come with masks of their own, by first letters in `masked`."""
    lists = layer in ("Attention", "AdditiveAttention")
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for order, (role, row) in enumerate(zip(("query", "value", "key"), rows, strict=False)):
        nodes.append({"kind": "input", "id": role, "name": role, "shape": [*row]})
        end = {"order": order} if lists else {"target_input": role}
        source = role
        if role[0] in masked:
            source = f"{role}_masked"
            nodes.append({"kind": "layer", "id": source, "name": source, "layer": "Masking"})
            edges.append({"source": role, "target": source})
        edges.append({"source": source, "target": "layer", **end})
    nodes += [
        {
            "kind": "layer",
            "id": "layer",
            "name": "layer",
            "layer": layer,
            "config": config,
            "call_with": call_with,
        },
        {"kind": "layer", "id": "flat", "name": "flat", "layer": "Flatten"},
        {"kind": "output", "id": "y", "name": "y"},
    ]
    edges += [{"source": "layer", "target": "flat"}, {"source": "flat", "target": "y"}]
    return read_document({"format": 1, "graph": {"nodes": nodes, "edges": edges}})


_ROWS = ((5, 3), (7, 3))
_BLOCKS = ((2, 5, 3), (2, 7, 3))
CARRIED = [
    *(
        (name, {}, rows, masked, call_with)
        for name in ("Attention", "AdditiveAttention")
        for rows, masked, call_with in (
            (_ROWS, "qv", {}),
            (_BLOCKS, "q", {}),
            (_BLOCKS, "v", {}),
            (_BLOCKS, "v", {"use_causal_mask": True}),
        )
    ),
    *(
        ("MultiHeadAttention", HEADS | axes, rows, masked, call_with)
        for axes, rows, masked, call_with in (
            ({}, _ROWS, "qv", {"return_attention_scores": True}),
            ({}, (*_ROWS, (7, 3)), "k", {}),
            ({}, _BLOCKS, "q", {}),
            ({}, _BLOCKS, "v", {}),
            ({"attention_axes": [2]}, _BLOCKS, "qv", {}),
            ({"attention_axes": [1]}, _BLOCKS, "q", {}),
            ({"attention_axes": [1, 2]}, _BLOCKS, "v", {"use_causal_mask": True}),
        )
    ),
    ("GroupQueryAttention", GROUPS, _ROWS, "qv", {}),
]


@pytest.mark.parametrize(("layer", "config", "rows", "masked", "call_with"), CARRIED, ids=str)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_S170_a_mask_that_travels_into_attention_passes_where_keras_trains_with_it(
    layer: str, config: Any, rows: tuple[Rows, ...], masked: str, call_with: Any
) -> None:
    document = carried(layer, config, rows, masked, call_with)
    problems = look(document).problems
    assert (not problems) is trains(document), [problem.message for problem in problems]


def test_S170_a_mask_of_another_length_that_travels_is_reported() -> None:
    tensor = Spec((None, 5, 3), "float32", "float32", mask=(None, 4))
    found = carried_mask_fault("LSTM", {"units": 2}, (("inputs", tensor),))
    assert found is not None
    sentence = message("problems", found.code, {"layer": "it", **found.params}, variant=found.variant)
    assert sentence == (
        "it takes the mask that comes with its inputs as (5); it is (4). A Reshape leaves a mask behind."
    )


def trains(document: Document, row: Rows | None = None) -> bool:
    """Whether Keras fits one batch; `row` is that of a mask that is wired."""
    try:
        model = build_model(document, structure_of(document))
        random = np.random.default_rng(3)
        shapes = {tensor.name: tensor.shape[1:] for tensor in model.inputs}
        data = {name: random.random((BATCH, *shape)).astype("float32") for name, shape in shapes.items()}
        if row is not None:
            data["m"] = np.arange(BATCH * int(np.prod(row))).reshape(BATCH, *row) % 3 > 0
        model.compile("sgd", "mse")
        model.fit(data, np.zeros((BATCH, *model.output.shape[1:])), verbose=0)
    except Exception:  # whatever Keras raises is a no
        return False
    return True


def test_S61_an_explicit_mask_does_what_it_does_in_keras() -> None:
    """A masked step changes nothing in what the layer gives."""
    model = build_model(*_with_structure(drawn("LSTM", {"units": 6}, "mask", (5,))))
    random = np.random.default_rng(5)
    frames = random.random((2, 5, 3)).astype("float32")
    mask = np.array([[True, True, False, False, False]] * 2)
    other = frames.copy()
    other[:, 2:] = 9
    given, same = (model.predict_on_batch({"x": each, "m": mask}) for each in (frames, other))
    assert np.array_equal(given, same)
    assert not np.array_equal(given, model.predict_on_batch({"x": frames, "m": ~mask}))


def _with_structure(document: Document) -> Any:
    return document, structure_of(document)
