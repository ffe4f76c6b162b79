"""Layers that Keras no longer has, and equivalent current layers with rewritten arguments."""

from collections.abc import Callable, Mapping
from typing import Literal

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, LayerEntry

from .aliases import ALIASES, DIMENSIONLESS
from .arguments import with_current_names
from .name_lookup import find_entry, normalized
from .python_calls import parse_call

REMOVED = frozenset(
    {
        *("CuDNNLSTM", "CuDNNGRU", "ThresholdedReLU", "Merge", "MaxoutDense", "Highway", "SReLU"),
        *("LocallyConnected1D", "LocallyConnected2D", "AtrousConvolution1D", "AtrousConvolution2D"),
        *("Deconvolution2D", "Deconvolution3D", "TimeDistributedDense", "SyncBatchNormalization"),
        *("DenseFeatures", "SequenceFeatures", "RandomHeight", "RandomWidth", "RandomFourierFeatures"),
        *(
            "ParametricSoftplus",
            "ActivityRegularizer",
            "PeepholeLSTMCell",
            "ConvRecurrent2D",
            "AbstractRNNCell",
        ),
        *("MaskedConvolution2D", "StackedRNN", "LambdaMerge", "Cropping"),
    }
)
"""Layers that former versions of Keras had."""

_MODELS = frozenset({"sequential", "functional", "model"})
_MODES: Mapping[str, str] = {
    "sum": "Add",
    "mul": "Multiply",
    "concat": "Concatenate",
    "ave": "Average",
    "max": "Maximum",
    "dot": "Dot",
    "cos": "Dot",
}


def unknown_layer_variant(asked: str) -> Literal["whole_model", "removed", "unknown"]:
    """Which sentence of `layer.unknown` an unknown layer has."""
    if normalized(asked) in _MODELS:
        return "whole_model"
    return "removed" if asked in REMOVED else "unknown"


def replacement_layer(
    asked: str, config: Mapping[str, Json], catalog: Catalog, among: Mapping[str, LayerEntry] | None = None
) -> tuple[str, dict[str, Json]] | None:
    """The equivalent layer and its config; `None` if there is none.

    `among` are the allowed layers, by default those that a node may declare.
    """
    if normalized(asked) in _MODELS:
        return None
    if among is None:
        among = {name: entry for name, entry in catalog.layers.items() if not entry.inside}
    rewrite = _REWRITES.get(normalized(asked))
    found = rewrite(config) if rewrite else None
    if found is not None and found[0] in among:
        return found
    activation = _activation_word(asked, catalog)
    # A name of another library with a config is that library's layer: Linear with units is a Dense.
    as_layer = bool(config) and ALIASES["layers"].get(normalized(asked)) is not None
    if activation is not None and not as_layer and "Activation" in among:
        return "Activation", {**config, "activation": activation}
    meant = find_entry(asked, among, "layers")
    if meant is None:
        return None
    call = parse_call(asked)
    said = call.config(catalog.layers[meant]) if call else {}
    return meant, with_current_names(catalog.layers[meant], {**said, **config})


def layers_by_dimension(
    asked: str, config: Mapping[str, Json], catalog: Catalog
) -> list[tuple[str, dict[str, Json]]]:
    """The layers of one, two and three dimensions for a name without a dimension, such as `MaxPool`."""
    found = DIMENSIONLESS.get(normalized(asked), ())
    return [
        (name, with_current_names(catalog.layers[name], config)) for name in found if name in catalog.layers
    ]


def _activation_word(asked: str, catalog: Catalog) -> str | None:
    """The activation of this name, if there is no layer of the same name."""
    key = normalized(asked)
    if any(normalized(name) == key for name in catalog.layer_names):
        return None
    known = catalog.object_names["activations"]
    return next((known[name] for name in known if normalized(name) == key), None)


def _merge(config: Mapping[str, Json]) -> tuple[str, dict[str, Json]] | None:
    mode = config.get("mode", "sum")
    layer = _MODES.get(mode) if isinstance(mode, str) else None
    if layer is None:
        return None
    settings: dict[str, Json] = {}
    if layer == "Concatenate" and "concat_axis" in config:
        settings["axis"] = config["concat_axis"]
    if layer == "Dot":
        settings["axes"] = config.get("dot_axes", -1)
        settings |= {"normalize": True} if mode == "cos" else {}
    return layer, settings


def _thresholded(config: Mapping[str, Json]) -> tuple[str, dict[str, Json]]:
    rest = {name: value for name, value in config.items() if name != "theta"}
    return "ReLU", {**rest, "threshold": config.get("theta", 1.0)}


def _at_every_step(config: Mapping[str, Json]) -> tuple[str, dict[str, Json]]:
    inner = {("units" if name == "output_dim" else name): value for name, value in config.items()}
    return "TimeDistributed", {"layer": {"layer": "Dense", "config": inner}}


_REWRITES: Mapping[str, Callable[[Mapping[str, Json]], tuple[str, dict[str, Json]] | None]] = {
    "merge": _merge,
    "thresholdedrelu": _thresholded,
    "timedistributeddense": _at_every_step,
}
