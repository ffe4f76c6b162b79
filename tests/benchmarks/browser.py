"""The canvas in a real browser without a graphics card: frames a second of each gesture, and from a key to a shape.

`cd tests && python -m benchmarks.browser` prints these rows alone.
"""

import statistics
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect

from support.browser.canvas import Canvas, chromium
from support.processes.server import RunningServer

from .alone import show_at_server
from .frames import Frames, circling, measured, wheeling
from .graphs import field
from .table import Row, milliseconds, p95

SIZE: ViewportSize = {"width": 1440, "height": 900}
COUNTS = (1000, 5000)
KEYS = 60
IN = 3.5
"""Halvings of what is seen, from the whole graph to where names can be read: 5,000 nodes come at the third."""
_CROSSINGS = """() => {
  let far = null;
  let crossings = 0;
  const look = () => {
    const now = document.querySelector('.react-flow__node') === null;
    if (far !== null && now !== far) crossings += 1;
    far = now;
    requestAnimationFrame(look);
  };
  look();
  window.benchCrossings = () => crossings;
}"""
_WATCH = """() => {
  window.benchKeys = [];
  addEventListener('keydown', (event) => {
    const pressed = event.timeStamp;
    const before = window.benchShapes();
    const look = () => {
      if (window.benchShapes() !== before) window.benchKeys.push(performance.now() - pressed);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
  window.benchShapes = () =>
    [...document.querySelectorAll('.react-flow__edge text')].map((text) => text.textContent).join();
}"""


def measure(server: RunningServer) -> Iterator[Row]:
    """Rows for graphs of 1,000 and 5,000 nodes, and one for keys."""
    with chromium() as browser:
        empty = _empty(browser)
        for count in COUNTS:
            yield from _gestures(browser, server, count, empty)
        yield _keys(browser, server)


def opened(browser: Browser, server: RunningServer, document: dict[str, Any]) -> Page:
    """The app with a document that was saved, once its first nodes are drawn."""
    answer = server.post("/projects", {"document": document})
    answer.raise_for_status()
    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(server.new_link())
    page.get_by_role("button", name="Dense", exact=True).wait_for()
    page.goto(f"{server.url}/#/p/{answer.json()['id']}")
    expect(page.get_by_label("Name of the document")).to_have_value(document["name"])
    return page


def _empty(browser: Browser) -> Frames:
    """What the browser gives a page with nothing on it."""
    page = browser.new_context(viewport=SIZE).new_page()
    page.set_content("<p>empty</p>")
    found = measured(page, circling(page, (700, 300), 80))
    page.context.close()
    return found


def _gestures(browser: Browser, server: RunningServer, count: int, empty: Frames) -> Iterator[Row]:
    page = opened(browser, server, field(count))
    centre = _centre(page)
    page.mouse.click(*centre)
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.wait_for_timeout(1500)
    whole = measured(page, circling(page, centre, 60))
    page.evaluate(_CROSSINGS)
    threshold = measured(page, wheeling(page, centre, -IN, 2))
    if page.evaluate("() => window.benchCrossings()") < 2:
        raise RuntimeError("the wheel did not cross between the two drawings and back")
    _close_up(page, centre)
    page.wait_for_timeout(1500)
    found = {
        "pan": measured(page, circling(page, centre, 120)),
        "wheel zoom": measured(page, wheeling(page, centre, 1.3, 3)),
        "overview": whole,
        "drag of a node": measured(page, circling(page, _node(page, centre), 90, "left")),
    }
    page.context.close()
    for gesture, frames in found.items():
        yield Row(
            f"{count:,} nodes: {gesture}, frames a second; plain: an empty page",
            f"{frames.rate:.0f}, longest {frames.longest:.0f} ms",
            f"{empty.rate:.0f}, longest {empty.longest:.0f} ms",
            frames.rate / empty.rate,
            "55",
        )
    yield Row(
        f"{count:,} nodes: wheel from the whole graph in to the nodes and back, over the border between the two "
        "drawings, longest frame; plain: an empty page",
        f"{threshold.longest:.0f} ms, {threshold.rate:.0f} a second",
        f"{empty.longest:.0f} ms",
        threshold.longest / empty.longest,
        "250 ms",
    )


def _close_up(page: Page, centre: tuple[float, float]) -> None:
    """Life size, which is the zoom that people edit at."""
    page.mouse.click(*centre)
    page.keyboard.press("Escape")
    page.keyboard.press("0")


def _centre(page: Page) -> tuple[float, float]:
    box = page.locator(".react-flow").bounding_box()
    if box is None:
        raise RuntimeError("there is no canvas")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 60


def _node(page: Page, near: tuple[float, float]) -> tuple[float, float]:
    """A place on the name of a node that is well inside the canvas."""
    boxes = [node.bounding_box() for node in page.locator(".react-flow__node").all()]
    places = [(box["x"] + 60, box["y"] + 14) for box in boxes if box is not None]
    return min(places, key=lambda at: abs(at[0] - near[0]) + abs(at[1] - near[1]))


def _keys(browser: Browser, server: RunningServer) -> Row:
    """Digits typed into `units` of a layer among 100: until the frame in which its wire tells the new shape."""
    page = opened(browser, server, field(100))
    canvas = Canvas(page)
    canvas.select("dense_n54, Dense")
    units = canvas.field("units")
    units.click()
    page.wait_for_timeout(1000)
    page.evaluate(_WATCH)
    for turn in range(KEYS):
        page.keyboard.press("Backspace" if turn % 2 else str(turn % 8 + 1))
        page.wait_for_function("(turn) => window.benchKeys.length > turn", arg=turn)
        page.wait_for_timeout(120)
    seconds = [each / 1000 for each in page.evaluate("() => window.benchKeys")]
    page.context.close()
    return Row(
        "key pressed in a parameter field to the new shape on the wire, 100 nodes, p95; plain: the median",
        milliseconds(p95(seconds)),
        milliseconds(statistics.median(seconds)),
        p95(seconds) / statistics.median(seconds),
        "p95 60 ms",
    )


if __name__ == "__main__":
    show_at_server(measure)
