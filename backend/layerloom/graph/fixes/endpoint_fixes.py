"""Fixes for missing endpoints of a model: an input before a call, an output after one."""

from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import derived_id, fresh_name
from layerloom.graph.node_titles import typed_phrase
from layerloom.graph.ports import layer_entry
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import Port
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.document import Document, Position
from layerloom_schema.documents.edits import AddNode, Connect, Edit
from layerloom_schema.documents.graph import Edge, InputNode, LayerNode, ModelNode, OutputNode

from .fix_titles import make_fix

MAX_FIXES = 3
"""Maximum number of outputs proposed for one problem."""
_STEPS, _FEATURES, _SIDE = 100, 8, 28
"""Default lengths of a new input, while the data is unknown."""


def add_output(document: Document, index: GraphIndex) -> list[Fix]:
    """Add the missing output after a call that nothing consumes."""
    loose = [id_ for id_ in unconsumed_nodes(index) if not isinstance(index.nodes[id_], InputNode)]
    fixes = []
    for source in reversed(loose[-MAX_FIXES:]):
        node = OutputNode(
            id=derived_id(document, FixKind.add_output, source), name=fresh_name(document, "output")
        )
        at = position_between(document, [source], None)
        edits: list[Edit] = [AddNode(node=node, at=at), Connect(edge=Edge(source=source, target=node.id))]
        fixes.append(make_fix(FixKind.add_output, edits, node=typed_phrase(index, source)))
    return fixes


def add_first_input(document: Document, index: GraphIndex) -> list[Fix]:
    """Add an input before the first call with an empty required port."""
    for node in index.nodes:
        for port in index.inputs_of[node]:
            if not port.optional and not index.feeds[node].get(port.name):
                if isinstance(index.nodes[node], OutputNode) or _is_refused(index, node):
                    continue
                return add_input(document, index, node, port)
    return []


def _is_refused(index: GraphIndex, node: NodeId) -> bool:
    """Whether a node calls a layer that the catalogue refuses, as InputLayer: nothing is to be fed to it."""
    layer = index.layer_node(node)
    entry = layer_entry(layer, index.catalog) if isinstance(layer, LayerNode) else None
    return entry is not None and bool(entry.refused)


def add_input(document: Document, index: GraphIndex, node: NodeId, port: Port) -> list[Fix]:
    """Add an input with a typical shape for such a call, to be changed to that of the data."""
    if isinstance(index.nodes[node], OutputNode) or _is_refused(index, node):
        return []
    shape, dtype = _typical_input(index, node, port)
    entry = InputNode(
        id=derived_id(document, FixKind.add_input, node, port.name),
        name=fresh_name(document, "input"),
        shape=shape,
        dtype=dtype or "float32",
    )
    below = document.layout.get(node)
    at = Position(x=below.x, y=below.y - 110) if below else None
    wire = new_edge(index, entry.id, node, port)
    edits: list[Edit] = [AddNode(node=entry, at=at), Connect(edge=wire)]
    return [make_fix(FixKind.add_input, edits, node=typed_phrase(index, node))]


def _typical_input(index: GraphIndex, node: NodeId, port: Port) -> tuple[list[int | None], str | None]:
    declaring = index.layer_node(node)
    if isinstance(declaring, ModelNode):
        nested = index.models.get(declaring.model)
        inside = nested.graph.nodes if nested is not None and nested.graph is not None else []
        own = next((each for each in inside if isinstance(each, InputNode) and each.name == port.name), None)
        return ([*own.shape], own.dtype) if own is not None else ([_SIDE, _SIDE, 3], None)
    layer = declaring.layer if isinstance(declaring, LayerNode) else ""
    entry = index.catalog.layers.get(index.catalog.layer_names.get(layer, ""))
    if layer == "Embedding":
        return [_STEPS], "int32"
    if layer in ("TextVectorization", "StringLookup"):
        return [1], "string"
    if "2D" in layer or (entry is not None and entry.family in ("augment", "preprocess")):
        return [_SIDE, _SIDE, 1], None
    if "3D" in layer:
        return [_SIDE, _SIDE, _SIDE, 1], None
    if "1D" in layer or (entry is not None and entry.family in ("recurrent", "attention")):
        return [_STEPS, _FEATURES], None
    return [_FEATURES], None


def unconsumed_nodes(index: GraphIndex) -> list[NodeId]:
    """Nodes with outputs that nothing consumes."""
    return [id_ for id_ in index.nodes if not index.consumers[id_] and index.outputs_of[id_]]


def new_edge(index: GraphIndex, source: NodeId, target: NodeId, port: Port) -> Edge:
    """An edge to a port: without a name to the first port, and last in a list input."""
    first = index.inputs_of[target][0].name == port.name
    orders = [edge.order for edge in index.feeds[target].get(port.name, []) if edge.order is not None]
    return Edge(
        source=source,
        target=target,
        target_input=None if first else port.name,
        order=max(orders, default=-1) + 1 if port.list else None,
    )


def position_between(document: Document, sources: list[NodeId], target: NodeId | None) -> Position | None:
    """A position between the sources and the target of a new node; `None` if the sources have none."""
    above = [document.layout[source] for source in sources if source in document.layout]
    if not above:
        return None
    x = sum(position.x for position in above) / len(above)
    lowest = max(position.y for position in above)
    below = document.layout.get(target) if target else None
    if below is None:
        return Position(x=x, y=lowest + 110)
    return Position(x=(x + below.x) / 2, y=(lowest + below.y) / 2)
