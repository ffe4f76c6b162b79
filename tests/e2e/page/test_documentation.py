"""What Keras says, read beside the layer and beside what is chosen by name."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.page.test_axe import violations
from support.browser.canvas import Canvas

pytestmark = pytest.mark.e2e


def test_C85_a_layer_and_a_choice_are_explained_in_place(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("LSTM", 310, 150)
    page.get_by_text("What Keras says", exact=True).click()
    docs = page.get_by_role("region", name="What Keras says")
    expect(docs.locator("code").first).to_contain_text("keras.layers.LSTM(units, activation='tanh'")
    expect(docs.get_by_role("term").filter(has_text=re.compile("^unit_forget_bias$"))).to_have_count(1)
    expect(docs.get_by_role("heading", name="Call arguments")).to_be_visible()
    expect(docs.get_by_role("link", name="Jozefowicz et al.")).to_have_attribute("rel", "noreferrer")
    # Another layer is explained in its place.
    canvas.drag_from_palette("Dense", 310, 300)
    expect(docs.locator("code").first).to_contain_text("keras.layers.Dense(units")
    assert docs.evaluate("box => box.scrollWidth <= box.clientWidth")

    # By keys alone: the mark is opened, the card read, and closed; the focus is back at the mark.
    canvas.tab("Training")
    mark = page.get_by_role("button", name="What Keras says about Adam", exact=True)
    mark.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="What Keras says about Adam")
    expect(card.get_by_role("term").first).to_have_text("learning_rate")
    reading = card.get_by_role("region")
    expect(reading).to_be_focused()
    page.keyboard.press("End")
    page.wait_for_function("box => box.scrollTop > 0", arg=reading.element_handle())
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()


def test_C86_what_a_choice_does_stands_under_it(canvas: Canvas, page: Page) -> None:
    canvas.begin("Iris")
    canvas.tab("Training")
    optimizer = canvas.field("optimizer")
    adam = "Steps fitted to each weight from running means; a good first choice."
    expect(optimizer).to_have_accessible_description(adam)
    canvas.choose("optimizer", "SGD")
    expect(optimizer).not_to_have_accessible_description(adam)
    expect(optimizer).to_have_accessible_description(re.compile(r"\w+"))
    expect(page.get_by_role("button", name="What Keras says about SGD", exact=True)).to_be_visible()


def test_what_keras_says_breaks_no_rule_of_access(canvas: Canvas, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    canvas.new_document()
    canvas.drag_from_palette("MultiHeadAttention", 310, 150)
    page.get_by_text("What Keras says", exact=True).click()
    expect(page.get_by_role("region", name="What Keras says").get_by_role("term").first).to_be_visible()
    assert violations(page) == []
    canvas.tab("Training")
    page.get_by_role("button", name="What Keras says about Adam", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("term").first).to_be_visible()
    assert violations(page) == []
