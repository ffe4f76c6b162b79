"""Files that a person drops onto the page or pastes into it."""

import base64
from pathlib import Path

from playwright.sync_api import Page


def drop(page: Page, path: Path, kind: str, event: str = "drop") -> None:
    """Lets a file go over the canvas, as from the desktop."""
    content = base64.b64encode(path.read_bytes()).decode()
    page.evaluate(
        """([content, name, type, last]) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name, { type }));
            const target = document.querySelector(".react-flow__pane") ?? document.body;
            for (const kind of ["dragenter", "dragover", last].filter(Boolean))
                target.dispatchEvent(
                    new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }),
                );
        }""",
        [content, path.name, kind, event],
    )


def paste(page: Page, path: Path, kind: str) -> None:
    """Pastes a file that was copied elsewhere."""
    page.evaluate(
        """([content, name, type]) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([bytes], name, { type }));
            document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }""",
        [base64.b64encode(path.read_bytes()).decode(), path.name, kind],
    )


def drop_when_ready(page: Page, path: Path) -> None:
    """Lets a file go over the page once it says that it takes files: that part of it comes after the first."""
    overlay = page.get_by_text("Let go to open the file")
    while not overlay.is_visible():
        drop(page, path, "text/csv", "")
        page.wait_for_timeout(50)
    drop(page, path, "text/csv")
