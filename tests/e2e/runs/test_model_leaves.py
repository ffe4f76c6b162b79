"""A saved model is dropped onto the page, trained, and leaves in every format that is offered."""

import zipfile
from pathlib import Path

import keras
import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer, wait_for

# Keras calls `__array__` of a TensorFlow tensor in a way that NumPy 2 warns about.
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]
FORMATS = {
    "Weights (.weights.h5)": "model.weights.h5",
    "Keras JSON": "model.config.json",
    "SavedModel (.zip)": "model.savedmodel.zip",
    "LiteRT (.tflite)": "model.tflite",
    "LiteRT with 8 bits (.tflite)": "model.int8.tflite",
    "ONNX (.onnx)": "model.onnx",
    "Page that predicts (.html)": "model.html",
    "Small app (.zip)": "app.zip",
}


def saved_model(path: Path) -> Path:
    """A model of two inputs, compiled, as plain Keras saves it."""
    left, right = keras.Input((4,), name="left"), keras.Input((3,), name="right")
    both = keras.layers.Concatenate(name="both")([keras.layers.Dense(5, name="look")(left), right])
    model = keras.Model([left, right], keras.layers.Dense(2, name="give")(both))
    model.compile("adam", "mse")
    model.save(path)
    return path


def test_I466_a_dropped_model_is_trained_and_leaves_in_each_format(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    before = page.url
    drop_when_ready(page, saved_model(tmp_path / "pair.keras"))
    page.wait_for_url(lambda url: "#/p/" in url and url != before)
    canvas.node("look, Dense").wait_for()
    expect(page.get_by_text("2 layers start from this file now.")).to_be_visible(timeout=60_000)
    project = page.url.partition("#/p/")[2]
    wait_for(lambda: server.get(f"/projects/{project}")["document"].get("weights"), 20)
    document = server.get(f"/projects/{project}")["document"]
    assert [(each["match"], each["name"]) for each in document["weights"]] == [("name", "pair.keras")]
    document = {**document, "data": {"dataset": "random"}}
    document["training"]["epochs"] = 1
    run = str(server.post("/runs", {"document": document, "project": project}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    page.reload()
    canvas.node("look, Dense").wait_for()
    canvas.tab("Runs")
    exports = page.get_by_role("region", name="For other programs")
    for label, file in FORMATS.items():
        exports.get_by_role("button", name=label, exact=True).click()
        link = exports.get_by_role("link", name=f"Download {file}")
        expect(link).to_be_visible(timeout=110_000)
        with page.expect_download() as download:
            link.click()
        download.value.save_as(tmp_path / file)
        assert (tmp_path / file).stat().st_size > 0
    assert zipfile.is_zipfile(tmp_path / "app.zip")
    server.request("DELETE", f"/projects/{project}").raise_for_status()
