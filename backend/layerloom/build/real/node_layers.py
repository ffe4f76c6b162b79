"""The Keras layer of every node of a built model, inside nested models too, by a path of node ids."""

from collections.abc import Iterator, Mapping

import keras

from layerloom_schema.base import ModelName
from layerloom_schema.documents.graph import ModelNode

from .model_builder import BuiltGraph

Graphs = Mapping[ModelName | None, BuiltGraph]
"""Built graphs by the name of their nested model (None: the outer graph)."""


def node_layers(
    graphs: Graphs, model: ModelName | None = None, before: str = ""
) -> Iterator[tuple[str, keras.Layer]]:
    """Layers in call order by path, such as `n3`, or `n6/n2` for the node n2 of the nested model that n6 calls.

    Of an application the whole model has a path.
    """
    made = graphs[model]
    for node, layer in made.layers.items():
        declaring = made.structure.index.nodes[node]
        yield f"{before}{node}", layer
        if isinstance(declaring, ModelNode) and declaring.model in graphs:
            yield from node_layers(graphs, declaring.model, f"{before}{node}/")
