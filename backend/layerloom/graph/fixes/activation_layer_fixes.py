"""Fixes for activations that have no name: an equivalent layer, called after the node."""

from collections.abc import Mapping

from layerloom.graph.former_names.arguments import with_current_names
from layerloom.graph.naming import derived_id, fresh_name
from layerloom.graph.wrapped_layers import Scope
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, Family
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import AddNode, Connect, Disconnect, Edit, SetConfig, SetNode
from layerloom_schema.documents.graph import Edge, LayerNode

from .endpoint_fixes import position_between
from .fix_titles import make_fix

_LAYER_OF: Mapping[str, str] = {"relu": "ReLU", "leaky_relu": "LeakyReLU", "elu": "ELU", "softmax": "Softmax"}
"""Activation functions with arguments, and the layers with the same arguments."""
_BEFORE = frozenset({Family.core, Family.convolution})
"""Families whose activation is the last step of a call."""


def activation_layer(value: Mapping[str, Json], catalog: Catalog) -> tuple[str, dict[str, Json]] | None:
    """The layer equivalent to an activation written as an object, with its config."""
    name, config = value.get("layer", value.get("name")), value.get("config", {})
    if not isinstance(name, str) or not isinstance(config, dict):
        return None
    known = catalog.layer_names.get(_LAYER_OF.get(name, name))
    if known is None or catalog.layers[known].refused or catalog.layers[known].inside:
        return None
    takes = {parameter.name for parameter in catalog.layers[known].parameters}
    beside = {key: part for key, part in value.items() if key not in ("layer", "name", "config")}
    settings = with_current_names(catalog.layers[known], {**beside, **config})
    return known, {key: part for key, part in settings.items() if key in takes}


def layer_after_fixes(scope: Scope, argument: str, layer: str, config: dict[str, Json]) -> list[Fix]:
    """A fix that calls the layer after the node, or replaces the node if it is an Activation."""
    node = scope.index.nodes.get(scope.node)
    if argument != "activation" or not isinstance(node, LayerNode):
        return []
    known = scope.index.catalog.layer_names.get(node.layer, "")
    family = scope.index.catalog.layers[known].family
    if known == "Activation":
        become: list[Edit] = [SetNode(node=node.id, field="layer", value=layer)]
        become.append(SetConfig(node=node.id, field="activation", unset=True))
        become += [SetConfig(node=node.id, field=name, value=value) for name, value in config.items()]
        return [make_fix(FixKind.become_layer, become, layer=layer)]
    if family not in _BEFORE or len(scope.index.calls_of(node.id)) > 1:
        return []
    behind = LayerNode(
        id=derived_id(scope.document, FixKind.put_behind, node.id, layer),
        name=fresh_name(scope.document, layer),
        layer=layer,
        config=config,
    )
    wires = scope.index.consumers[node.id]
    position = position_between(scope.document, [node.id], wires[0].target) if wires else None
    edits: list[Edit] = [
        SetConfig(node=node.id, field=argument, unset=True),
        AddNode(node=behind, at=position),
    ]
    edits += [Disconnect(edge=edge) for edge in wires]
    edits.append(Connect(edge=Edge(source=node.id, target=behind.id)))
    edits += [Connect(edge=edge.model_copy(update={"source": behind.id})) for edge in wires]
    return [make_fix(FixKind.put_behind, edits, layer=layer)]
