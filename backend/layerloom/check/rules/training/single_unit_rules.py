"""[T] training.suspicious: a softmax over an axis of length 1, which is always 1."""

from collections.abc import Iterator, Mapping

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.nested_models import belongs_to_run, problems_in_model
from layerloom.graph.node_titles import typed_phrase
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.checks.problems import Code, FixKind, Problem, Severity, Where
from layerloom_schema.checks.reports import ModelReport, NodeReport
from layerloom_schema.documents.edits import Edit, SetConfig, SetNode
from layerloom_schema.documents.graph import LayerNode, OpNode


def single_unit_problems(
    structure: Structure, nodes: Mapping[NodeId, NodeReport], models: Mapping[ModelName, ModelReport]
) -> Iterator[Problem]:
    """Every call, in nested models too, whose output is always 1."""
    yield from _in_graph(structure, nodes)
    for name, inside in structure.models.items():
        report = models.get(name)
        if report is not None and not belongs_to_run(structure.document, name):
            yield from problems_in_model(_in_graph(inside, report.nodes), name)


def _in_graph(structure: Structure, nodes: Mapping[NodeId, NodeReport]) -> Iterator[Problem]:
    for id_, node in structure.index.nodes.items():
        report = nodes.get(id_)
        if report is None or not report.outputs or not isinstance(node, LayerNode | OpNode):
            continue
        shape = report.outputs[0].shape
        axis = _softmax_axis(node)
        if axis is None or not -len(shape) <= axis < len(shape) or shape[axis] != 1:
            continue
        yield Problem(
            code=Code.training_suspicious,
            severity=Severity.warning,
            variant="one_number",
            params={"layer": typed_phrase(structure.index, id_)},
            where=Where(node=id_, field=_field(node)),
            expected=2,
            received=1,
            fixes=[make_fix(FixKind.use, _sigmoid(node), name="sigmoid")],
        )


def _softmax_axis(node: LayerNode | OpNode) -> int | None:
    """The axis of the softmax of a call."""
    if isinstance(node, OpNode):
        axis = node.config.get("axis", -1) if node.op == "softmax" else None
        return axis if isinstance(axis, int) else None
    if node.layer == "Softmax":
        axis = node.config.get("axis", -1)
        return axis if isinstance(axis, int) else None
    return -1 if _name(_settings(node).get("activation")) == "softmax" else None


def _sigmoid(node: LayerNode | OpNode) -> list[Edit]:
    if isinstance(node, OpNode):
        edits: list[Edit] = [SetNode(node=node.id, field="op", value="sigmoid")]
        return edits + [SetConfig(node=node.id, field="axis", unset=True)] * ("axis" in node.config)
    if node.layer == "Softmax":
        edits = [SetNode(node=node.id, field="layer", value="Activation")]
        edits += [SetConfig(node=node.id, field=name, unset=True) for name in node.config]
        return [*edits, SetConfig(node=node.id, field="activation", value="sigmoid")]
    if _wraps(node):
        inner = {**_inner(node), "config": {**_settings(node), "activation": "sigmoid"}}
        return [SetConfig(node=node.id, field="layer", value=inner)]
    return [SetConfig(node=node.id, field="activation", value="sigmoid")]


def _field(node: LayerNode | OpNode) -> str | None:
    """The field of the activation to change."""
    if isinstance(node, OpNode) or node.layer == "Softmax":
        return None
    return "config.layer.config.activation" if _wraps(node) else "config.activation"


def _wraps(node: LayerNode) -> bool:
    """Whether a wrapper outputs what its inner layer does."""
    return node.layer in ("TimeDistributed", "SpectralNormalization") and "layer" in _inner(node)


def _inner(node: LayerNode) -> dict[str, Json]:
    inner = node.config.get("layer")
    return inner if isinstance(inner, dict) else {}


def _settings(node: LayerNode) -> dict[str, Json]:
    """The config with the activation: of the layer, or of the one it wraps."""
    if not _wraps(node):
        return node.config
    config = _inner(node).get("config")
    return config if isinstance(config, dict) else {}


def _name(value: Json) -> Json:
    return value.get("name") if isinstance(value, dict) else value
