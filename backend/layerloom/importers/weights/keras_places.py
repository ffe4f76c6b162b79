"""Where Keras 3 puts layers and their variables in a weights file: by class, numbered in their order."""

from collections.abc import Iterator, Sequence
from typing import Any

from layerloom.catalog.keras_private import SOURCE, to_snake_case
from layerloom_schema.base import Json

LAYERS = "layers"
_OPERATIONS = f"{SOURCE}.ops."


class Numbered:
    """Keys of the layers of one model."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def key(self, class_name: str) -> str:
        """`dense`, `dense_1`, ... for layers of the class `Dense`."""
        plain: str = to_snake_case(class_name)
        number = self._used[plain] = self._used.get(plain, -1) + 1
        return f"{plain}_{number}" if number else plain


def layer_place(path: Sequence[str]) -> str | None:
    """The place of the layer that an array belongs to: the innermost in nested models, not those inside a layer."""
    depth = 0
    while path[depth] == LAYERS and len(path) > depth + 2:
        depth += 2
    return "/".join(path[:depth]) or None


def names_by_place(
    config: Any, place: str = LAYERS, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of the layers in the config of a model, by their place in the file beside it."""
    numbered = Numbered()
    listed: Json = config.get("layers") if isinstance(config, dict) else None
    for layer in listed if isinstance(listed, list) else []:
        if not isinstance(layer, dict) or str(layer.get("module")).startswith(_OPERATIONS):
            continue
        inner = layer.get("config")
        name = inner.get("name") if isinstance(inner, dict) else layer.get("name")
        path = (*names, str(name))
        own = f"{place}/{numbered.key(str(layer.get('class_name')))}"
        yield own, path
        yield from names_by_place(inner, f"{own}/{LAYERS}", path)
