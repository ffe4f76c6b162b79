"""Commands: by key, from the list of all, from menus; keys that are changed; nodes that are found."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.browser.commands import chosen, draw_chain, nodes, rest

pytestmark = pytest.mark.e2e


def test_C20_keys_of_editing_do_what_they_say(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.keyboard.press("Control+a")
    expect(chosen(page)).to_have_count(4)
    page.keyboard.press("Escape")
    expect(chosen(page)).to_have_count(0)

    canvas.select("hidden, Dense")
    page.keyboard.press("Control+d")
    expect(nodes(page)).to_have_count(5)
    page.keyboard.press("Delete")
    expect(nodes(page)).to_have_count(4)
    page.keyboard.press("Control+z")
    expect(nodes(page)).to_have_count(5)
    page.keyboard.press("Control+y")
    expect(nodes(page)).to_have_count(4)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(nodes(page)).to_have_count(4)
    page.keyboard.press("Control+Shift+z")
    expect(nodes(page)).to_have_count(5)
    page.keyboard.press("Control+z")

    canvas.select("hidden, Dense")
    page.keyboard.press("Control+Delete")
    expect(page.get_by_role("img", name=re.compile("^wire from input to scores"))).to_have_count(1)
    page.keyboard.press("Control+z")

    canvas.select("hidden, Dense")
    page.keyboard.press("F2")
    expect(canvas.field("name")).to_be_focused()
    page.keyboard.type("renamed")
    page.keyboard.press("Tab")
    expect(canvas.node("renamed, Dense")).to_be_visible()
    canvas.select("renamed, Dense")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-inspector]') !== null")


def test_C20_keys_of_the_graph_nest_enter_leave_unpack_and_call_again(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select_all_of("hidden, Dense", "scores, Dense")
    page.keyboard.press("Control+g")
    expect(canvas.node("block, block")).to_be_visible()
    page.keyboard.press("Enter")
    way = page.get_by_role("navigation", name="Where this graph is")
    expect(way).to_be_visible()
    page.keyboard.press("Escape")
    expect(way).to_have_count(0)
    page.keyboard.press("Control+Shift+g")
    expect(canvas.node("hidden, Dense")).to_be_visible()
    rest(canvas)
    canvas.select("hidden, Dense")
    page.keyboard.press("Shift+C")
    expect(nodes(page)).to_have_count(5)
    page.keyboard.press("Control+Shift+l")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()


def test_C20_keys_of_the_view_fold_turn_and_zoom(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    for key, side in (("Control+b", "Palette"), ("Control+i", "Inspector")):
        page.keyboard.press(key)
        part = page.get_by_role("complementary", name=side)
        expect(part.get_by_role("button", name=f"Show {side}")).to_be_visible()
        page.keyboard.press(key)
        expect(part.get_by_role("button", name=f"Hide {side}")).to_be_visible()
    for key, tab in (("Alt+3", "Data"), ("Alt+1", "Problems")):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("button", name="Hide Panels")).to_be_visible()
        page.keyboard.press("Control+j")
        expect(page.get_by_role("button", name="Show Panels")).to_be_visible()

    rest(canvas)
    board = page.locator(".react-flow__viewport")
    page.keyboard.press("0")
    expect(board).to_have_css("transform", re.compile(r"^matrix\(1, 0, 0, 1,"))
    page.keyboard.press("-")
    expect(board).not_to_have_css("transform", re.compile(r"^matrix\(1, 0, 0, 1,"))
    page.keyboard.press("+")
    expect(board).to_have_css("transform", re.compile(r"^matrix\((1|0\.99\d+|1\.00\d+), 0, 0,"))


def test_C20_train_and_problems_by_key_from_a_text_field_too(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.get_by_role("button", name="Train", exact=True).click()
    canvas.tab("Problems")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("No data is chosen yet")
    canvas.select("hidden, Dense")
    canvas.write("units", "0")
    expect(page.get_by_text("units of Dense hidden must be").first).to_be_visible()
    rest(canvas)
    page.keyboard.press("F8")
    expect(page.locator(".react-flow__node:focus")).to_have_count(1)
    first = page.locator(".react-flow__node:focus").get_attribute("aria-label")
    page.keyboard.press("F8")
    expect(page.locator(".react-flow__node:focus")).not_to_have_attribute("aria-label", first or "")
    page.keyboard.press("Shift+F8")
    expect(page.locator(".react-flow__node:focus")).to_have_attribute("aria-label", first or "")

    canvas.select("answer, Output")
    page.keyboard.press("Alt+Enter")
    expect(panel).not_to_contain_text("answer has no loss")
    canvas.select("hidden, Dense")
    canvas.field("units").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("tab", name=re.compile("^Problems"))).to_have_attribute("aria-selected", "true")


def test_C21_what_is_typed_right_after_the_key_that_opens_a_field_is_in_the_field(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 100, 60)
    keys: list[tuple[str, Any]] = [
        *(("Control+f", "searchbox"), ("Control+k", "combobox"), ("Tab", "combobox"), ("Shift+N", "textbox"))
    ]
    for key, role in keys:
        canvas.pane.click(position={"x": 400, "y": 300})
        page.keyboard.press(key)
        page.keyboard.type("dense 12")
        field = page.locator(":focus")
        expect(field).to_have_role(role)
        expect(field).to_have_value("dense 12")
        page.keyboard.press("Escape")
        expect(page.locator("input:focus, textarea:focus")).to_have_count(0)


def test_C21_the_keys_that_open_a_field_need_no_more_than_the_first_load(canvas: Canvas, page: Page) -> None:
    html = page.request.get(page.url).text()
    delayed: list[Route] = []

    def delay(route: Route) -> None:
        if route.request.url.rsplit("/", 1)[1] in html:
            route.continue_()
        else:
            delayed.append(route)

    page.route("**/assets/*", delay)
    page.reload()
    canvas.pane.hover(position={"x": 400, "y": 300})
    for key, role in (("Tab", "combobox"), ("Control+f", "searchbox"), ("Control+k", "combobox")):
        page.keyboard.press(key)
        page.keyboard.type("dense 12")
        field = page.locator(":focus")
        expect(field).to_have_role(role)
        expect(field).to_have_value("dense 12")
        page.keyboard.press("Escape")
    assert delayed
    for route in delayed:
        route.continue_()


def test_C21_no_key_is_taken_from_who_types(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    field = canvas.field("label")
    field.click()
    page.keyboard.type("1 0 C?+-")
    expect(field).to_have_value("1 0 C?+-")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(field).to_have_value("")
    expect(nodes(page)).to_have_count(4)
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    expect(nodes(page)).to_have_count(4)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_C23_a_key_is_changed_kept_and_given_back(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("Walk along the wires")).to_be_visible()
    assert violations(page) == []
    keys.get_by_role("button", name="Change Ctrl D of Duplicate").click()
    expect(keys.get_by_role("button", name="Press a key")).to_be_visible()
    page.keyboard.press("Control+w")
    expect(keys.get_by_role("alert")).to_contain_text("belongs to the browser")
    keys.get_by_role("button", name="Leave it").click()
    keys.get_by_role("button", name="Change Ctrl D of Duplicate").click()
    page.keyboard.press("Control+u")
    keys.get_by_role("button", name="Change Ctrl U of Duplicate").wait_for()

    keys.get_by_role("button", name="Change Ctrl A of Select all").click()
    page.keyboard.press("Control+u")
    expect(keys.get_by_role("alert")).to_contain_text("Ctrl U is the key of “Duplicate”")
    keys.get_by_role("button", name="Leave it").click()
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)

    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    canvas.select("hidden, Dense")
    page.keyboard.press("Control+u")
    expect(nodes(page)).to_have_count(5)
    page.keyboard.press("Control+d")
    expect(nodes(page)).to_have_count(5)

    page.keyboard.press("?")
    keys.get_by_role("button", name="Change Ctrl Z of Undo").click()
    page.keyboard.press("Control+u")
    keys.get_by_role("button", name="Take it from there").click()
    keys.get_by_role("button", name="Change Ctrl U of Undo").wait_for()
    expect(keys.get_by_role("button", name=re.compile("of Duplicate$"))).to_have_count(0)
    keys.get_by_role("button", name="All keys as at first").click()
    keys.get_by_role("button", name="Change Ctrl D of Duplicate").wait_for()
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("Control+z")
    expect(nodes(page)).to_have_count(4)


def test_C24_menus_show_the_keys_that_commands_have_now(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.get_by_role("button", name="Change Ctrl D of Duplicate").click()
    page.keyboard.press("Control+u")
    keys.get_by_role("button", name="Close").click()
    canvas.node("hidden, Dense").click(button="right", position={"x": 60, "y": 10})
    expect(page.get_by_role("menuitem", name="Duplicate")).to_contain_text("Ctrl U")
    assert violations(page) == []
    page.get_by_role("menuitem", name="Duplicate").click()
    expect(nodes(page)).to_have_count(5)
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("menuitem", name="Edit").press("ArrowRight")
    expect(page.get_by_role("menuitem", name="Undo")).to_contain_text("Ctrl Z")
    assert violations(page) == []
    page.get_by_role("menuitem", name="Undo").press("Enter")
    expect(nodes(page)).to_have_count(4)

    layers = page.get_by_role("complementary", name="Palette").get_by_label("Search layers")
    for shown in (0, 1):
        page.get_by_role("button", name="Menu", exact=True).click()
        page.get_by_role("menuitem", name="View").hover()
        page.get_by_role("menuitemcheckbox", name="Show or hide the palette", checked=not shown).click()
        expect(layers).to_have_count(shown)


def test_C24_on_a_narrow_page_everything_is_in_a_menu(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.set_viewport_size({"width": 600, "height": 800})
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("menuitem", name="Graph").press("ArrowRight")
    page.get_by_role("menuitem", name="Arrange").press("Enter")
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("menuitem", name="View").press("ArrowRight")
    page.get_by_role("menuitemcheckbox", name="Show or hide the palette").press("Enter")
    expect(page.get_by_role("complementary", name="Palette").get_by_label("Search layers")).to_be_visible()
