"""What hands do on the canvas: search, align, pan, zoom, and back again one by one."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import draw_chain, saved, undo
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e


def test_tab_searches_at_the_pointer_and_what_was_added_last_comes_first(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dropout", 100, 60)
    canvas.pane.click(position={"x": 320, "y": 240})
    page.keyboard.press("Tab")
    dialog = page.get_by_role("dialog", name="Add a layer")
    expect(dialog.get_by_role("option").first).to_have_text(re.compile("^Dropout"))
    box, pane = dialog.bounding_box(), canvas.pane.bounding_box()
    assert box is not None
    assert pane is not None
    assert abs(box["x"] - pane["x"] - 320) < 4
    assert abs(box["y"] - pane["y"] - 240) < 4
    page.keyboard.press("Escape")
    canvas.pane.dblclick(position={"x": 400, "y": 100})
    expect(dialog.get_by_role("option").first).to_have_text(re.compile("^Dropout"))
    page.keyboard.type("dense")
    page.keyboard.press("Enter")
    expect(canvas.node("dense, Dense")).to_be_visible()


def test_C37_nodes_are_aligned_by_the_menu_and_distributed_by_the_inspector(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.new_document()
    for place, name in enumerate(("one", "two", "three")):
        canvas.drag_from_palette("Dense", 100 + 170 * place, 60 + 70 * place * place)
        canvas.write("name", name)
    before = saved(page, server)
    canvas.select_all_of("one, Dense", "two, Dense", "three, Dense")
    canvas.node("one, Dense").click(button="right", position={"x": 60, "y": 10})
    page.get_by_role("menuitem", name="Align and distribute").hover()
    page.get_by_role("menuitem", name="Align left edges").click()
    aligned = list(saved(page, server)["layout"].values())
    assert len({place["x"] for place in aligned}) == 1
    page.get_by_role("button", name="Distribute down").click()
    spread = sorted(place["y"] for place in saved(page, server)["layout"].values())
    assert spread[1] - spread[0] == pytest.approx(spread[2] - spread[1])
    undo(canvas, page)
    page.keyboard.press("Control+z")
    assert saved(page, server) == before


def zoom(page: Page) -> float:
    """How large the canvas is drawn."""
    style = page.locator(".react-flow__viewport").get_attribute("style")
    found = re.search(r"scale\(([^)]+)\)", style or "")
    assert found is not None
    return float(found[1])


def test_C40_wheel_space_and_the_middle_button_pan_and_ctrl_wheel_zooms_at_the_pointer(
    canvas: Canvas, page: Page
) -> None:
    draw_chain(canvas)
    node = canvas.node("hidden, Dense")

    def place() -> tuple[float, float]:
        box = node.bounding_box()
        assert box is not None
        return box["x"], box["y"]

    box = canvas.pane.bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 300
    start = place()
    page.mouse.move(x, y)
    page.mouse.wheel(0, 60)
    wait_for(lambda: place() != start)
    wheeled = place()
    assert wheeled[0] == pytest.approx(start[0], abs=1)
    assert wheeled[1] < start[1]

    page.keyboard.down("Space")
    page.mouse.down()
    page.mouse.move(x + 80, y + 20, steps=5)
    page.mouse.up()
    page.keyboard.up("Space")
    dragged = place()
    assert dragged[0] == pytest.approx(wheeled[0] + 80, abs=2)

    page.mouse.move(x, y)
    page.mouse.down(button="middle")
    page.mouse.move(x - 50, y, steps=5)
    page.mouse.up(button="middle")
    assert place()[0] == pytest.approx(dragged[0] - 50, abs=2)

    under = node.bounding_box()
    assert under is not None
    page.mouse.move(under["x"] + 20, under["y"] + 10)
    before = zoom(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    wait_for(lambda: zoom(page) != before)
    after = zoom(page)
    assert after > before
    grown = node.bounding_box()
    assert grown is not None
    assert grown["x"] + 20 * after / before == pytest.approx(under["x"] + 20, abs=2)
    assert grown["y"] + 10 * after / before == pytest.approx(under["y"] + 10, abs=2)
    page.keyboard.press("0")
    expect(page.locator(".react-flow__viewport")).to_have_attribute("style", re.compile(r"scale\(1\)"))


def test_C33_the_zoom_is_a_number_whatever_the_size_of_the_page(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    for width, height in ((200, 120), (1, 1), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.keyboard.press("1")
        page.wait_for_timeout(250)
        assert 0.01 < zoom(page) < 4
    expect(canvas.node("hidden, Dense")).to_be_in_viewport()


def test_C33_what_is_added_pasted_or_mended_is_seen(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+c")
    canvas.pane.hover(position={"x": 60, "y": 300})
    for _ in range(8):
        page.mouse.wheel(0, 900)
    expect(canvas.node("hidden, Dense")).not_to_be_in_viewport()
    page.mouse.move(10, 10)
    page.keyboard.press("Control+v")
    expect(canvas.node("hidden_1, Dense")).to_be_in_viewport()


def test_C39_gestures_of_every_kind_are_taken_back_one_by_one(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    draw_chain(canvas)
    documents = [saved(page, server)]

    def remember() -> None:
        documents.append(saved(page, server))
        assert documents[-1] != documents[-2]

    canvas.select("hidden, Dense")
    canvas.write("units", "7")
    remember()
    page.keyboard.press("Escape")
    canvas.node("hidden, Dense").hover(position={"x": 60, "y": 10})
    page.mouse.down()
    page.mouse.move(900, 300, steps=5)
    page.mouse.up()
    remember()
    canvas.tab("Training")
    canvas.write("epochs", "4")
    remember()
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Shift+N")
    remember()
    page.keyboard.press("Escape")
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+g")
    remember()
    canvas.enter("block, block")
    canvas.select("hidden, Dense")
    canvas.write("units", "3")
    remember()
    assert documents[-1]["graph"] == documents[-2]["graph"]

    canvas.leave()
    canvas.pane.click(position={"x": 20, "y": 300})
    for document in reversed(documents[:-1]):
        page.keyboard.press("Control+z")
        expect(page.get_by_text("saving", exact=True)).to_have_count(0)
        assert saved(page, server) == document
