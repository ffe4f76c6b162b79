"""Two tabs of one browser on one document: the idle one follows, and neither is ever in conflict with itself."""

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


def tab(first: Page, address: str) -> Canvas:
    page = first.context.new_page()
    page.goto(address)
    expect(page.locator(".react-flow__node").first).to_be_visible()
    return Canvas(page)


def test_C132_a_tab_without_edits_follows_the_other_and_goes_on_from_there(
    server: RunningServer, page: Page
) -> None:
    project = server.post("/projects", {"document": server.template("iris")}).json()["id"]
    page.goto(server.new_link())
    address = f"{server.url}/#/p/{project}"
    left, right = tab(page, address), tab(page, address)

    left.page.bring_to_front()
    left.select("hidden, Dense")
    left.write("units", "5")
    expect(left.page.locator("[data-saving=saved]")).to_be_attached()
    expect(right.node("hidden, Dense")).to_contain_text("units 5")

    # What is edited there next begins from it: no conflict, and the first tab follows in its turn.
    right.page.bring_to_front()
    right.select("hidden, Dense")
    right.write("units", "6")
    expect(right.page.locator("[data-saving=saved]")).to_be_attached()
    expect(left.node("hidden, Dense")).to_contain_text("units 6")
    for each in (left, right):
        expect(each.page.get_by_role("dialog")).to_have_count(0)
    left.page.bring_to_front()
    left.page.get_by_role("button", name="Undo", exact=True).click()
    expect(left.node("hidden, Dense")).to_contain_text("units 5")
    expect(right.node("hidden, Dense")).to_contain_text("units 5")


def test_C130_edits_in_quick_succession_are_all_saved_and_no_conflict(
    server: RunningServer, page: Page
) -> None:
    project = server.post("/projects", {"document": server.template("iris")}).json()["id"]
    page.goto(server.new_link())
    canvas = tab(page, f"{server.url}/#/p/{project}")
    name = canvas.page.get_by_role("textbox", name="Name of the document")
    # A save is under way most of the time, and each letter asks for another.
    name.press_sequentially(" and then some more", delay=90)
    expect(canvas.page.locator("[data-saving=saved]")).to_be_attached()
    expect(canvas.page.get_by_role("dialog")).to_have_count(0)
    assert server.get(f"/projects/{project}")["name"].startswith(" and then some more")
