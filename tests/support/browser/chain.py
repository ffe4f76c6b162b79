"""A chain of an input, a Dense and an output on the canvas, and what the canvas shows of its wires."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer


def draw_chain(canvas: Canvas) -> None:
    """An input, a Dense and an output, one below the other, wired."""
    canvas.new_document()
    canvas.paste_column(310, 160, inputs(8), dense("hidden", 16), {"kind": "output", "name": "answer"})


def inputs(length: int) -> dict[str, Any]:
    """An Input of rows of numbers."""
    return {"kind": "input", "name": "input", "shape": [length]}


def dense(name: str, units: int) -> dict[str, Any]:
    """A Dense."""
    return {"kind": "layer", "name": name, "layer": "Dense", "config": {"units": units}}


def wires(page: Page) -> list[str]:
    """The wires by what they join, sorted."""
    labels = page.locator(".react-flow__edge").evaluate_all("all => all.map(one => one.ariaLabel)")
    return sorted(re.sub(r"^wire from |, .*$", "", label) for label in labels)


def expect_wires(page: Page, *joined: str) -> None:
    """Waits until exactly these wires are drawn."""
    expect(page.locator(".react-flow__edge")).to_have_count(len(joined))
    for wire in joined:
        expect(page.get_by_role("img", name=re.compile(f"^wire from {wire}(,|$)")).first).to_be_attached()
    assert wires(page) == sorted(joined)


def undo(canvas: Canvas, page: Page) -> None:
    """One step back, with the keyboard on the canvas."""
    canvas.pane.click(position={"x": 20, "y": 300})
    page.keyboard.press("Control+z")


def saved(page: Page, server: RunningServer) -> Any:
    """The document as the server has it, once all is saved."""
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    found = re.search(r"#/p/([\w-]+)", page.url)
    assert found is not None
    return server.get(f"/projects/{found[1]}")["document"]


def middle_of_wire(page: Page, wire: str) -> tuple[float, float]:
    """A point on a wire, halfway along it."""
    path = page.get_by_role("img", name=re.compile(f"^wire from {wire}")).locator("path").first
    return tuple(  # type: ignore[return-value]
        path.evaluate(
            """path => {
                const point = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM())
                return [point.x, point.y]
            }"""
        )
    )


def on_pane(canvas: Canvas, point: tuple[float, float]) -> tuple[int, int]:
    """A point of the page as one of the canvas."""
    box = canvas.pane.bounding_box()
    assert box is not None
    return round(point[0] - box["x"]), round(point[1] - box["y"])
