"""The rows that a document uses of its data, chosen by gestures: joined tables, dropped rows, windows."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

FORECAST: dict[str, Any] = {
    "format": 2,
    "name": "Rain",
    "graph": {
        "nodes": [
            {"kind": "input", "id": "n1", "name": "wind", "shape": [4, 1]},
            {"kind": "input", "id": "n2", "name": "height", "shape": [1]},
            {"kind": "layer", "id": "n3", "name": "memory", "layer": "GRU", "config": {"units": 3}},
            {"kind": "layer", "id": "n4", "name": "joined", "layer": "Concatenate"},
            {"kind": "layer", "id": "n5", "name": "dense", "layer": "Dense", "config": {"units": 1}},
            {"kind": "output", "id": "n6", "name": "rain"},
        ],
        "edges": [
            {"source": "n1", "target": "n3"},
            {"source": "n3", "target": "n4", "order": 0},
            {"source": "n2", "target": "n4", "order": 1},
            {"source": "n4", "target": "n5"},
            {"source": "n5", "target": "n6"},
        ],
    },
    "training": {"outputs": {"rain": {"loss": "mse"}}, "epochs": 1, "validation": {"split": 0.25}},
}
WEATHER = [
    f"{'abc'[row % 3]},{row * 37 % 23 / 4},{'' if row % 40 == 7 else row * 11 % 19 / 2}" for row in range(120)
]
STATIONS = ["id,height", "a,1.5", "b,2.5", "c,3.5"]


def test_D350_tables_are_joined_rows_dropped_and_windows_made_by_gestures(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    project = server.post("/projects", {"document": FORECAST}).json()["id"]
    page.goto(f"{server.url}/#/p/{project}")
    canvas.node("wind, Input").wait_for()
    for name, lines in {"stations": STATIONS, "weather": ["station,wind,rain", *WEATHER]}.items():
        (tmp_path / f"{name}.csv").write_text("\n".join([*lines, ""]))
        drop_when_ready(page, tmp_path / f"{name}.csv")
        dialog = page.get_by_role("dialog", name=f"Use {name}.csv as data")
        dialog.get_by_role("button", name="Add data set").click()
        expect(dialog).to_be_hidden()

    canvas.tab("Data")
    joined = page.get_by_role("region", name="Joined tables")
    joined.get_by_role("button", name="Join a table").click()
    joined.get_by_label("Table").select_option("stations")
    joined.get_by_label("Key of the data").select_option("station")
    joined.get_by_label("Key of stations").select_option("id")
    joined.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("rowheader", name="height", exact=True)).to_be_visible()

    page.get_by_label("Leave out rows without rain (3 missing)").check()
    expect(page.get_by_text("3 of 120 rows are left out.")).to_be_visible()
    expect(canvas.node("wind, Input")).to_contain_text("117 rows")

    page.get_by_label("Learn from rows that follow one another").check()
    windows = page.get_by_role("region", name="Windows of rows")
    expect(windows.get_by_label("Rows of a window")).to_have_value("4")
    windows.get_by_label("Series are separated by").select_option("station")
    windows.get_by_label("Only the last row for height").check()
    windows.get_by_label("Rows from window to target").fill("2")
    expect(windows.get_by_text("Windows: 72 to train on, 15 to validate on, 0 for the test.")).to_be_visible()
    expect(canvas.node("wind, Input")).to_contain_text("87 windows")

    for name in ("wind", "height", "rain"):
        page.get_by_label(name, exact=True).select_option(name)
    canvas.free_of_problems()
    windows.get_by_label("Rows of a window").fill("5")
    canvas.tab("Problems")
    page.get_by_role("button", name="Make windows of 4 rows").click()
    canvas.free_of_problems()
    page.get_by_role("button", name="Train", exact=True).click()
    canvas.tab("Run")
    expect(page.get_by_text("Completed", exact=False).first).to_be_visible()
    server.request("DELETE", f"/projects/{project}").raise_for_status()
