"""A ZIP of pictures with a table of two labels, from the desktop to a script and a model to take away."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from codegen.pictures import pictures, two_labels
from layerloom_schema.documents.document import write_document
from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer
from support.processes.warm_python import WarmPython
from support.script_history import history_of

pytestmark = pytest.mark.e2e


def unbound() -> dict[str, Any]:
    """A model with two outputs that knows of no data."""
    value = write_document(two_labels("none"))
    value["data"] = {}
    outputs = {"color": {"loss": "sparse_categorical_crossentropy"}, "bright": {"loss": "mse"}}
    value["training"] |= {"outputs": outputs, "validation": {"split": 0.2}}
    return value


def labelled_archive(folder: Path) -> Path:
    """The pictures, with the table inside."""
    archive, table = pictures(folder)
    with zipfile.ZipFile(archive, "a") as opened:
        opened.write(table, table.name)
    return archive


def test_C149_a_zip_of_pictures_with_two_labels_becomes_a_trained_model_with_two_outputs(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path, warm_python: WarmPython
) -> None:
    project = server.post("/projects", {"document": unbound()}).json()["id"]
    page.goto(f"{server.url}/#/p/{project}")
    canvas.node("picture, Input").wait_for()
    drop_when_ready(page, labelled_archive(tmp_path))
    dialog = page.get_by_role("dialog", name="Use pictures.zip as data")
    expect(dialog.get_by_text("60 rows, 3 columns.")).to_be_visible()
    dialog.get_by_label("Name").fill("pictures")
    dialog.get_by_role("button", name="Add data set").click()
    expect(page.get_by_text("Bound by name or shape: picture, color, bright")).to_be_visible()

    canvas.tab("Problems")
    page.get_by_role("button", name="Number the texts of color").first.click()
    page.get_by_role("button", name="Scale image to numbers from 0 to 1").first.click()
    canvas.select("color, Output")
    page.get_by_text("Weights of rows and classes").click()
    canvas.choose("classes", "balanced")
    page.get_by_role("button", name="Train", exact=True).click()
    canvas.tab("Run")
    expect(page.get_by_text("Completed", exact=False).first).to_be_visible()

    run = server.get(f"/runs?project={project}")["runs"][0]
    assert (run["state"], run["dataset"]) == ("completed", "pictures")
    path = f"/runs/{run['id']}"
    document = server.get(path)["document"]
    assert document["training"]["outputs"]["color"]["class_weight"] == "balanced"
    ours: dict[str, list[float]] = {}
    for event in server.get(f"{path}/events")["events"]:
        for name, value in event["logs"].items() if event["type"] == "epoch_ended" else ():
            ours.setdefault(name, []).append(value)
    script = server.request("GET", f"{path}/artifacts/model.py").text
    assert history_of(script, tmp_path, warm_python) == ours

    canvas.tab("Runs")
    with page.expect_download() as download:
        page.get_by_role("link", name="Model with preprocessing (.zip)").click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        assert bundle.namelist() == ["model.keras", "preprocess.py"]
    server.request("DELETE", f"/projects/{project}").raise_for_status()
