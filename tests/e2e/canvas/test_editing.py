"""Mistakes and their mending by hand: fixes, undo, drafts that survive, and what is missing before training."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas

pytestmark = pytest.mark.e2e


def draw_small(canvas: Canvas) -> None:
    """Two inputs, a Dense and an output; the first input is wired through."""
    canvas.new_document()
    canvas.drag_from_palette("Input", 150, 40)
    canvas.write("name", "left")
    canvas.drag_from_palette("Input", 480, 40)
    canvas.write("name", "right")
    canvas.drag_from_palette("Dense", 310, 280)
    canvas.write("name", "scores")
    canvas.drag_from_palette("Output", 310, 420)
    canvas.write("name", "answer")
    canvas.wire("left, Input", "scores, Dense")
    canvas.wire("scores, Dense", "answer, Output")


def test_two_tensors_into_one_input_are_joined_by_one_click_and_parted_by_undo(
    canvas: Canvas, page: Page
) -> None:
    draw_small(canvas)
    canvas.wire("right, Input", "scores, Dense")
    canvas.tab("Problems")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("scores takes one tensor, and 2 are wired to it: left and right")

    panel.get_by_role("button", name="Join them with Concatenate").click()
    expect(canvas.node("concatenate, Concatenate")).to_be_visible()
    canvas.free_of_problems()

    page.locator(".react-flow__pane").click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")
    expect(canvas.node("concatenate, Concatenate")).to_have_count(0)
    expect(panel).to_contain_text("scores takes one tensor")
    page.keyboard.press("Control+Shift+z")
    expect(canvas.node("concatenate, Concatenate")).to_be_visible()


def test_an_unrelated_input_is_removed_by_its_fix(canvas: Canvas, page: Page) -> None:
    draw_small(canvas)
    canvas.node("right, Input").get_by_role("button", name=re.compile("problem")).click()
    page.get_by_role("button", name="Remove right").first.click()
    expect(canvas.node("right, Input")).to_have_count(0)
    canvas.free_of_problems()


def test_a_draft_with_problems_is_there_after_a_reload(canvas: Canvas, page: Page) -> None:
    draw_small(canvas)
    canvas.select("scores, Dense")
    canvas.write("units", "-5")
    expect(page.get_by_text("units of Dense scores must be").first).to_be_visible()
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    page.reload()
    canvas.select("scores, Dense")
    expect(canvas.field("units")).to_have_value("-5")
    expect(page.get_by_text("units of Dense scores must be").first).to_be_visible()


def test_train_without_data_and_loss_says_what_to_choose_and_the_fixes_suffice(
    canvas: Canvas, page: Page
) -> None:
    draw_small(canvas)
    canvas.node("right, Input").get_by_role("button", name=re.compile("problem")).click()
    page.get_by_role("button", name="Remove right").first.click()
    page.get_by_role("button", name="Train", exact=True).click()
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("No data is chosen yet")
    expect(panel).to_contain_text("answer has no loss")
    panel.get_by_role("button", name="Use random").click()
    panel.get_by_role("button", name="Use MeanSquaredError").click()
    canvas.ready_to_train()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()


def test_a_wire_dropped_on_empty_canvas_offers_what_fits_and_wires_it(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 300, 60)
    canvas.write("shape", "8, 8, 1")
    ring = page.get_by_role("button", name="output of input")
    box = ring.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + 160, steps=8)
    page.mouse.up()
    expect(page.get_by_role("option", name=re.compile("^LSTM"))).to_have_count(0)
    page.keyboard.type("conv2")
    page.keyboard.press("Enter")
    expect(page.locator(".react-flow__edge")).to_have_count(1)
    expect(canvas.node("conv2d, Conv2D")).to_be_visible()


def test_a_wire_onto_a_ring_that_does_not_take_it_is_made_when_asked_for_and_reported_as_a_problem(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 40)
    canvas.write("shape", "4, 8")
    canvas.drag_from_palette("split", 310, 180)
    canvas.write("axis", "0")
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    ring = canvas.node("split, split").get_by_role("button", name=re.compile("^input of"))
    canvas.node("input, Input").get_by_role("button", name="output of input").hover()
    page.mouse.down()
    ring.hover(force=True)
    expect(ring).to_have_css("opacity", "0.25")
    ring.hover(force=True, position={"x": 3, "y": 3})
    page.mouse.up()
    expect(page.locator(".react-flow__edge")).to_have_count(0)

    page.get_by_role("button", name="Wire it anyway").click()
    expect(page.locator(".react-flow__edge")).to_have_count(1)
    canvas.tab("Problems")
    expect(page.get_by_role("tabpanel")).to_contain_text("batch")
