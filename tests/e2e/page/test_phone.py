"""The page on a phone held upright, 390 by 844, under fingers alone: everything is reached and done."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas, wait_for_fonts
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

WIDTH, HEIGHT = 390, 844


@pytest.fixture(params=["en-US", "zh-CN", "zh-TW", "ko-KR"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, server: RunningServer) -> Iterator[Page]:
    yield from opened(browser, server, "en-US")


@pytest.fixture
def foreign(browser: Browser, server: RunningServer, language: str) -> Iterator[Page]:
    yield from opened(browser, server, language)


def opened(browser: Browser, server: RunningServer, locale: str) -> Iterator[Page]:
    """A phone with a document that can be trained."""
    project = server.post("/projects", {"document": server.template("iris", epochs=3)}).json()["id"]
    size: Any = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, locale=locale)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    Canvas(page)
    page.goto(server.new_link())
    page.goto(f"{server.url}/#/p/{project}")
    expect(page.locator(".react-flow__node")).to_have_count(4)
    expect(page.get_by_role("banner").locator("[aria-haspopup='menu']:visible")).to_have_count(2)
    wait_for_fonts(page)
    yield page
    context.close()
    assert errors == []


def is_whole(thing: Locator) -> bool:
    """Whether something is seen from edge to edge."""
    box = thing.bounding_box()
    assert box is not None
    return box["x"] >= 0 and box["x"] + box["width"] <= WIDTH and box["y"] + box["height"] <= HEIGHT


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=re.compile(f"^{name}"))


def palette(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Palette")


def place(page: Page, layer: str, y: float) -> None:
    """Takes a layer from the palette and puts it down: both by taps."""
    palette(page).get_by_role("button", name="Show Palette").tap()
    palette(page).get_by_role("button", name=layer, exact=True).tap()
    # The drawer goes out of the way, and the page says what to do.
    expect(palette(page).get_by_role("button", name="Show Palette")).to_be_visible()
    note = page.get_by_role("status").filter(has_text=f"Tap the canvas to place {layer}.")
    expect(note).to_be_visible()
    assert is_whole(note)
    box = page.locator(".react-flow__pane").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + WIDTH / 2, box["y"] + y)


def test_C136_all_of_the_bar_and_the_tabs_is_in_sight(foreign: Page) -> None:
    bar = foreign.get_by_role("banner")
    for button in bar.locator("button:visible").all():
        assert is_whole(button), button.inner_text()
    assert is_whole(bar.locator("[data-tour=train]"))
    tabs = foreign.get_by_role("tab").all()
    assert len(tabs) == 7
    for each in tabs:
        assert is_whole(each), each.inner_text()
    assert foreign.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert violations(foreign) == []


def test_C136_a_model_is_drawn_connected_set_and_deleted_by_fingers(phone: Page) -> None:
    phone.get_by_role("button", name="Project").tap()
    phone.get_by_role("menuitem", name="New document").tap()
    expect(phone.locator(".react-flow__node")).to_have_count(0)
    place(phone, "Input", 100)
    place(phone, "Dense", 320)
    expect(phone.locator(".react-flow__node")).to_have_count(2)

    phone.get_by_role("button", name="output of input").tap()
    phone.get_by_role("button", name=re.compile("^input of dense")).tap()
    wire = phone.get_by_role("img", name=re.compile("^wire from input to dense"))
    expect(wire).to_be_attached()

    canvas = Canvas(phone)
    canvas.node("dense, Dense").tap(position={"x": 60, "y": 10})
    bar = phone.get_by_role("toolbar", name="What is selected")
    bar.get_by_role("button", name="Go to the settings").tap()
    units = phone.get_by_label("units", exact=True)
    expect(units).to_be_visible()
    assert is_whole(units)
    # The drawer lies on the bar, not under it.
    heading = phone.get_by_role("heading", name="dense", exact=True)
    heading.click(trial=True)
    units.fill("7")
    units.press("Enter")
    phone.get_by_role("button", name="Hide Inspector").tap()
    expect(canvas.node("dense, Dense")).to_contain_text("units 7")

    bar.get_by_role("button", name="Delete").tap()
    expect(phone.locator(".react-flow__node")).to_have_count(1)
    phone.get_by_role("button", name="Undo", exact=True).tap()
    expect(phone.locator(".react-flow__node")).to_have_count(2)
    expect(wire).to_be_attached()
    phone.get_by_role("button", name="Redo", exact=True).tap()
    expect(phone.locator(".react-flow__node")).to_have_count(1)


def test_C136_a_run_is_started_and_its_curves_come_first(phone: Page) -> None:
    phone.locator("[data-tour=train]").tap()
    expect(tab(phone, "Training")).to_have_attribute("aria-selected", "true")
    curve = phone.get_by_role("slider", name=re.compile("^loss over the epochs"))
    expect(curve).to_be_visible()
    assert is_whole(curve)
    facts = phone.get_by_text("This run", exact=True).bounding_box()
    shown = curve.bounding_box()
    assert facts is not None
    assert shown is not None
    assert shown["y"] < facts["y"]
    expect(phone.get_by_role("button", name="Train", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Table", exact=True).tap()
    expect(phone.get_by_role("columnheader", name="loss", exact=True)).to_be_visible()

    for name, thing in (
        ("Problems", phone.get_by_role("tabpanel").get_by_text("No problems.")),
        ("Data", phone.get_by_role("combobox", name="Data set")),
        ("Runs", phone.get_by_role("button", name="Open run 1")),
        ("Code", phone.get_by_text("import keras").first),
        ("Outline", phone.get_by_role("treeitem").first),
    ):
        tab(phone, name).tap()
        expect(thing).to_be_visible()
        assert all(is_whole(each) for each in phone.get_by_role("tab").all())

    tab(phone, "Runs").tap()
    phone.get_by_role("button", name="Delete run 1").tap()
    toast = phone.get_by_role("status").filter(has_text="Deleted the run")
    expect(toast).to_be_visible()
    assert is_whole(toast)
    toast.get_by_role("button", name="Undo").tap()
    expect(phone.get_by_role("button", name="Delete run 1")).to_be_visible()


def test_C136_what_a_menu_leads_to_opens_inside_it(phone: Page) -> None:
    phone.get_by_role("button", name="Menu", exact=True).tap()
    phone.get_by_role("menuitem", name="Language").tap()
    korean = phone.get_by_role("menuitemradio", name="한국어")
    assert is_whole(korean)
    phone.get_by_role("menuitem", name="View").tap()
    theme = phone.get_by_role("menuitem", name=re.compile("^Light, dark"))
    theme.scroll_into_view_if_needed()
    assert is_whole(theme)
    korean.scroll_into_view_if_needed()
    korean.tap()
    expect(phone.get_by_role("tab").first).to_have_text(re.compile("문제"))
