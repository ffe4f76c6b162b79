"""What a layer of a recipe has learned, as arguments of a new layer that gives the same bits."""

from typing import Any

import keras
import numpy as np

from layerloom.build.real.keras_objects import make_layer
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.data_preparation import RecipeStep

_LEARNED = ("mean", "variance", "bin_boundaries", "vocabulary", "idf_weights")
_HOW_TO_LEARN = {"Discretization": ("num_bins", "epsilon")}
"""Arguments that say how to learn, which Keras does not take beside what was learned."""


def learned_step(step: RecipeStep, layer: keras.Layer) -> RecipeStep:
    """The step with what its layer has learned in its `config`; one that adapts nothing is as it was."""
    if not step.adapt:
        return step
    left_out = _HOW_TO_LEARN.get(step.layer or "", ())
    config = {name: value for name, value in step.config.items() if name not in left_out}
    return step.model_copy(update={"config": {**config, **learned_arguments(layer)}, "adapt": False})


def learned_layer(step: RecipeStep) -> keras.Layer:
    """The layer of a step that has learned."""
    learned = {name: value for name, value in step.config.items() if name in _LEARNED}
    others = {name: value for name, value in step.config.items() if name not in _LEARNED}
    return make_layer(step.layer or "", others, read_catalog(), learned=learned)


def learned_arguments(layer: Any) -> dict[str, Json]:
    """What a layer has learned, as arguments of its class."""
    if isinstance(layer, keras.layers.Normalization):
        return {"mean": _plain(layer.adapt_mean.value), "variance": _plain(layer.adapt_variance.value)}
    if isinstance(layer, keras.layers.Discretization):
        return {"bin_boundaries": _plain(layer.bin_boundaries)}
    tokens = [token if isinstance(token, str) else int(token) for token in layer.get_vocabulary()]
    found: dict[str, Json] = {"vocabulary": [*tokens]}
    table = layer._lookup_layer if isinstance(layer, keras.layers.TextVectorization) else layer
    if table.output_mode == "tf_idf":
        found["idf_weights"] = _plain(table.idf_weights)
    return found


def _plain(values: Any) -> Json:
    """A tensor of TensorFlow, or a list, as lists of numbers: `keras.ops.convert_to_numpy` warns about its variables."""
    found: Json = np.asarray(values.numpy() if hasattr(values, "numpy") else values).tolist()
    return found
