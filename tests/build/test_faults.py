"""Tensors that a call refuses: the code, location, sentence and fixes of each mistake, against the real Keras."""

import pytest

from layerloom_schema.checks.problems import Code, Severity
from support.drawing import Shape, draw, one_layer
from support.faults import LayerCall, mended_by, only

MISMATCHES: list[tuple[LayerCall, str | None, str | None, set[str]]] = [
    (
        ("Concatenate", {"axis": -1}, [(4, 1), (5, 1)], "float32"),
        "x1",
        None,
        {
            "Set axis to 1",
            "Insert Flatten before each input",
            "Insert ZeroPadding1D to make it (5)",
            "Insert Cropping1D to make it (4)",
        },
    ),
    (
        ("Concatenate", {}, [(4, 4), (4,)], "float32"),
        "x1",
        None,
        {
            "Insert Flatten",
            "Insert GlobalAveragePooling1D",
            "Repeat the numbers at every place of (4)",
        },
    ),
    (
        ("Concatenate", {}, [(4,), (4, 4)], "float32"),
        "x1",
        None,
        {
            "Insert Flatten",
            "Insert GlobalAveragePooling1D",
            "Repeat the numbers at every place of (4)",
        },
    ),
    (
        ("Add", {}, [(4,), (5,)], "float32"),
        "x1",
        None,
        {"Insert a Dense of 4 units", "Make it a Concatenate"},
    ),
    (
        ("Average", {}, [(4, 3), (4, 3), (5, 3)], "float32"),
        "x2",
        None,
        {"Insert ZeroPadding1D to make it (5)", "Insert Cropping1D to make it (4)"},
    ),
    (("Dot", {"axes": 1}, [(4,), (5,)], "float32"), "x1", None, set()),
    (("Rescaling", {"scale": [1.0, 2.0, 3.0]}, [(5, 4)], "float32"), "x0", "config.scale", set()),
    (("Rescaling", {"scale": 2, "offset": [1, 2]}, [(5, 1)], "float32"), "x0", "config.offset", set()),
    (
        ("Conv2D", {"filters": 3, "kernel_size": [3, 9]}, [(8, 8, 1)], "float32"),
        "x0",
        "config.kernel_size",
        {'Set padding to "same"', "Set kernel_size to 8"},
    ),
    (
        ("Conv1D", {"filters": 3, "kernel_size": 4, "dilation_rate": 3}, [(8, 1)], "float32"),
        "x0",
        "config.kernel_size",
        {'Set padding to "same"'},
    ),
    (
        ("MaxPooling2D", {"pool_size": 9}, [(8, 8, 1)], "float32"),
        "x0",
        "config.pool_size",
        {'Set padding to "same"', "Set pool_size to 8"},
    ),
    (
        ("Reshape", {"target_shape": [3, 3]}, [(8,)], "float32"),
        "x0",
        "config.target_shape",
        {"Set target_shape to (-1)"},
    ),
    (
        ("Reshape", {"target_shape": [4, 3]}, [(8,)], "float32"),
        "x0",
        "config.target_shape",
        {"Set target_shape to (4, 2)", "Set target_shape to (-1)"},
    ),
    (
        ("Reshape", {"target_shape": [-1, 3]}, [(8,)], "float32"),
        "x0",
        "config.target_shape",
        {"Set target_shape to (-1)"},
    ),
    (
        ("Conv2D", {"filters": 4, "kernel_size": 3, "groups": 2}, [(8, 8, 3)], "float32"),
        "x0",
        "config.groups",
        {"Set groups to 1"},
    ),
]


@pytest.mark.parametrize(("call", "source", "field", "fixes"), MISMATCHES)
def test_S2_tensors_that_do_not_fit_are_named_with_their_place(
    call: LayerCall, source: str | None, field: str | None, fixes: set[str]
) -> None:
    layer, config, shapes, dtype = call
    document = one_layer(layer, config, *shapes, dtype=dtype)
    problem = only(document)
    assert problem.code is Code.shape_mismatch
    assert problem.where.edge is not None
    assert problem.where.edge.source == source
    assert problem.where.field == field
    assert problem.expected is not None
    assert problem.received is not None
    assert mended_by(document) == fixes


def test_S2_a_concatenate_names_the_axis_and_both_lengths() -> None:
    problem = only(one_layer("Concatenate", {"axis": -1}, (4, 1), (5, 1)))
    assert problem.params["axis"] == 1
    assert problem.params["join"] == -1
    assert (problem.params["one"], problem.params["other"]) == ([4, 1], [5, 1])
    assert (problem.expected, problem.received) == (4, 5)
    assert "axis 1" in problem.message


