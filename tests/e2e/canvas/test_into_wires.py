"""What hands do with wires: put into them, end them elsewhere, draw them from ring to ring or from a list."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import draw_chain, expect_wires, middle_of_wire, on_pane, saved, undo
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


def test_C30_a_layer_dropped_from_the_palette_on_a_wire_is_put_into_it(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Dropout", *on_pane(canvas, middle_of_wire(page, "input to hidden")))
    expect_wires(page, "input to dropout", "dropout to hidden", "hidden to answer")
    canvas.free_of_problems()
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")
    expect(canvas.node("dropout, Dropout")).to_have_count(0)


def test_C30_the_wire_under_what_is_dragged_lights_up(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Dropout", 640, 300)
    x, y = middle_of_wire(page, "hidden to answer")
    canvas.node("dropout, Dropout").hover(position={"x": 60, "y": 10})
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=6)
    page.mouse.move(x, y, steps=4)
    line = page.get_by_role("img", name=re.compile("^wire from hidden to answer")).locator("path").first
    expect(line).to_have_css("stroke-width", "4px")
    page.mouse.up()
    expect_wires(page, "input to hidden", "hidden to dropout", "dropout to answer")
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")
    expect(canvas.node("dropout, Dropout")).to_be_visible()


def test_C30_a_node_with_wires_of_its_own_is_only_moved_over_a_wire(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Input", 640, 30)
    canvas.write("name", "other")
    canvas.drag_from_palette("Dense", 640, 300)
    canvas.write("name", "aside")
    canvas.wire("other, Input", "aside, Dense")
    x, y = middle_of_wire(page, "hidden to answer")
    canvas.node("aside, Dense").hover(position={"x": 60, "y": 10})
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    page.mouse.up()
    expect_wires(page, "input to hidden", "hidden to answer", "other to aside")


def test_C30_what_cannot_stand_in_a_wire_is_put_beside_it_and_reported(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Output", *on_pane(canvas, middle_of_wire(page, "input to hidden")))
    expect(page.get_by_text("output gives nothing on, so it cannot stand in a wire")).to_be_visible()
    expect(canvas.node("output, Output")).to_be_visible()
    expect_wires(page, "input to hidden", "hidden to answer")


def test_C30_ctrl_click_on_a_wire_searches_what_fits_and_puts_it_into_the_wire(
    canvas: Canvas, page: Page
) -> None:
    draw_chain(canvas)
    page.keyboard.down("Control")
    page.mouse.click(*middle_of_wire(page, "hidden to answer"))
    page.keyboard.up("Control")
    results = page.get_by_role("listbox", name="Layers that fit")
    expect(results.get_by_role("option", name=re.compile("^Conv2D "))).to_have_count(0)
    page.keyboard.type("outpu")
    expect(results.get_by_role("option", name=re.compile("^Output"))).to_have_count(0)
    page.get_by_role("combobox", name="Add a layer").fill("batchn")
    page.keyboard.press("Enter")
    name = "batch_normalization"
    expect_wires(page, "input to hidden", f"hidden to {name}", f"{name} to answer")
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")


def test_C30_a_node_put_into_a_wire_of_a_merge_keeps_its_number(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    for name, x in (("left", 120), ("right", 480)):
        canvas.drag_from_palette("Input", x, 30)
        canvas.write("name", name)
    canvas.drag_from_palette("Subtract", 300, 320)
    canvas.wire("left, Input", "subtract, Subtract", into="1$")
    canvas.wire("right, Input", "subtract, Subtract", into="2$")
    canvas.drag_from_palette("Dropout", *on_pane(canvas, middle_of_wire(page, "left to subtract")))
    expect_wires(page, "left to dropout", "dropout to subtract", "right to subtract")
    document = saved(page, server)
    ids = {node["name"]: node["id"] for node in document["graph"]["nodes"]}
    into = [edge for edge in document["graph"]["edges"] if edge["target"] == ids["subtract"]]
    assert {edge["source"]: edge["order"] for edge in into} == {ids["dropout"]: 0, ids["right"]: 1}


def test_C31_a_wire_near_a_ring_snaps_to_it_and_what_does_not_fit_greys_out(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 30)
    canvas.drag_from_palette("Dense", 160, 220)
    canvas.drag_from_palette("Conv2D", 460, 220)
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    canvas.node("input, Input").get_by_role("button", name="output of input").hover()
    ring = canvas.node("dense, Dense").get_by_role("button", name=re.compile("^input of"))
    box = ring.bounding_box()
    assert box is not None
    page.mouse.down()
    page.mouse.move(box["x"] + 16, box["y"] - 10, steps=8)
    unfit = canvas.node("conv2d, Conv2D").get_by_role("button", name=re.compile("^input of"))
    expect(unfit).to_have_css("opacity", "0.25")
    page.mouse.up()
    expect_wires(page, "input to dense")


def drag_end(page: Page, canvas: Canvas, node: str, x: float, y: float) -> None:
    """Takes the end of the wire above a node and lets it go elsewhere on the page."""
    ring = canvas.node(node).get_by_role("button", name=re.compile("^input of")).bounding_box()
    assert ring is not None
    page.mouse.move(ring["x"] + ring["width"] / 2, ring["y"] - 14)
    page.mouse.down()
    page.mouse.move(x - 30, y - 20, steps=5)
    page.mouse.move(x, y, steps=5)
    page.mouse.up()


def test_C31_a_wires_end_dragged_to_another_node_goes_there(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Dense", 640, 300)
    canvas.write("name", "other")
    box = canvas.node("other, Dense").bounding_box()
    assert box is not None
    drag_end(page, canvas, "hidden, Dense", box["x"] + box["width"] / 2, box["y"])
    expect_wires(page, "input to other", "hidden to answer")
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")


def test_C31_a_wires_end_dragged_to_nowhere_takes_the_wire_away(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    box = canvas.pane.bounding_box()
    assert box is not None
    drag_end(page, canvas, "answer, Output", box["x"] + 620, box["y"] + 200)
    expect_wires(page, "input to hidden")
    expect(page.get_by_role("dialog", name="Add a layer")).to_have_count(0)
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")


def test_C38_without_a_mouse_a_wire_is_drawn_by_choosing_an_input_from_a_list(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 30)
    canvas.drag_from_palette("Conv2D", 560, 30)
    canvas.drag_from_palette("Concatenate", 310, 260)
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    canvas.select("input, Input")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Wire from Input input")
    options = dialog.get_by_role("option")
    expect(options.first).to_have_text(re.compile("^Concatenate concatenate, input 1"))
    expect(dialog.get_by_role("option", name=re.compile("^Conv2D conv2d"))).to_contain_text(
        "does not take this tensor"
    )
    page.keyboard.type("input 2")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect_wires(page, "input to concatenate")

    page.keyboard.press("c")
    expect(dialog.get_by_role("option", name=re.compile("input 1"))).to_contain_text("before Input input")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    canvas.select("concatenate, Concatenate")
    page.keyboard.press("c")
    own = page.get_by_role("dialog", name="Wire from Concatenate concatenate")
    expect(own.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(".react-flow__edge")).to_have_count(0)
