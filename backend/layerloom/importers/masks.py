"""Masks in a Keras config: those that Keras makes by itself stand there as operations, and are not drawn."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from .keras_data import Layer, Ref, class_name, leaves, reference

_COMPARES = "NotEqual"
_OPERATIONS = "keras.src.ops."


class Masks:
    """Tells the masks of one graph apart: made by Keras, or by the person."""

    def __init__(self, layers: Mapping[str, Layer]) -> None:
        self._layers = layers

    def made_by_keras(self, mask: Ref) -> bool:
        """Whether a mask comes from comparisons of nothing but tensors that a layer which makes masks is given too."""
        compared: list[Ref] = []
        todo, seen = [mask], {mask}
        while todo:
            layer = self._layers.get(todo.pop().layer)
            if layer is None or not layer.module.startswith(_OPERATIONS):
                continue
            sources = [*_sources(layer)]
            if class_name(layer.value) == _COMPARES:
                compared += sources
                continue
            todo += [source for source in sources if source not in seen]
            seen.update(sources)
        return bool(compared) and self._masked.issuperset(compared)

    @cached_property
    def _masked(self) -> frozenset[Ref]:
        """The tensors that go into layers that make masks."""
        layers = self._layers.values()
        return frozenset(source for layer in layers if _makes_masks(layer) for source in _sources(layer))


def _makes_masks(layer: Layer) -> bool:
    kind = class_name(layer.value)
    return kind == "Masking" or (kind == "Embedding" and layer.config.get("mask_zero") is True)


def _sources(layer: Layer) -> Iterator[Ref]:
    for call in layer.calls:
        for leaf in leaves(call, layer.name):
            ref = reference(leaf, layer.name)
            if ref is not None:
                yield ref
