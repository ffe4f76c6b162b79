"""The mask shapes that each layer accepts, by port."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from layerloom.build.tensor_spec import Arguments, Shape, Spec
from layerloom.catalog.overrides.layer_arguments import READERS
from layerloom.catalog.port_reader import MASK, MASKS
from layerloom_schema.base import Json

ATTENTION_HEADS = ("MultiHeadAttention", "GroupQueryAttention")
"""Attention layers with query, value and key as separate arguments."""
ATTENTION_LISTS = ("Attention", "AdditiveAttention")
"""Attention layers that take query, value and key as one list."""
_SEQUENCES = (*READERS, "Bidirectional")
_STEPS_AND_FEATURES = 2
"""Rank of a row that is one sequence."""


@dataclass(frozen=True)
class Wanted:
    """A row of a mask that a layer takes; with `ones`, 1 stands for any length."""

    row: Shape
    ones: bool = False

    def takes(self, row: Shape) -> bool:
        return len(row) == len(self.row) and all(map(self._alike, row, self.row))

    def _alike(self, has: int | None, wants: int | None) -> bool:
        return has is None or wants is None or has == wants or (self.ones and has == 1)


def wanted_masks(layer: str, config: Mapping[str, Json], port: str, arguments: Arguments) -> Sequence[Wanted]:
    """The masks that a port takes, the usual first; none where only Keras knows."""
    (_, first), *_ = arguments
    if layer in ATTENTION_LISTS:
        return () if isinstance(first, Spec) else [*_of_lists(config, port, first)]
    if not isinstance(first, Spec):
        return ()
    if layer in ATTENTION_HEADS:
        return [*_of_heads(layer, config, port, arguments)]
    if port != MASK or len(first.row) < 1:
        return ()
    if layer in _SEQUENCES:
        return (Wanted(first.row[:1]), Wanted((*first.row[:1], 1)))
    if layer == "TimeDistributed":
        return _of_each_step(config, first)
    if layer == "GlobalAveragePooling1D":
        steps = 1 if config.get("data_format") == "channels_first" else 0
        return (Wanted(first.row[steps : steps + 1]),)
    if layer == "BatchNormalization":
        return (Wanted(first.row[:-1], ones=True),)
    return (Wanted(first.row, ones=True),) if layer == "Softmax" else ()


def _of_each_step(config: Mapping[str, Json], steps: Spec) -> list[Wanted]:
    """A mask of steps; where the layer inside takes masks, one for it at every step."""
    inner, count = config.get("layer"), steps.row[:1]
    if isinstance(inner, dict) and isinstance(name := inner.get("layer"), str):
        settings = inner.get("config", {})
        step = steps.with_shape((None, *steps.row[1:]))
        wanted = wanted_masks(name, settings if isinstance(settings, dict) else {}, MASK, (("inputs", step),))
        if wanted:
            return [Wanted((*count, *each.row), ones=each.ones) for each in wanted]
    return [Wanted((*count, *[None] * more)) for more in range(len(steps.row))]


def _of_lists(config: Mapping[str, Json], port: str, inputs: tuple[Spec, ...]) -> Iterator[Wanted]:
    """Attention scores are (..., queries, keys); the mask of values may be as large, but not where a causal one is added.

    One number for all keys would mask none of them, so a 1 stands for any length in front of them alone. What has one
    axis is stretched over the queries, which is right where scores have two axes a row.
    """
    query, value = inputs[0].row, inputs[1].row
    if port == "query_mask":
        yield Wanted(query[:-1])
        return
    if config.get("use_causal_mask") is True:
        yield Wanted(value[:-1])
        return
    if len(query) == _STEPS_AND_FEATURES:
        yield Wanted(value[:1])
    for front in product(*((length, 1) for length in query[:-1])):
        yield Wanted((*front, value[-2]))


def _of_heads(layer: str, config: Mapping[str, Json], port: str, arguments: Arguments) -> Iterator[Wanted]:
    given = dict(arguments)
    query, value = given.get("query"), given.get("value")
    if not isinstance(query, Spec) or not isinstance(value, Spec) or len(query.row) != len(value.row):
        return
    axes = _attention_axes(config, len(query.shape))
    beside = tuple(
        length for axis, length in enumerate(query.shape) if 0 < axis < len(query.row) and axis not in axes
    )
    queries, keys = (tuple(spec.shape[axis] for axis in axes) for spec in (query, value))
    if port != "attention_mask":
        # Along several axes Keras puts the lengths of a mask of steps elsewhere than those of the scores.
        if axes == [len(query.row) - 1]:
            yield Wanted(query.row[:-1] if port == "query_mask" else value.row[:-1])
            if port != "query_mask" and not _joined(config, arguments, port):
                yield Wanted(keys)
        return
    yield Wanted((*beside, *queries, *keys), ones=True)
    if not _joined(config, arguments):
        yield Wanted((*queries, *keys), ones=True)
    heads = config.get("num_heads" if layer == "MultiHeadAttention" else "num_query_heads")
    if isinstance(heads, int) and not _joined(config, arguments):
        yield Wanted((*beside, heads, *queries, *keys), ones=True)


def _attention_axes(config: Mapping[str, Json], rank: int) -> list[int]:
    """The axes that are looked along: all but the batch and the features, where nothing else is said."""
    value = config.get("attention_axes")
    axes = value if isinstance(value, list) else [value] if isinstance(value, int) else [*range(1, rank - 1)]
    return [axis % rank for axis in axes if isinstance(axis, int)]


def _joined(config: Mapping[str, Json], arguments: Arguments, given: str = "attention_mask") -> bool:
    """Whether Keras joins the mask that is given with others, which know nothing of heads or further axes."""
    own = config.get("use_causal_mask") is True or config.get("sliding_window") is not None
    masks = any(port in MASKS and port != given for port, _ in arguments)
    return own or masks or any(isinstance(value, Spec) and value.mask is not None for _, value in arguments)
