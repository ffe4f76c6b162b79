"""A chart of 100,000 points that gets ten more in every frame, by the page's own code from a run's events on.

`cd tests && python -m benchmarks.browser_chart` prints this row alone. The socket is left out: events are made on the
page. The curves are a loss and its validation over 50,000 epochs, the longest that a chart of the page has to draw.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser

from support.browser.canvas import chromium

from .alone import show
from .frames import measured
from .table import Row

ENTRY = Path(__file__).parent / "chart"
FRONTEND = Path(__file__).parents[2] / "frontend"
EPOCHS = 50_000
EACH = 5
_BUILD = """
const { build } = await import("vite");
const [root, outDir] = process.argv.slice(1);
await build({ root, base: "./", configFile: false, logLevel: "error", build: { outDir, target: "es2022" } });
"""


def measure() -> Iterator[Row]:
    """One row: two curves, five epochs a frame."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["node", "--input-type=module", "-e", _BUILD, str(ENTRY), folder], check=True, cwd=FRONTEND
        )
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            with chromium() as browser:
                yield _row(browser, f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()


def _row(browser: Browser, url: str) -> Row:
    page = browser.new_page()
    empty = measured(page, lambda seconds: page.wait_for_timeout(seconds * 1000))
    page.goto(url)
    page.evaluate("([epochs, each]) => window.benchFeed(epochs, each)", [EPOCHS, EACH])
    page.wait_for_timeout(500)
    fed = measured(page, lambda seconds: page.wait_for_timeout(seconds * 1000))
    points = int(page.evaluate("() => window.benchPoints()"))
    if points < 2 * EPOCHS:
        raise RuntimeError(f"only {points} points are drawn")
    return Row(
        "a chart of 100,000 points, ten more in each frame: frames a second; plain: an empty page",
        f"{fed.rate:.0f}, longest {fed.longest:.0f} ms",
        f"{empty.rate:.0f}, longest {empty.longest:.0f} ms",
        fed.rate / empty.rate,
        "60",
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of each request."""


if __name__ == "__main__":
    show(measure())