def test_S2_a_state_of_the_wrong_length_is_found_before_fit_dies_of_it() -> None:
    document = draw(
        {"x": (8, 4), "h": (3,), "c": (5,)},
        [("read", "LSTM", {"units": 3}, ["x", "h>initial_state", "c>initial_state"])],
    )
    problem = only(document)
    assert problem.code is Code.shape_mismatch
    assert problem.where.edge is not None
    assert problem.where.edge.source == "c"
    assert (problem.expected, problem.received) == ([None, 3], [None, 5])


RANKS: list[tuple[LayerCall, list[int], int, set[str]]] = [
    (("LSTM", {"units": 3}, [(8, 8, 1)], "float32"), [2], 3, {"Insert Reshape to (8, 8)"}),
    (("LSTM", {"units": 3}, [(8,)], "float32"), [2], 1, {"Insert Reshape to (8, 1)"}),
    (
        ("GRU", {"units": 3}, [(None, 8, 1)], "float32"),
        [2],
        3,
        {"Insert Reshape to (-1, 8)", "Take the batch axis out of the shape of input x0"},
    ),
    (
        ("Conv2D", {"filters": 3, "kernel_size": 3}, [(8, 8)], "float32"),
        [3],
        2,
        {"Insert Reshape to (8, 8, 1)"},
    ),
    (
        ("Conv1D", {"filters": 3, "kernel_size": 3}, [(8, 8, 1)], "float32"),
        [2],
        3,
        {"Insert Reshape to (8, 8)"},
    ),
    (("Conv1D", {"filters": 3, "kernel_size": 3}, [(8,)], "float32"), [2], 1, {"Insert Reshape to (8, 1)"}),
    (("MaxPooling1D", {}, [(8, 8, 1)], "float32"), [2], 3, {"Insert Reshape to (8, 8)"}),
    (("MaxPooling2D", {}, [(8, 8)], "float32"), [3], 2, {"Insert Reshape to (8, 8, 1)"}),
    (("AveragePooling2D", {"pool_size": 2}, [(8, 8)], "float32"), [3], 2, {"Insert Reshape to (8, 8, 1)"}),
    (("GlobalMaxPooling1D", {}, [(8, 8, 1)], "float32"), [2], 3, {"Insert Reshape to (8, 8)"}),
    (("GlobalAveragePooling2D", {}, [(8, 8)], "float32"), [3], 2, {"Insert Reshape to (8, 8, 1)"}),
]


@pytest.mark.parametrize(("call", "wanted", "have", "fixes"), RANKS)
def test_S3_a_tensor_of_the_wrong_rank_is_reported_with_what_the_layer_takes(
    call: LayerCall, wanted: list[int], have: int, fixes: set[str]
) -> None:
    layer, config, shapes, dtype = call
    document = one_layer(layer, config, *shapes, dtype=dtype)
    problem = only(document)
    assert problem.code is Code.shape_rank
    assert problem.where.edge is not None
    assert problem.expected == {"axes": wanted}
    assert isinstance(problem.received, dict)
    assert problem.received["axes"] == have
    assert mended_by(document) == fixes


def test_S3_single_numbers_into_a_dense() -> None:
    problem = only(one_layer("Dense", {"units": 3}, ()))
    assert problem.code is Code.shape_rank
    assert "at least 1 axis" in problem.message
    assert "single numbers" in problem.message


def test_S3_the_layer_before_is_offered_to_return_its_sequence() -> None:
    document = draw(
        {"x": (8, 4)}, [("one", "GRU", {"units": 5}, ["x"]), ("two", "LSTM", {"units": 3}, ["one"])]
    )
    assert only(document).code is Code.shape_rank
    assert "Let one return its whole sequence" in mended_by(document)


UNDEFINED: list[tuple[LayerCall, int]] = [
    (("Dense", {"units": 3}, [(None,)], "float32"), 1),
    (("Dense", {"units": 3}, [(4, None)], "float32"), 2),
    (("LSTM", {"units": 3}, [(8, None)], "float32"), 2),
    (("GRU", {"units": 3}, [(None, None)], "float32"), 2),
    (("Conv2D", {"filters": 3, "kernel_size": 3}, [(8, 8, None)], "float32"), 3),
    (("Conv1D", {"filters": 3, "kernel_size": 3}, [(None, None)], "float32"), 2),
    (("BatchNormalization", {}, [(None,)], "float32"), 1),
    (("BatchNormalization", {"axis": 1}, [(None, 4)], "float32"), 1),
    (("LSTM", {"units": 3, "unroll": True}, [(None, 4)], "float32"), 1),
    (("Dot", {"axes": 1}, [(4,), (None,)], "float32"), 1),
    (("Dot", {"axes": [2, 1]}, [(4, None), (4,)], "float32"), 2),
]


