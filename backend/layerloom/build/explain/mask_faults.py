"""Masks whose axes are not what a layer reads them as.

Keras takes most of them while a model is drawn: a mask of one axis too few is stretched over the batch, which fails in
`fit`, or, where the batch is as large as the sequence is long, masks the wrong numbers in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from layerloom.build.finding import LAYER, Finding
from layerloom.build.shape_text import shape_text
from layerloom.build.tensor_spec import Arguments, Shape, Spec
from layerloom.catalog.overrides.layer_arguments import READERS
from layerloom.catalog.port_reader import MASK, MASKS
from layerloom_schema.base import Json
from layerloom_schema.problems import Code

MASK_RULE = "mask"
MASK_ONES_RULE = "mask_ones"
"""As `MASK_RULE`, for masks in which 1 stands for any length."""
CARRIED_RULE = "mask_carried"
"""For masks that Keras made further up."""
_HEADS = ("MultiHeadAttention", "GroupQueryAttention")
_LISTS = ("Attention", "AdditiveAttention")
_SEQUENCES = (*READERS, "Bidirectional")


@dataclass(frozen=True)
class Wanted:
    """A row of a mask that a layer takes; with `ones`, 1 stands for any length."""

    row: Shape
    ones: bool = False

    def takes(self, row: Shape) -> bool:
        return len(row) == len(self.row) and all(map(self._alike, row, self.row))

    def _alike(self, has: int | None, wants: int | None) -> bool:
        return has is None or wants is None or has == wants or (self.ones and has == 1)


def mask_fault(layer: str, config: Mapping[str, Json], arguments: Arguments) -> Finding | None:
    """The first mask that the layer would read in another way than it is meant; `config` holds what is pinned, too."""
    place = 0
    for port, value in arguments:
        if port in MASKS and isinstance(value, Spec):
            found = _of_mask(layer, config, port, value, arguments, place)
            if found is not None:
                return found
        place += 1 if isinstance(value, Spec) else len(value)
    return _of_carried(layer, config, arguments)


def _of_carried(layer: str, config: Mapping[str, Json], arguments: Arguments) -> Finding | None:
    """The mask that travels with the first input, where the layer reads it and no other is given."""
    (_, first), *others = arguments
    if not isinstance(first, Spec) or first.mask is None or any(port == MASK for port, _ in others):
        return None
    mask = first.with_shape(first.mask)
    wanted = wanted_masks(layer, config, MASK, arguments)
    # Attention reads a mask of each of its inputs, TimeDistributed hands on what it can.
    if layer in (*_HEADS, "TimeDistributed") or not wanted or any(each.takes(mask.row) for each in wanted):
        return None
    usual = wanted[0]
    return Finding(
        Code.shape_mismatch if len(mask.row) == len(usual.row) else Code.shape_rank,
        f"{LAYER} takes the mask that comes with its input as {shape_text((None, *usual.row))}; it is "
        f"{shape_text(mask.shape)}. A Reshape leaves a mask behind.",
        {"rule": CARRIED_RULE, "wanted": [None, *usual.row], "shape": [*mask.shape]},
        expected=[None, *usual.row],
        received=[*mask.shape],
        place=0,
    )


def _of_mask(
    layer: str, config: Mapping[str, Json], port: str, mask: Spec, arguments: Arguments, place: int
) -> Finding | None:
    if mask.actual == "string":
        return Finding(
            Code.dtype_mismatch,
            f"{LAYER} takes its {port} as true and false; what comes in is text.",
            {"rule": "mask_text", "port": port, "dtype": mask.actual},
            expected="bool",
            received=mask.actual,
            place=place,
        )
    wanted = wanted_masks(layer, config, port, arguments)
    # A mask without a batch axis is the same for every row: its axes are counted from the last.
    if not wanted or mask.shape[:1] != (None,) or any(each.takes(mask.row) for each in wanted):
        return None
    usual = wanted[0]
    ones = ", where 1 stands for any length" if usual.ones else ""
    return Finding(
        Code.shape_mismatch if len(mask.row) == len(usual.row) else Code.shape_rank,
        f"{LAYER} takes its {port} as {shape_text((None, *usual.row))}{ones}; what comes in is "
        f"{shape_text(mask.shape)}.",
        {
            "rule": MASK_ONES_RULE if usual.ones else MASK_RULE,
            "port": port,
            "wanted": [None, *usual.row],
            "shape": [*mask.shape],
        },
        expected=[None, *usual.row],
        received=[*mask.shape],
        place=place,
    )


def wanted_masks(layer: str, config: Mapping[str, Json], port: str, arguments: Arguments) -> Sequence[Wanted]:
    """The masks that a port takes, the usual first; none where only Keras knows."""
    (_, first), *_ = arguments
    if layer in _LISTS:
        return () if isinstance(first, Spec) else [*_of_lists(config, port, first)]
    if not isinstance(first, Spec):
        return ()
    if layer in _HEADS:
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
    """Attention scores are (queries, keys); the mask of values may be as large, but not where a causal one is added.

    One number for all keys would mask none of them, so a 1 stands for any length among the queries alone.
    """
    query, value = inputs[0].row, inputs[1].row
    if port == "query_mask":
        yield Wanted(query[:1])
        return
    yield Wanted(value[:1])
    if config.get("use_causal_mask") is not True:
        yield Wanted((*query[:1], *value[:1]))
        yield Wanted((1, *value[:1]))


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
        # Of several axes only Keras knows how it joins a mask of steps with the others.
        if len(query.row) == 2:
            yield Wanted(queries if port == "query_mask" else keys)
        return
    yield Wanted((*beside, *queries, *keys), ones=True)
    heads = config.get("num_heads" if layer == "MultiHeadAttention" else "num_query_heads")
    if isinstance(heads, int) and not _joined(config, arguments):
        yield Wanted((*beside, heads, *queries, *keys), ones=True)


def _attention_axes(config: Mapping[str, Json], rank: int) -> list[int]:
    """The axes that are looked along: all but the batch and the features, where nothing else is said."""
    value = config.get("attention_axes")
    axes = value if isinstance(value, list) else [value] if isinstance(value, int) else [*range(1, rank - 1)]
    return [axis % rank for axis in axes if isinstance(axis, int)]


def _joined(config: Mapping[str, Json], arguments: Arguments) -> bool:
    """Whether Keras makes a mask of its own, without heads, and joins it with the one that is given."""
    own = config.get("use_causal_mask") is True or config.get("sliding_window") is not None
    masks = any(port in MASKS and port != "attention_mask" for port, _ in arguments)
    return own or masks or any(isinstance(value, Spec) and value.mask is not None for _, value in arguments)
