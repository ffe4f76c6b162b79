"""Propose fixes for the problem of one call. They are candidates: each is verified by a re-check before it is shown."""

import math
from collections.abc import Callable, Iterator, Mapping

from layerloom.build.explain.carried_mask_faults import CARRIED_VARIANT
from layerloom.build.explain.mask_faults import MASK_ONES_VARIANT, MASK_VARIANT
from layerloom.build.explain.regularizer_faults import REGULARIZER_VARIANT
from layerloom.build.explain.state_faults import STATE_VARIANT
from layerloom.build.tensor_spec import Arguments, Shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import derived_id, fresh_name
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import AddNode, Connect, Edit, RemoveNodes, SetNode
from layerloom_schema.documents.graph import InputNode, LayerNode, SharedNode

from .fix_builder import FixBuilder
from .mask_fixes import mask_fixes
from .merge_fixes import bring_together, other_axis, shorten_longer
from .sequence_fixes import whole_sequence
from .state_fixes import resize_states

MOST = 4


def propose(
    document: Document, index: GraphIndex, problem: Problem, declaring: LayerNode, arguments: Arguments
) -> list[Fix]:
    """At most `MOST` fixes for a problem of one call, the likeliest first."""
    proposal = FixBuilder(document, index, problem, declaring, arguments)
    makers = _MAKERS.get(problem.code)
    return [] if makers is None else list(makers(proposal))[:MOST]


def _rank(builder: FixBuilder) -> Iterator[Fix]:
    yield from mask_fixes(builder)
    allowed = builder.params.get("axes")
    if not isinstance(allowed, list) or builder.edge is None:
        return
    have, wanted = len(builder.incoming.row), [count for count in allowed if isinstance(count, int)]
    yield from whole_sequence(builder)
    if have + 1 in wanted and builder.incoming.dtype.startswith(("int", "uint")):
        config: dict[str, Json] = {"input_dim": _VOCABULARY, "output_dim": _FEATURES}
        yield from builder.insert("Embedding", config)
    if 1 in wanted and have > 1:
        yield from builder.insert("Flatten", {})
    for count in wanted:
        target = regrouped(builder.incoming.shape, count)
        if target is not None and (count > 1 or have == 0):
            yield from builder.insert(
                "Reshape", {"target_shape": list(target)}, FixKind.insert_reshape, value=[*target]
            )
            return


def regrouped(shape: Shape, count: int) -> list[int] | None:
    """The row reshaped to `count` axes: trailing axes joined, or 1s appended. At most one length may be unknown."""
    row = shape[1:]
    lengths = list(row) + [1] * (count - len(row))
    tail = lengths[count - 1 :]
    last = math.prod(length for length in tail if length is not None)
    grouped = [*lengths[: count - 1], None if None in tail else last]
    if grouped.count(None) > 1 or count < 1:
        return None
    return [-1 if length is None else length for length in grouped]


def _mismatch(builder: FixBuilder) -> Iterator[Fix]:
    makers: Mapping[str | None, Callable[[FixBuilder], Iterator[Fix]]] = {
        "join": other_axis,
        "ranks_differ": shorten_longer,
        "one_shape": bring_together,
        "window": _shorter_window,
        "reshape": _other_target,
        "reshape_multiple": _other_target,
        "reshape_open": _other_target,
        "groups": lambda found: iter([found.set("groups", 1)]),
        CARRIED_VARIANT: mask_fixes,
        MASK_VARIANT: mask_fixes,
        MASK_ONES_VARIANT: mask_fixes,
        STATE_VARIANT: resize_states,
    }
    maker = makers.get(builder.variant)
    if maker is not None:
        yield from maker(builder)


def _shorter_window(builder: FixBuilder) -> Iterator[Fix]:
    names = {
        p.name: p
        for p in builder.index.catalog.layers[
            builder.index.catalog.layer_names[builder.declaring.layer]
        ].parameters
    }
    if "padding" in names and "same" in names["padding"].choices:
        yield builder.set("padding", "same")
    argument, length = builder.params.get("argument"), builder.problem.received
    if isinstance(argument, str) and isinstance(length, int):
        yield builder.set(argument, length)


