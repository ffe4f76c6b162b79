"""[G] Rules of operations: their names, arguments, and ports with both a constant and a tensor."""

from collections.abc import Iterator

from layerloom.graph.fixes.config_edits import set_config
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_entry
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom_schema.catalog.entries import Catalog, OpEntry, reason_phrase
from layerloom_schema.catalog.op_constants import write_constants
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.documents.edits import Disconnect, SetConfig, SetNode
from layerloom_schema.documents.graph import OpNode
from layerloom_schema.text.messages import did_you_mean

from .parameter_rules import ConfigCheck


def op_problems(index: GraphIndex, catalog: Catalog, node: OpNode) -> Iterator[Problem]:
    """Problems of one operation."""
    entry = catalog.ops.get(node.op)
    where = Where(node=node.id, field="op")
    if entry is None:
        guess = find_entry(node.op, catalog.ops, "ops")
        edit = SetNode(node=node.id, field="op", value=guess)
        yield Problem(
            code=Code.layer_unknown,
            variant="operation",
            params={"layer": node.op, "near": did_you_mean(guess)},
            where=where,
            received=node.op,
            fixes=[make_fix(FixKind.become, [edit], name=guess)] if guess else [],
        )
        return
    if entry.refused:
        yield Problem(
            code=Code.layer_refused,
            variant="operation",
            params={"layer": node.op, "reason": reason_phrase(entry.refused)},
            where=where,
            received=node.op,
        )
        return
    wired = {port.name for port in entry.inputs if index.feeds[node.id].get(port.name)}
    # A connected port needs no constant; a missing one is a problem of the port.
    ports = {port.name for port in entry.inputs}
    parameters = [
        parameter.model_copy(update={"required": parameter.required and parameter.name not in ports})
        for parameter in entry.parameters
    ]
    check = ConfigCheck(
        catalog,
        typed_phrase(index, node.id),
        Where(node=node.id),
        prefix="config",
        make=lambda argument, value, unset: set_config(node.id, argument, write_constants(value), unset),
    )
    yield from check.run(entry.with_parameters(parameters), node.config)
    yield from _both(index, node, wired)
    yield from _no_tensor(index, node, entry, wired)


def _both(index: GraphIndex, node: OpNode, wired: set[str]) -> Iterator[Problem]:
    for name in node.config:
        if name not in wired:
            continue
        edge = index.feeds[node.id][name][-1]
        yield Problem(
            code=Code.input_too_many,
            variant="constant",
            params={"node": node_phrase(index, node.id), "port": name},
            where=Where(node=node.id, field=name, edge=edge),
            expected=1,
            received=2,
            fixes=[
                make_fix(FixKind.take_tensor, [SetConfig(node=node.id, field=name, unset=True)]),
                make_fix(FixKind.keep_constant, [Disconnect(edge=edge)]),
            ],
        )


def _no_tensor(index: GraphIndex, node: OpNode, entry: OpEntry, wired: set[str]) -> Iterator[Problem]:
    """An operation of constants only, which is not part of the model. Empty ports are reported by the rules of edges."""
    if wired or any(port.name not in node.config for port in entry.inputs if not port.optional):
        return
    yield Problem(
        code=Code.input_missing,
        variant="constants",
        params={"node": node_phrase(index, node.id)},
        where=Where(node=node.id),
        expected=1,
        received=0,
    )
