"""Removing with and without a gap, and the clipboard: cut, copied, pasted, sent by mail."""

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import draw_chain, expect_wires, middle_of_wire, on_pane, undo

pytestmark = pytest.mark.e2e


def test_C32_ctrl_delete_joins_what_was_around_a_chain(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.drag_from_palette("Dropout", *on_pane(canvas, middle_of_wire(page, "hidden to answer")))
    canvas.select_all_of("hidden, Dense", "dropout, Dropout")
    page.keyboard.press("Control+Delete")
    expect_wires(page, "input to answer")
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to dropout", "dropout to answer")


def test_C32_delete_removes_with_the_wires(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Delete")
    expect(page.locator(".react-flow__edge")).to_have_count(0)
    undo(canvas, page)
    expect_wires(page, "input to hidden", "hidden to answer")


def test_C34_copies_keep_the_wires_between_them_and_ctrl_shift_v_those_that_came_in(
    canvas: Canvas, page: Page
) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")
    expect(canvas.node("hidden_1, Dense")).to_be_visible()
    expect_wires(page, "input to hidden", "hidden to answer")
    page.keyboard.press("Control+Shift+v")
    expect(canvas.node("hidden_2, Dense")).to_be_visible()
    expect_wires(page, "input to hidden", "hidden to answer", "input to hidden_2")
    undo(canvas, page)
    expect(canvas.node("hidden_2, Dense")).to_have_count(0)


def test_C33_pasted_again_and_again_nothing_lies_on_another(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    for _ in range(3):
        page.keyboard.press("Control+v")
    nodes = page.locator(".react-flow__node")
    expect(nodes).to_have_count(12)
    boxes = [node.bounding_box() for node in nodes.all()]
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert one is not None
            assert other is not None
            across = abs(one["x"] - other["x"]) >= one["width"] * 0.9
            assert across or abs(one["y"] - other["y"]) >= one["height"] * 0.9


def test_C33_a_paste_lands_at_the_pointer(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+c")
    canvas.pane.hover(position={"x": 660, "y": 420})
    page.keyboard.press("Control+v")
    box = canvas.node("hidden_1, Dense").bounding_box()
    pane = canvas.pane.bounding_box()
    assert box is not None
    assert pane is not None
    assert abs(box["x"] + box["width"] / 2 - pane["x"] - 660) < 12
    assert abs(box["y"] + box["height"] / 2 - pane["y"] - 420) < 12


def test_C34_what_is_cut_is_gone_and_comes_back_by_paste(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+x")
    expect(canvas.node("hidden, Dense")).to_have_count(0)
    page.keyboard.press("Control+v")
    expect(canvas.node("hidden, Dense")).to_be_visible()
    page.keyboard.press("Control+d")
    expect(canvas.node("hidden_1, Dense")).to_be_visible()


def test_C35_a_piece_that_came_back_by_mail_is_pasted(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    text = (
        'Dear all,\n\n> {\n>\u00a0 "format": 1,\n>\u00a0 "graph": { "nodes": [\n'
        '>\u00a0\u00a0 { "kind": "layer", "id": "n1", "name": "sent", "layer": "Dense", "config": { "units": 4 } }\n'
        '> ], "edges": [] }\n> }\n\nBest\n'
    )
    page.evaluate(
        """text => {
            const data = new DataTransfer()
            data.setData("text/plain", text)
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
            document.body.dispatchEvent(paste)
        }""",
        text,
    )
    expect(canvas.node("sent, Dense")).to_be_visible()
