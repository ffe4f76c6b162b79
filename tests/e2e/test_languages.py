"""The language of the page: chosen in the bar, kept by the browser, spoken by problems too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from support.canvas import Canvas
from support.server import RunningServer

pytestmark = pytest.mark.e2e

SPOKEN = [
    ("简体中文", "zh-CN", "训练", "卷积", "Dense hidden 需要一个张量：还没有连线接到它。"),
    ("繁體中文", "zh-TW", "訓練", "卷積", "Dense hidden 需要一個張量：還沒有連線接到它。"),
    ("한국어", "ko", "훈련", "합성곱", "Dense hidden: 텐서가 필요합니다. 연결된 것이 없습니다."),
]
"""A language, its tag, Train, a heading of the palette, and the sentence of a Dense to which nothing is wired."""


@pytest.mark.parametrize(
    ("name", "tag", "train", "heading", "sentence"), SPOKEN, ids=[row[1] for row in SPOKEN]
)
def test_a_chosen_language_is_spoken_everywhere_and_after_a_reload(
    canvas: Canvas, page: Page, name: str, tag: str, train: str, heading: str, sentence: str
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 310, 200)
    canvas.write("name", "hidden")
    canvas.tab("Problems")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("Dense hidden needs a tensor: nothing is wired to it.")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitemradio", name=name).click()

    def is_spoken() -> None:
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.get_by_role("button", name=train, exact=True)).to_be_visible()
        expect(page.get_by_text(heading, exact=True).first).to_be_visible()

    is_spoken()
    expect(panel).to_contain_text(sentence)
    page.locator("[data-saving=saved]").wait_for()
    page.reload()
    is_spoken()
    expect(page.get_by_role("group", name=re.compile("^hidden")).first).to_be_visible()


@pytest.mark.parametrize(
    ("wished", "tag", "train"),
    [("ko-KR", "ko", "훈련"), ("zh-HK", "zh-TW", "訓練"), ("fr-FR", "en", "Train")],
)
def test_a_page_begins_in_the_language_of_the_browser(
    browser: Browser, server: RunningServer, wished: str, tag: str, train: str
) -> None:
    assert server.post("/projects", {"document": server.template("iris")}).is_success
    context = browser.new_context(locale=wished)
    page = context.new_page()
    page.goto(server.new_link())
    expect(page.get_by_role("button", name=train, exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", tag)
    context.close()
