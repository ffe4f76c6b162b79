"""The first minute: an empty start, an example trained in two clicks, a model built from what one knows of Keras."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e


def test_C59_nothing_is_made_before_something_is_chosen_and_two_clicks_train_an_example(
    emptied: RunningServer, page: Page
) -> None:
    page.goto(emptied.new_link())
    canvas = Canvas(page)
    expect(page.get_by_role("heading", name="What will you draw?")).to_be_visible()
    assert emptied.get("/projects")["projects"] == []
    templates = emptied.get("/templates")["templates"]
    for template in templates:
        card = page.get_by_role("button", name=template["title"], exact=True)
        expect(card).to_have_accessible_description(template["teaches"])
        picture = card.locator("img")
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth > 50)")
    assert violations(page) == []

    page.get_by_role("button", name="Iris", exact=True).click()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()
    assert [project["name"] for project in emptied.get("/projects")["projects"]] == [
        emptied.template("iris")["name"]
    ]

    canvas.begin_again()
    page.get_by_role("button", name="Back to").click()
    expect(canvas.node("species, Output")).to_be_visible()
    canvas.begin_again()
    page.get_by_role("button", name="Empty document").click()
    expect(page.locator(".react-flow__node")).to_have_count(0)
    page.get_by_role("button", name="Start from a template").click()
    page.get_by_role("listitem").get_by_role("button", name=re.compile("^Iris.+")).click()
    expect(canvas.node("species, Output")).to_be_visible()
    assert len(emptied.get("/projects")["projects"]) == 2


def test_C61_question_answering_is_built_by_hand_from_what_the_functional_guide_says(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    for side, (name, x, width, units) in enumerate([("text", 200, 64, 32), ("question", 560, 32, 16)]):
        number = f"_{side}" if side else ""
        canvas.drag_from_palette("Input", x, 50)
        canvas.write("name", name)
        canvas.write("shape", "None")
        canvas.choose("dtype", "int32")
        canvas.drag_from_palette("Embedding", x, 150)
        canvas.write("input_dim", "10000")
        canvas.write("output_dim", str(width))
        canvas.drag_from_palette("LSTM", x, 250)
        canvas.write("units", str(units))
        canvas.wire(f"{name}, Input", f"embedding{number}, Embedding")
        canvas.wire(f"embedding{number}, Embedding", f"lstm{number}, LSTM", "sequences")
    canvas.drag_from_palette("Concatenate", 380, 350)
    canvas.wire("lstm, LSTM", "concatenate, Concatenate", "1")
    canvas.wire("lstm_1, LSTM", "concatenate, Concatenate", "2")
    canvas.drag_from_palette("Dense", 380, 440)
    canvas.write("units", "500")
    canvas.choose("activation", "softmax")
    canvas.wire("concatenate, Concatenate", "dense, Dense")
    canvas.drag_from_palette("Output", 380, 530)
    canvas.write("name", "answer")
    canvas.wire("dense, Dense", "answer, Output")
    canvas.free_of_problems()
    shapes = {"? int32", "? × 64 float32", "? × 32 float32", "32", "16", "48", "500"}
    wait_for(lambda: set(canvas.shapes()) == shapes)

    train = page.get_by_role("button", name="Train", exact=True)
    train.click()
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Use SparseCategoricalCrossentropy").click()
    panel.get_by_role("button", name="Use random").click()
    canvas.ready_to_train()
    canvas.tab("Training")
    canvas.write("epochs", "1")
    canvas.ready_to_train()
    train.click()
    expect(page.get_by_text(re.compile("completed", re.IGNORECASE)).first).to_be_visible()


def test_C62_the_tour_is_offered_once_points_at_the_real_parts_and_is_left_at_any_time(
    canvas: Canvas, page: Page
) -> None:
    canvas.pane.click(position={"x": 20, "y": 300})
    offer = page.get_by_role("region", name="Take the tour")
    offer.get_by_role("button", name="Take the tour").click()
    expect(offer).to_have_count(0)
    for title in (
        "All of Keras is here",
        "Wires carry tensors",
        "Shapes and problems",
        "Train when you like",
    ):
        card = page.get_by_role("dialog", name=title)
        expect(card).to_be_visible()
        expect(card.get_by_role("button", name="Next")).to_be_focused()
        assert violations(page) == [], title
        page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="It is Keras all along")
    expect(page.get_by_role("tab", name="Code")).to_have_attribute("aria-selected", "true")
    card.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="Train when you like")).to_be_visible()

    # What it points at can be used meanwhile.
    canvas.drag_from_palette("Dense", 60, 200)
    page.get_by_role("dialog", name="Train when you like").get_by_role("button", name="Next").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.locator("[data-saving=saved]").wait_for()
    page.reload()
    canvas.pane.click(position={"x": 20, "y": 300})
    expect(page.get_by_text("How to draw")).to_be_visible()
    expect(offer).to_have_count(0)
    page.keyboard.press("Control+k")
    # Right after a load the commands still come, and what is typed meanwhile does nothing.
    page.get_by_role("combobox", name="All commands").wait_for()
    page.keyboard.type("Take the tour")
    page.get_by_role("option", name="Take the tour").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="All of Keras is here")).to_be_visible()
    page.get_by_role("button", name="Skip the tour").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_C59_a_damaged_link_on_the_first_visit_is_said_at_the_start(
    emptied: RunningServer, page: Page
) -> None:
    page.goto(emptied.new_link() + "#/d/dHJlZXM")
    expect(page.get_by_role("alert")).to_contain_text("This link is damaged")
    expect(page.get_by_role("heading", name="What will you draw?")).to_be_visible()
    assert emptied.get("/projects")["projects"] == []
