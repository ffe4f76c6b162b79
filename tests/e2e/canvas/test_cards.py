"""What stands on a card, as wide as it is."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.canvas import Canvas, wait_for_fonts
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e
Json = dict[str, Any]

NAMES: list[tuple[str, str, str | None]] = [
    ("hidden", "Dense", None),
    ("pool", "GlobalAveragePooling2D", None),
    ("concatenate_features", "Concatenate", None),
    ("global_average_pooling2d_12", "GlobalAveragePooling2D", None),
    ("joined", "Concatenate", "图像与文本特征的拼接"),
    ("merged", "MultiHeadAttention", "이미지와 질문의 특징"),
    ("a_very_long_name_that_is_shared", "Dense", None),
]


def document() -> Json:
    """A layer for each name, one below the other, and a further call of the last."""
    nodes: list[Json] = [
        {"kind": "layer", "id": f"n{place}", "name": name, "layer": layer, "config": {}}
        | ({"label": label} if label else {})
        for place, (name, layer, label) in enumerate(NAMES)
    ]
    nodes.append({"kind": "shared", "id": "call", "of": nodes[-1]["id"]})
    return {
        "format": 1,
        "name": "Names",
        "graph": {"nodes": nodes, "edges": []},
        "layout": {node["id"]: {"x": 0, "y": 80 * place} for place, node in enumerate(nodes)},
    }


def seen(card: Locator, text: str) -> bool:
    """Whether a text on a card is seen as a whole."""
    found = card.get_by_text(text, exact=True)
    return found.count() == 1 and bool(
        found.evaluate(
            """(text) => {
                const [own, card] = [text.getBoundingClientRect(), text.closest(".react-flow__node")];
                let shown = text.scrollWidth <= text.clientWidth;
                for (let box = text.parentElement; box !== card; box = box.parentElement) {
                    const { top, bottom, left, right } = box.getBoundingClientRect();
                    const clips = getComputedStyle(box).overflow === "hidden";
                    if (clips && (own.top >= bottom || own.bottom <= top || own.left < left - 1 || own.right > right + 1))
                        shown = false;
                }
                return shown;
            }"""
        )
    )


def test_C94_a_name_comes_first_and_the_class_is_always_there(page: Page, server: RunningServer) -> None:
    project = str(server.post("/projects", {"document": document()}).json()["id"])
    page.goto(server.new_link())
    page.goto("about:blank")  # What was open before must not be taken for it.
    page.goto(f"{server.url}/#/p/{project}")
    canvas = Canvas(page)
    expect(page.locator(".react-flow__node")).to_have_count(len(NAMES) + 1)

    plain = canvas.node("hidden, Dense")
    wait_for_fonts(page)
    wait_for(lambda: seen(plain, "hidden") and seen(plain, "Dense"))

    for title, layer in (
        ("pool", "GlobalAveragePooling2D"),
        ("concatenate_features", "Concatenate"),
        ("图像与文本特征的拼接", "Concatenate"),
        ("이미지와 질문의 특징", "MultiHeadAttention"),
    ):
        card = canvas.node(f"{title}, {layer}")
        wait_for(lambda card=card, title=title, layer=layer: seen(card, title) and seen(card, layer))
        # On the line below the name, which leaves no room beside it.
        name, below = (card.get_by_text(text, exact=True).bounding_box() for text in (title, layer))
        assert name is not None
        assert below is not None
        assert below["y"] > name["y"] + 10, title

    numbered = canvas.node("global_average_pooling2d_12, GlobalAveragePooling2D")
    assert not seen(numbered, "global_average_pooling2d")
    ends = numbered.get_by_text("_12").evaluate("(name) => name.lastChild.nodeValue")
    assert ends == "_12"

    name = "a_very_long_name_that_is_shared"
    for number in (0, 1):
        card = canvas.node(f"{name}, Dense, call {number}")
        wait_for(lambda card=card, number=number: seen(card, f"call {number}"))


def test_the_numbers_of_many_inputs_at_the_left_of_a_card_stand_apart(
    page: Page, server: RunningServer
) -> None:
    inputs: list[Json] = [
        {"kind": "input", "id": f"x{place}", "name": f"x{place}", "shape": [4]} for place in range(4)
    ]
    join = {"kind": "layer", "id": "join", "name": "join", "layer": "Concatenate", "config": {}}
    edges = [{"source": each["id"], "target": "join", "order": place} for place, each in enumerate(inputs)]
    drawn = {
        "format": 1,
        "name": "Joined",
        "graph": {"nodes": [*inputs, join], "edges": edges},
        "layout": {each["id"]: {"x": 0, "y": 80 * place} for place, each in enumerate(inputs)}
        | {"join": {"x": 320, "y": 120}},
    }
    project = str(server.post("/projects", {"document": drawn}).json()["id"])
    page.goto(server.new_link())
    page.goto("about:blank")  # What was open before must not be taken for it.
    page.goto(f"{server.url}/#/p/{project}")
    canvas = Canvas(page)
    card = canvas.node("join, Concatenate")
    expect(page.get_by_role("button", name="Top to bottom", exact=True)).to_be_visible()
    zoom = page.locator(".react-flow__viewport").evaluate(
        "(view) => new DOMMatrix(getComputedStyle(view).transform).a"
    )
    rings = [card.get_by_role("button", name=f"input of join, inputs {place}") for place in range(1, 5)]
    boxes = [ring.bounding_box() for ring in rings]
    heights = [box["y"] / zoom for box in boxes if box is not None]
    assert len(heights) == 4
    # A digit of the tags is 8 px high.
    assert all(below - above > 10 for above, below in itertools.pairwise(heights))
