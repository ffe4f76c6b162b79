"""The page enlarged to 200 %, and for who asked for no motion."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


@pytest.fixture
def enlarged(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page of 1280 by 800, twice enlarged: half as wide and as high for what is written on it."""
    project = server.post("/projects", {"document": server.template("twin_digits")}).json()["id"]
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    page.goto(server.new_link())
    page.goto(f"{server.url}/#/p/{project}")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    # What the commands do comes right after the page, together with what is read out.
    page.get_by_role("status", name="Training progress").wait_for(state="attached")
    yield page
    context.close()


def overflow(page: Page) -> list[int]:
    """By how much the page is wider and higher than what is seen of it."""
    found: list[int] = page.evaluate(
        "() => { const all = document.documentElement;"
        " return [all.scrollWidth - innerWidth, all.scrollHeight - innerHeight] }"
    )
    return found


def test_twice_enlarged_all_can_be_reached_and_nothing_is_cut_off(enlarged: Page) -> None:
    page = enlarged
    canvas = Canvas(page)
    assert overflow(page) == [0, 0]
    train = page.get_by_role("button", name="Train", exact=True).bounding_box()
    assert train is not None
    assert train["x"] + train["width"] <= 640

    page.keyboard.press("Control+b")
    page.get_by_role("searchbox", name="Search layers").fill("dropout")
    expect(page.get_by_role("button", name="Dropout", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+b")

    canvas.node("stroke, Conv2D, call 0").click(position={"x": 60, "y": 10})
    canvas.pane.press("Control+i")
    canvas.write("filters", "4")
    assert violations(page) == []
    page.get_by_role("button", name="Train", exact=True).focus()
    page.keyboard.press("Alt+2")
    expect(page.get_by_role("tab", name="Training")).to_have_attribute("aria-selected", "true")
    board = page.locator(".react-flow").bounding_box()
    assert board is not None
    assert board["height"] >= 100
    assert overflow(page) == [0, 0]


def test_who_asked_for_no_motion_sees_none(canvas: Canvas, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    view = page.locator(".react-flow__viewport")
    canvas.pane.click(position={"x": 20, "y": 300})
    whole = view.get_attribute("style") or ""
    page.keyboard.press("+")
    expect(view).not_to_have_attribute("style", whole)
    before = view.evaluate("at => at.style.cssText")
    page.keyboard.press("1")
    # Two frames are enough for a jump, and for no flight.
    after = view.evaluate(
        "at => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(at.style.cssText))))"
    )
    page.wait_for_timeout(400)
    assert view.evaluate("at => at.style.cssText") == after != before
    page.get_by_role("button", name="Project").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    # What begins and ends within 0.01 ms counts as running until the next frame.
    running = page.evaluate(
        """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
            done(document.getAnimations().filter(each => each.playState === 'running').length))))"""
    )
    assert running == 0