@pytest.mark.parametrize(("call", "axis"), UNDEFINED)
def test_S4_a_length_that_must_be_known_is_named(call: LayerCall, axis: int) -> None:
    layer, config, shapes, dtype = call
    problem = only(one_layer(layer, config, *shapes, dtype=dtype))
    assert problem.code is Code.shape_undefined
    assert problem.expected == {"axis": axis}
    assert problem.where.edge is not None


def test_S4_a_flattened_sequence_of_unknown_length_can_be_pooled_instead() -> None:
    document = draw(
        {"x": (None, 4)}, [("flat", "Flatten", {}, ["x"]), ("out", "Dense", {"units": 3}, ["flat"])]
    )
    assert only(document).code is Code.shape_undefined
    assert mended_by(document) == {
        "Make flat a GlobalMaxPooling1D",
        "Take the batch axis out of the shape of input x",
    }


FLOATS: list[tuple[LayerCall, set[str]]] = [
    (("Dense", {"units": 3}, [(4,)], "string"), set()),
    (
        ("Conv2D", {"filters": 3, "kernel_size": 3}, [(8, 8, 1)], "uint8"),
        {"Make input x0 float32", "Insert Rescaling, which makes floats of them"},
    ),
    (
        ("Dropout", {"rate": 0.5}, [(4,)], "int32"),
        {"Make input x0 float32", "Insert Rescaling, which makes floats of them"},
    ),
    (("Activation", {"activation": "relu"}, [(4,)], "string"), set()),
]


@pytest.mark.parametrize(("call", "fixes"), FLOATS)
def test_S5_what_a_layer_cannot_calculate_with_is_found_before_fit_dies_of_it(
    call: LayerCall, fixes: set[str]
) -> None:
    layer, config, shapes, dtype = call
    document = one_layer(layer, config, *shapes, dtype=dtype)
    problem = only(document)
    assert problem.code is Code.dtype_mismatch
    assert (problem.expected, problem.received) == ("float32", dtype)
    assert problem.severity is Severity.error
    assert mended_by(document) == fixes


def test_S5_whole_numbers_are_followed_through_a_layer_that_declares_floats() -> None:
    document = draw(
        {"x": ((8, 8, 1), "int32")},
        [("pool", "MaxPooling2D", {}, ["x"]), ("conv", "Conv2D", {"filters": 2, "kernel_size": 3}, ["pool"])],
    )
    problem = only(document)
    assert problem.code is Code.dtype_mismatch
    assert problem.where.node == "conv"
    assert problem.received == "int32"


@pytest.mark.parametrize(("dtype", "severity"), [("string", Severity.error), ("float32", Severity.warning)])
def test_S5_an_index_is_a_whole_number(dtype: str, severity: Severity) -> None:
    problem = only(one_layer("Embedding", {"input_dim": 9, "output_dim": 2}, (8,), dtype=dtype))
    assert problem.code is Code.dtype_mismatch
    assert problem.severity is severity
    assert problem.expected == "int32"


@pytest.mark.parametrize(("layer", "shapes"), [("LSTM", ((8, 4), (8, 5))), ("Dense", ((4,), (5,)))])
def test_S6_one_layer_over_two_widths_is_refused_at_the_further_call(
    layer: str, shapes: tuple[Shape, Shape]
) -> None:
    """Keras takes the LSTM while it is drawn, and dies at the first batch."""
    document = draw(
        {"a": shapes[0], "b": shapes[1]},
        [
            ("one", layer, {"units": 3}, ["a"]),
            ("again", "=one", {}, ["b"]),
            ("both", "Concatenate", {}, ["one", "again"]),
        ],
    )
    problem = only(document)
    assert problem.code is Code.shared_incompatible
    assert problem.where.node == "again"
    assert problem.where.edge is not None
    assert problem.where.edge.source == "b"
    assert (problem.expected, problem.received) == ([None, *shapes[0]], [None, *shapes[1]])
    assert mended_by(document) == {"Make it a layer of its own"}
