"""Fixes to propose for what a dry build found. Candidates only: each is proved by a re-check before it is offered."""

import math
from collections.abc import Callable, Iterator, Mapping

from layerloom.build.explain.mask_faults import CARRIED_RULE, MASK_ONES_RULE, MASK_RULE
from layerloom.build.explain.state_faults import STATE_RULE
from layerloom.build.tensor_spec import Arguments, Shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import fresh_id, fresh_name
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom_schema.base import Json
from layerloom_schema.document import Document, InputNode, LayerNode, SharedNode
from layerloom_schema.edits import AddNode, Connect, Edit, RemoveNodes, SetNode
from layerloom_schema.problems import Code, Fix, FixKind, Problem

from .fix_builder import Proposal
from .mask_fixes import mask_fixes
from .merge_fixes import bring_together, other_axis, shorten_longer
from .sequence_fixes import whole_sequence
from .state_fixes import resize_states

MOST = 4


def propose(
    document: Document, index: GraphIndex, problem: Problem, declaring: LayerNode, arguments: Arguments
) -> list[Fix]:
    """A few ways to mend a problem of one call, the likeliest first."""
    proposal = Proposal(document, index, problem, declaring, arguments)
    makers = _MAKERS.get(problem.code)
    return [] if makers is None else list(makers(proposal))[:MOST]


def _rank(at: Proposal) -> Iterator[Fix]:
    yield from mask_fixes(at)
    allowed = at.problem.values.get("axes")
    if not isinstance(allowed, list) or at.edge is None:
        return
    have, wanted = len(at.brought.row), [count for count in allowed if isinstance(count, int)]
    yield from whole_sequence(at)
    if have + 1 in wanted and at.brought.dtype.startswith(("int", "uint")):
        config: dict[str, Json] = {"input_dim": _VOCABULARY, "output_dim": _FEATURES}
        yield from at.insert("Embedding", config)
    if 1 in wanted and have > 1:
        yield from at.insert("Flatten", {})
    for count in wanted:
        target = regrouped(at.brought.shape, count)
        if target is not None and (count > 1 or have == 0):
            yield from at.insert(
                "Reshape", {"target_shape": list(target)}, FixKind.insert_reshape, value=[*target]
            )
            return


def regrouped(shape: Shape, count: int) -> list[int] | None:
    """The row in so many axes: trailing ones put together, or 1s put behind. At most one length may be open."""
    row = shape[1:]
    lengths = list(row) + [1] * (count - len(row))
    tail = lengths[count - 1 :]
    last = math.prod(length for length in tail if length is not None)
    grouped = [*lengths[: count - 1], None if None in tail else last]
    if grouped.count(None) > 1 or count < 1:
        return None
    return [-1 if length is None else length for length in grouped]


def _mismatch(at: Proposal) -> Iterator[Fix]:
    rules: Mapping[object, Callable[[Proposal], Iterator[Fix]]] = {
        "join": other_axis,
        "ranks_differ": shorten_longer,
        "one_shape": bring_together,
        "window": _shorter_window,
        "reshape": _other_target,
        "groups": lambda found: iter([found.set("groups", 1)]),
        CARRIED_RULE: mask_fixes,
        MASK_RULE: mask_fixes,
        MASK_ONES_RULE: mask_fixes,
        STATE_RULE: resize_states,
    }
    maker = rules.get(at.rule)
    if maker is not None:
        yield from maker(at)


def _shorter_window(at: Proposal) -> Iterator[Fix]:
    names = {
        p.name: p
        for p in at.index.catalog.layers[at.index.catalog.layer_names[at.declaring.layer]].parameters
    }
    if "padding" in names and "same" in names["padding"].choices:
        yield at.set("padding", "same")
    argument, length = at.problem.values.get("argument"), at.problem.received
    if isinstance(argument, str) and isinstance(length, int):
        yield at.set(argument, length)


