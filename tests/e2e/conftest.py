"""A Chromium for all browser tests, and a page of its own for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from support.canvas import Canvas, chromium
from support.server import RunningServer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at 1440 by 900 that fails the test on any error of the console or of a script."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def canvas(page: Page, server: RunningServer) -> Canvas:
    """The app, opened by a one-time link as `serve` prints it."""
    page.goto(server.new_link())
    drawn = Canvas(page)
    page.get_by_role("button", name="Dense", exact=True).wait_for()
    return drawn
