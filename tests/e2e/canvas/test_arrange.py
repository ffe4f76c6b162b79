"""Arranging: one step for all inside, nothing over a later edit, notes by their nodes; a large graph from far away."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.graphs import field
from support.browser.canvas import Canvas
from support.browser.chain import saved
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e

HEAP = {"x": 400, "y": 300}
CHAIN = ("image", "hidden", "answer")


def chain(places: dict[str, Any]) -> dict[str, Any]:
    """An input, a Dense and an output, by the ids of their names."""
    nodes = [
        {"kind": "input", "id": "image", "name": "image", "shape": [8]},
        {"kind": "layer", "id": "hidden", "name": "hidden", "layer": "Dense", "config": {"units": 4}},
        {"kind": "output", "id": "answer", "name": "answer"},
    ]
    edges = [{"source": "image", "target": "hidden"}, {"source": "hidden", "target": "answer"}]
    return {"graph": {"nodes": nodes, "edges": edges}, **({"layout": places} if places else {})}


def heaped() -> dict[str, dict[str, int]]:
    """All on one heap, but for a little."""
    return {id: {"x": HEAP["x"] + 20 * place, "y": HEAP["y"]} for place, id in enumerate(CHAIN)}


def document(**more: Any) -> dict[str, Any]:
    return {"format": 1, "name": "Heap", **chain(heaped()), **more}


def nested() -> dict[str, Any]:
    """A chain in a heap that calls a model, which is a heap as well."""
    inner = chain(heaped())
    whole = document(models={"block": inner})
    whole["graph"]["nodes"][1] = {"kind": "model", "id": "hidden", "name": "hidden", "model": "block"}
    return whole


def show(page: Page, server: RunningServer, drawn: dict[str, Any]) -> str:
    """Opens a document by its address; its id."""
    answer = server.post("/projects", {"document": drawn})
    assert answer.status_code == 201, answer.text
    id = str(answer.json()["id"])
    # The document that was open before may have the same name.
    with page.expect_response(lambda response: f"/projects/{id}" in response.url):
        page.goto(f"{server.url}/#/p/{id}")
    expect(page.get_by_label("Name of the document")).to_have_value(drawn["name"])
    return id


def rows(layout: dict[str, dict[str, float]]) -> bool:
    """Each node stands clear below the one that feeds it."""
    heights = [layout[id]["y"] for id in CHAIN]
    return all(below - above >= 80 for above, below in itertools.pairwise(heights))


def arrange(page: Page) -> None:
    page.get_by_role("button", name="Arrange", exact=True).click()


def undo(page: Page) -> None:
    page.locator(".react-flow__pane").click(position={"x": 12, "y": 200})
    page.keyboard.press("Control+z")


def test_C45_one_click_arranges_the_graph_and_all_models_inside_it_and_one_undo_takes_it_back(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    id = show(page, server, nested())
    arrange(page)
    wait_for(lambda: rows(server.get(f"/projects/{id}")["document"]["layout"]))
    after = saved(page, server)
    assert rows(after["models"]["block"]["layout"])
    undo(page)
    wait_for(lambda: not rows(server.get(f"/projects/{id}")["document"]["layout"]))
    before = saved(page, server)
    assert before["layout"] == heaped()
    assert before["models"]["block"]["layout"] == heaped()


def skipping(**more: Any) -> dict[str, Any]:
    """Two Dense in a column, and a wire from the input past both to their sum."""
    layer = {"kind": "layer", "layer": "Dense", "config": {"units": 8}}
    nodes = [
        {"kind": "input", "id": "image", "name": "image", "shape": [8]},
        {**layer, "id": "hidden", "name": "hidden"},
        {**layer, "id": "deep", "name": "deep"},
        {"kind": "layer", "id": "sum", "name": "sum", "layer": "Add", "config": {}},
        {"kind": "output", "id": "answer", "name": "answer"},
    ]
    edges = [
        {"source": "image", "target": "hidden"},
        {"source": "hidden", "target": "deep"},
        {"source": "deep", "target": "sum", "order": 0},
        {"source": "image", "target": "sum", "order": 1},
        {"source": "sum", "target": "answer"},
    ]
    layout = {node["id"]: {"x": 0, "y": 120 * place} for place, node in enumerate(nodes)}
    graph = {"nodes": nodes, "edges": edges}
    return {"format": 1, "name": "Skip", "graph": graph, "layout": layout, **more}


HIDDEN = """() => {
    const cards = [...document.querySelectorAll(".react-flow__node")].map((node) => [
        node.dataset.id,
        node.firstElementChild.getBoundingClientRect(),
    ]);
    return [...document.querySelectorAll(".react-flow__edge")].flatMap((edge) => {
        const path = edge.querySelector("path");
        const toScreen = path.getScreenCTM();
        const length = path.getTotalLength();
        const points = Array.from({ length: 400 }, (_, at) =>
            path.getPointAtLength((length * at) / 399).matrixTransform(toScreen),
        );
        return cards.flatMap(([id, box]) =>
            points.some(({ x, y }) => x > box.left + 2 && x < box.right - 2 && y > box.top + 2 && y < box.bottom - 2)
                ? [`${edge.dataset.id} over ${id}`]
                : [],
        );
    });
}"""
"""Every wire of the page that lies on a card."""


def no_wire_is_hidden(page: Page) -> None:
    """Waits until that is so, once what moves has had the time that it takes."""
    page.wait_for_timeout(400)
    wait_for(lambda: page.evaluate(HIDDEN) == [])


def test_C110_no_wire_lies_on_a_card_as_opened_arranged_turned_and_after_a_move(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    id = show(page, server, skipping())
    expect(page.locator(".react-flow__edge")).to_have_count(5)
    no_wire_is_hidden(page)
    arrange(page)
    wait_for(lambda: "routes" in server.get(f"/projects/{id}")["document"])
    document = saved(page, server)
    assert document["direction"] == "down"
    skip = {"source": "image", "target": "sum", "order": 1}
    assert next(route["points"] for route in document["routes"] if route["edge"] == skip)
    no_wire_is_hidden(page)
    page.get_by_role("button", name="Left to right", exact=True).click()
    wait_for(lambda: server.get(f"/projects/{id}")["document"].get("direction") == "right")
    turned = saved(page, server)["layout"]
    assert turned["sum"]["x"] > turned["deep"]["x"] > turned["hidden"]["x"] > turned["image"]["x"]
    no_wire_is_hidden(page)
    canvas.select("hidden, Dense")
    for _ in range(4):
        page.keyboard.press("Alt+ArrowDown")
    moved = saved(page, server)
    assert all(
        "hidden" not in (route["edge"]["source"], route["edge"]["target"]) for route in moved["routes"]
    )
    no_wire_is_hidden(page)


def test_C113_one_undo_takes_a_turn_back_and_another_document_keeps_its_direction(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    other = show(page, server, skipping(name="Other"))
    id = show(page, server, skipping())
    page.get_by_role("button", name="Left to right", exact=True).click()
    wait_for(lambda: server.get(f"/projects/{id}")["document"].get("direction") == "right")
    undo(page)
    wait_for(lambda: server.get(f"/projects/{id}")["document"].get("direction") != "right")
    assert saved(page, server)["layout"] == skipping()["layout"]
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("button", name="Top to bottom", exact=True)).to_be_visible()
    page.goto(f"{server.url}/#/p/{other}")
    expect(page.get_by_role("button", name="Left to right", exact=True)).to_be_visible()
    no_wire_is_hidden(page)
    page.goto(f"{server.url}/#/p/{id}")
    expect(page.get_by_role("button", name="Top to bottom", exact=True)).to_be_visible()


def test_C46_of_several_selected_nodes_only_those_are_arranged(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    apart = {"image": {"x": 0, "y": 0}, "hidden": {"x": 300, "y": 0}, "answer": {"x": 310, "y": 90}}
    id = show(page, server, {"format": 1, "name": "Apart", **chain(apart)})
    canvas.select_all_of("hidden, Dense", "answer, Output")
    arrange(page)
    wait_for(lambda: server.get(f"/projects/{id}")["document"]["layout"] != apart)
    layout = saved(page, server)["layout"]
    assert layout["image"] == apart["image"]
    assert layout["answer"]["x"] == layout["hidden"]["x"]
    assert layout["hidden"] == {"x": 300, "y": 0}


@pytest.mark.parametrize("inside", [False, True], ids=["at the top", "in a nested model"])
def test_C47_an_edit_made_while_it_is_under_way_stands_and_the_places_are_thrown_away(
    canvas: Canvas, page: Page, server: RunningServer, inside: bool
) -> None:
    held: list[Route] = []
    page.route("**/elk-worker*", lambda route: route.continue_() if held else held.append(route))
    show(page, server, nested())
    arrange(page)
    expect(page.get_by_role("status").get_by_text("Arranging")).to_be_visible()
    while not held:
        page.wait_for_timeout(20)
    if inside:
        canvas.node("hidden, block").dispatch_event("dblclick")
        expect(page.get_by_role("navigation", name="Where this graph is")).to_be_visible()
    # The last of the heap lies on top.
    canvas.node("answer, Output").click(position={"x": 150, "y": 10})
    page.keyboard.press("Alt+ArrowRight")
    held[0].continue_()
    expect(
        page.get_by_text("The graph was changed meanwhile: the arrangement was thrown away.")
    ).to_be_visible()
    found = saved(page, server)
    moved = {**heaped(), "answer": {"x": heaped()["answer"]["x"] + 8, "y": HEAP["y"]}}
    assert found["layout"] == (heaped() if inside else moved)
    assert found["models"]["block"]["layout"] == (moved if inside else heaped())


@pytest.mark.parametrize("passed", [0, 1], ids=["its address", "the worker itself"])
def test_C48_an_engine_that_cannot_be_had_is_said_and_the_next_arrange_begins_anew(
    browser: Browser, server: RunningServer, passed: int
) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    asked: list[str] = []

    def cut(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > passed:
            route.abort()
        else:
            route.continue_()

    page.route("**/elk-worker*", cut)
    page.goto(server.new_link())
    id = show(page, server, document())
    arrange(page)
    expect(page.get_by_text("Nothing was arranged")).to_be_visible()
    assert len(asked) == passed + 1
    assert server.get(f"/projects/{id}")["document"]["layout"] == heaped()
    page.unroute_all()
    arrange(page)
    wait_for(lambda: rows(server.get(f"/projects/{id}")["document"]["layout"]))
    page.context.close()


def test_C49_a_note_keeps_its_place_by_its_node_and_lies_on_no_other(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    note = {"text": "why", "x": HEAP["x"] + 20 + 220, "y": HEAP["y"], "width": 160, "height": 200}
    layout = {
        "image": {"x": 400, "y": 0},
        "hidden": {"x": HEAP["x"] + 20, "y": HEAP["y"]},
        "answer": {"x": 400, "y": 900},
    }
    drawn = {"format": 1, "name": "Noted", **chain(layout), "notes": {"t1": note}}
    id = show(page, server, drawn)
    arrange(page)
    wait_for(lambda: server.get(f"/projects/{id}")["document"]["layout"] != layout)
    after = saved(page, server)
    hidden, moved = after["layout"]["hidden"], after["notes"]["t1"]
    assert (moved["x"] - hidden["x"], moved["y"] - hidden["y"]) == (220, 0)
    assert after["layout"]["answer"]["y"] >= moved["y"] + note["height"]


def test_C50_a_document_without_places_opens_in_rows_is_not_changed_by_that_and_keeps_them_when_edited(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    drawn = {"format": 1, "name": "Bare", **chain({})}
    id = show(page, server, drawn)
    heights = [
        canvas.node(name).bounding_box() for name in ("image, Input", "hidden, Dense", "answer, Output")
    ]
    tops = [box["y"] for box in heights if box is not None]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    assert server.get(f"/projects/{id}")["document"] == drawn

    canvas.select("hidden, Dense")
    page.keyboard.press("Alt+ArrowRight")
    wait_for(lambda: "layout" in server.get(f"/projects/{id}")["document"])
    layout = saved(page, server)["layout"]
    assert set(layout) == set(CHAIN)
    assert layout["hidden"]["x"] == layout["image"]["x"] + 8
    undo(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_C51_a_large_graph_is_a_picture_from_far_away_and_nodes_again_near_by(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    show(page, server, field(900))
    picture = page.get_by_role("img", name="900 nodes, seen from far away")
    nodes = page.locator(".react-flow__node")
    expect(picture).to_be_visible()
    expect(nodes).to_have_count(0)
    page.locator(".react-flow__pane").click(position={"x": 12, "y": 200})
    page.keyboard.press("0")
    expect(picture).to_have_count(0)
    expect(nodes.first).to_be_visible()
    assert 0 < nodes.count() < 300
    page.keyboard.press("1")
    expect(picture).to_be_visible()
    expect(nodes).to_have_count(0)


def test_C52_all_of_a_graph_is_seen_however_long_it_is(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    long = field(700)
    long["name"] = "Long"
    long["layout"] = {id: {"x": 0, "y": 120 * place} for place, id in enumerate(long["layout"])}
    show(page, server, long)
    # As a whole it would be a thread: its beginning is shown first.
    expect(page.locator(".react-flow__node").first).to_be_visible()
    page.locator(".react-flow__pane").click(position={"x": 12, "y": 200})
    page.keyboard.press("1")
    expect(page.get_by_role("img", name="700 nodes, seen from far away")).to_be_visible()
    seen = page.locator(".react-flow").bounding_box()
    zoom = page.locator(".react-flow__viewport").evaluate(
        "(viewport) => new DOMMatrixReadOnly(getComputedStyle(viewport).transform).a"
    )
    assert seen is not None
    assert zoom * 120 * 700 <= seen["height"]
