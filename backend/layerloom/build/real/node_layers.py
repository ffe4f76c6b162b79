"""The Keras layer of every node of a built model, inside nested models too, by a path of node ids."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import keras

from layerloom_schema.base import ModelName
from layerloom_schema.documents.graph import LayerNode, ModelNode

from .model_builder import BuiltGraph

Graphs = Mapping[ModelName | None, BuiltGraph]
"""Built graphs by the name of their nested model (None: the outer graph)."""


class NodeLayer(NamedTuple):
    """A layer or nested model, the node that declares it, and the path of that node."""

    path: str
    node: LayerNode | ModelNode
    layer: keras.Layer
    names: tuple[str, ...]
    """The names of the node, and before it of the nodes whose nested models it is in."""
    drawn: bool
    """Whether it is a nested model whose own layers follow."""


def node_layers(
    graphs: Graphs, model: ModelName | None = None, before: str = ""
) -> Iterator[tuple[str, keras.Layer]]:
    """Layers in call order by path, such as `n3`, or `n6/n2` for the node n2 of the nested model that n6 calls.

    Of an application the whole model has a path.
    """
    return ((found.path, found.layer) for found in declared_layers(graphs, model, before))


def declared_layers(
    graphs: Graphs, model: ModelName | None = None, before: str = "", names: tuple[str, ...] = ()
) -> Iterator[NodeLayer]:
    """The same, with the nodes that declare them."""
    made = graphs[model]
    for id_, layer in made.layers.items():
        node = made.structure.index.nodes[id_]
        if not isinstance(node, LayerNode | ModelNode):
            continue
        drawn = isinstance(node, ModelNode) and node.model in graphs
        own = (*names, node.name)
        yield NodeLayer(f"{before}{id_}", node, layer, own, drawn)
        if isinstance(node, ModelNode) and drawn:
            yield from declared_layers(graphs, node.model, f"{before}{id_}/", own)
