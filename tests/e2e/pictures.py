"""Takes the README's pictures from the real app: `make pictures`."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from support.browser.canvas import Canvas, chromium
from support.processes.server import RunningServer

PICTURES = Path(__file__).parents[2] / "frontend" / "pictures"
SIZE = {"width": 1440, "height": 900}


def take(browser: Browser, server: RunningServer, scheme: str) -> None:
    """A run and a problem, in one theme."""
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    canvas = Canvas(page)
    page.goto(server.new_link())
    canvas.begin_if_asked("Twin digits")
    canvas.node("digit, Output").wait_for()
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_text(re.compile("completed, 10 epochs", re.IGNORECASE)).first.wait_for()
    canvas.select("stroke, Conv2D, call 0")
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"run-{scheme}.png")

    canvas.select("digit_scores, Dense")
    canvas.write("units", "8")
    canvas.tab("Problems")
    canvas.node("digit, Output").get_by_role("button", name=re.compile("problem")).click()
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"problem-{scheme}.png")
    page.get_by_role("button", name=re.compile("^Set units of digit_scores to 10")).first.click()
    canvas.free_of_problems()
    page.get_by_text("saved", exact=True).wait_for()
    context.close()


def main() -> None:
    """Both themes, on a server and a data folder of their own."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data")
        try:
            server.wait_warm()
            with chromium() as browser:
                for scheme in ("light", "dark"):
                    take(browser, server, scheme)
        finally:
            server.close()


if __name__ == "__main__":
    main()
