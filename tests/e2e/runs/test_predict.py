"""A trained run is asked in the page: a row of its data, a digit drawn with the mouse, activations on the nodes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e
Json = dict[str, Any]


@pytest.fixture
def project(page: Page, server: RunningServer) -> Iterator[str]:
    """A document whose run is at its end, open in the page, and the form of that run."""
    document = server.template("twin_digits", epochs=1)
    made = str(server.post("/projects", {"document": document}).json()["id"])
    run = str(server.post("/runs", {"document": document, "project": made}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    page.goto(server.new_link())
    page.goto("about:blank")
    page.goto(f"{server.url}/#/p/{made}")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    Canvas(page).tab("Runs")
    page.get_by_role("button", name="Predict", exact=True).click()
    yield made
    server.request("DELETE", f"/projects/{made}")


def strips(page: Page) -> Locator:
    return page.locator(".react-flow__node").filter(has_text=re.compile(r"\d … -?\d"))


def bars(page: Page, output: str) -> str:
    return page.get_by_role("status", name=output).locator("ul").inner_text()


def test_C180_a_digit_is_drawn_and_predicted_with_activations(
    page: Page, server: RunningServer, project: str
) -> None:
    answer = page.get_by_role("region", name="Prediction")
    outputs = answer.get_by_role("status")
    expect(outputs.first).to_contain_text("%", timeout=60_000)
    expect(page.get_by_text(re.compile(r"Row [\d,]+ of the (test|validation|training) rows"))).to_be_visible()
    expect(page.get_by_text("activations of this row")).to_be_visible()
    expect(strips(page).first).to_be_visible()
    maps = page.get_by_role("img", name=re.compile("^What stroke gave"))
    expect(maps.first).to_be_visible()
    maps.first.click()
    looked_at = page.get_by_role("region", name="For this row")
    expect(looked_at).to_contain_text(re.compile(r"16 of 16 channels\. Black is -?[\d.]+, white is [\d.]+"))
    expect(looked_at.get_by_role("img", name=re.compile("^What stroke gave"))).to_be_visible()
    drawing = page.get_by_role("img", name=re.compile("drawing of 8 × 8 pixels")).first
    expect(drawing).to_be_in_viewport(ratio=0.7)
    page.get_by_role("button", name="Clear").first.click()
    name = str(outputs.first.get_attribute("aria-label"))
    expect(page.get_by_text(re.compile(r"Row [\d,]+ of the"))).to_have_count(0)
    drawing.scroll_into_view_if_needed()
    before = bars(page, name)
    box = drawing.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.85, steps=12)
    page.mouse.up()
    expect(page.get_by_role("status", name=name).locator("ul")).not_to_have_text(before)
    answer.get_by_text("Ask the same from a program").click()
    expect(answer.locator("pre")).to_contain_text("curl http")
    answer.get_by_role("button", name="Python").click()
    expect(answer.locator("pre")).to_contain_text("urllib.request")
    assert violations(page) == []
    page.get_by_role("button", name="Curves", exact=True).click()
    expect(page.get_by_text("activations of this row")).to_have_count(0)
    Canvas(page).tab("Training")
    page.get_by_role("button", name="Confusion", exact=True).click()
    confusion = page.get_by_role("region", name="Confusion while training")
    expect(confusion).to_contain_text("The validation rows after epoch 1.")
    expect(confusion.get_by_role("columnheader", name="9")).to_be_attached()
