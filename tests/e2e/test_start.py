"""The first minute: an empty start, an example trained in two clicks, a model built from what one knows of Keras."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import violations
from support.canvas import Canvas
from support.server import RunningServer

pytestmark = pytest.mark.e2e


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[RunningServer]:
    """A server on which nothing was ever drawn."""
    running = RunningServer(tmp_path / "data")
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def test_c59_nothing_is_made_before_something_is_chosen_and_two_clicks_train_an_example(
    page: Page, fresh: RunningServer
) -> None:
    page.goto(fresh.new_link())
    canvas = Canvas(page)
    expect(page.get_by_role("heading", name="What will you draw?")).to_be_visible()
    assert fresh.get("/projects")["projects"] == []
    templates = fresh.get("/templates")["templates"]
    for template in templates:
        card = page.get_by_role("button", name=template["title"], exact=True)
        expect(card).to_have_accessible_description(template["teaches"])
        picture = card.locator("img")
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth > 50)")
    assert violations(page) == []

    page.get_by_role("button", name="Iris", exact=True).click()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()
    assert [project["name"] for project in fresh.get("/projects")["projects"]] == [
        fresh.template("iris")["name"]
    ]

    canvas.begin_again()
    page.get_by_role("button", name="Back to").click()
    expect(canvas.node("species, Output")).to_be_visible()
    canvas.begin_again()
    page.get_by_role("button", name="Empty document").click()
    expect(page.locator(".react-flow__node")).to_have_count(0)
    page.get_by_role("button", name="Start from a template").click()
    page.get_by_role("listitem").get_by_role("button", name=re.compile("^Iris.+")).click()
    expect(canvas.node("species, Output")).to_be_visible()
    assert len(fresh.get("/projects")["projects"]) == 2
