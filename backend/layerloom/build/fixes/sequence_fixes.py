"""The fix for a recurrent layer that outputs only its last step where a sequence is needed: `return_sequences`."""

from collections.abc import Iterator, Mapping

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_phrase
from layerloom.graph.wrapper_states import wrapped_layer
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import Edit, SetConfig
from layerloom_schema.documents.graph import LayerNode

from .fix_builder import FixBuilder

_SEQUENCES = "return_sequences"
_FURTHEST = 8
"""Maximum layers between the recurrent layer and the failing call, such as a Dropout."""


def whole_sequence(builder: FixBuilder) -> Iterator[Fix]:
    """Set `return_sequences` in the nearest recurrent layer before the call, or inside a wrapper."""
    edge = builder.edge
    for _ in range(_FURTHEST):
        source = builder.index.layer_node(edge.source) if edge is not None else None
        if edge is None or not isinstance(source, LayerNode):
            return
        edits = [*_edits(builder.index, source)]
        if edits:
            yield make_fix(FixKind.whole_sequence, edits, node=node_phrase(builder.index, source.id))
            return
        feeding = [each for edges in builder.index.feeds[edge.source].values() for each in edges]
        edge = feeding[0] if len(feeding) == 1 else None


def _edits(index: GraphIndex, source: LayerNode) -> Iterator[Edit]:
    if _takes(index, source) and source.config.get(_SEQUENCES) is not True:
        yield SetConfig(node=source.id, field=_SEQUENCES, value=True)
    if index.catalog.layer_names.get(source.layer) != "Bidirectional":
        return
    for argument in ("layer", "backward_layer"):
        value = source.config.get(argument)
        inner = wrapped_layer(value, {})
        if inner is not None and isinstance(value, Mapping) and inner.config.get(_SEQUENCES) is not True:
            changed: Json = {**value, "config": {**inner.config, _SEQUENCES: True}}
            yield SetConfig(node=source.id, field=argument, value=changed)


def _takes(index: GraphIndex, source: LayerNode) -> bool:
    entry = index.catalog.layers.get(index.catalog.layer_names.get(source.layer, ""))
    return entry is not None and any(each.name == _SEQUENCES for each in entry.parameters)
