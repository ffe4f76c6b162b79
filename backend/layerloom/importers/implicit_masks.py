"""Tell implicit masks in a Keras config, which Keras computes itself and writes as operations, from explicit ones."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from layerloom.catalog.keras_private import SOURCE
from layerloom_schema.catalog.entries import Catalog, Family, LayerEntry

from .keras_config import Layer, Ref, class_name, leaves, reference

_COMPARES = "NotEqual"
_OPERATIONS = f"{SOURCE}.ops."
_EMBEDDINGS = frozenset({"Embedding", "ReversibleEmbedding"})


class _Carried(NamedTuple):
    """Masks from earlier calls, tensors compared to compute masks, and the tensors they travel with."""

    masks: set[Ref]
    compared: set[Ref]
    tensors: set[Ref]


class Masks:
    """Tells implicit masks of one graph, which travel with a tensor, from explicit ones.

    Keras writes every mask of a call, with the operations that computed it: comparisons of the input of an Embedding or
    Masking, or the mask of an earlier call. It is implicit if the tensor of the call carries the same mask.
    """

    def __init__(self, layers: Mapping[str, Layer], catalog: Catalog, layer_names: Mapping[str, str]) -> None:
        self._layers = layers
        self._catalog = catalog
        self._layer_names = layer_names

    def are_implicit(self, masks: Sequence[Ref | None], tensors: Sequence[Ref]) -> bool:
        """Whether the masks of a call are those that its tensors carry; of a list, each its own."""
        if len(masks) == 1:
            return self._travels(masks[0], tensors)
        return all(
            self._travels(mask, [tensor])
            for mask, tensor in zip_longest(masks, tensors)
            if tensor is not None
        )

    def _travels(self, mask: Ref | None, tensors: Sequence[Ref]) -> bool:
        carried = self._carried(tensors)
        if mask is None:
            return not carried.masks and not carried.compared
        todo, seen = [mask], {mask}
        while todo:
            mask = todo.pop()
            layer = self._layers.get(mask.layer)
            if mask in carried.masks or mask in carried.tensors:
                continue
            if layer is None or not layer.module.startswith(_OPERATIONS):
                return False
            sources = [*_sources(layer, mask.call)]
            if class_name(layer.value) != _COMPARES:
                todo += [source for source in sources if source not in seen]
                seen.update(sources)
            elif not carried.compared.issuperset(sources):
                return False
        return True

    def _carried(self, tensors: Sequence[Ref]) -> _Carried:
        """The sources of the masks that tensors carry."""
        carried = _Carried(set(), set(), {*tensors})
        todo = [*tensors]
        while todo:
            ref = todo.pop()
            layer = self._layers.get(ref.layer)
            if layer is None or ref.call >= len(layer.calls):
                continue
            written = [*_masks(layer, ref.call)]
            if _makes_masks(layer):
                carried.compared.update(_sources(layer, ref.call))
            elif not self._carries(layer):
                continue
            elif written:
                carried.masks.update(written)
            else:
                sources = [*_sources(layer, ref.call)]
                sources = sources if self._merges(layer) else sources[:1]
                todo += [source for source in sources if source not in carried.tensors]
                carried.tensors.update(sources)
        return carried

    def _carries(self, layer: Layer) -> bool:
        """Whether a layer passes masks on; nested models are not examined."""
        entry = self._entry(layer)
        if entry is None:
            return not layer.module.startswith(_OPERATIONS)
        return entry.carries_mask and layer.config.get("return_sequences") is not False

    def _merges(self, layer: Layer) -> bool:
        """Whether the output mask combines those of all inputs, not only the first."""
        entry = self._entry(layer)
        return entry is None or entry.family is Family.merge

    def _entry(self, layer: Layer) -> LayerEntry | None:
        return self._catalog.layers.get(self._layer_names.get(class_name(layer.value) or "", ""))


def _makes_masks(layer: Layer) -> bool:
    kind = class_name(layer.value)
    return kind == "Masking" or (kind in _EMBEDDINGS and layer.config.get("mask_zero") is True)


def _masks(layer: Layer, call: int) -> Iterator[Ref]:
    """The masks of a call, explicit or implicit; of attention, those of the queries."""
    written = layer.calls[call]
    kwargs = written.get("kwargs") if isinstance(written, dict) else None
    if not isinstance(kwargs, dict):
        return
    for argument in ("mask", "query_mask"):
        value = kwargs.get(argument)
        ref = reference(value[0] if isinstance(value, list) and value else value, layer.name)
        if ref is not None:
            yield ref


def _sources(layer: Layer, call: int) -> Iterator[Ref]:
    """The tensors of one call of a layer."""
    for leaf in leaves(layer.calls[call], layer.name) if call < len(layer.calls) else ():
        ref = reference(leaf, layer.name)
        if ref is not None:
            yield ref
