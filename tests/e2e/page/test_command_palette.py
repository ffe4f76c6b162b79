"""The palette of all commands: by keyboard, in the language of the page; nodes are found in it too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.browser.commands import chosen, draw_chain, nodes, palette, pick, rest

pytestmark = pytest.mark.e2e


def find(page: Page, text: str) -> Locator:
    """Looks for a text; the status that counts what is found."""
    page.keyboard.press("Control+f")
    bar = page.get_by_role("search", name="Find nodes")
    expect(bar).to_be_visible()
    bar.get_by_role("searchbox").fill(text)
    return bar.get_by_role("status")


def test_C22_the_list_of_commands_by_keyboard_alone(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    pick(page, "select all")
    expect(chosen(page)).to_have_count(4)
    page.keyboard.press("Control+k")
    expect(palette(page).get_by_role("option").first).to_contain_text("Select all")
    expect(palette(page).get_by_role("option").first).to_contain_text("Ctrl A")
    assert violations(page) == []
    page.keyboard.type("problems")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(palette(page).get_by_role("option", selected=True)).to_contain_text("Problems")
    page.keyboard.press("Escape")
    expect(palette(page)).to_have_count(0)
    expect(chosen(page)).to_have_count(4)

    pick(page, "hidden")
    expect(chosen(page)).to_have_count(1)
    expect(canvas.field("name")).to_have_value("hidden")
    pick(page, "rename")
    expect(canvas.field("name")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("nothing of that kind")
    expect(palette(page)).to_contain_text("Nothing is called")


def test_C22_commands_are_found_in_the_language_of_the_page_and_in_english(
    canvas: Canvas, page: Page
) -> None:
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitemradio", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.keyboard.press("Control+k")
    listed = page.get_by_role("dialog", name="모든 명령")
    expect(listed).to_be_visible()
    page.keyboard.type("duplic")
    expect(listed.get_by_role("option")).to_have_count(0)
    page.get_by_role("combobox").fill("arrange")
    expect(listed.get_by_role("option").first).to_contain_text("정렬")
    page.get_by_role("combobox").fill("정ㄹ")
    expect(listed.get_by_role("option").first).to_contain_text("정렬")
    assert violations(page) == []


def test_C22_enter_that_ends_a_syllable_picks_nothing(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_visible()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "선", "selectionStart": 1, "selectionEnd": 1})
    page.get_by_role("combobox").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(palette(page)).to_be_visible()


def test_C22_copy_and_paste_from_the_list(canvas: Canvas, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draw_chain(canvas)
    canvas.select("hidden, Dense")
    pick(page, "copy")
    rest(canvas)
    pick(page, "paste")
    expect(nodes(page)).to_have_count(5)
    pick(page, "cut")
    expect(nodes(page)).to_have_count(4)


def test_C25_nodes_are_found_by_parameter_by_shape_and_in_a_nested_model(canvas: Canvas, page: Page) -> None:
    draw_chain(canvas)
    canvas.free_of_problems()
    expect(find(page, "units: 64")).to_contain_text("1 node")
    page.keyboard.press("Enter")
    expect(chosen(page)).to_have_attribute("aria-label", re.compile("^hidden, Dense"))
    expect(find(page, "None, 10")).to_contain_text("nodes")
    assert violations(page) == []
    expect(find(page, "dense")).to_contain_text("2 nodes")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(chosen(page)).to_have_attribute("aria-label", re.compile("^scores, Dense"))
    page.keyboard.press("Shift+Enter")
    expect(chosen(page)).to_have_attribute("aria-label", re.compile("^hidden, Dense"))
    expect(page.get_by_role("search").get_by_role("status")).to_contain_text("1 of 2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("search")).to_have_count(0)
    expect(page.locator(".react-flow__node:focus")).to_have_attribute("aria-label", re.compile("^hidden"))

    page.keyboard.press("Control+g")
    expect(canvas.node("block, block")).to_be_visible()
    expect(find(page, "units = 64")).to_contain_text("1 node")
    page.get_by_role("search").get_by_role("button", name="block › hidden").click()
    expect(page.get_by_role("navigation", name="Where this graph is")).to_be_visible()
    expect(chosen(page)).to_have_attribute("aria-label", re.compile("^hidden, Dense"))
    expect(find(page, "nobody")).to_contain_text("none")
