"""The whole way, by gestures only: draw, read what is wrong, train, watch, reload, and trust the numbers."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer, wait_for
from support.processes.warm_python import WarmPython

pytestmark = pytest.mark.e2e
EPOCHS = 5


def draw_twin(canvas: Canvas) -> None:
    """Two images into one Conv2D, called twice; all but the last wire."""
    canvas.new_document()
    canvas.drag_from_palette("Input", 150, 30)
    canvas.write("name", "left")
    canvas.write("shape", "8, 8, 1")
    canvas.drag_from_palette("Conv2D", 150, 150)
    canvas.write("name", "stroke")
    canvas.write("filters", "16")
    canvas.drag_from_palette("Flatten", 150, 260)
    canvas.write("name", "flat_left")
    canvas.drag_from_palette("Input", 480, 30)
    canvas.write("name", "right")
    canvas.write("shape", "8, 8, 1")
    canvas.drag_from_palette("Flatten", 480, 260)
    canvas.write("name", "flat_right")
    canvas.drag_from_palette("Concatenate", 310, 340)
    canvas.write("name", "merged")
    canvas.drag_from_palette("Dense", 310, 430)
    canvas.write("name", "scores")
    canvas.write("units", "10")
    canvas.choose("activation", "softmax")
    canvas.drag_from_palette("Output", 310, 530)
    canvas.write("name", "digit")


def bind(canvas: Canvas) -> None:
    """Digits into both inputs, and how to train."""
    canvas.tab("Data")
    canvas.choose("Data set", "Handwritten digits")
    canvas.choose("left", "image")
    canvas.choose("right", "image")
    canvas.choose("digit", "label")
    canvas.tab("Training")
    canvas.write("learning_rate, number", "0.01")
    canvas.write("epochs", str(EPOCHS))
    canvas.write("validation split", "0.2")
    canvas.choose("loss", "SparseCategoricalCrossentropy")
    canvas.choose("add a metric", "accuracy")
    canvas.ready_to_train()


def test_a_person_draws_mends_trains_watches_and_reloads(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path, warm_python: WarmPython
) -> None:
    draw_twin(canvas)

    # One Conv2D of 16 filters called twice: the further call is added from the layer itself.
    canvas.select("stroke, Conv2D")
    page.get_by_role("button", name="Call again").click()
    canvas.wire("left, Input", "stroke, Conv2D, call 0")
    canvas.wire("stroke, Conv2D, call 0", "flat_left, Flatten")
    canvas.wire("stroke, Conv2D, call 1", "flat_right, Flatten")
    canvas.wire("flat_left, Flatten", "merged, Concatenate", into="inputs 1")
    canvas.wire("flat_right, Flatten", "merged, Concatenate", into="inputs 2")
    canvas.wire("merged, Concatenate", "scores, Dense")
    canvas.wire("scores, Dense", "digit, Output")

    # Before the last wire the problem list names the input that leads nowhere, and the canvas marks it.
    canvas.tab("Problems")
    expect(page.get_by_role("tabpanel")).to_contain_text("The input right has nothing to do with digit")
    expect(canvas.node("right, Input").get_by_role("button", name=re.compile("problem"))).to_be_visible()
    canvas.wire("right, Input", "stroke, Conv2D, call 1")
    expect(canvas.node("right, Input").get_by_role("button", name=re.compile("problem"))).to_have_count(0)

    # After it, every edge shows its shape.
    shapes = ["8 × 8 × 1", "8 × 8 × 1", "6 × 6 × 16", "6 × 6 × 16", "576", "576", "1152", "10"]
    wait_for(lambda: sorted(canvas.shapes()) == sorted(shapes))

    bind(canvas)
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="Table").click()
    rows = page.get_by_role("tabpanel").locator("tbody tr")
    expect(rows.nth(1)).to_be_visible()

    # Reloaded after the second epoch, the page shows the same run, from its first epoch to its last.
    page.reload()
    canvas.tab("Training")
    expect(page.get_by_text("Completed, 5 epochs", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(rows).to_have_count(EPOCHS)

    (run,) = [found for found in server.get("/runs")["runs"] if found["epochs"] == EPOCHS]
    epochs = [
        event["logs"]
        for event in server.get(f"/runs/{run['id']}/events")["events"]
        if event["type"] == "epoch_ended"
    ]
    assert len(epochs) == EPOCHS
    assert epochs[-1]["val_accuracy"] > 0.9
    assert epochs == exported(server.get(f"/runs/{run['id']}")["document"], tmp_path, warm_python)


def exported(document: dict[str, Any], folder: Path, python: WarmPython) -> list[dict[str, float]]:
    """The epochs of the exported script, run by itself."""
    drawn, script = folder / "drawn.json", folder / "script.py"
    drawn.write_text(json.dumps(document), "utf-8")
    command = Path(sys.executable).parent / "layerloom"
    assert python.run(command, "export", drawn, "--to", "python", "-o", script).returncode == 0
    done = python.run(script)
    assert done.returncode == 0, done.stderr
    history = json.loads(done.stdout.strip().splitlines()[-1])
    return [{name: values[epoch] for name, values in history.items()} for epoch in range(EPOCHS)]
