"""Fixes for tensors that meet and do not fit: flattened, pooled, regrouped or projected, so that they do."""

import math
from collections.abc import Iterator

from layerloom.build.tensor_spec import Shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.edits import SetNode
from layerloom_schema.problems import Fix, FixKind

from .fix_builder import Proposal
from .size_fixes import are_near, equal_sizes, spread

_IMAGE = 3
"""Axes of the row of an image: height, width, channels."""


def other_axis(at: Proposal) -> Iterator[Fix]:
    """The axes along which the inputs can be joined."""
    shapes = [spec.shape for spec in at.specs]
    if are_near(at):
        yield from equal_sizes(at)
    for axis in range(1, len(shapes[0])):
        others = [shape[:axis] + shape[axis + 1 :] for shape in shapes]
        if all(other == others[0] for other in others):
            yield at.set("axis", axis)
    if not are_near(at):
        yield from equal_sizes(at)
    yield from _same_features(at, shapes)
    if len(shapes[0]) > 2 and at.edge is not None:
        yield from _flatten_all(at)


def _same_features(at: Proposal, shapes: list[Shape]) -> Iterator[Fix]:
    """Sequences that are joined one behind the other get equally many features by a Dense."""
    join, first, brought = at.problem.values.get("join"), shapes[0], at.brought.shape
    if not isinstance(join, int) or len(first) != len(brought) or join % len(first) == len(first) - 1:
        return
    if first[-1] is not None and first[-1] != brought[-1]:
        yield from at.insert("Dense", {"units": first[-1]}, FixKind.insert_dense, count=first[-1])


def _flatten_all(at: Proposal) -> Iterator[Fix]:
    """Flatten before every input of a merge."""
    edges = at.index.feeds[at.node][at.index.inputs_of[at.node][0].name]
    yield at.insert_each([(edge, ("Flatten", {})) for edge in edges], FixKind.insert_flatten_each)


def shorten_longer(at: Proposal) -> Iterator[Fix]:
    """A list of numbers meets an image or a sequence: that one is pooled or flattened. Else all are flattened."""
    longer = [(edge, spec) for edge, spec in zip(at.edges, at.specs, strict=False) if len(spec.row) > 1]
    if len(longer) != 1 or any(len(spec.row) == 0 for spec in at.specs):
        yield from _flatten_all(at)
        return
    edge, spec = longer[0]
    axes = len(spec.row) - 1
    pooled = list(at.insert(f"GlobalAveragePooling{axes}D", {}, at=edge)) if axes <= _IMAGE else []
    flattened = list(at.insert("Flatten", {}, at=edge))
    # Of a sequence, flattening keeps what pooling would lose; of an image it makes very many numbers.
    yield from pooled + flattened if len(spec.row) >= _IMAGE else flattened + pooled
    yield from spread(at, spec)


def bring_together(at: Proposal) -> Iterator[Fix]:
    """Tensors that are calculated with number by number: one is made like the other, or they are joined instead."""
    yield from _project(at)
    yield from equal_sizes(at)
    first, brought = at.specs[0].row, at.brought.row
    if None not in first + brought and math.prod(map(_known, first)) == math.prod(map(_known, brought)):
        target: dict[str, Json] = {"target_shape": [*first]}
        yield from at.insert("Reshape", target, FixKind.insert_reshape, value=[*first])
    edit = SetNode(node=at.declaring.id, field="layer", value="Concatenate")
    yield make_fix(FixKind.become_layer, [edit], layer="Concatenate")


def _project(at: Proposal) -> Iterator[Fix]:
    """A layer with weights gives one tensor the last axis of the other, as on the short way of a residual block."""
    if at.edge is None or at.edge not in at.edges:
        return
    first, brought = at.specs[0].row, at.brought.row
    for edge, have, want in ((at.edge, brought, first), (at.edges[0], first, brought)):
        if len(have) != len(want) or not have or want[-1] is None:
            continue
        if len(have) == _IMAGE and (step := _step(have[:-1], want[:-1])):
            conv: dict[str, Json] = {"filters": want[-1], "kernel_size": 1}
            if step > 1:
                conv["strides"] = step
            yield from at.insert("Conv2D", conv, FixKind.insert_projection, at=edge, count=want[-1])
            return
        if len(have) < _IMAGE and have[:-1] == want[:-1]:
            dense: dict[str, Json] = {"units": want[-1]}
            yield from at.insert("Dense", dense, FixKind.insert_dense, at=edge, count=want[-1])
            return


def _step(have: Shape, want: Shape) -> int | None:
    """By which strides a window of one number makes one height and width of the other; None where none do."""
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
