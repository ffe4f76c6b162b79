"""Layers that Keras has only inside its applications, drawn with what everyone can use: the same numbers, to the bit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from layerloom.catalog.keras_private import SOURCE
from layerloom_schema.base import Json

from .keras_config import Layer, class_name

UNLEARNED: Mapping[str, Mapping[str, Json]] = MappingProxyType(
    {"Normalization": MappingProxyType({"mean": 0.0, "variance": 1.0})}
)
"""What Keras calculates with while a layer has learned nothing from data; a document says it outright."""
UNLEARNED_WORDS = (
    "{name} has learned nothing from data yet: its mean is set to 0 and its variance to 1, as Keras has them."
)


@dataclass(frozen=True)
class Part:
    """A node in the place of such a layer. `op` or `layer` names what it calls; the last part bears the layer's name.

    `takes` says what goes to each port: the number of a tensor that the layer was given, or -1 for the part before.
    """

    takes: Mapping[str, int]
    op: str | None = None
    layer: str | None = None
    config: Mapping[str, Json] | None = None
    ending: str = ""


def drawn_instead(layer: Layer) -> list[Part] | None:
    """The parts that do what a layer of an application does; `None` where it is no such layer."""
    make = _DRAWN.get((layer.module, class_name(layer.value) or ""))
    return None if make is None else make(layer.config)


def _layer_scale(config: Mapping[str, Json]) -> list[Part] | None:
    """One weight a channel, to multiply by."""
    width, start = config.get("projection_dim"), config.get("init_values")
    if not _is_number(width) or not _is_number(start):
        return None
    settings: dict[str, Json] = {
        "equation": "...c,c->...c",
        "output_shape": width,
        "kernel_initializer": {"name": "Constant", "config": {"value": start}},
    }
    return [Part(takes={"inputs": 0}, layer="EinsumDense", config=settings)]


def _custom_scale_layer(config: Mapping[str, Json]) -> list[Part] | None:
    """The first tensor, and the second made smaller."""
    scale = config.get("scale")
    if not _is_number(scale):
        return None
    return [
        Part(takes={"x1": 1}, op="multiply", config={"x2": scale}, ending="_scaled"),
        Part(takes={"x1": 0, "x2": -1}, op="add"),
    ]


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_DRAWN: Mapping[tuple[str, str], Callable[[Mapping[str, Json]], list[Part] | None]] = MappingProxyType(
    {
        (f"{SOURCE}.applications.convnext", "LayerScale"): _layer_scale,
        (f"{SOURCE}.applications.inception_resnet_v2", "CustomScaleLayer"): _custom_scale_layer,
    }
)
