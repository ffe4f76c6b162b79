"""A document of a newer format, as the page shows it: nothing of another document, and nothing that seems to be set."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from layerloom_schema.documents.migrations import FORMAT
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

READ_ONLY = re.compile(f"This document is of format {FORMAT + 1}")


def newer(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "format": FORMAT + 1, "name": "From tomorrow"}


def test_a_document_of_a_newer_format_shows_no_number_of_the_one_before_and_no_field_to_fill(
    browser: Browser, server: RunningServer
) -> None:
    # The checker refuses it, which the browser reports as an error: a page of its own, whose errors are not held.
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    iris = server.template("iris")
    known, later = (server.post("/projects", {"document": each}).json()["id"] for each in (iris, newer(iris)))
    try:
        page.goto(server.new_link())
        canvas = Canvas(page)
        page.goto(f"{server.url}/#/p/{known}")
        costs = page.get_by_role("button", name=re.compile("131 parameters"))
        expect(costs).to_be_visible()
        canvas.free_of_problems()

        page.goto(f"{server.url}/#/p/{later}")
        expect(page.get_by_label("Name of the document")).to_have_value("From tomorrow")
        expect(costs).to_have_count(0)
        expect(page.get_by_role("button", name="No problems", exact=True)).to_have_count(0)
        canvas.select("hidden, Dense")
        expect(canvas.field("units")).to_be_disabled()
        for tab in ("Training", "Data"):
            canvas.tab(tab)
            expect(page.get_by_role("tabpanel").get_by_text(READ_ONLY)).to_be_visible()
    finally:
        page.close()
        # Else the page of the next test opens it, as the last that was saved.
        for project in (known, later):
            server.request("DELETE", f"/projects/{project}")
