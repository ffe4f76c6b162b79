"""Gestures of tests of commands: a small drawing, and the palette of all commands."""

from playwright.sync_api import Locator, Page, expect

from support.browser.canvas import Canvas
from support.browser.chain import dense, inputs


def draw_chain(canvas: Canvas) -> None:
    """An input, two Dense layers and an output, one below the other, wired; nothing is selected."""
    canvas.new_document()
    output = {"kind": "output", "name": "answer"}
    canvas.paste_column(310, 100, inputs(28), dense("hidden", 64), dense("scores", 10), output)


def rest(canvas: Canvas) -> None:
    """Clicks beside all nodes: nothing is selected, and the keyboard is on the canvas."""
    canvas.pane.click(position={"x": 20, "y": 300})


def nodes(page: Page) -> Locator:
    return page.locator(".react-flow__node-call")


def palette(page: Page) -> Locator:
    return page.get_by_role("dialog", name="All commands")


def pick(page: Page, text: str) -> None:
    """Types into the list of all commands and picks what stands first."""
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_visible()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(palette(page)).to_have_count(0)


def chosen(page: Page) -> Locator:
    """The nodes that are selected."""
    return page.locator(".react-flow__node.selected")
