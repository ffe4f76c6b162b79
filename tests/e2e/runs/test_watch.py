"""What training sees in the nodes: real runs, read from the cards as a person reads them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e
Json = dict[str, Any]
RANGE = re.compile(r"\d … \d|-?\d")


def open_project(page: Page, server: RunningServer, document: Json) -> str:
    """Opens a document of one's own, as a link to it does; its project's id."""
    project = str(server.post("/projects", {"document": document}).json()["id"])
    page.goto("about:blank")  # What was open before must not be taken for it.
    page.goto(f"{server.url}/#/p/{project}")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    return project


def train(canvas: Canvas, ends: str) -> None:
    """Presses Train and waits for how it ends."""
    canvas.tab("Training")
    canvas.page.get_by_role("button", name="Train", exact=True).click()
    expect(
        canvas.page.get_by_role("tabpanel").get_by_text(re.compile(ends, re.IGNORECASE)).first
    ).to_be_visible()


def legend(page: Page) -> Locator:
    return page.get_by_role("region", name="What training sees")


def log_of_a_negative(nested: bool) -> Json:
    """A Dense, and a logarithm that is given negative numbers: in the graph itself, or inside a nested model."""
    chain = [
        {"kind": "input", "id": "i", "name": "seen", "shape": [4]},
        {"kind": "layer", "id": "d", "name": "first", "layer": "Dense", "config": {"units": 3}},
        {"kind": "op", "id": "l", "name": "growth", "op": "log", "config": {}},
        {"kind": "output", "id": "o", "name": "found"},
    ]
    wires = [{"source": a, "target": b} for a, b in ("id", "dl", "lo")]
    graph: Json = {"nodes": chain, "edges": wires}
    document: Json = {
        "format": 1,
        "name": "Logarithm",
        "graph": graph,
        "training": {"outputs": {"found": {"loss": "mse"}}, "epochs": 3, "seed": 1},
        "data": {"dataset": "random"},
        "layout": {name: {"x": 0, "y": 130 * place} for place, name in enumerate("idlo")},
    }
    if not nested:
        return document
    outer = [
        {"kind": "input", "id": "n1", "name": "features", "shape": [4]},
        {"kind": "model", "id": "n2", "name": "tower", "model": "tower"},
        {"kind": "output", "id": "n3", "name": "found"},
    ]
    return document | {
        "graph": {
            "nodes": outer,
            "edges": [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}],
        },
        "models": {"tower": {"graph": graph, "layout": document["layout"]}},
        "layout": {f"n{number}": {"x": 0, "y": 130 * number} for number in (1, 2, 3)},
    }


def test_C71_cards_say_what_every_call_gave_and_can_be_asked_to_be_silent(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    project = open_project(page, server, server.template("iris", epochs=3))
    train(canvas, "Completed, 3 epochs")
    expect(legend(page)).to_contain_text(re.compile(r"Run 1, after epoch 3, 32 rows"))
    (run,) = server.get(f"/runs?project={project}")["runs"]
    events = server.get(f"/runs/{run['id']}/events?after=0")["events"]
    readings = [event for event in events if event["type"] == "observed"][-1]["nodes"]
    hidden = next(reading for reading in readings if reading["dead"] is not None)
    card = page.locator(f".react-flow__node[data-id='{hidden['node']}']")
    expect(card).to_contain_text(RANGE)
    expect(card).to_contain_text("∇")
    if hidden["dead"] > 0:
        expect(card).to_contain_text("dead")

    card.get_by_text("∇").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("It gave numbers from 0 to")
    # The tip lies over the card until the mouse is elsewhere.
    page.mouse.move(400, 20)
    expect(page.get_by_role("tooltip")).to_have_count(0)

    card.click(position={"x": 60, "y": 10})
    section = page.get_by_role("region", name="In training")
    expect(section).to_contain_text("Run 1, epoch 3, 32 rows")
    expect(section).to_contain_text("Dead units")

    legend(page).get_by_role("button", name="Hide what training sees").click()
    expect(legend(page)).to_have_count(0)
    expect(page.get_by_text("∇")).to_have_count(0)
    page.keyboard.press("Control+K")
    page.get_by_role("combobox", name="All commands").fill("what training sees")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("∇")


def test_C72_a_lost_loss_is_marked_at_the_node_where_it_was_lost(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    open_project(page, server, log_of_a_negative(nested=False))
    train(canvas, "Not a number was first seen in what growth gave")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("maximum with a small number")

    mark = page.get_by_role("button", name="growth: Not a number was first seen here")
    expect(mark).to_be_visible()
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("learning rate")
    page.keyboard.press("Escape")
    expect(page.locator(".react-flow__node[data-id='l']")).to_contain_text(re.compile(r"⚠ \d+% NaN"))

    # The other places that tell of the run say the same words, and lead there.
    canvas.tab("Runs")
    expect(panel).to_contain_text("Not a number was first seen in what growth gave")
    panel.get_by_role("button", name="Show the node").click()
    expect(page.locator(".react-flow__node[data-id='l']")).to_have_class(re.compile("selected"))


def test_C73_the_way_leads_into_the_nested_model(canvas: Canvas, page: Page, server: RunningServer) -> None:
    open_project(page, server, log_of_a_negative(nested=True))
    train(canvas, "Not a number was first seen in what growth gave")
    expect(page.get_by_role("button", name="tower: Not a number was first seen inside")).to_be_visible()
    legend(page).get_by_role("button", name="Show the node").click()
    expect(page.get_by_role("button", name="growth: Not a number was first seen here")).to_be_visible()
    expect(page.locator(".react-flow__node[data-id='d']")).to_contain_text(" … ")


def test_C74_nodes_that_have_changed_since_show_no_numbers(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    open_project(page, server, server.template("iris", epochs=2))
    train(canvas, "Completed, 2 epochs")
    cards = page.locator(".react-flow__node").filter(has_text="∇")
    expect(legend(page)).to_contain_text("after epoch 2")
    expect(cards.first).to_be_visible()
    before = cards.count()
    cards.first.click(position={"x": 60, "y": 10})
    canvas.write("units", "9")
    expect(legend(page)).to_contain_text("1 node has changed since")
    expect(cards).to_have_count(before - 1)
    page.keyboard.press("Control+Z")
    expect(cards).to_have_count(before)
