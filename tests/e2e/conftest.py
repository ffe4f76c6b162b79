"""A Chromium for all browser tests, and a page of its own for each."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from support.browser.canvas import Canvas, chromium
from support.processes.server import RunningServer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def _of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path_factory.mktemp("emptied") / "data")
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


@pytest.fixture
def emptied(_of_its_own: RunningServer) -> RunningServer:
    """A server without documents, runs and published models.

    Tests name it before their page, which then is closed before it.
    """
    for kind in ("projects", "runs", "published"):
        for each in _of_its_own.get(f"/{kind}")[kind]:
            _of_its_own.request("DELETE", f"/{kind}/{each['name' if kind == 'published' else 'id']}")
    _of_its_own.request("DELETE", "/bin").raise_for_status()
    return _of_its_own


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers that a test failed, so that its page can be kept as a picture."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """The context of all pages: the scripts of the app are fetched and compiled for the first of them.

    It has a blank page that stays. With the last of its pages Chromium would end a window and processes, which a test
    pays for again with 0.6 s of a core.
    """
    opened = browser.new_context(viewport={"width": 1440, "height": 900})
    opened.new_page()
    return opened


@pytest.fixture(scope="session")
def origins() -> set[str]:
    """The origins of the servers that pages of that context were at."""
    return set()


@pytest.fixture
def page(
    context: BrowserContext, origins: set[str], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Page]:
    """A page at 1440 by 900 that fails the test on any error of the console or of a script.

    Nothing is left from the pages of other tests: no cookie, no permission, and nothing that they stored.
    """
    opened = context.new_page()
    browser_tools = context.new_cdp_session(opened)
    for origin in origins:
        browser_tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    browser_tools.detach()
    context.clear_permissions()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    refused: list[str] = []
    opened.on(
        "response", lambda response: refused.append(_asked(response)) if response.status >= 400 else None
    )
    yield opened
    if request.node.stash.get(FAILED, False):
        opened.screenshot(path=tmp_path / "failed.png")
        print(f"The page when it failed: {tmp_path / 'failed.png'}")
    _blank, *of_test = context.pages
    for each in of_test:
        if each.url.startswith("http"):
            origins.add(each.evaluate("location.origin"))
        each.close()
    assert errors == [], "\n".join(refused)


def _asked(response: Response) -> str:
    """What the page sent for an answer that is an error, so that a failure says which request it was."""
    asked = response.request
    return f"{response.status} to {asked.method} {asked.url} with {asked.post_data}"


@pytest.fixture
def canvas(page: Page, server: RunningServer) -> Canvas:
    """The app, opened by a one-time link as `serve` prints it, with a document: the last, or an example at the start."""
    page.goto(server.new_link())
    drawn = Canvas(page)
    drawn.begin_if_asked("Twin digits")
    page.get_by_role("button", name="Dense", exact=True).wait_for()
    drawn.wait_for_commands()
    return drawn
