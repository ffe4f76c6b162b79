"""What hands do on the canvas: into wires, around gaps, through the clipboard, from list to port, with wheel and hand."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.canvas import Canvas
from support.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e


def draw_chain(canvas: Canvas) -> None:
    """An input, a Dense and an output, one below the other, wired."""
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 30)
    canvas.drag_from_palette("Dense", 310, 190)
    canvas.write("name", "hidden")
    canvas.write("units", "16")
    canvas.drag_from_palette("Output", 310, 350)
    canvas.write("name", "answer")
    canvas.wire("input, Input", "hidden, Dense")
    canvas.wire("hidden, Dense", "answer, Output")


def wires(page: Page) -> list[str]:
    """The wires by what they join, sorted."""
    labels = page.locator(".react-flow__edge").evaluate_all("all => all.map(one => one.ariaLabel)")
    return sorted(re.sub(r"^wire from |, .*$", "", label) for label in labels)


def expect_wires(page: Page, *joined: str) -> None:
    """Waits until exactly these wires are drawn."""
    expect(page.locator(".react-flow__edge")).to_have_count(len(joined))
    for wire in joined:
        expect(page.get_by_role("img", name=re.compile(f"^wire from {wire}(,|$)")).first).to_be_attached()
    assert wires(page) == sorted(joined)


def undo(canvas: Canvas, page: Page) -> None:
    """One step back, with the keyboard on the canvas."""
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")


def saved(page: Page, server: RunningServer) -> Any:
    """The document as the server has it, once all is saved."""
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    found = re.search(r"#/p/([\w-]+)", page.url)
    assert found is not None
    return server.get(f"/projects/{found[1]}")["document"]


def middle_of_wire(page: Page, wire: str) -> tuple[float, float]:
    """A point on a wire, halfway along it."""
    path = page.get_by_role("img", name=re.compile(f"^wire from {wire}")).locator("path").first
    return tuple(  # type: ignore[return-value]
        path.evaluate(
            """path => {
                const point = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM())
                return [point.x, point.y]
            }"""
        )
    )


def on_pane(canvas: Canvas, point: tuple[float, float]) -> tuple[int, int]:
    """A point of the page as one of the canvas."""
    box = canvas.pane.bounding_box()
    assert box is not None
    return round(point[0] - box["x"]), round(point[1] - box["y"])


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


def test_C30_what_cannot_stand_in_a_wire_is_put_beside_it_and_told(canvas: Canvas, page: Page) -> None:
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
    wait_for(lambda: place() != start, 10)
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
    wait_for(lambda: zoom(page) != before, 10)
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
