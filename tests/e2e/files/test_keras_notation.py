"""[G110] A project that a program saved as Keras writes it is drawn, edited and saved as any other."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e

DOCUMENT: dict[str, Any] = {
    "format": 1,
    "name": "From a program",
    "graph": {
        "nodes": [
            {"kind": "input", "id": "n1", "name": "x", "shape": [7, 6], "dtype": "tf.float32"},
            {
                "kind": "layer",
                "id": "n2",
                "name": "hidden",
                "layer": {
                    "module": "keras.layers",
                    "class_name": "Dense",
                    "config": {
                        "units": 9,
                        "activation": "gelu",
                        "kernel_initializer": {"class_name": "HeNormal"},
                    },
                    "registered_name": None,
                },
            },
            {
                "kind": "layer",
                "id": "n3",
                "name": "reads",
                "layer": "keras.layers.CuDNNLSTM",
                "config": {"units": 5},
            },
            {"kind": "output", "id": "n4", "name": "y"},
        ],
        "edges": [
            {"source": "n1", "target": "n2"},
            {"source": "n2", "target": "n3"},
            {"source": "n3", "target": "n4"},
        ],
    },
    "training": {"optimizer": {"name": "keras.optimizers.Adam", "config": {"lr": 0.1}}},
}


def test_it_is_drawn_as_its_own_and_its_fixes_keep_the_values(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    id = server.post("/projects", {"document": DOCUMENT}).json()["id"]
    page.goto(f"{server.url}/#/p/{id}")
    canvas.select("hidden, Dense")
    expect(canvas.field("units")).to_have_value("9")
    canvas.tab("Problems")
    page.get_by_role("button", name="Rename it to learning_rate").click()
    page.get_by_role("button", name="Make it an LSTM").click()

    def saved() -> Any:
        return server.get(f"/projects/{id}")["document"]

    wait_for(lambda: "keras" not in str(saved()) and "lr'" not in str(saved()))
    assert saved()["training"]["optimizer"] == {"name": "Adam", "config": {"learning_rate": 0.1}}
    nodes = {node["id"]: node for node in saved()["graph"]["nodes"]}
    assert nodes["n2"]["config"] == {"units": 9, "activation": "gelu", "kernel_initializer": "HeNormal"}
    assert nodes["n3"]["layer"] == "LSTM"
