"""How soon the page can be used, and a large document is on it, in a real browser.

`cd tests && python -m benchmarks.browser_opening` prints these rows alone.
"""

import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page

from support.browser.canvas import chromium
from support.processes.server import RunningServer

from .alone import show_at_server
from .browser import SIZE
from .large import unfolded
from .table import Row

DIST = Path(__file__).parents[2] / "frontend" / "dist"
TURNS = 3
NETRON = 2.0
"""Seconds to open it, warm, on such a machine: measured by hand once, and not in each run."""
_READY = """() => {
  const look = () => {
    const node = document.querySelector('.react-flow__node');
    const items = [...document.querySelectorAll('aside button, [role=complementary] button')];
    const drawn = node !== null && getComputedStyle(node).visibility === 'visible';
    if (drawn && items.some((item) => item.textContent === 'Dense')) window.benchReady = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
_OPEN = """([hash, first]) => new Promise((resolve) => {
  const started = performance.now();
  location.hash = hash;
  const look = () => {
    const node = document.querySelector(`.react-flow__node[data-id="${first}"]`);
    const drawn = node !== null && getComputedStyle(node).visibility === 'visible';
    const isThere = document.querySelector("[aria-label='Name of the document']")?.value === 'EfficientNetB7';
    const isFar = document.querySelector('.react-flow canvas') !== null;
    if (isThere && drawn && !isFar) requestAnimationFrame(() => resolve(performance.now() - started));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
_ARRANGE = """() => new Promise((resolve) => {
  const named = (name) => [...document.querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent).startsWith(name));
  const started = performance.now();
  named('Arrange').click();
  const look = () => {
    if (named('Undo').disabled || named('Undo').ariaDisabled === 'true') requestAnimationFrame(look);
    else requestAnimationFrame(() => resolve(performance.now() - started));
  };
  requestAnimationFrame(look);
})"""


def measure(server: RunningServer) -> Iterator[Row]:
    """Rows for the first load, and for EfficientNetB7."""
    template = server.get("/templates")["templates"][0]["document"]
    yield Row(
        "first load: script and style, compressed", f"{_first_load() / 1000:.0f} kB", "", None, "265 kB"
    )
    with chromium() as browser:
        _keep(server, template)
        state = _signed_in(browser, server)
        ready = [_interactive(browser, server, state) for _ in range(TURNS)]
        yield Row(
            "first load of the page, nothing kept: until palette and first node are there",
            f"{statistics.median(ready):.2f} s",
            "",
            None,
            "1.0 s",
        )
        yield from _large(browser, server, state, template)


def _first_load() -> int:
    html = (DIST / "index.html").read_text("utf-8")
    return sum(
        (DIST / f"{name}.gz").stat().st_size for name in re.findall(r'"/(assets/[^"]+\.(?:js|css))"', html)
    )


def _keep(server: RunningServer, document: dict[str, Any]) -> str:
    answer = server.post("/projects", {"document": document})
    answer.raise_for_status()
    return str(answer.json()["id"])


def _signed_in(browser: Browser, server: RunningServer) -> Any:
    context = browser.new_context()
    context.new_page().goto(server.new_link())
    state = context.storage_state()
    context.close()
    return state


def _interactive(browser: Browser, server: RunningServer, state: Any) -> float:
    context = browser.new_context(viewport=SIZE, storage_state=state)
    page = context.new_page()
    page.add_init_script(f"({_READY})()")
    page.goto(server.url)
    page.wait_for_function("() => window.benchReady !== undefined")
    seconds = float(page.evaluate("() => window.benchReady")) / 1000
    context.close()
    return seconds


def _large(browser: Browser, server: RunningServer, state: Any, template: dict[str, Any]) -> Iterator[Row]:
    with httpx.Client(base_url=server.url, headers=server.headers, timeout=120) as client:
        document = unfolded(client)
    large = _keep(server, document)
    small = _keep(server, template)
    page = browser.new_context(viewport=SIZE, storage_state=state).new_page()
    page.goto(f"{server.url}/#/p/{small}")
    page.locator(".react-flow__node").first.wait_for()
    first = document["graph"]["nodes"][0]["id"]
    opened, arranged = [], []
    for _ in range(TURNS):
        opened.append(page.evaluate(_OPEN, [f"#/p/{large}", first]) / 1000)
        page.wait_for_timeout(1000)
        arranged.append(page.evaluate(_ARRANGE) / 1000)
        _back(page, server, small)
        large = _keep(server, document)
    yield Row(
        "open EfficientNetB7 (816 layers, no places), from its address to the frame after all nodes in view, at life "
        "size from its beginning, are drawn where the page arranged them; plain: Netron, warm, as measured once",
        f"{statistics.median(opened):.2f} s",
        f"{NETRON:.1f} s",
        statistics.median(opened) / NETRON,
        "1.5 s",
    )
    yield Row(
        "arrange EfficientNetB7 by the command (ELK, in a worker: the page stays free) until it is drawn; plain: "
        "Netron, warm, as measured once",
        f"{statistics.median(arranged):.2f} s",
        f"{NETRON:.1f} s",
        statistics.median(arranged) / NETRON,
        "",
    )
    page.context.close()


def _back(page: Page, server: RunningServer, small: str) -> None:
    page.get_by_text("saved", exact=True).wait_for()
    page.goto(f"{server.url}/#/p/{small}")
    page.locator(".react-flow__node").first.wait_for()


if __name__ == "__main__":
    show_at_server(measure)
