"""A script that is dropped onto the page: read, asked about, drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.canvas import Canvas
from support.browser.files import drop_when_ready
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

SCRIPT = """
from keras.models import Sequential, Model
from keras.layers import Input, Dense, concatenate

small = Sequential([Input((4,)), Dense(2)])
words, tags = Input(shape=(8,), name="words"), Input(shape=(3,), name="tags")
joined = concatenate([Dense(6, activation="relu", name="reading")(words), tags])
model = Model([words, tags], Dense(len(labels), activation="softmax", name="kind")(joined))
model.compile("adam", "categorical_crossentropy")
prepare(model)
"""


def test_I11_a_dropped_script_asks_what_it_leaves_open_and_is_drawn(
    canvas: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    script = tmp_path / "kinds.py"
    script.write_text(SCRIPT, "utf-8")
    drop_when_ready(page, script)
    dialog = page.get_by_role("dialog", name="Open kinds.py")
    expect(dialog.get_by_label("Model")).to_have_value("model")
    dialog.get_by_label("Model").select_option("small")
    expect(dialog.get_by_label("len(labels)")).to_have_count(0)
    dialog.get_by_label("Model").select_option("model")
    dialog.get_by_label("len(labels)").fill("5")
    before = page.url
    dialog.get_by_role("button", name="Open").click()
    expect(dialog).to_be_hidden()
    page.wait_for_url(lambda url: "#/p/" in url and url != before)
    canvas.node("reading, Dense").wait_for()
    canvas.node("kind, Dense").wait_for()
    expect(page.get_by_text("line 10: `prepare(...)` was not followed.")).to_be_visible()
    project = page.url.partition("#/p/")[2]
    document = server.get(f"/projects/{project}")["document"]
    assert server.post("/check", document).json()["totals"]["params"] == 8 * 6 + 6 + 9 * 5 + 5
    server.request("DELETE", f"/projects/{project}").raise_for_status()


def test_I3_a_script_of_python_2_is_refused_on_the_page(
    browser: Browser, server: RunningServer, tmp_path: Path
) -> None:
    """On a page of its own: a browser logs an answer of 422 as an error of the page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.new_link())
        Canvas(page).begin_if_asked("Twin digits")
        script = tmp_path / "old.py"
        script.write_text("print 'hello'\n", "utf-8")
        drop_when_ready(page, script)
        expect(page.get_by_text("line 1 is Python 2, which cannot be read here.")).to_be_visible()
