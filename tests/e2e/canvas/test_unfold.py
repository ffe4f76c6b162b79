"""An application opened by hand: its graph is shown in places, and saved with them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e

NAME = "MobileNetV2"


def saved(server: RunningServer) -> Any:
    """The entry of the application in the document that was saved last."""
    newest = server.get("/projects")["projects"][0]["id"]
    return server.get(f"/projects/{newest}")["document"].get("models", {}).get(NAME, {})


def test_an_application_opens_as_a_graph_in_which_every_node_has_a_place(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    canvas.drag_from_palette(NAME, 310, 150)
    page.locator(".react-flow__node").dblclick(position={"x": 60, "y": 10})
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("navigation", name="Where this graph is")).to_contain_text(NAME)
    wait_for(lambda: len(saved(server).get("layout", {})) > 0)
    entry = saved(server)
    places = entry["layout"]
    assert {node["id"] for node in entry["graph"]["nodes"]} == set(places)
    assert len({(place["x"], place["y"]) for place in places.values()}) == len(places) > 150
    assert len({place["x"] for place in places.values()}) > 1
    canvas.leave()
    expect(page.locator(".react-flow__node")).to_have_count(1)
