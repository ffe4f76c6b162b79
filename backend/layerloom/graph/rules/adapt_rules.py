"""[G] Rules of layers with `adapt`: their values are given as arguments, or learned from the data before training."""

from collections.abc import Iterator, Mapping

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog import LayerEntry
from layerloom_schema.document import LayerNode
from layerloom_schema.edits import SetNode
from layerloom_schema.problems import Code, FixKind, Problem, Where

LEARNED_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "Normalization": ("mean", "variance"),
    "Discretization": ("bin_boundaries",),
    "TextVectorization": ("vocabulary",),
    "StringLookup": ("vocabulary",),
    "IntegerLookup": ("vocabulary",),
}
"""By layer, the arguments for the values that `adapt` would learn."""


def adapt_problems(entry: LayerEntry, node: LayerNode, owner: str, *, nested: bool) -> Iterator[Problem]:
    """Problems of a layer's `adapt` and of the values given instead."""
    given = given_values(entry, node.config)
    if not entry.adapts:
        if node.adapt:
            yield Problem(
                code=Code.param_unknown,
                message=f"{owner} learns nothing from the data before training: adapt is not for it.",
                values={"owner": owner, "argument": "adapt", "near": None},
                where=Where(node=node.id, field="adapt"),
                received=True,
                fixes=[make_fix(FixKind.adapt_off, [_adapt(node.id, False)])],
            )
    elif node.adapt and given:
        yield Problem(
            code=Code.param_range,
            message=f"{owner} is given {given[0]}, and is asked to learn it from the data: only one can hold.",
            values={"owner": owner, "argument": "adapt", "given": given[0]},
            where=Where(node=node.id, field="adapt"),
            received=True,
            fixes=[make_fix(FixKind.keep, [_adapt(node.id, False)], argument=given[0])],
        )
    elif node.adapt and nested:
        yield _needs(node.id, entry, owner, nested=True)
    elif not node.adapt and not given:
        yield _needs(node.id, entry, owner, nested=nested)


def given_values(entry: LayerEntry, config: Mapping[str, Json]) -> list[str]:
    """The arguments in a config that give learned values."""
    return [name for name in LEARNED_ARGUMENTS.get(entry.name, ()) if config.get(name) is not None]


def _needs(node: NodeId, entry: LayerEntry, owner: str, *, nested: bool) -> Problem:
    values = " and ".join(LEARNED_ARGUMENTS.get(entry.name, ()))
    advice = (
        f"give it {values}, or move it out of the nested model: only the outermost graph sees the data"
        if nested
        else f"give it {values}, or let it learn from the training rows (adapt)"
    )
    return Problem(
        code=Code.layer_needs_data,
        message=f"{owner} does not know its values yet: {advice}.",
        values={"owner": owner, "arguments": [*LEARNED_ARGUMENTS.get(entry.name, ())], "nested": nested},
        where=Where(node=node, field="adapt"),
        expected="values, or adapt",
        fixes=[] if nested else [make_fix(FixKind.adapt, [_adapt(node, True)])],
    )


def _adapt(node: NodeId, on: bool) -> SetNode:
    return SetNode(node=node, field="adapt", value=on)
