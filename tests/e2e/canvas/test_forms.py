"""Settings by hand: a layer inside another, what stands in square brackets, a layer that learns beforehand."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas

pytestmark = pytest.mark.e2e


def draw_through(canvas: Canvas, layer: str, name: str, shape: str) -> None:
    """One input, one node and one output in a row; the node is selected."""
    canvas.new_document()
    canvas.drag_from_palette("Input", 300, 40)
    canvas.write("name", "steps")
    canvas.write("shape", shape)
    canvas.drag_from_palette(layer, 300, 200)
    canvas.write("name", name)
    canvas.drag_from_palette("Output", 300, 380)
    canvas.write("name", "answer")
    canvas.wire("steps, Input", f"{name}, {layer}", into="")
    canvas.wire(f"{name}, {layer}", "answer, Output")
    canvas.select(f"{name}, {layer}")


def test_the_layer_inside_another_is_edited_in_place_and_changes_the_shape_on_the_wire(
    canvas: Canvas, page: Page
) -> None:
    draw_through(canvas, "Bidirectional", "both_ways", "20, 8")
    wires = page.locator(".react-flow__edge")
    canvas.write("units", "5")
    expect(wires.filter(has_text=re.compile(r"^10$"))).to_have_count(1)

    canvas.choose("layer", "GRU")
    expect(canvas.field("units")).to_have_value("5")
    canvas.choose("return_sequences", "yes")
    expect(wires.filter(has_text="20 × 10")).to_have_count(1)

    canvas.write("units", "0")
    expect(canvas.field("units")).to_have_attribute("aria-invalid", "true")
    expect(canvas.field("layer")).to_have_attribute("aria-invalid", "false")


def test_what_stands_in_square_brackets_is_typed_as_python_writes_it(canvas: Canvas, page: Page) -> None:
    draw_through(canvas, "get_item", "some", "20, 8")
    wires = page.locator(".react-flow__edge")
    canvas.write("key", ":, 1:11:2")
    expect(wires.filter(has_text="5 × 8")).to_have_count(1)

    canvas.write("key", ":, first")
    expect(page.get_by_text(":, first cannot be read", exact=False)).to_be_visible()
    canvas.write("key", ":, 0")
    expect(wires.filter(has_text=re.compile(r"^8$"))).to_have_count(1)
    expect(page.get_by_text("cannot be read")).to_have_count(0)


def test_a_layer_without_its_values_may_learn_them_from_the_training_rows(canvas: Canvas) -> None:
    draw_through(canvas, "Normalization", "even", "8")
    expect(canvas.field("adapt")).to_have_attribute("aria-invalid", "true")
    canvas.choose("adapt", "yes")
    expect(canvas.field("adapt")).to_have_attribute("aria-invalid", "false")
    canvas.free_of_problems()
