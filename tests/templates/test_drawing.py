"""Templates as a person meets them: a title, a sentence, and a drawing that reads from top to bottom."""

from itertools import combinations

import pytest

from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import Position, write_document
from layerloom_schema.documents.graph import Edge
from templates.shelf import MISTAKES, SHELF, opened

WIDTH, HEIGHT, GAP = 196, 56, 24
"""Of a node on the canvas, and the least room around it."""


@pytest.mark.parametrize("name", SHELF)
def test_T27_a_template_is_a_whole_document_in_its_own_order(name: str) -> None:
    document = opened(name)
    assert write_document(document) == SHELF[name].document
    assert document.name == SHELF[name].title
    assert SHELF[name].teaches.endswith(".")
    assert SHELF[name].teaches.count(".") == 1
    assert len(SHELF[name].title) <= 28


def test_T27_titles_tell_templates_apart_and_the_first_one_trains() -> None:
    assert len({held.title for held in SHELF.values()}) == len(SHELF)
    assert next(iter(SHELF)) not in MISTAKES


@pytest.mark.parametrize("name", SHELF)
def test_T27_a_template_is_drawn_downwards_and_no_node_lies_on_another(name: str) -> None:
    document = opened(name)
    drawings = [(document.graph, document.layout)]
    drawings += [(held.graph, held.layout) for held in document.models.values() if held.graph is not None]
    for graph, layout in drawings:
        assert list(layout) == [node.id for node in graph.nodes]
        apart(layout)
        assert all(downwards(layout, edge) for edge in graph.edges)


def apart(layout: dict[NodeId, Position]) -> None:
    for (one, first), (other, second) in combinations(layout.items(), 2):
        beside = abs(first.x - second.x) >= WIDTH + GAP
        below = abs(first.y - second.y) >= HEIGHT + GAP
        assert beside or below, (one, other)


def downwards(layout: dict[NodeId, Position], edge: Edge) -> bool:
    return layout[edge.target].y - layout[edge.source].y >= HEIGHT + GAP
