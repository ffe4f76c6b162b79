"""A person's own file: dropped onto the page, looked at, added, bound by name, and trained on."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

TWO_INPUTS: dict[str, Any] = {
    "format": 1,
    "name": "Rents",
    "graph": {
        "nodes": [
            {"kind": "input", "id": "n1", "name": "area", "shape": [1], "dtype": "float32"},
            {"kind": "input", "id": "n2", "name": "rooms", "shape": [1], "dtype": "float32"},
            {"kind": "layer", "id": "n3", "name": "joined", "layer": "Concatenate", "config": {}},
            {"kind": "layer", "id": "n4", "name": "dense", "layer": "Dense", "config": {"units": 1}},
            {"kind": "output", "id": "n5", "name": "rent"},
        ],
        "edges": [
            {"source": "n1", "target": "n3", "order": 0},
            {"source": "n2", "target": "n3", "order": 1},
            {"source": "n3", "target": "n4"},
            {"source": "n4", "target": "n5"},
        ],
    },
    "training": {"outputs": {"rent": {"loss": "mse"}}, "epochs": 2},
}


def look_at_rows(canvas: Canvas, page: Page) -> None:
    """Opens the rows of the data set, the largest rent first, and closes them."""
    canvas.tab("Data")
    page.get_by_role("button", name="Look at the rows").click()
    head = page.get_by_role("columnheader", name="rent")
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    expect(page.get_by_role("dialog").get_by_role("row").nth(1)).to_contain_text("1419.5")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()


def test_C141_a_dropped_table_is_looked_at_added_bound_and_trained_on(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    project = server.post("/projects", {"document": TWO_INPUTS}).json()["id"]
    page.goto(f"{server.url}/#/p/{project}")
    canvas.node("area, Input").wait_for()
    table = tmp_path / "Mieten 2026.csv"
    rows = [f"{area};{1 + area % 4};{area * 11},5;{'nord' if area % 3 else ''}" for area in range(30, 130)]
    table.write_text("\n".join(["area;rooms;rent;district", *rows, ""]), encoding="utf-16")
    drop_when_ready(page, table)
    dialog = page.get_by_role("dialog", name="Use Mieten 2026.csv as data")
    expect(dialog.get_by_text("100 rows, 4 columns.")).to_be_visible()
    expect(dialog.get_by_label("Separator")).to_have_value(";")
    expect(dialog.get_by_label("Type of rent")).to_have_value("number")
    expect(dialog.get_by_label("Type of district")).to_have_value("text")
    dialog.get_by_label("Type of area").select_option("number")
    dialog.get_by_label("Name").fill("rents")
    dialog.get_by_role("button", name="Add data set").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Bound by name or shape: area, rooms, rent")).to_be_visible()
    look_at_rows(canvas, page)
    page.get_by_role("button", name="Train", exact=True).click()
    canvas.tab("Run")
    expect(page.get_by_text("Completed", exact=False).first).to_be_visible()
    run = server.get(f"/runs?project={project}")["runs"][0]
    assert (run["state"], run["dataset"]) == ("completed", "rents")
    server.request("DELETE", f"/projects/{project}").raise_for_status()


def test_C142_a_file_that_is_wrong_says_where_and_nothing_is_added(
    browser: Browser, server: RunningServer, tmp_path: Path
) -> None:
    """On a page of its own: a browser logs an answer of 422 as an error of the page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.new_link())
        Canvas(page).begin_if_asked("Twin digits")
        table = tmp_path / "ragged.csv"
        table.write_text("a,b\n1,2\n3\n4,5\n")
        drop_when_ready(page, table)
        dialog = page.get_by_role("dialog", name="Use ragged.csv as data")
        expect(dialog.get_by_role("alert")).to_contain_text("line 3")
        expect(dialog.get_by_role("button", name="Add data set")).to_be_disabled()
        dialog.get_by_role("button", name="Cancel").last.click()
        expect(dialog).to_be_hidden()
    assert "ragged" not in [each["name"] for each in server.get("/datasets")["datasets"]]
