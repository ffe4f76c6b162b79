"""[G] Rules of the initial states of recurrent layers: all or none of them."""

from collections.abc import Iterator

from layerloom.graph.fixes.state_fixes import STATES_VARIANT
from layerloom.graph.index import INITIAL_STATE, GraphIndex
from layerloom.graph.node_titles import source_phrase, typed_phrase
from layerloom.graph.wrapper_states import flat_states
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import Port
from layerloom_schema.checks.problems import Code, Problem, Where
from layerloom_schema.documents.graph import Edge, LayerNode
from layerloom_schema.text.messages import phrase

_PORTS = (INITIAL_STATE, "states")


def takes_states(index: GraphIndex, node: NodeId, port: Port) -> bool:
    """Whether a port accepts the states of a recurrent layer or cell, in a known number."""
    return port.name in _PORTS and port.maximum is not None and isinstance(index.layer_node(node), LayerNode)


def state_count_problems(index: GraphIndex, node: NodeId, port: Port, edges: list[Edge]) -> Iterator[Problem]:
    """Too few or too many states. Keras builds a layer with too few, and fails at the first batch."""
    wanted, count = port.minimum, len(edges)
    if count == wanted or (count == 0 and port.optional):
        return
    named: list[Json] = [*flat_states(index.states(node))]
    numbered = [phrase("state.numbered", number=number + 1) for number in range(wanted)]
    yield Problem(
        code=Code.input_missing if count < wanted else Code.input_too_many,
        variant=STATES_VARIANT,
        params={
            "node": typed_phrase(index, node),
            "wanted": wanted,
            "count": count,
            "names": named or numbered,
            "sources": [source_phrase(index, edge) for edge in edges],
        },
        where=Where(node=node, edge=edges[-1] if edges else None, field=port.name),
        expected=wanted,
        received=count,
    )
