"""The page in a person's gestures: drag, type, press, read. Nothing here reaches into the page's state."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from shutil import which
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from layerloom_schema.documents.migrations import FORMAT

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SECONDS = 30_000
"""How long the page may take to show something, in milliseconds: patience for a busy machine, not a measure."""

_PASTE = """text => {
    const data = new DataTransfer()
    data.setData("text/plain", text)
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    document.body.dispatchEvent(paste)
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium at hand, or the one that Playwright installed."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    with sync_playwright() as playwright:
        expect.set_options(timeout=SECONDS)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def wait_for_fonts(page: Page) -> None:
    """Waits until texts have the fonts, and so the widths, that they will keep."""
    page.evaluate("document.fonts.ready.then(() => null)")


class Canvas:
    """One open page. Nodes, ports and fields are found by what a screen reader calls them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(SECONDS)

    def wait_for_commands(self) -> None:
        """Waits until keys and menus have their commands, which come right after the first load."""
        self.page.get_by_role("status", name="Training progress").wait_for(state="attached")

    def new_document(self) -> None:
        before = self.page.url
        self.page.get_by_role("button", name="Project").click()
        self.page.get_by_role("menuitem", name="New document").click()
        self.page.wait_for_url(lambda url: "#/p/" in url and url != before)
        expect(self.page.locator(".react-flow__node")).to_have_count(0)

    def begin(self, example: str) -> None:
        """Goes to the start page and opens an example."""
        self.begin_again()
        self.pick_example(example)

    def begin_again(self) -> None:
        """Goes to the start page."""
        self.page.get_by_role("button", name="Project").click()
        self.page.get_by_role("menuitem", name="Start from a template").click()
        expect(self.page.get_by_role("heading", name="What will you draw?")).to_be_visible()

    def begin_if_asked(self, example: str) -> None:
        """Opens an example where the page begins with the start: nothing was ever drawn there."""
        start = self.page.get_by_role("heading", name="What will you draw?")
        # The palette may stand there before it is known which of the two comes.
        start.or_(self.page.get_by_role("application", name="Model")).wait_for()
        if start.is_visible():
            self.pick_example(example)

    def pick_example(self, example: str) -> None:
        """Picks an example on the start page."""
        self.page.get_by_role("button", name=example, exact=True).click()
        expect(self.page.get_by_role("application", name="Model")).to_be_visible()

    def paste_column(self, x: int, gap: int, *nodes: dict[str, Any]) -> None:
        """Pastes nodes one below the other, each wired to the next, for tests that are not about how they are drawn.

        Their middle is at `x` on the canvas, and `gap` lies between the middles of two; nothing is selected then.
        """
        ids = [f"n{number}" for number in range(len(nodes))]
        piece = {
            "format": FORMAT,
            "graph": {
                "nodes": [{"id": id, **node} for id, node in zip(ids, nodes, strict=True)],
                "edges": [{"source": source, "target": target} for source, target in pairwise(ids)],
            },
            "layout": {id: {"x": 0, "y": number * gap} for number, id in enumerate(ids)},
        }
        # The first card is a little below the top of the canvas: what is not seen whole is brought into view.
        self.pane.hover(position={"x": x, "y": 56 + gap * (len(nodes) - 1) // 2})
        self.page.evaluate(_PASTE, json.dumps(piece))
        expect(self.page.locator(".react-flow__edge")).to_have_count(len(nodes) - 1)
        self.pane.click(position={"x": 20, "y": 300})

    def drag_from_palette(self, layer: str, x: int, y: int) -> None:
        """Drags a layer from the palette to a place on the canvas; it is selected then.

        One whose family is folded is searched for first.
        """
        palette = self.page.get_by_role("complementary", name="Palette")
        item = palette.get_by_role("button", name=layer, exact=True)
        search = palette.get_by_label("Search layers")
        if item.count() == 0:
            search.fill(layer)
        item.scroll_into_view_if_needed()
        item.drag_to(self.pane, target_position={"x": x, "y": y})
        search.fill("")

    @property
    def pane(self) -> Locator:
        """The empty canvas, behind the nodes."""
        return self.page.locator(".react-flow__pane")

    def select_all_of(self, *names: str) -> None:
        """Selects several nodes, one after the other with Shift."""
        self.select(names[0])
        self.page.keyboard.down("Shift")
        for name in names[1:]:
            self.select(name)
        self.page.keyboard.up("Shift")

    def menu(self, name: str, command: str) -> None:
        """Picks a command from the menu of a node: the other button of the mouse."""
        self.node(name).click(button="right", position={"x": 60, "y": 10})
        self.page.get_by_role("menuitem", name=command).click()

    def enter(self, name: str) -> None:
        """Opens a nested model by a double click."""
        self.node(name).dblclick(position={"x": 60, "y": 10})

    def leave(self) -> None:
        """Leaves a nested model by Escape, with nothing selected."""
        self.pane.click(position={"x": 20, "y": 300})
        self.page.keyboard.press("Escape")

    def node(self, name: str) -> Locator:
        """A node by its name and class, e.g. `stroke, Conv2D`, or for a call `stroke, Conv2D, call 1`."""
        return self.page.get_by_role("group", name=name, exact=True)

    def select(self, name: str) -> None:
        self.node(name).click(position={"x": 60, "y": 10})

    def wire(self, source: str, target: str, into: str = "input") -> None:
        """Drags a wire with the mouse from the first output of one node to an input of another, `into` by its name."""
        start = self._centre(self.node(source).get_by_role("button", name=re.compile("^output of")).first)
        ring = self.node(target).get_by_role("button", name=re.compile(f"^input of .*{into}"))
        end = self._centre(ring.first)
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=6)
        self.page.mouse.up()

    def field(self, label: str) -> Locator:
        """A field of the inspector or of the panel in front."""
        return self.page.get_by_label(label, exact=True).locator("visible=true").first

    def write(self, label: str, text: str) -> None:
        """Types over what a field holds."""
        field = self.field(label)
        field.fill(text)
        field.press("Tab")

    def choose(self, label: str, option: str) -> None:
        """Picks an option by the beginning of its text; yes or no where the field is a switch."""
        field = self.field(label)
        if field.get_attribute("role") == "switch":
            field.set_checked(option == "yes")
            return
        found = field.locator("option", has_text=re.compile(f"^{re.escape(option)}")).first
        found.wait_for(state="attached")
        field.select_option(value=found.get_attribute("value"))

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def shapes(self) -> list[str]:
        """What stands beside each wire, in the order of the wires; empty where nothing does."""
        wires = self.page.locator(".react-flow__edge").all()
        return [" ".join(wire.locator("text").all_text_contents()) for wire in wires]

    def problems(self) -> list[str]:
        """The sentences of the problem list."""
        self.tab("Problems")
        return self.page.get_by_role("tabpanel").locator("li").all_inner_texts()

    def free_of_problems(self) -> None:
        """Waits until the bar says so: what was last read out to a screen reader may be older.

        A loss or data may still have to be chosen before training.
        """
        free = re.compile(r"^No problems$|^\d+ things? to choose before training$")
        expect(self.page.get_by_role("button", name=free)).to_be_visible()

    def ready_to_train(self) -> None:
        """Waits until nothing is wrong and everything is chosen."""
        expect(self.page.get_by_role("button", name="No problems", exact=True)).to_be_visible()

    def _centre(self, ring: Locator) -> tuple[float, float]:
        box = ring.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
