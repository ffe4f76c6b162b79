"""Find the activation behind an output, through layers that only move values, nested models and wrappers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from layerloom.build.layer_references import reference_of
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Edge, LayerNode, ModelNode, Node, OpNode, OutputNode, SharedNode

SHARES = frozenset({"softmax", "sigmoid", "hard_sigmoid", "sparsemax", "sparse_sigmoid"})
"""Activations with values from 0 to 1."""
OTHER = "other"
"""An activation that is not known here, but is no softmax or sigmoid."""
_MOVES = frozenset(
    {
        *("Flatten", "Reshape", "Permute", "Identity", "Dropout", "Masking", "ActivityRegularization"),
        *("RepeatVector", "Resizing", "CenterCrop", "Average", "Concatenate", "Maximum", "Minimum"),
        *(f"{name}{axes}D" for name in ("Cropping", "ZeroPadding", "UpSampling") for axes in (1, 2, 3)),
        *(f"{name}Pooling{axes}D" for name in ("Average", "Max") for axes in (1, 2, 3)),
        *(f"Global{name}Pooling{axes}D" for name in ("Average", "Max") for axes in (1, 2, 3)),
    }
)
"""Layers whose outputs have the value range of their inputs."""
_OPS_THAT_MOVE = frozenset(
    {
        *("reshape", "transpose", "squeeze", "expand_dims", "swapaxes", "moveaxis", "flip"),
        *(
            "get_item",
            "slice",
            "take",
            "concatenate",
            "stack",
            "copy",
            "stop_gradient",
            "cast",
            "mean",
            "max",
        ),
    }
)
_NOT_KNOWN = frozenset({"add", "subtract", "multiply", "divide", "clip", "where", "maximum", "minimum"})
"""Operations after which values may or may not be from 0 to 1."""


@dataclass(frozen=True)
class Activation:
    """`name` is Keras's name, `linear` or `OTHER`; `node` has it in its config, where there is such a node."""

    name: str
    node: LayerNode | None = None
    model: ModelName | None = None


def activation_of(document: Document, output: NodeId) -> Activation | None:
    """The activation behind an output node; `None` where it is unknown, or where different ones meet."""
    return _Search(document, None).before(output)


class _Search:
    """A backward search through one graph."""

    def __init__(self, document: Document, model: ModelName | None) -> None:
        nested = document.models.get(model) if model is not None else None
        graph = document.graph if model is None else nested.graph if nested is not None else None
        self._document = document
        self._model = model
        self._nodes: Mapping[NodeId, Node] = {node.id: node for node in graph.nodes} if graph else {}
        self._edges: list[Edge] = graph.edges if graph else []
        self._asked: set[NodeId] = set()

    def before(self, node: NodeId) -> Activation | None:
        """The activation at the first port of a node; of several tensors, the one that all have."""
        edges = [edge for edge in self._edges if edge.target == node]
        first = [edge for edge in edges if edge.target_input == edges[0].target_input]
        return _agreed(self._given(edge) for edge in first)

    def _given(self, edge: Edge) -> Activation | None:
        if edge.source in self._asked:
            return None  # a cycle, or exponentially many paths
        self._asked.add(edge.source)
        node = self._nodes.get(edge.source)
        if isinstance(node, SharedNode):
            node = self._nodes.get(node.of)
        match node:
            case LayerNode():
                return self._layer(edge.source, node)
            case OpNode():
                return self._operation(node)
            case ModelNode():
                return self._nested(node.model, edge.source_output)
            case _:
                return None

    def _layer(self, call: NodeId, node: LayerNode) -> Activation | None:
        name = _class(node.layer)
        if name == "TimeDistributed":
            return self._inside(node.config.get("layer"))
        if name in _MOVES:
            return self.before(call)
        found = _own_activation(name, node.config)
        if found is None:
            return Activation(OTHER)
        return Activation(found, node, self._model)

    def _inside(self, part: Json) -> Activation | None:
        if not isinstance(part, dict):
            return None
        reference = reference_of(part)
        if reference is not None and reference[0] == "model":
            return self._nested(ModelName(reference[1]), 0)
        declared = self._nodes.get(NodeId(reference[1])) if reference is not None else None
        layer = declared.layer if isinstance(declared, LayerNode) else part.get("layer")
        config = declared.config if isinstance(declared, LayerNode) else part.get("config", {})
        found = _own_activation(_class(str(layer)), config if isinstance(config, dict) else {})
        return Activation(found or OTHER)

    def _operation(self, node: OpNode) -> Activation | None:
        if node.op in _OPS_THAT_MOVE:
            return self.before(node.id)
        if node.op in _NOT_KNOWN:
            return None
        return Activation(node.op if node.op in read_catalog().activations else OTHER)

    def _nested(self, name: ModelName, output: int) -> Activation | None:
        nested = self._document.models.get(name)
        if nested is None or (nested.graph is None and nested.application is None):
            return None
        if nested.graph is None:
            top = nested.config.get("include_top") is not False
            chosen = nested.config.get("classifier_activation", "softmax")
            return Activation(chosen if isinstance(chosen, str) else "linear") if top else Activation(OTHER)
        outputs = [node.id for node in nested.graph.nodes if isinstance(node, OutputNode)]
        return _Search(self._document, name).before(outputs[output]) if output < len(outputs) else None


def _own_activation(layer: str, config: Mapping[str, Json]) -> str | None:
    """The activation of a layer that has an `activation` argument, or is an activation layer."""
    if layer in ("Softmax", "ReLU", "LeakyReLU", "ELU"):
        return layer.lower()
    entry = read_catalog().layers.get(layer)
    parameter = next((p for p in entry.parameters if p.name == "activation"), None) if entry else None
    if parameter is None:
        return None
    chosen = config.get("activation", parameter.default)
    if isinstance(chosen, dict):
        chosen = chosen.get("name")
    return chosen if isinstance(chosen, str) else "linear"


def _agreed(several: Iterable[Activation | None]) -> Activation | None:
    found = [*several]
    if not found or any(each is None or each.name != (found[0] and found[0].name) for each in found):
        return None
    return found[0] if len(found) == 1 or found[0] is None else Activation(found[0].name)


def _class(layer: str) -> str:
    return read_catalog().layer_names.get(layer, layer)
