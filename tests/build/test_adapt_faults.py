"""Layers that take texts, or learn from data: what they refuse is what Keras refuses, in words of ours."""

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom_schema.checks.problems import Code, Severity
from support.drawing import look, one_layer

WORDS = {"vocabulary": ["a", "b"]}

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("Normalization", {"mean": 1.0}, "pair"),
    ("Normalization", {"variance": [1.0, 2.0, 1.0]}, "pair"),
    ("Discretization", {"num_bins": 3, "bin_boundaries": [0.0, 1.0]}, "bins_twice"),
    ("StringLookup", {"vocabulary": []}, "no_words"),
    ("StringLookup", {"vocabulary": ["a", "b", "a"]}, "word_twice"),
    ("StringLookup", {**WORDS, "output_mode": "tf_idf"}, "word_weights"),
    ("StringLookup", {**WORDS, "output_mode": "tf_idf", "idf_weights": [0.5]}, "word_weights"),
    ("StringLookup", {**WORDS, "max_tokens": 2}, "many_words"),
    ("IntegerLookup", {"vocabulary": [1, 1]}, "word_twice"),
    ("TextVectorization", {"vocabulary": ["a", "a"]}, "word_twice"),
]


@pytest.mark.parametrize(("layer", "config", "rule"), CASES)
def test_S23_values_that_do_not_go_together_are_refused_in_words(
    layer: str, config: dict[str, Any], rule: str
) -> None:
    text = layer in ("StringLookup", "TextVectorization")
    shape = (1,) if layer == "TextVectorization" else (3,)
    found = look(one_layer(layer, config, shape, dtype="string" if text else "float32"))
    problem = next(p for p in found.problems if p.severity is Severity.error)
    assert problem.code is Code.param_range
    assert problem.variant == rule
    with pytest.raises(ValueError, match=r".+"):
        getattr(keras.layers, layer)(**config)


KINDS: list[tuple[str, dict[str, Any], str]] = [
    *(("StringLookup", WORDS, dtype) for dtype in ("string", "float32", "int64")),
    *(("StringLookup", {**WORDS, "invert": True}, dtype) for dtype in ("string", "int64")),
    *(("IntegerLookup", {"vocabulary": [1, 2]}, dtype) for dtype in ("string", "int32", "int64")),
    *(("TextVectorization", WORDS, dtype) for dtype in ("string", "float32", "int64")),
    *(("Discretization", {"bin_boundaries": [0.5]}, dtype) for dtype in ("string", "float32", "int64")),
    *(("Normalization", {"mean": 1.0, "variance": 1.0}, dtype) for dtype in ("string", "float32", "int64")),
    *(("Rescaling", {"scale": 0.5}, dtype) for dtype in ("string", "uint8")),
    *(("CategoryEncoding", {"num_tokens": 3}, dtype) for dtype in ("string", "int32")),
    *(("Hashing", {"num_bins": 3}, dtype) for dtype in ("string", "int32")),
]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.parametrize(("layer", "config", "dtype"), KINDS)
def test_S5_texts_and_numbers_go_where_a_real_batch_can_go(
    layer: str, config: dict[str, Any], dtype: str
) -> None:
    verdict = not any(
        p.severity is Severity.error for p in look(one_layer(layer, config, (1,), dtype=dtype)).problems
    )
    entry = keras.Input((1,), dtype=dtype)
    model = keras.Model(entry, getattr(keras.layers, layer)(**config)(entry))
    batch = tf.constant([["1"], ["2"]]) if dtype == "string" else np.ones((2, 1), dtype)
    try:
        model.predict(tf.data.Dataset.from_tensors(batch), verbose=0)
        took = True
    except Exception:  # whatever Keras or TensorFlow raises is a no
        took = False
    assert verdict is took


@pytest.mark.parametrize("shape", [(), (1,), (3,)])
@pytest.mark.parametrize("mode", ["int", "count"])
def test_S5_a_row_of_text_is_one_text(shape: tuple[int, ...], mode: str) -> None:
    """Of one text in a list Keras declares another shape than it gives, when it counts words."""
    found = look(one_layer("TextVectorization", {**WORDS, "output_mode": mode}, shape, dtype="string"))
    variants = [problem.variant for problem in found.problems]
    fits, variant = (
        shape == () or (shape == (1,) and mode == "int"),
        "one_text_or_list" if mode == "int" else "one_text",
    )
    assert variants == ([] if fits else [variant])
