"""[G] Rules of layers with `adapt`: their values are given as arguments, or learned from the data before training."""

from collections.abc import Iterator, Mapping

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import LayerEntry
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.documents.edits import SetNode
from layerloom_schema.documents.graph import LayerNode

LEARNED_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "Normalization": ("mean", "variance"),
    "Discretization": ("bin_boundaries",),
    "TextVectorization": ("vocabulary",),
    "StringLookup": ("vocabulary",),
    "IntegerLookup": ("vocabulary",),
}
"""By layer, the arguments for the values that `adapt` would learn."""


def adapt_problems(entry: LayerEntry, node: LayerNode, owner: Json, *, nested: bool) -> Iterator[Problem]:
    """Problems of a layer's `adapt` and of the values given instead."""
    given = given_values(entry, node.config)
    if not entry.adapts:
        if node.adapt:
            yield Problem(
                code=Code.param_unknown,
                variant="adapt",
                params={"owner": owner},
                where=Where(node=node.id, field="adapt"),
                received=True,
                fixes=[make_fix(FixKind.adapt_off, [_adapt(node.id, False)])],
            )
    elif node.adapt and given:
        yield Problem(
            code=Code.param_range,
            variant="given",
            params={"owner": owner, "given": given[0]},
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


def _needs(node: NodeId, entry: LayerEntry, owner: Json, *, nested: bool) -> Problem:
    arguments: Json = [*LEARNED_ARGUMENTS.get(entry.name, ())]
    return Problem(
        code=Code.layer_needs_data,
        variant="nested" if nested else "top",
        params={"owner": owner, "arguments": arguments},
        where=Where(node=node, field="adapt"),
        expected=arguments if nested else {"arguments": arguments, "adapt": True},
        fixes=[] if nested else [make_fix(FixKind.adapt, [_adapt(node, True)])],
    )


def _adapt(node: NodeId, on: bool) -> SetNode:
    return SetNode(node=node, field="adapt", value=on)