def _other_target(at: Proposal) -> Iterator[Fix]:
    target, row = at.problem.values.get("target"), at.specs[0].row
    if not isinstance(target, list) or None in row:
        return
    has = math.prod(length for length in row if length is not None)
    kept = [length for length in target if isinstance(length, int) and length > 0]
    for end in range(len(kept) - 1, 0, -1):
        rest = math.prod(kept[:end])
        if has % rest == 0:
            yield at.set("target_shape", [*kept[:end], has // rest])
            break
    yield at.set("target_shape", [-1])


def _undefined(at: Proposal) -> Iterator[Fix]:
    if at.rule == "unroll":
        yield at.roll()
        return
    if at.rule == "words_unknown":
        edits = [*at.set("max_tokens", _WORDS).edits, *at.set("pad_to_max_tokens", True).edits]
        yield make_fix(FixKind.keep_words, edits, count=_WORDS)
        return
    source = at.index.nodes.get(at.edge.source) if at.edge else None
    if isinstance(source, LayerNode) and source.layer == "Flatten":
        for layer in ("GlobalMaxPooling1D", "GlobalAveragePooling2D"):
            edit_layer = SetNode(node=source.id, field="layer", value=layer)
            names: dict[str, Json] = {"node": node_phrase(at.index, source.id), "layer": layer}
            yield make_fix(FixKind.node_becomes_layer, [edit_layer], **names)


_WORDS = 1_000
"""Words to keep where a person has not said how many: enough for a first try."""
_VOCABULARY = 10_000
"""Rows of an Embedding for numbers that nobody has counted yet."""
_FEATURES = 32
"""Numbers that stand for one of them."""


def _dtype(at: Proposal) -> Iterator[Fix]:
    source = at.index.nodes.get(at.edge.source) if at.edge else None
    wanted = at.problem.expected
    if isinstance(source, InputNode) and isinstance(wanted, str) and at.problem.received != "string":
        edit = SetNode(node=source.id, field="dtype", value=wanted)
        yield make_fix(FixKind.input_becomes, [edit], node=typed_phrase(at.index, source.id), dtype=wanted)
    if at.rule == "needs_float" and at.problem.received != "string":
        yield from at.insert("Rescaling", {"scale": 1.0}, FixKind.insert_rescaling)


def _own_layer(at: Proposal) -> Iterator[Fix]:
    """A layer of its own in place of the further call: same settings, other weights."""
    if not isinstance(at.index.nodes[at.node], SharedNode):
        return
    own = at.declaring.model_copy(
        update={
            "id": fresh_id(at.document),
            "name": fresh_name(at.document, at.declaring.name),
            "label": None,
        }
    )
    into = [edge for edges in at.index.feeds[at.node].values() for edge in edges]
    out = at.index.consumers[at.node]
    edits: list[Edit] = [AddNode(node=own, at=at.document.layout.get(at.node))]
    edits += [Connect(edge=edge.model_copy(update={"target": own.id})) for edge in into]
    edits += [Connect(edge=edge.model_copy(update={"source": own.id})) for edge in out]
    yield make_fix(FixKind.own_layer, [*edits, RemoveNodes(nodes=[at.node])])


def _setting(at: Proposal) -> Iterator[Fix]:
    """Another value for the one setting that is at fault."""
    field = at.problem.where.field
    if field is None:
        return
    argument = field.removeprefix("config.")
    if at.rule == "unroll_long":
        yield at.roll()
    elif at.rule in ("axis", "batch_axis"):
        yield at.set(argument, -1)
    elif argument in at.declaring.config:
        yield at.unset(argument)


def _other_initializer(at: Proposal) -> Iterator[Fix]:
    """A matrix that Orthogonal would fill for minutes, filled as kernels usually are."""
    field = at.problem.where.field or ""
    if at.problem.values.get("rule") == "orthogonal" and field.startswith("config."):
        yield at.set(field.removeprefix("config."), "glorot_uniform")


_MAKERS: Mapping[Code, Callable[[Proposal], Iterator[Fix]]] = {
    Code.shape_rank: _rank,
    Code.shape_mismatch: _mismatch,
    Code.model_build_timeout: _other_initializer,
    Code.shape_undefined: _undefined,
    Code.dtype_mismatch: _dtype,
    Code.shared_incompatible: _own_layer,
    Code.param_range: _setting,
    Code.layer_refused: _setting,
}
