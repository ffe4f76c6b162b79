"""Fixes for merge layers whose inputs do not fit: flatten, pool, reshape or project them."""

import math
from collections.abc import Iterator

from layerloom.build.tensor_spec import Shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import SetNode

from .fix_builder import FixBuilder
from .size_fixes import are_near, equal_sizes, spread

_IMAGE = 3
"""Rank of a row that is an image: height, width, channels."""


def other_axis(builder: FixBuilder) -> Iterator[Fix]:
    """The axes along which the inputs can be joined."""
    shapes = [spec.shape for spec in builder.specs]
    if are_near(builder):
        yield from equal_sizes(builder)
    for axis in range(1, len(shapes[0])):
        others = [shape[:axis] + shape[axis + 1 :] for shape in shapes]
        if all(other == others[0] for other in others):
            yield builder.set("axis", axis)
    if not are_near(builder):
        yield from equal_sizes(builder)
    yield from _same_features(builder, shapes)
    if len(shapes[0]) > 2 and builder.edge is not None:
        yield from _flatten_all(builder)


def _same_features(builder: FixBuilder, shapes: list[Shape]) -> Iterator[Fix]:
    """Give sequences that are concatenated in time the same number of features with a Dense."""
    join, first, incoming = builder.params.get("join"), shapes[0], builder.incoming.shape
    if not isinstance(join, int) or len(first) != len(incoming) or join % len(first) == len(first) - 1:
        return
    if first[-1] is not None and first[-1] != incoming[-1]:
        yield from builder.insert("Dense", {"units": first[-1]}, FixKind.insert_dense, count=first[-1])


def _flatten_all(builder: FixBuilder) -> Iterator[Fix]:
    """Flatten before every input of a merge."""
    edges = builder.index.feeds[builder.node][builder.index.inputs_of[builder.node][0].name]
    yield builder.insert_each([(edge, ("Flatten", {})) for edge in edges], FixKind.insert_flatten_each)


def shorten_longer(builder: FixBuilder) -> Iterator[Fix]:
    """A vector meets an image or a sequence: pool or flatten that one. Otherwise flatten all."""
    longer = [
        (edge, spec) for edge, spec in zip(builder.edges, builder.specs, strict=False) if len(spec.row) > 1
    ]
    if len(longer) != 1 or any(len(spec.row) == 0 for spec in builder.specs):
        yield from _flatten_all(builder)
        return
    edge, spec = longer[0]
    axes = len(spec.row) - 1
    pooled = list(builder.insert(f"GlobalAveragePooling{axes}D", {}, at=edge)) if axes <= _IMAGE else []
    flattened = list(builder.insert("Flatten", {}, at=edge))
    # Flattening a sequence keeps what pooling loses; flattening an image makes very many values.
    yield from pooled + flattened if len(spec.row) >= _IMAGE else flattened + pooled
    yield from spread(builder, spec)


def bring_together(builder: FixBuilder) -> Iterator[Fix]:
    """Elementwise merges: make one input like the other, or concatenate them instead."""
    yield from _project(builder)
    yield from equal_sizes(builder)
    first, incoming = builder.specs[0].row, builder.incoming.row
    if None not in first + incoming and math.prod(map(_known, first)) == math.prod(map(_known, incoming)):
        target: dict[str, Json] = {"target_shape": [*first]}
        yield from builder.insert("Reshape", target, FixKind.insert_reshape, value=[*first])
    edit = SetNode(node=builder.declaring.id, field="layer", value="Concatenate")
    yield make_fix(FixKind.become_layer, [edit], layer="Concatenate")


def _project(builder: FixBuilder) -> Iterator[Fix]:
    """Project one tensor to the last axis of the other, as on the shortcut of a residual block."""
    if builder.edge is None or builder.edge not in builder.edges:
        return
    first, incoming = builder.specs[0].row, builder.incoming.row
    for edge, have, want in ((builder.edge, incoming, first), (builder.edges[0], first, incoming)):
        if len(have) != len(want) or not have or want[-1] is None:
            continue
        if len(have) == _IMAGE and (step := _step(have[:-1], want[:-1])):
            conv: dict[str, Json] = {"filters": want[-1], "kernel_size": 1}
            if step > 1:
                conv["strides"] = step
            yield from builder.insert("Conv2D", conv, FixKind.insert_projection, at=edge, count=want[-1])
            return
        if len(have) < _IMAGE and have[:-1] == want[:-1]:
            dense: dict[str, Json] = {"units": want[-1]}
            yield from builder.insert("Dense", dense, FixKind.insert_dense, at=edge, count=want[-1])
            return


def _step(have: Shape, want: Shape) -> int | None:
    """The strides by which a kernel of size 1 maps one height and width to the other; None where none do."""
    if have == want:
        return 1
    if None in have + want or not have[0] or not want[0]:
        return None
    step = math.ceil(have[0] / want[0])
    fits = all(
        length and math.ceil(length / step) == wanted for length, wanted in zip(have, want, strict=True)
    )
    return step if fits else None


def _known(length: int | None) -> int:
    return length or 0
