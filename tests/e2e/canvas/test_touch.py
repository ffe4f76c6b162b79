"""The canvas under fingers: pan, pinch, place, connect, drag. The page has a touch screen and no mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


@pytest.fixture
def touched(browser: Browser, server: RunningServer) -> Iterator[tuple[Canvas, "Fingers"]]:
    """A page on a touch screen, and the fingers on it."""
    context = browser.new_context(viewport={"width": 1100, "height": 800}, has_touch=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.new_link())
    canvas = Canvas(page)
    canvas.begin_if_asked("Twin digits")
    page.get_by_role("button", name="Dense", exact=True).wait_for()
    canvas.new_document()
    yield canvas, Fingers(page, context.new_cdp_session(page))
    context.close()
    assert errors == []


class Fingers:
    """What fingers do, as the browser's own touch events."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self.session = session

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, *ways: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """Puts down one finger for each way, moves them along together, and lifts them."""
        self._send("touchStart", *(begin for begin, _ in ways))
        for step in range(1, 9):
            share = step / 8
            self._send(
                "touchMove",
                *((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in ways),
            )
            self.page.wait_for_timeout(20)
        self._send("touchEnd")

    def tap(self, x: float, y: float) -> None:
        """One short tap."""
        self.page.touchscreen.tap(x, y)


def place(canvas: Canvas, fingers: Fingers, layer: str, x: float, y: float) -> None:
    """Taps a layer of the palette, then the canvas."""
    palette = canvas.page.get_by_role("complementary", name="Palette")
    palette.get_by_role("button", name=layer, exact=True).tap()
    box = canvas.pane.bounding_box()
    assert box is not None
    fingers.tap(box["x"] + x, box["y"] + y)


def corner(canvas: Canvas, node: str) -> tuple[float, float]:
    """Where a node stands on the page."""
    box = canvas.node(node).bounding_box()
    assert box is not None
    return box["x"], box["y"]


def test_C41_a_layer_is_placed_by_a_tap_on_it_and_a_tap_on_the_canvas(
    touched: tuple[Canvas, Fingers],
) -> None:
    canvas, fingers = touched
    place(canvas, fingers, "Dense", 300, 200)
    expect(canvas.node("dense, Dense")).to_be_visible()
    box = canvas.pane.bounding_box()
    assert box is not None
    x, y = corner(canvas, "dense, Dense")
    assert x + 98 == pytest.approx(box["x"] + 300, abs=4)
    assert y + 28 == pytest.approx(box["y"] + 200, abs=4)
    fingers.tap(box["x"] + 200, box["y"] + 400)
    expect(canvas.page.locator(".react-flow__node")).to_have_count(1)


def test_C41_two_ports_are_connected_by_a_tap_on_each(touched: tuple[Canvas, Fingers]) -> None:
    canvas, fingers = touched
    place(canvas, fingers, "Input", 300, 80)
    place(canvas, fingers, "Dense", 300, 260)
    canvas.node("input, Input").get_by_role("button", name="output of input").tap()
    canvas.node("dense, Dense").get_by_role("button", name=re.compile("^input of")).tap()
    expect(canvas.page.get_by_role("img", name=re.compile("^wire from input to dense"))).to_be_attached()


def test_C92_escape_lets_go_of_a_wire_that_a_tap_has_begun(touched: tuple[Canvas, Fingers]) -> None:
    canvas, fingers = touched
    place(canvas, fingers, "Input", 300, 80)
    place(canvas, fingers, "Dense", 300, 260)
    output = canvas.node("input, Input").get_by_role("button", name="output of input")
    into = canvas.node("dense, Dense").get_by_role("button", name=re.compile("^input of"))
    wire = canvas.page.get_by_role("img", name=re.compile("^wire from input to dense"))
    output.tap()
    canvas.page.keyboard.press("Escape")
    into.tap()
    canvas.page.keyboard.press("Escape")
    expect(wire).to_have_count(0)
    # Nothing is left of either tap: two more make the wire.
    output.tap()
    into.tap()
    expect(wire).to_be_attached()


def test_C40_one_finger_pans_and_two_zoom_where_they_are(touched: tuple[Canvas, Fingers]) -> None:
    canvas, fingers = touched
    place(canvas, fingers, "Dense", 300, 200)
    box = canvas.pane.bounding_box()
    assert box is not None
    before = corner(canvas, "dense, Dense")
    x, y = box["x"] + 120, box["y"] + 380
    fingers.move(((x, y), (x + 90, y - 40)))
    after = corner(canvas, "dense, Dense")
    assert after[0] - before[0] == pytest.approx(90, abs=6)
    assert after[1] - before[1] == pytest.approx(-40, abs=6)

    width = canvas.node("dense, Dense").bounding_box()
    fingers.move(((x - 20, y), (x - 70, y)), ((x + 20, y), (x + 70, y)))
    grown = canvas.node("dense, Dense").bounding_box()
    assert width is not None
    assert grown is not None
    assert grown["width"] > width["width"] * 1.5


def test_C41_a_node_is_dragged_by_a_finger(touched: tuple[Canvas, Fingers]) -> None:
    canvas, fingers = touched
    place(canvas, fingers, "Dense", 300, 200)
    x, y = corner(canvas, "dense, Dense")
    fingers.move(((x + 60, y + 15), (x + 160, y + 95)))
    after = corner(canvas, "dense, Dense")
    # The way to where a tap becomes a drag is not gone.
    assert after[0] - x == pytest.approx(100, abs=14)
    assert after[1] - y == pytest.approx(80, abs=14)
