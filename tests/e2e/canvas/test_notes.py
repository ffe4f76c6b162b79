"""Notes on the canvas: written, moved, sized, copied, removed, taken back, and kept."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import saved
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

WORDS = "Why two towers?\n왜냐하면 · 因为权重共享"


def write_note(canvas: Canvas, page: Page, x: int, y: int, text: str) -> Locator:
    """Writes a note at a place of the canvas by its key, and leaves it by Escape."""
    canvas.pane.click(position={"x": x, "y": y})
    page.keyboard.press("Shift+N")
    page.get_by_role("textbox", name="Text of the note").fill(text)
    page.keyboard.press("Escape")
    return page.locator(".react-flow__node-note", has_text=text.splitlines()[0])


def test_C36_a_note_is_written_at_the_pointer_and_survives_a_reload(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 100, 60)
    note = write_note(canvas, page, 320, 200, WORDS)
    expect(note).to_contain_text("왜냐하면 · 因为权重共享")
    box, pane = note.bounding_box(), canvas.pane.bounding_box()
    assert box is not None
    assert pane is not None
    assert abs(box["x"] - pane["x"] - 320) < 3
    assert abs(box["y"] - pane["y"] - 200) < 3
    [kept] = saved(page, server)["notes"].values()
    assert kept["text"] == WORDS
    page.reload()
    expect(note).to_be_visible()


def test_C36_a_note_is_written_in_by_enter_and_by_double_click_and_typing_is_one_step(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    note = write_note(canvas, page, 300, 200, "first")
    note.click(position={"x": 150, "y": 80})
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text of the note")).to_be_focused()
    page.keyboard.type(" words")
    page.keyboard.press("Escape")
    expect(note).to_have_text("first words")
    page.keyboard.press("Control+z")
    expect(note).to_have_text("first")
    note.dblclick(position={"x": 150, "y": 80})
    page.keyboard.type(" again")
    canvas.pane.click(position={"x": 20, "y": 300})
    expect(note).to_have_text("first again")


def test_C36_a_note_is_dragged_with_nodes_and_both_come_back_by_one_undo(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 100, 60)
    note = write_note(canvas, page, 320, 200, "beside it")
    before = saved(page, server)
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+a")
    expect(page.get_by_role("heading", name="1 nodes, 1 note")).to_be_visible()
    note.hover(position={"x": 150, "y": 80})
    page.mouse.down()
    box = note.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 190, box["y"] + 120, steps=6)
    page.mouse.up()
    after = saved(page, server)
    moved = [
        (after["layout"][key]["x"] - at["x"], after["layout"][key]["y"] - at["y"])
        for key, at in before["layout"].items()
    ]
    [old], [new] = before["notes"].values(), after["notes"].values()
    assert moved == [(new["x"] - old["x"], new["y"] - old["y"])]
    assert moved != [(0, 0)]
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")
    assert saved(page, server) == before


def test_C36_a_note_is_sized_by_its_corner(canvas: Canvas, page: Page, server: RunningServer) -> None:
    canvas.new_document()
    note = write_note(canvas, page, 200, 120, "grow")
    note.click(position={"x": 150, "y": 80})
    box = note.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"], box["y"] + box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 60, box["y"] + box["height"] + 40, steps=6)
    page.mouse.up()
    [kept] = saved(page, server)["notes"].values()
    assert kept["width"] == pytest.approx(280, abs=2)
    assert kept["height"] == pytest.approx(136, abs=2)


def test_C36_a_note_is_copied_cut_and_removed(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    note = write_note(canvas, page, 200, 120, "again")
    note.click(position={"x": 150, "y": 80})
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")
    page.keyboard.press("Control+d")
    expect(note).to_have_count(3)
    page.keyboard.press("Delete")
    expect(note).to_have_count(2)
    # The copies lie over the rest of it: what is pasted comes to the pointer.
    note.first.click(button="right", position={"x": 12, "y": 12})
    page.get_by_role("menuitem", name=re.compile("^Delete(?! and)")).click()
    expect(note).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(note).to_have_count(2)


def test_C36_a_note_in_a_nested_model_is_of_that_model(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 310, 60)
    note = write_note(canvas, page, 560, 60, "of the block")
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+g")
    expect(canvas.node("block, block")).to_be_visible()
    expect(note).to_have_count(0)
    canvas.enter("block, block")
    expect(note).to_be_visible()
    write_note(canvas, page, 40, 420, "inside only")
    canvas.leave()
    expect(page.get_by_text("inside only")).to_have_count(0)
    document = saved(page, server)
    assert sorted(each["text"] for each in document["models"]["block"]["notes"].values()) == [
        "inside only",
        "of the block",
    ]
    canvas.menu("block, block", "Unpack")
    expect(note).to_be_visible()
    expect(page.get_by_text("inside only")).to_be_visible()
