"""[T] training.suspicious: a softmax over one number, which is 1 whatever comes in."""

from collections.abc import Iterator, Mapping

from layerloom.graph.nested import of_a_run, placed
from layerloom.graph.structure import Structure
from layerloom.graph.titles import fix
from layerloom.graph.words import full_title
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.document import LayerNode, OpNode
from layerloom_schema.edits import Edit, SetConfig, SetNode
from layerloom_schema.problems import Code, FixKind, Problem, Severity, Where
from layerloom_schema.reports import ModelReport, NodeReport


def single_unit_problems(
    structure: Structure, nodes: Mapping[NodeId, NodeReport], models: Mapping[ModelName, ModelReport]
) -> Iterator[Problem]:
    """Every call, nested ones too, that gives nothing else than 1."""
    yield from _in_graph(structure, nodes)
    for name, inside in structure.models.items():
        report = models.get(name)
        if report is not None and not of_a_run(structure.document, name):
            yield from placed(_in_graph(inside, report.nodes), name)


def _in_graph(structure: Structure, nodes: Mapping[NodeId, NodeReport]) -> Iterator[Problem]:
    for id_, node in structure.index.nodes.items():
        report = nodes.get(id_)
        if report is None or not report.outputs or not isinstance(node, LayerNode | OpNode):
            continue
        shape = report.outputs[0].shape
        axis = _softmax_axis(node)
        if axis is None or not -len(shape) <= axis < len(shape) or shape[axis] != 1:
            continue
        title = full_title(structure.index, id_)
        yield Problem(
            code=Code.training_suspicious,
            severity=Severity.warning,
            message=f"Softmax over one number is always 1, so {title} gives 1 whatever comes in.",
            values={"rule": "one_number", "layer": title},
            where=Where(node=id_, field="config.activation" if _has_argument(node) else None),
            expected="2 numbers or more",
            received=1,
            fixes=[fix(FixKind.use, _sigmoid(node), name="sigmoid")],
        )


def _softmax_axis(node: LayerNode | OpNode) -> int | None:
    """The axis along which a call makes shares that add up to 1."""
    if isinstance(node, OpNode):
        axis = node.config.get("axis", -1) if node.op == "softmax" else None
        return axis if isinstance(axis, int) else None
    if node.layer == "Softmax":
        axis = node.config.get("axis", -1)
        return axis if isinstance(axis, int) else None
    return -1 if _name(node.config.get("activation")) == "softmax" else None


def _sigmoid(node: LayerNode | OpNode) -> list[Edit]:
    if isinstance(node, OpNode):
        edits: list[Edit] = [SetNode(node=node.id, field="op", value="sigmoid")]
        return edits + [SetConfig(node=node.id, field="axis", unset=True)] * ("axis" in node.config)
    if node.layer == "Softmax":
        edits = [SetNode(node=node.id, field="layer", value="Activation")]
        edits += [SetConfig(node=node.id, field=name, unset=True) for name in node.config]
        return [*edits, SetConfig(node=node.id, field="activation", value="sigmoid")]
    return [SetConfig(node=node.id, field="activation", value="sigmoid")]


def _has_argument(node: LayerNode | OpNode) -> bool:
    return isinstance(node, LayerNode) and node.layer != "Softmax"


def _name(value: Json) -> Json:
    return value.get("name") if isinstance(value, dict) else value
