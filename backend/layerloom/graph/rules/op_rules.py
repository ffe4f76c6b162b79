"""[G] Rules of operations: their names, arguments, and ports with both a constant and a tensor."""

from collections.abc import Iterator

from layerloom.graph.fixes.config_edits import set_config
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_entry
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_title, typed_title
from layerloom_schema.catalog import Catalog, OpEntry
from layerloom_schema.document import OpNode
from layerloom_schema.edits import Disconnect, SetConfig, SetNode
from layerloom_schema.op_constants import write_constants
from layerloom_schema.problems import Code, FixKind, Problem, Where

from .parameter_rules import ConfigCheck


def op_problems(index: GraphIndex, catalog: Catalog, node: OpNode) -> Iterator[Problem]:
    """Problems of one operation."""
    entry = catalog.ops.get(node.op)
    where = Where(node=node.id, field="op")
    if entry is None:
        guess = find_entry(node.op, catalog.ops, "ops")
        hint = f" Did you mean {guess}?" if guess else ""
        edit = SetNode(node=node.id, field="op", value=guess)
        yield Problem(
            code=Code.layer_unknown,
            message=f"There is no operation {node.op} here.{hint}",
            values={"layer": node.op, "near": guess},
            where=where,
            received=node.op,
            fixes=[make_fix(FixKind.become, [edit], name=guess)] if guess else [],
        )
        return
    if entry.refused:
        yield Problem(
            code=Code.layer_refused,
            message=f"The operation {node.op} cannot be used: {entry.refused}",
            values={"layer": node.op, "reason": entry.refused},
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
        typed_title(index, node.id),
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
            message=(
                f"{name} of {node_title(index, node.id)} is a constant, and a tensor is wired to "
                "it: only one can stand."
            ),
            values={
                "node": node_title(index, node.id),
                "port": name,
                "most": 1,
                "count": 2,
                "constant": True,
            },
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
        message=f"{node_title(index, node.id)} has only constants: wire a tensor to it.",
        values={"node": node_title(index, node.id), "constants": True},
        where=Where(node=node.id),
        expected=1,
        received=0,
    )
