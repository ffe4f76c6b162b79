"""The steps of a recipe that has learned, as the small steps that the page does one row at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras
import numpy as np

from layerloom.datasets.recipes.learned_steps import learned_layer
from layerloom_schema.base import Json
from layerloom_schema.documents.data_preparation import (
    DATE_PARTS,
    RecipeStep,
    RecipeStepName,
    image_arguments,
)
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ModelFormat
from layerloom_schema.models.prediction_page import (
    BinStep,
    ClipStep,
    DateStep,
    EncodeStep,
    FillStep,
    GreyStep,
    LookUpStep,
    NormalizeStep,
    PadStep,
    PageStep,
    RescaleStep,
    ReshapeStep,
    StackStep,
    WordStep,
)

Config = Mapping[str, Any]
Steps = list[PageStep]


class NoPageStep(Exception):
    """A step that the page has no counterpart of."""


def page_steps(recipe: Sequence[RecipeStep]) -> Steps:
    """The steps of a recipe. Raises `Refused` for one that the page cannot do, by its name."""
    found: Steps = []
    for step in recipe:
        try:
            found += layer_steps(learned_layer(step)) if step.layer else _STEPS[step.step or ""](step.config)
        except NoPageStep as error:
            raise refuse_step(step.layer or step.step or "") from error
    return found


def refuse_step(name: str) -> Refused:
    """The refusal of what a page cannot do before the model."""
    params: dict[str, Json] = {"format": ModelFormat.page.value, "step": name}
    return Refused(422, ErrorCode.export_refused, variant="page_step", params=params)


def layer_steps(layer: keras.Layer) -> Steps:
    """What a preprocessing layer does. Raises `NoPageStep` where the page cannot."""
    for kind, steps in _LAYERS.items():
        if isinstance(layer, kind):
            return steps(layer)
    raise NoPageStep


def _normalization(layer: Any) -> Steps:
    if layer.axis not in ((), (-1,)):
        raise NoPageStep
    config = layer.get_config()
    deviation = np.maximum(np.sqrt(np.asarray(config["variance"], "float32")), keras.config.epsilon())
    return [
        NormalizeStep(
            mean=_numbers(config["mean"]), deviation=_numbers(deviation), invert=bool(config["invert"])
        )
    ]


def _rescaling(layer: Any) -> Steps:
    return [RescaleStep(scale=_numbers(layer.scale), offset=_numbers(layer.offset))]


def _discretization(layer: Any) -> Steps:
    boundaries = _numbers(layer.bin_boundaries)
    return [BinStep(boundaries=boundaries), *_encoding(layer.output_mode, len(boundaries) + 1)]


def _category_encoding(layer: Any) -> Steps:
    return _encoding(layer.output_mode, layer.num_tokens)


def _lookup(layer: Any) -> Steps:
    """StringLookup and IntegerLookup; also the table within a TextVectorization."""
    if layer.invert or layer.num_oov_indices > 1:
        raise NoPageStep
    special = [] if layer.mask_token is None or layer.output_mode != "int" else [layer.mask_token]
    tokens = [token if isinstance(token, str) else int(token) for token in layer.get_vocabulary()]
    masked = layer.mask_token is not None and not special
    if masked and layer.mask_token in tokens:
        raise NoPageStep
    unknown = len(special) if layer.num_oov_indices else None
    depth = layer.max_tokens if layer.pad_to_max_tokens else layer.vocabulary_size()
    weights = layer.idf_weights if layer.output_mode == "tf_idf" else None
    return [LookUpStep(tokens=tokens, unknown=unknown), *_encoding(layer.output_mode, depth, weights)]


def _text_vectorization(layer: Any) -> Steps:
    config = layer.get_config()
    known = (None, "lower", "strip_punctuation", "lower_and_strip_punctuation")
    if config["ngrams"] is not None or config["ragged"] or config["standardize"] not in known:
        raise NoPageStep
    standardize = config["standardize"] or ""
    words = WordStep(
        lower="lower" in standardize, strip="strip_punctuation" in standardize, split=config["split"]
    )
    steps: Steps = [words, *_lookup(layer._lookup_layer)]
    if config["output_mode"] == "int":
        if config["output_sequence_length"] is None:
            raise NoPageStep
        steps.append(PadStep(length=config["output_sequence_length"]))
    return steps


def _encoding(mode: str, depth: int, weights: Any = None) -> Steps:
    if mode == "int":
        return []
    kept = None if weights is None else _numbers(weights)
    return [EncodeStep.model_validate({"mode": "count" if kept else mode, "depth": depth, "weights": kept})]


def _numbers(value: Any) -> list[float]:
    """A number, list or tensor as a flat list of 32-bit floats."""
    plain = value.numpy() if hasattr(value, "numpy") else value
    return [float(each) for each in np.asarray(plain, "float32").reshape(-1)]


def _image(config: Config) -> Steps:
    """Of an image that has its size already: the page draws it in that size."""
    return [GreyStep()] if image_arguments(config)[2] == 1 else []


_LAYERS: Mapping[type, Callable[[Any], Steps]] = {
    keras.layers.Normalization: _normalization,
    keras.layers.Rescaling: _rescaling,
    keras.layers.Discretization: _discretization,
    keras.layers.CategoryEncoding: _category_encoding,
    keras.layers.StringLookup: _lookup,
    keras.layers.IntegerLookup: _lookup,
    keras.layers.TextVectorization: _text_vectorization,
}
_STEPS: Mapping[str, Callable[[Config], Steps]] = {
    RecipeStepName.fill: lambda config: [FillStep(values=config["with"])],
    RecipeStepName.clip: lambda config: [ClipStep(low=config.get("low"), high=config.get("high"))],
    RecipeStepName.stack: lambda _: [StackStep()],
    RecipeStepName.reshape: lambda config: [ReshapeStep(shape=config["shape"])],
    RecipeStepName.date: lambda config: [DateStep(parts=config.get("parts", [*DATE_PARTS]))],
    RecipeStepName.image: _image,
    RecipeStepName.classes: lambda config: [LookUpStep(tokens=config["classes"], unknown=None)],
}
