"""A person's own table, from the file to the exported script, by gestures alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer
from support.processes.warm_python import WarmPython

pytestmark = pytest.mark.e2e

SEVERAL_INPUTS: dict[str, Any] = {
    "format": 2,
    "name": "Homes",
    "graph": {
        "nodes": [
            {"kind": "input", "id": "n1", "name": "numbers", "shape": [2]},
            {"kind": "input", "id": "n2", "name": "place", "shape": [1]},
            {"kind": "input", "id": "n6", "name": "text", "shape": [4], "dtype": "int32"},
            {"kind": "input", "id": "n7", "name": "when", "shape": [3]},
            {
                "kind": "layer",
                "id": "n8",
                "name": "embedding",
                "layer": "Embedding",
                "config": {"input_dim": 200, "output_dim": 2},
            },
            {"kind": "layer", "id": "n9", "name": "flatten", "layer": "Flatten"},
            {"kind": "layer", "id": "n3", "name": "joined", "layer": "Concatenate"},
            {"kind": "layer", "id": "n4", "name": "dense", "layer": "Dense", "config": {"units": 1}},
            {"kind": "output", "id": "n5", "name": "price"},
        ],
        "edges": [
            {"source": "n1", "target": "n3", "order": 0},
            {"source": "n2", "target": "n3", "order": 1},
            {"source": "n6", "target": "n8"},
            {"source": "n8", "target": "n9"},
            {"source": "n9", "target": "n3", "order": 2},
            {"source": "n7", "target": "n3", "order": 3},
            {"source": "n3", "target": "n4"},
            {"source": "n4", "target": "n5"},
        ],
    },
    "layout": {
        "n1": {"x": 0, "y": 0},
        "n2": {"x": 240, "y": 0},
        "n6": {"x": 480, "y": 0},
        "n7": {"x": 720, "y": 0},
        "n8": {"x": 480, "y": 110},
        "n9": {"x": 480, "y": 220},
        "n3": {"x": 240, "y": 330},
        "n4": {"x": 240, "y": 440},
        "n5": {"x": 240, "y": 550},
    },
    "training": {"outputs": {"price": {"loss": "mse"}}, "epochs": 2},
}
ROWS = [
    f"a home of {row},{30 + row}.5,{1 + row % 4},{('north', 'south', 'east')[row % 3]},"
    f"2020-0{1 + row % 9}-12,{3.5 + row * 37 % 23 * 0.25}"
    for row in range(80)
]
TABLE = "\n".join(["words,area,rooms,district,built,sold", *ROWS, ""])


def drag(page: Page, columns: list[str], node: str) -> None:
    """Tick the columns where there are several, and drag the first onto a node."""
    boxes = [page.get_by_role("checkbox", name=f"Choose {column}", exact=True) for column in columns]
    for box in boxes if len(columns) > 1 else []:
        box.check()
    page.get_by_role("rowheader", name=columns[0], exact=True).drag_to(
        page.locator(f".react-flow__node[data-id={node}]")
    )
    for box in boxes if len(columns) > 1 else []:
        box.uncheck()


def test_C146_a_table_goes_from_the_file_to_a_script_with_the_same_losses(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path, warm_python: WarmPython
) -> None:
    project = server.post("/projects", {"document": SEVERAL_INPUTS}).json()["id"]
    page.goto(f"{server.url}/#/p/{project}")
    canvas.node("numbers, Input").wait_for()
    (tmp_path / "homes.csv").write_text(TABLE)
    drop_when_ready(page, tmp_path / "homes.csv")
    dialog = page.get_by_role("dialog", name="Use homes.csv as data")
    expect(dialog.get_by_label("Type of built")).to_have_value("date")
    dialog.get_by_label("Role of sold").select_option("target")
    dialog.get_by_role("button", name="Add data set").click()
    expect(dialog).to_be_hidden()

    canvas.tab("Data")
    page.get_by_role("button", name="Look at the rows").click()
    rows = page.get_by_role("dialog")
    expect(rows.get_by_role("row").nth(1)).to_contain_text("Jan 12, 2020")
    rows.get_by_label("Only rows where").select_option("district")
    rows.get_by_label("contains").fill("east")
    expect(rows.get_by_text("26 of 80 rows.")).to_be_visible()
    rows.get_by_role("button", name="Close").click()

    drag(page, ["area", "rooms"], "n1")
    drag(page, ["district"], "n2")
    drag(page, ["words"], "n6")
    drag(page, ["built"], "n7")
    drag(page, ["sold"], "n5")
    canvas.tab("Problems")
    for mend in (
        "Turn the texts of district into one number for each",
        "Number the first 4 words of each text of words",
        "Take the dates of built apart: year, month and day",
    ):
        page.get_by_role("button", name=mend).click()
    canvas.free_of_problems()

    canvas.tab("Training")
    page.get_by_label("split of the data").select_option("random")
    page.get_by_label("share to validate on").fill("0.2")
    page.get_by_label("share for the test").fill("0.2")
    page.get_by_role("button", name="Train", exact=True).click()
    canvas.tab("Run")
    expect(page.get_by_text("Completed", exact=False).first).to_be_visible()

    run = server.get(f"/runs?project={project}")["runs"][0]["id"]
    script = server.request("GET", f"/runs/{run}/artifacts/model.py").text
    (tmp_path / "model.py").write_text(f"{script}\nimport json\nprint(json.dumps(history.history))\n")
    done = warm_python.run(tmp_path / "model.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout.splitlines()[-1])
    ours = [
        json.loads(line)
        for line in server.request("GET", f"/runs/{run}/artifacts/events.jsonl").text.splitlines()
    ]
    logs = [event["logs"] for event in ours if event["type"] == "epoch_ended"]
    assert theirs["loss"] == [epoch["loss"] for epoch in logs]
    assert theirs["val_loss"] == [epoch["val_loss"] for epoch in logs]
    server.request("DELETE", f"/projects/{project}").raise_for_status()
