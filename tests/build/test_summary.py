"""Keras's own table and words."""

import inspect

import keras
import pytest

from layerloom.build.documentation import documentation
from layerloom.build.summary import summary
from layerloom.catalog.allowlist import Kind
from layerloom_schema.errors import Refused
from support.drawing import CATALOG, chain, draw, one_layer, structure_of


def test_S21_the_summary_is_keras_own_table() -> None:
    document = draw(
        {"left": (8, 8, 1), "right": (8, 8, 1)},
        [
            ("conv", "Conv2D", {"filters": 16, "kernel_size": 3}, ["left"]),
            ("again", "=conv", {}, ["right"]),
            ("both", "Concatenate", {}, ["conv", "again"]),
        ],
    )
    text = summary(document, structure_of(document))
    assert "Connected to" in text
    assert "left[0][0], right[0][0]" in text
    assert "conv[0][0], conv[1][0]" in text
    assert "Total params: 160" in text


def test_S21_a_summary_allocates_nothing_and_leaves_nothing() -> None:
    document = one_layer("Dense", {"units": 10**12}, (10**6,))
    assert "1,000,001,000,000,000,000" in summary(document, structure_of(document))
    keras.Variable([1.0])  # would make the variables that were never made


def test_S21_a_long_chain_has_a_summary() -> None:
    document = chain(400)
    assert "Total params: 8,000" in summary(document, structure_of(document))


def test_S21_documentation_is_read_live_by_name_and_alias() -> None:
    assert documentation("layers", "MaxPool2D") == inspect.getdoc(keras.layers.MaxPooling2D)
    assert documentation("losses", "mse") == inspect.getdoc(keras.losses.MeanSquaredError)
    for kind in Kind:
        for name, entry in getattr(CATALOG, kind.value).items():
            assert entry.refused or documentation(kind.value, name)


@pytest.mark.parametrize(("kind", "name"), [("layers", "Lambda"), ("losses", "get"), ("utils", "plot_model")])
def test_S21_what_is_not_in_the_catalogue_has_no_documentation_here(kind: str, name: str) -> None:
    with pytest.raises(Refused) as caught:
        documentation(kind, name)
    assert caught.value.status == 404
