"""Every screen, light and dark, held against WCAG 2.2 AA by axe."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from support.browser import axe
from support.browser.canvas import Canvas

pytestmark = pytest.mark.e2e
TWO_FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
  setTimeout(done, 1000);
})"""
"""After which the styles of another scheme are those of the page, and what they set in motion is known."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(autouse=True)
def still(page: Page) -> None:
    """Nothing moves: a colour that is on its way to that of the other scheme has too little contrast."""
    page.emulate_media(reduced_motion="reduce")


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, light and dark."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TWO_FRAMES)
        found += [f"{scheme}: {each}" for each in axe.violations(page)]
    return found


def test_the_canvas_with_a_problem_and_its_fixes(canvas: Canvas, page: Page) -> None:
    canvas.begin("Mistake: two tensors")
    expect(page.get_by_role("tabpanel").get_by_role("button").first).to_be_visible()
    assert violations(page) == []
    page.locator(".react-flow__node").get_by_role("button", name=re.compile("problem")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Join them with Concatenate")
    assert violations(page) == []


def test_every_tab_of_the_dock(canvas: Canvas, page: Page) -> None:
    canvas.begin("Iris")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()
    for tab in ("Problems", "Training", "Data", "Runs", "Code"):
        canvas.tab(tab)
        expect(page.get_by_role("tab", name=re.compile(f"^{tab}"))).to_have_attribute("aria-selected", "true")
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], tab


def test_the_inspector_of_a_layer_that_holds_another(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Bidirectional", 310, 150)
    expect(canvas.field("units")).to_be_visible()
    assert violations(page) == []
    canvas.write("units", "0")
    expect(canvas.field("units")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []


def test_the_palette_with_a_family_open_and_searched(canvas: Canvas, page: Page) -> None:
    palette = page.get_by_role("complementary", name="Palette")
    palette.get_by_role("button", name=re.compile("convolution", re.IGNORECASE)).click()
    expect(palette.get_by_role("button", name="Conv3DTranspose", exact=True)).to_be_visible()
    assert violations(page) == []
    palette.get_by_label("Search layers").fill("matmul")
    expect(palette.get_by_role("button", name="matmul", exact=True)).to_be_visible()
    assert violations(page) == []


def test_the_menus_and_the_projects(canvas: Canvas, page: Page) -> None:
    page.get_by_role("button", name="Project").click()
    expect(page.get_by_role("menuitem", name="Open a document")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("menuitem", name="Open a document").click()
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    assert violations(page) == []


def test_the_start_with_its_examples(canvas: Canvas, page: Page) -> None:
    canvas.begin_again()
    expect(page.get_by_role("button", name="Iris", exact=True)).to_be_visible()
    assert violations(page) == []


def test_a_nested_model_from_outside_and_from_inside(canvas: Canvas, page: Page) -> None:
    canvas.begin("Branch and merge")
    expect(canvas.node("u, Concatenate")).to_be_visible()
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+g")
    expect(canvas.node("block, block")).to_be_visible()
    assert violations(page) == []
    canvas.enter("block, block")
    expect(page.get_by_role("navigation", name="Where this graph is")).to_be_visible()
    assert violations(page) == []
