"""The language of the page: chosen in the bar, kept by the browser, spoken by problems too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer

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


MENDED = [
    (
        "简体中文",
        "在 Dense hidden 之前添加输入",
        "这是什么意思？",
        "某一层在等一个没有连线送来的张量。",
        "搜索层",
        "二维卷积",
    ),
    (
        "繁體中文",
        "在 Dense hidden 之前新增輸入",
        "這是什麼意思？",
        "某一層在等一個沒有連線送來的張量。",
        "搜尋層",
        "二維卷積",
    ),
    (
        "한국어",
        "Dense hidden 앞에 입력 추가",
        "무슨 뜻인가요?",
        "층이 기다리는 텐서를 가져오는 것이 없습니다.",
        "층 검색",
        "2차원 합성곱",
    ),
]
"""A language; a fix, what asks for its help, and what that says; the search of the palette, and a word of Conv2D."""


@pytest.mark.parametrize(
    ("name", "fix", "ask", "meaning", "search", "word"), MENDED, ids=["zh-CN", "zh-TW", "ko"]
)
def test_C8_a_problem_is_explained_and_mended_and_a_layer_is_found_in_the_language_of_the_page(
    canvas: Canvas, page: Page, name: str, fix: str, ask: str, meaning: str, search: str, word: str
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 310, 200)
    canvas.write("name", "hidden")
    canvas.tab("Problems")
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitemradio", name=name).click()

    panel = page.get_by_role("tabpanel")
    row = panel.get_by_role("listitem").filter(has=page.get_by_role("button", name=fix)).last
    row.get_by_role("button", name=ask).click()
    expect(page.get_by_role("dialog")).to_contain_text(meaning)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    row.get_by_role("button", name=fix).click()
    expect(page.get_by_role("group", name=re.compile("^input")).first).to_be_visible()

    page.get_by_role("searchbox", name=search).fill(word)
    expect(page.get_by_role("button", name="Conv2D", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Dense", exact=True)).to_have_count(0)


def test_C9_the_help_opens_at_the_problem_of_what_is_selected_and_is_searched(
    canvas: Canvas, page: Page
) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 310, 200)
    canvas.write("name", "hidden")
    expect(page.get_by_role("button", name=re.compile("problem")).first).to_be_visible()
    canvas.select("hidden, Dense")
    page.keyboard.press("F1")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("A layer waits for a tensor that nothing brings.")).to_be_visible()
    expect(dialog.get_by_text("The drawing has no Input.")).to_be_hidden()

    dialog.get_by_role("searchbox").fill("infinity")
    expect(dialog.get_by_text("data.not_finite")).to_be_visible()
    expect(dialog.get_by_text("input.missing")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_signs_are_written_by_an_input_method(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Dense", 310, 200)
    keyboard = page.context.new_cdp_session(page)

    def compose(*parts: str) -> None:
        """What stands in the field while a word is being written, sign by sign."""
        for part in parts:
            keyboard.send(
                "Input.imeSetComposition",
                {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
            )

    # A label in Hangul: every syllable is composed of parts, and none of them is an edit of its own to take back.
    canvas.field("label").click()
    compose("ㅅ", "수", "숫", "숫자")
    keyboard.send("Input.insertText", {"text": "숫자"})
    expect(canvas.field("label")).to_have_value("숫자")
    expect(page.get_by_role("group", name="숫자, Dense")).to_be_visible()
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")
    expect(page.get_by_role("group", name="dense, Dense")).to_be_visible()

    # In a search, the Enter that ends a word picks nothing.
    page.keyboard.press("Control+k")
    search = page.get_by_role("combobox", name="All commands")
    expect(search).to_be_focused()
    compose("de", "dense")
    keyboard.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    expect(search).to_be_visible()
    keyboard.send("Input.insertText", {"text": "dense"})
    expect(search).to_have_value("dense")
