"""Nested models by hand: made of what is drawn, entered, edited, left, unpacked, published, and placed again."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import dense, inputs

pytestmark = pytest.mark.e2e


def draw_chain(canvas: Canvas) -> None:
    """An input, two Dense and an output, wired one after the other."""
    canvas.new_document()
    output = {"kind": "output", "name": "answer"}
    canvas.paste_column(310, 120, inputs(8), dense("hidden", 16), dense("scores", 10), output)


def nest(canvas: Canvas) -> None:
    """Makes one model of the two Dense."""
    draw_chain(canvas)
    canvas.select_all_of("hidden, Dense", "scores, Dense")
    canvas.menu("hidden, Dense", "Make a nested model")
    expect(canvas.node("block, block")).to_be_visible()
    expect(canvas.node("hidden, Dense")).to_have_count(0)


def test_two_layers_become_a_model_that_is_entered_edited_and_left(canvas: Canvas, page: Page) -> None:
    nest(canvas)
    expect(canvas.node("block, block")).to_contain_text("model · 2 layers")
    expect(page.get_by_text(re.compile("^314 parameters"))).to_be_visible()
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "10"])

    canvas.enter("block, block")
    expect(canvas.node("scores_output, Output")).to_be_visible()
    expect(page.get_by_role("navigation", name="Where this graph is")).to_contain_text("block")
    canvas.select("scores, Dense")
    canvas.write("units", "3")
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "16", "3"])

    canvas.leave()
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "3"])
    expect(page.get_by_text(re.compile("^195 parameters"))).to_be_visible()


def test_a_nested_model_is_unpacked_and_each_gesture_is_one_undo(canvas: Canvas, page: Page) -> None:
    nest(canvas)
    canvas.menu("block, block", "Unpack")
    for name in ("hidden, Dense", "scores, Dense"):
        expect(canvas.node(name)).to_be_visible()
    expect(canvas.node("block, block")).to_have_count(0)
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "16", "10"])

    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")
    expect(canvas.node("block, block")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(canvas.node("hidden, Dense")).to_be_visible()
    expect(canvas.node("block, block")).to_have_count(0)
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "16", "10"])


def test_a_published_model_is_placed_from_the_palette_with_weights_of_its_own(
    canvas: Canvas, page: Page
) -> None:
    nest(canvas)
    canvas.menu("block, block", "Publish to the palette")
    expect(page.get_by_text("block is on the palette now.")).to_be_visible()

    canvas.drag_from_palette("block", 560, 160)
    expect(canvas.node("block_1, block_1")).to_be_visible()
    canvas.wire("input, Input", "block_1, block_1")
    canvas.drag_from_palette("Output", 560, 390)
    canvas.write("name", "other")
    canvas.wire("block_1, block_1", "other, Output")
    expect(page.get_by_text(re.compile("^628 parameters"))).to_be_visible()
    canvas.free_of_problems()

    page.get_by_role("button", name="Take block off the palette").click()
    palette = page.get_by_role("complementary", name="Palette")
    expect(palette.get_by_role("button", name="block", exact=True)).to_have_count(0)


def test_a_problem_inside_a_nested_model_is_shown_where_it_is(canvas: Canvas, page: Page) -> None:
    nest(canvas)
    canvas.enter("block, block")
    canvas.select("scores, Dense")
    canvas.write("units", "-3")
    canvas.leave()
    canvas.tab("Problems")
    row = page.get_by_role("tabpanel").get_by_role("button", name=re.compile("block › scores"))
    row.click()
    expect(canvas.node("scores, Dense")).to_be_visible()
    expect(canvas.field("units")).to_have_value("-3")


def test_attention_takes_a_query_a_value_and_a_key(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    for place, name in enumerate(("query", "value", "key")):
        canvas.drag_from_palette("Input", 120 + 240 * place, 40)
        canvas.write("name", name)
        canvas.write("shape", f"{4 + place}, 8")
    canvas.select("value, Input")
    canvas.write("shape", "6, 8")
    canvas.drag_from_palette("MultiHeadAttention", 360, 260)
    canvas.write("name", "attend")
    canvas.write("num_heads", "2")
    canvas.write("key_dim", "4")
    canvas.drag_from_palette("Output", 360, 400)
    for name in ("query", "value", "key"):
        canvas.wire(f"{name}, Input", "attend, MultiHeadAttention", into=f", {name}$")
    canvas.wire("attend, MultiHeadAttention", "output, Output")
    canvas.free_of_problems()
    expect(page.locator(".react-flow__edge text")).to_have_text(["4 × 8", "6 × 8", "6 × 8", "4 × 8"])


def test_an_operation_takes_a_constant_and_a_part_of_a_tensor(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 40)
    canvas.write("shape", "4, 8")
    canvas.drag_from_palette("get_item", 310, 180)
    expect(canvas.node("get_item, get_item")).to_contain_text("x[:, 0]")
    canvas.drag_from_palette("multiply", 310, 280)
    canvas.write("Constant for x2", "0.5")
    expect(canvas.node("multiply, multiply")).to_contain_text("× 0.5")
    canvas.drag_from_palette("Output", 310, 400)
    canvas.wire("input, Input", "get_item, get_item", into=", x$")
    canvas.wire("get_item, get_item", "multiply, multiply", into=", x1$")
    canvas.wire("multiply, multiply", "output, Output")
    canvas.free_of_problems()
    expect(page.locator(".react-flow__edge text")).to_have_text(["4 × 8", "8", "8"])


def test_a_trained_run_is_placed_as_a_layer_frozen_and_opened(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.get_by_role("button", name="Train", exact=True).click()
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Use random").click()
    panel.get_by_role("button", name="Use MeanSquaredError").click()
    canvas.free_of_problems()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()

    canvas.tab("Runs")
    page.get_by_role("button", name="Use it as a layer").click()
    run = canvas.node("run_1, run_1")
    expect(run).to_contain_text("trained run")
    canvas.choose("trainable", "no")
    canvas.wire("input, Input", "run_1, run_1")
    canvas.drag_from_palette("Output", 600, 390)
    canvas.write("name", "learned")
    canvas.wire("run_1, run_1", "learned, Output")
    expect(page.locator(".react-flow__edge text")).to_have_text(["8", "16", "10", "8", "10"])
    expect(page.get_by_text(re.compile("^628 parameters"))).to_be_visible()

    canvas.enter("run_1, run_1")
    page.get_by_role("button", name="Open it").click()
    expect(canvas.node("hidden, Dense")).to_be_visible()
    expect(page.get_by_role("navigation", name="Where this graph is")).to_contain_text("run_1")


def test_a_model_of_keras_is_unpacked_into_its_layers(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 40)
    canvas.write("shape", "32, 32, 3")
    canvas.drag_from_palette("MobileNet", 310, 180)
    canvas.choose("include_top", "no")
    canvas.drag_from_palette("Output", 310, 320)
    canvas.wire("input, Input", "mobilenet, MobileNet")
    canvas.wire("mobilenet, MobileNet", "output, Output")
    expect(page.get_by_text(re.compile("^3,228,864 parameters"))).to_be_visible()

    canvas.menu("mobilenet, MobileNet", "Unpack")
    expect(canvas.node("conv1, Conv2D")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^[0-9]+ nodes$"))).to_be_visible()
    expect(page.get_by_text(re.compile("^3,228,864 parameters"))).to_be_visible()
    canvas.free_of_problems()
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")
    expect(canvas.node("mobilenet, MobileNet")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(3)
