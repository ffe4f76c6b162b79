"""What the layers of a model learned from the training rows, kept with the run: no later job adapts them again.

Lookups, TextVectorization and Discretization hold it in no variable, so that no weights file has it. Row i of an
Embedding belongs to word i of exactly this vocabulary.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras

from layerloom.build.real.model_builder import Adapt
from layerloom.datasets.recipes.learned_steps import learned_arguments
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.data.learned_layers import LearnedLayer, LearnedLayers
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import LEARNED


def remember(adapt: Adapt, kept: list[LearnedLayer]) -> Adapt:
    """The same hook; what each layer learned is added to `kept`."""

    def adapt_and_remember(layer: keras.Layer, inputs: Any, tensor: keras.KerasTensor) -> None:
        adapt(layer, inputs, tensor)
        learned = learned_arguments(layer)
        kept.append(LearnedLayer(name=layer.name, layer=type(layer).__name__, learned=learned))

    return adapt_and_remember


def give_learned(layers: LearnedLayers) -> Adapt:
    """The hook that gives each layer what it learned before, in place of adapting it."""
    waiting = iter(layers.layers)

    def give(layer: keras.Layer, _: Any, tensor: keras.KerasTensor) -> None:
        kept = next(waiting, None)
        if kept is None or (kept.name, kept.layer) != (layer.name, type(layer).__name__):
            raise ValueError(f"{LEARNED} does not belong to this model: {layer.name}")
        _set(layer, dict(kept.learned), tensor)

    return give


def give_known(layers: Sequence[LearnedLayer], otherwise: Adapt) -> Adapt:
    """The hook that gives layers what they learned in another run, by their names; others adapt by `otherwise`.

    It raises `Refused` where a layer was changed so that it cannot take it: another vocabulary would give the rows of an
    Embedding other words.
    """
    known = {each.name: each for each in layers}

    def give(layer: keras.Layer, inputs: Any, tensor: keras.KerasTensor) -> None:
        kept = known.get(layer.name)
        if kept is None:
            otherwise(layer, inputs, tensor)
            return
        try:
            _set(layer, dict(kept.learned), tensor)
        except ValueError as error:
            params: dict[str, Json] = {"layer": layer.name}
            raise Refused(409, ErrorCode.fork_refused, variant="learned_unfit", params=params) from error

    return give


def gives_weights(learned: LearnedLayer) -> bool:
    """Whether a layer holds what it learned as weights, so that it can be set only where weights are allocated."""
    return "mean" in learned.learned


def write_learned(folder: Path, kept: list[LearnedLayer]) -> None:
    """Write what the layers of a run learned; nothing where none adapts. Raises `OSError` on a full disk."""
    if kept:
        text = strict_json.dumps(LearnedLayers(layers=kept).model_dump(mode="json"))
        write_whole(folder / LEARNED, lambda path: _write(path, text), Path.read_bytes)


def read_learned(folder: Path) -> LearnedLayers | None:
    """What the layers of a run learned; None where none adapts, and in runs of earlier versions."""
    try:
        return LearnedLayers.model_validate_json((folder / LEARNED).read_bytes())
    except FileNotFoundError:
        return None


def _set(layer: Any, learned: dict[str, Any], tensor: keras.KerasTensor) -> None:
    if isinstance(layer, keras.layers.Normalization):
        if not layer.built:
            layer.build(tensor.shape)
        layer.adapt_mean.assign(learned["mean"])
        layer.adapt_variance.assign(learned["variance"])
        layer.finalize_state()  # until then it computes with what it had before
    elif isinstance(layer, keras.layers.Discretization):
        layer.bin_boundaries = learned["bin_boundaries"]
    else:
        layer.set_vocabulary(learned["vocabulary"], learned.get("idf_weights"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
