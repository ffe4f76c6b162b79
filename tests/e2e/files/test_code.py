"""The code beside the drawing: it follows the drawing, lights what is selected, and leads back to the canvas."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.canvas import Canvas

pytestmark = pytest.mark.e2e


def code_of(page: Page) -> Locator:
    return page.get_by_role("region", name="The Python script that trains this model by itself")


def lit(page: Page) -> Locator:
    return code_of(page).locator("[data-lit='own']")


def draw(canvas: Canvas) -> None:
    """An input, a Dense without units, an output: wired, with one thing missing."""
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 40)
    canvas.write("name", "features")
    canvas.drag_from_palette("Dense", 310, 160)
    canvas.write("name", "hidden")
    canvas.drag_from_palette("Output", 310, 280)
    canvas.write("name", "answer")
    canvas.wire("features, Input", "hidden, Dense")
    canvas.wire("hidden, Dense", "answer, Output")


def test_C81_a_draft_is_written_as_far_as_it_is_sound(canvas: Canvas, page: Page) -> None:
    draw(canvas)
    canvas.select("hidden, Dense")
    canvas.write("units", "")
    canvas.tab("Code")
    code = code_of(page)
    expect(code).to_contain_text('features = keras.Input((8,), name="features")')
    expect(code).to_contain_text("# Not written yet.")
    expect(code).to_contain_text("# output answer: waits for hidden.")
    expect(lit(page)).to_contain_text(["# Dense hidden: "])

    canvas.write("units", "64")
    expect(code).to_contain_text('hidden = keras.layers.Dense(64, name="hidden")(features)')
    expect(code).not_to_contain_text("# Not written yet.")


def test_C82_the_lines_of_what_is_selected_are_lit_and_a_line_leads_to_its_node(
    canvas: Canvas, page: Page
) -> None:
    draw(canvas)
    canvas.select("hidden, Dense")
    canvas.write("units", "64")
    canvas.menu("hidden, Dense", "Call again")
    canvas.wire("features, Input", "hidden, Dense, call 1")
    canvas.drag_from_palette("Output", 560, 280)
    canvas.wire("hidden, Dense, call 1", "output, Output")
    canvas.tab("Code")
    code = code_of(page)
    expect(code).to_contain_text("hidden = keras.layers.Dense(64")

    canvas.select("hidden, Dense, call 1")
    expect(lit(page)).to_have_count(1)
    expect(lit(page)).to_contain_text("hidden_2 = hidden(features)")
    made = code.locator("[data-lit='made']").first
    expect(made).to_contain_text('hidden = keras.layers.Dense(64, name="hidden")')

    line = code.locator("[data-line]", has_text="keras.Input")
    line.get_by_role("button", name=re.compile("^Line")).click()
    expect(canvas.field("name")).to_have_value("features")
    expect(lit(page)).to_contain_text("keras.Input")
