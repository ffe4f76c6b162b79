"""Layers that are added by keys alone, and keys that reach the page from its text fields."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.browser.commands import nodes, pick

pytestmark = pytest.mark.e2e


def test_C150_a_model_is_added_by_keys_each_layer_fed_by_the_one_before(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    for layer in ("Input", "Dense", "Output"):
        page.keyboard.press("/")
        page.keyboard.type(layer)
        page.keyboard.press("Enter")
        expect(canvas.page.locator(".react-flow__node-call.selected")).to_have_count(1)
    expect(nodes(page)).to_have_count(3)
    wires = page.get_by_role("img", name=re.compile("^wire from"))
    expect(wires).to_have_count(2)
    # At one moment: the view may still be on its way to the last of them.
    places = nodes(page).evaluate_all("all => all.map((node) => node.getBoundingClientRect().toJSON())")
    assert [round(place["x"]) for place in places] == [round(places[0]["x"])] * 3
    assert places[0]["y"] < places[1]["y"] < places[2]["y"]

    canvas.select("dense, Dense")
    pick(page, "Add a layer")
    page.keyboard.type("Dropout")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name=re.compile("^wire from dense to dropout"))).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(wires).to_have_count(2)
    expect(nodes(page)).to_have_count(3)


def test_C151_ctrl_enter_trains_from_the_search_and_adds_nothing(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    page.keyboard.press("/")
    page.keyboard.type("dense")
    page.keyboard.press("Control+Enter")
    problems = page.get_by_role("tab", name=re.compile("^Problems"))
    expect(problems).to_have_attribute("aria-selected", "true")
    expect(nodes(page)).to_have_count(0)
    page.keyboard.press("Escape")

    search = page.get_by_role("searchbox", name="Search layers")
    search.fill("output")
    page.keyboard.press("Tab")
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("/")
    page.keyboard.type("input")
    expect(search).to_have_value("input")
    canvas.new_document()
    expect(search).to_have_value("")


def test_C152_what_is_to_be_chosen_before_training_is_no_problem_and_one_click_each(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    expect(page.get_by_role("button", name="Nothing drawn yet")).to_be_visible()
    expect(page.get_by_role("tab", name="Problems", exact=True)).to_be_visible()
    for layer in ("Input", "Dense", "Output"):
        page.keyboard.press("/")
        page.keyboard.type(layer)
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="2 things to choose before training")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Train")).click()
    chosen = page.get_by_role("list", name="2 things to choose before training")
    chosen.get_by_role("button", name=re.compile("^Use MeanSquaredError")).click()
    page.get_by_role("button", name="1 thing to choose before training").wait_for()
    page.get_by_role("button", name="Use random", exact=True).click()
    canvas.ready_to_train()
    canvas.tab("Training")
    expect(canvas.field("epochs")).to_have_value("10")
    canvas.write("epochs", "1")
    canvas.ready_to_train()
    page.get_by_role("button", name="Train", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("tabpanel").get_by_role("link", name="Trained model (.keras)").click()
    assert download.value.suggested_filename.endswith(".keras")


def test_C154_enter_in_the_outline_puts_the_keyboard_on_the_node(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    for layer in ("Input", "Dense"):
        page.keyboard.press("/")
        page.keyboard.type(layer)
        page.keyboard.press("Enter")
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+Shift+o")
    expect(page.locator("[role='treeitem']:focus")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".react-flow__node:focus")).to_contain_text("dense")
