"""Replace private layers of `keras.applications` by public layers with equal results, to the bit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from layerloom.catalog.keras_private import SOURCE
from layerloom_schema.base import Json

from .keras_config import Layer, class_name

UNLEARNED: Mapping[str, Mapping[str, Json]] = MappingProxyType(
    {"Normalization": MappingProxyType({"mean": 0.0, "variance": 1.0})}
)
"""Values that Keras uses before `adapt`; a document states them."""


@dataclass(frozen=True)
class Part:
    """A node that replaces such a layer. `op` or `layer` is what it calls; the last part has the name of the layer.

    `takes` is the source of each port: the index of an input of the layer, or -1 for the previous part.
    """

    takes: Mapping[str, int]
    op: str | None = None
    layer: str | None = None
    config: Mapping[str, Json] | None = None
    ending: str = ""


def replacement_parts(layer: Layer) -> list[Part] | None:
    """The parts that replace a private layer of an application; `None` for other layers."""
    make = _DRAWN.get((layer.module, class_name(layer.value) or ""))
    return None if make is None else make(layer.config)


def _layer_scale(config: Mapping[str, Json]) -> list[Part] | None:
    """LayerScale: multiply by one weight per channel."""
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
    """CustomScaleLayer: the first tensor plus the scaled second."""
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
