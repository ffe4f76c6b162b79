"""Parameters and weights that Keras refuses: their codes, fields and fixes, against the real Keras."""

from typing import Any

import pytest

from layerloom_schema.checks.problems import Code
from support.drawing import one_layer
from support.faults import LayerCall, mended_by, only

SETTINGS: list[tuple[LayerCall, str, set[str]]] = [
    (("Concatenate", {"axis": 0}, [(4,), (4,)], "float32"), "axis", {"Set axis to -1"}),
    (("Concatenate", {"axis": 5}, [(4,), (4,)], "float32"), "axis", {"Set axis to -1"}),
    (("Dot", {"axes": 0}, [(4,), (4,)], "float32"), "axes", {"Set axes to -1"}),
    (("Dot", {"axes": [1, 4]}, [(4,), (4,)], "float32"), "axes", {"Set axes to -1"}),
    (("BatchNormalization", {"axis": 3}, [(4,)], "float32"), "axis", {"Set axis to -1"}),
    (("BatchNormalization", {"axis": 0}, [(4,)], "float32"), "axis", {"Set axis to -1"}),
    (
        ("Conv2D", {"filters": 3, "kernel_size": 3, "groups": 2}, [(8, 8, 2)], "float32"),
        "groups",
        {"Use the default groups"},
    ),
    (
        (
            "Conv2D",
            {"filters": 3, "kernel_size": 3, "strides": 2, "dilation_rate": 2},
            [(8, 8, 2)],
            "float32",
        ),
        "dilation_rate",
        {"Use the default dilation_rate"},
    ),
    (("GRU", {"units": 3, "unroll": True}, [(2001, 4)], "float32"), "unroll", {"Do not unroll it"}),
]


@pytest.mark.parametrize(("call", "argument", "fixes"), SETTINGS)
def test_S22_settings_that_cannot_hold_are_named_and_mended(
    call: LayerCall, argument: str, fixes: set[str]
) -> None:
    layer, config, shapes, dtype = call
    document = one_layer(layer, config, *shapes, dtype=dtype)
    problem = only(document)
    assert problem.code is Code.param_range
    assert problem.where.field == f"config.{argument}"
    assert mended_by(document) == fixes


@pytest.mark.parametrize(
    ("layer", "config", "argument"),
    [
        ("Dense", {"units": 3, "bias_initializer": "identity"}, "bias_initializer"),
        ("Dense", {"units": 3, "bias_initializer": "orthogonal"}, "bias_initializer"),
        (
            "Dense",
            {"units": 3, "kernel_constraint": {"name": "MaxNorm", "config": {"axis": 4}}},
            "kernel_constraint",
        ),
        ("Dense", {"units": 3, "bias_regularizer": "orthogonal_regularizer"}, "bias_regularizer"),
    ],
)
def test_S10_what_weights_cannot_be_made_with_is_found_though_none_are_made(
    layer: str, config: dict[str, Any], argument: str
) -> None:
    document = one_layer(layer, config, (4,))
    problem = only(document)
    assert problem.code is Code.layer_refused
    assert problem.where.field == f"config.{argument}"
    assert problem.received == config[argument]
    assert mended_by(document) == {f"Use the default {argument}"}


def test_S10_what_no_rule_explains_is_refused_with_the_shapes() -> None:
    """Two settings are at fault: no single one of them is the cause."""
    config = {
        "units": 3,
        "bias_initializer": "identity",
        "kernel_constraint": {"name": "MaxNorm", "config": {"axis": 4}},
    }
    problem = only(one_layer("Dense", config, (5, 4)))
    assert problem.code is Code.layer_refused
    assert "(5, 4)" in problem.message
    assert problem.received == [[None, 5, 4]]


def test_S10_of_two_causes_the_first_is_reported_first() -> None:
    problem = only(one_layer("Dense", {"units": 3, "bias_initializer": "identity"}, (None,)))
    assert problem.code is Code.shape_undefined