def _other_target(builder: FixBuilder) -> Iterator[Fix]:
    target, row = builder.declaring.config.get("target_shape"), builder.specs[0].row
    if not isinstance(target, list) or None in row:
        return
    has = math.prod(length for length in row if length is not None)
    kept = [length for length in target if isinstance(length, int) and length > 0]
    for end in range(len(kept) - 1, 0, -1):
        rest = math.prod(kept[:end])
        if has % rest == 0:
            yield builder.set("target_shape", [*kept[:end], has // rest])
            break
    yield builder.set("target_shape", [-1])


def _undefined(builder: FixBuilder) -> Iterator[Fix]:
    if builder.variant == "unroll":
        yield builder.roll()
        return
    if builder.variant == "words_unknown":
        edits = [*builder.set("max_tokens", _WORDS).edits, *builder.set("pad_to_max_tokens", True).edits]
        yield make_fix(FixKind.keep_words, edits, count=_WORDS)
        return
    source = builder.index.nodes.get(builder.edge.source) if builder.edge else None
    if isinstance(source, LayerNode) and source.layer == "Flatten":
        for layer in ("GlobalMaxPooling1D", "GlobalAveragePooling2D"):
            edit_layer = SetNode(node=source.id, field="layer", value=layer)
            names: dict[str, Json] = {"node": node_phrase(builder.index, source.id), "layer": layer}
            yield make_fix(FixKind.node_becomes_layer, [edit_layer], **names)


_WORDS = 1_000
"""Default `max_tokens` of a suggestion."""
_VOCABULARY = 10_000
"""Default `input_dim` of a suggested Embedding."""
_FEATURES = 32
"""Default `output_dim` of a suggested Embedding."""


def _dtype(builder: FixBuilder) -> Iterator[Fix]:
    if builder.variant == REGULARIZER_VARIANT:
        yield builder.set("dtype", "float32")
        argument = builder.params.get("argument")
        if argument in builder.declaring.config:
            yield builder.unset(str(argument))
        return
    source = builder.index.nodes.get(builder.edge.source) if builder.edge else None
    wanted = builder.problem.expected
    if isinstance(source, InputNode) and isinstance(wanted, str) and builder.problem.received != "string":
        edit = SetNode(node=source.id, field="dtype", value=wanted)
        yield make_fix(
            FixKind.input_becomes, [edit], node=typed_phrase(builder.index, source.id), dtype=wanted
        )
    if builder.variant == "needs_float" and builder.problem.received != "string":
        yield from builder.insert("Rescaling", {"scale": 1.0}, FixKind.insert_rescaling)


def _own_layer(builder: FixBuilder) -> Iterator[Fix]:
    """Replace a further call of a shared layer by a copy of the layer with weights of its own."""
    if not isinstance(builder.index.nodes[builder.node], SharedNode):
        return
    own = builder.declaring.model_copy(
        update={
            "id": derived_id(builder.document, FixKind.own_layer, builder.node),
            "name": fresh_name(builder.document, builder.declaring.name),
            "label": None,
        }
    )
    into = [edge for edges in builder.index.feeds[builder.node].values() for edge in edges]
    out = builder.index.consumers[builder.node]
    edits: list[Edit] = [AddNode(node=own, at=builder.document.layout.get(builder.node))]
    edits += [Connect(edge=edge.model_copy(update={"target": own.id})) for edge in into]
    edits += [Connect(edge=edge.model_copy(update={"source": own.id})) for edge in out]
    yield make_fix(FixKind.own_layer, [*edits, RemoveNodes(nodes=[builder.node])])


def _setting(builder: FixBuilder) -> Iterator[Fix]:
    """Another value for the argument at fault."""
    field = builder.problem.where.field
    if field is None:
        return
    argument = field.removeprefix("config.")
    if builder.variant == "unroll_long":
        yield builder.roll()
    elif builder.variant in ("axis", "batch_axis"):
        yield builder.set(argument, -1)
    elif argument in builder.declaring.config:
        yield builder.unset(argument)


def _other_initializer(builder: FixBuilder) -> Iterator[Fix]:
    """Replace Orthogonal, which would take minutes, by GlorotUniform."""
    field = builder.problem.where.field or ""
    if builder.variant == "orthogonal" and field.startswith("config."):
        yield builder.set(field.removeprefix("config."), "glorot_uniform")


_MAKERS: Mapping[Code, Callable[[FixBuilder], Iterator[Fix]]] = {
    Code.shape_rank: _rank,
    Code.shape_mismatch: _mismatch,
    Code.model_build_timeout: _other_initializer,
    Code.shape_undefined: _undefined,
    Code.dtype_mismatch: _dtype,
    Code.shared_incompatible: _own_layer,
    Code.param_range: _setting,
    Code.layer_refused: _setting,
}
