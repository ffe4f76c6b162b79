"""A person's own script beside the canvas: each side follows the other, with one undo for both."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

SCRIPT = """\
import keras
import numpy as np
from keras import layers

x_train = np.random.rand(64, 8)  # rows of our own
y_train = np.random.rand(64, 1)

inputs = keras.Input((8,), name="features")
x = layers.Dense(16, activation="relu", name="wide")(inputs)
outputs = layers.Dense(1, name="price")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "mse")
model.fit(x_train, y_train, epochs=2)
"""


def editor_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your script of this model")


def test_I451_a_script_is_edited_on_both_sides_and_trained(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    script = tmp_path / "prices.py"
    script.write_text(SCRIPT, "utf-8")
    before = page.url
    drop_when_ready(page, script)
    page.wait_for_url(lambda url: "#/p/" in url and url != before)
    canvas.node("wide, Dense").wait_for()
    canvas.tab("Code")
    editor = editor_of(page)
    expect(editor).to_contain_text("# rows of our own")

    canvas.select("wide, Dense")
    expect(canvas.field("units")).to_have_value("16")
    editor.get_by_text("16", exact=True).dblclick()
    page.keyboard.type("32")
    expect(canvas.field("units")).to_have_value("32")

    canvas.write("units", "48")
    expect(editor).to_contain_text('x = layers.Dense(48, activation="relu", name="wide")(inputs)')
    editor.get_by_text("import keras").first.click()
    page.keyboard.press("Control+z")
    expect(editor).to_contain_text("layers.Dense(32,")
    expect(canvas.field("units")).to_have_value("32")

    project = page.url.partition("#/p/")[2]
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("Completed", exact=False).first).to_be_visible(timeout=60_000)
    document = server.get(f"/projects/{project}")["document"]
    assert document["script"]["text"] == SCRIPT.replace("16", "32", 1)
    server.request("DELETE", f"/projects/{project}").raise_for_status()


def test_I452_the_written_script_becomes_a_persons_and_a_line_of_two_layers_asks(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    script = tmp_path / "deep.py"
    script.write_text(
        'from keras import Input, Model, layers\nx = start = Input((4,), name="start")\nfor units in (8, 6):\n'
        '    x = layers.Dense(units, activation="relu")(x)\nmodel = Model(start, x)\n',
        "utf-8",
    )
    before = page.url
    drop_when_ready(page, script)
    page.wait_for_url(lambda url: "#/p/" in url and url != before)
    canvas.node("dense, Dense").wait_for()
    canvas.tab("Code")
    editor = editor_of(page)
    expect(editor).to_contain_text("for units in (8, 6):")
    canvas.select("dense, Dense")
    canvas.write("units", "9")
    expect(editor).to_contain_text("for units in (9, 6):")
    canvas.field("activation").select_option("gelu")
    question = page.get_by_role("status").filter(has_text="This line makes 2 layers")
    question.get_by_role("button", name="Write this line out").click()
    expect(editor).to_contain_text('x = layers.Dense(units, activation="gelu")(x)')
    expect(question).to_have_count(0)

    page.keyboard.press("Control+z")
    expect(canvas.field("activation")).to_have_value("relu")
    expect(editor).to_contain_text("for units in (9, 6):")
    canvas.field("activation").select_option("gelu")
    question.get_by_role("button", name="Use generated code").click()
    expect(
        page.get_by_role("region", name="The Python script that trains this model by itself")
    ).to_contain_text("keras.layers.Dense(9,")
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(editor).to_contain_text("keras.layers.Dense(9,")
    expect(editor).to_be_focused()
    project = page.url.partition("#/p/")[2]
    server.request("DELETE", f"/projects/{project}").raise_for_status()


def test_I452_a_text_that_cannot_be_read_is_kept_and_says_where(
    browser: Browser, server: RunningServer, tmp_path: Path
) -> None:
    """On a page of its own: a browser logs an answer of 422 as an error of the page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.new_link())
        canvas = Canvas(page)
        canvas.begin_if_asked("Twin digits")
        script = tmp_path / "broken.py"
        script.write_text(SCRIPT, "utf-8")
        before = page.url
        drop_when_ready(page, script)
        page.wait_for_url(lambda url: "#/p/" in url and url != before)
        canvas.node("wide, Dense").wait_for()
        canvas.tab("Code")
        editor_of(page).get_by_text("# rows of our own").click()
        page.keyboard.press("Home")
        page.keyboard.type("+ = ")
        expect(page.get_by_text("The canvas waits until this file can be read")).to_contain_text("line 5")
        expect(editor_of(page)).to_contain_text("+ = x_train")
        for _ in "+ = ":
            page.keyboard.press("Backspace")
        expect(page.get_by_text("The canvas waits until this file can be read")).to_have_count(0)
        project = page.url.partition("#/p/")[2]
        server.request("DELETE", f"/projects/{project}").raise_for_status()
