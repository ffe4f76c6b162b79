"""[G] Rules of outputs that exist only with an argument, such as `return_state`: missing ones that are connected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import typed_phrase
from layerloom.graph.op_outputs import op_outputs
from layerloom.graph.wrapper_states import RETURN_STATE, wrapped_layer
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import OutputPort
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.edits import Disconnect, Edit, SetConfig, SetNode
from layerloom_schema.documents.graph import Edge, LayerNode, OpNode


@dataclass(frozen=True)
class OutputSwitch:
    """An argument that would give a call more outputs: the edits that set it, and all outputs with it."""

    argument: str
    value: Json
    now: Json
    field: str
    edits: tuple[Edit, ...]
    outputs: tuple[OutputPort, ...]
    owner: str = ""
    """The wrapped layer, if the argument belongs to it."""

    @property
    def fix(self) -> Fix:
        if self.owner:
            return make_fix(
                FixKind.set_of, self.edits, argument=self.argument, node=self.owner, value=self.value
            )
        return make_fix(FixKind.set, self.edits, argument=self.argument, value=self.value)


def argument_problems(index: GraphIndex) -> Iterator[Problem]:
    """One problem for each node with edges from outputs that exist only with an argument."""
    for node, edges in edges_from_missing_outputs(index).items():
        wanted = [edge.source_output for edge in edges]
        found = [
            each for each in output_switches(index, node, max(wanted)) if len(each.outputs) > max(wanted)
        ]
        if not found:
            continue
        # First the argument that gives exactly as many outputs as are connected.
        found.sort(key=lambda each: len(each.outputs) != max(wanted) + 1)
        first = found[0]
        names = [first.outputs[number].name for number in sorted({*wanted})]
        yield Problem(
            code=Code.output_needs_argument,
            variant="inside" if first.owner else "own",
            params={
                "node": typed_phrase(index, node),
                "outputs": [*names],
                "argument": first.argument,
                "of": first.owner,
                "set": first.value,
                "now": first.now,
            },
            where=Where(node=node, field=first.field),
            expected=first.value,
            received=first.now,
            fixes=[*(each.fix for each in found), _without(edges)],
        )


def _without(edges: list[Edge]) -> Fix:
    edits = [Disconnect(edge=edge) for edge in edges]
    if len(edits) == 1:
        return make_fix(FixKind.remove_wire, edits)
    return make_fix(FixKind.remove_wires, edits, count=len(edits))


def edges_from_missing_outputs(index: GraphIndex) -> Mapping[NodeId, list[Edge]]:
    """By node, the edges from outputs that it does not have to existing ports."""
    found: dict[NodeId, list[Edge]] = {}
    for edge in index.bad_port:
        if edge.source_output > 0 and index.outputs_of[edge.source] and index.port(edge) is not None:
            found.setdefault(edge.source, []).append(edge)
    return found


def needs_argument(index: GraphIndex, edge: Edge) -> bool:
    """Whether the output of an edge would exist with an argument of the layer or of the call."""
    if edge.source_output <= 0 or index.port(edge) is None:
        return False
    most = max(each.source_output for each in edges_from_missing_outputs(index).get(edge.source, [edge]))
    return any(len(each.outputs) > most for each in output_switches(index, edge.source, most))


def output_switches(index: GraphIndex, node: NodeId, last: int) -> Iterator[OutputSwitch]:
    """The arguments that would give a call more outputs. `last` is the index of the last output needed."""
    declaring = index.layer_node(node)
    if isinstance(declaring, OpNode):
        yield from _of_operation(index, declaring, last)
    elif isinstance(declaring, LayerNode):
        yield from _of_call(index, node, declaring)
        yield from _of_layer(index, node, declaring)


def _of_call(index: GraphIndex, node: NodeId, declaring: LayerNode) -> Iterator[OutputSwitch]:
    """Boolean arguments of the call or of the layer, by the catalogue."""
    entry = index.catalog.layers.get(index.catalog.layer_names.get(declaring.layer, ""))
    pinned = index.call_with(node)
    there = {port.name for port in index.outputs_of[node]}
    arguments = (
        {(port.when, port.by_call) for port in entry.outputs if port.name not in there} if entry else ()
    )
    for argument, by_call in sorted(each for each in arguments if each[0] is not None):
        if argument is None:
            continue
        if by_call:
            whole = {**pinned, argument: True}
            outputs = index.outputs_with(declaring, whole)
            edit: Edit = SetNode(node=node, field="call_with", value=whole)
            yield OutputSwitch(
                argument, True, pinned.get(argument, False), f"call_with.{argument}", (edit,), outputs
            )
        else:
            yield _set(index, node, declaring, argument, True)


def _of_layer(index: GraphIndex, node: NodeId, declaring: LayerNode) -> Iterator[OutputSwitch]:
    """Arguments of wrappers: states of the wrapped layers, or separate outputs for both directions."""
    name = index.catalog.layer_names.get(declaring.layer)
    if name == "RNN":
        yield _set(index, node, declaring, RETURN_STATE, True)
    elif name == "Bidirectional":
        yield from _inside(index, node, declaring)
        if declaring.config.get("merge_mode", "concat") is not None:
            yield _set(index, node, declaring, "merge_mode", None)


def _set(index: GraphIndex, node: NodeId, declaring: LayerNode, argument: str, value: Json) -> OutputSwitch:
    entry = index.catalog.layers[index.catalog.layer_names[declaring.layer]]
    default = next((each.default for each in entry.parameters if each.name == argument), None)
    edit = SetConfig(node=declaring.id, field=argument, value=value)
    changed = declaring.model_copy(update={"config": {**declaring.config, argument: value}})
    outputs = index.outputs_with(changed, index.call_with(node))
    return OutputSwitch(
        argument, value, declaring.config.get(argument, default), f"config.{argument}", (edit,), outputs
    )


def _inside(index: GraphIndex, node: NodeId, declaring: LayerNode) -> Iterator[OutputSwitch]:
    """`return_state` of wrapped layers that are declared in the config."""
    changed = dict(declaring.config)
    edits: list[Edit] = []
    for argument in ("layer", "backward_layer"):
        value = declaring.config.get(argument)
        inner = wrapped_layer(value, {})
        if inner is None or not isinstance(value, dict) or inner.config.get(RETURN_STATE) is True:
            continue
        changed[argument] = {**value, "config": {**inner.config, RETURN_STATE: True}}
        edits.append(SetConfig(node=declaring.id, field=argument, value=changed[argument]))
    inner = wrapped_layer(declaring.config.get("layer"), {})
    if inner is not None and edits:
        outputs = index.outputs_with(declaring.model_copy(update={"config": changed}), index.call_with(node))
        field = f"config.layer.config.{RETURN_STATE}"
        yield OutputSwitch(
            RETURN_STATE,
            True,
            inner.config.get(RETURN_STATE, False),
            field,
            tuple(edits),
            outputs,
            inner.layer,
        )


def _of_operation(index: GraphIndex, declaring: OpNode, last: int) -> Iterator[OutputSwitch]:
    """The argument that determines the number of outputs of an operation."""
    entry = index.catalog.ops.get(declaring.op)
    if entry is None or entry.counted_by is None:
        return
    argument, value = entry.counted_by, last + 1
    now = declaring.config.get(argument)
    if isinstance(now, list):
        return
    edit = SetConfig(node=declaring.id, field=argument, value=value)
    outputs = op_outputs(entry, {**declaring.config, argument: value})
    yield OutputSwitch(argument, value, now, f"config.{argument}", (edit,), outputs)
