"""The bin by gestures: what is deleted comes back by one click, or from the bin, by keys alone too."""

import pytest
from playwright.sync_api import Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


@pytest.fixture
def kept(emptied: RunningServer) -> RunningServer:
    """A server with three documents, one of which has a run, and a published model."""
    for name in ("iris", "question_answering", "twin_digits"):
        emptied.post("/projects", {"document": emptied.template(name)})
    iris = emptied.get("/projects")["projects"][-1]["id"]
    run = emptied.post("/runs", {"document": emptied.template("iris", epochs=1), "project": iris}).json()
    emptied.wait_run(run["id"])
    tower = {"name": "tower", "entry": {"application": "MobileNet", "config": {}}}
    emptied.request("PUT", "/published/tower", json=tower)
    return emptied


def listed(server: RunningServer) -> set[str]:
    return {project["name"] for project in server.get("/projects")["projects"]}


def binned(server: RunningServer) -> set[str]:
    return {item["name"] for item in server.get("/bin")["items"]}


def open_list(page: Page) -> None:
    page.get_by_role("button", name="Project").click()
    page.get_by_role("menuitem", name="Open a document").click()
    expect(page.get_by_role("dialog", name="Open")).to_be_visible()


def test_C134_a_document_is_deleted_and_comes_back_where_it_stood(kept: RunningServer, page: Page) -> None:
    page.goto(kept.new_link())
    Canvas(page)
    page.get_by_role("button", name="Dense", exact=True).wait_for()
    open_list(page)
    bin_button = page.get_by_role("button", name="Delete Question answering")
    where = bin_button.bounding_box()
    bin_button.click()
    undo = page.get_by_role("button", name="Undo: restore Question answering")
    expect(undo).to_be_focused()
    assert listed(kept) == {"Iris", "Twin digits"}
    # A second click at the same place deletes nothing more.
    assert where is not None
    page.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
    expect(bin_button).to_be_visible()
    assert listed(kept) == {"Iris", "Question answering", "Twin digits"}
    assert violations(page) == []

    page.get_by_role("button", name="Delete Iris").click()
    expect(page.get_by_text("Deleted “Iris” and its run.")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    toast = page.get_by_role("status").filter(has_text="Deleted “Iris” and its run.")
    toast.hover()  # So it stays.
    page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished))")
    assert violations(page) == []
    toast.get_by_role("button", name="Undo").click()
    expect(toast).to_have_count(0)
    assert listed(kept) == {"Iris", "Question answering", "Twin digits"}
    assert binned(kept) == set()


def test_C134_the_open_document_is_deleted_and_opened_again(kept: RunningServer, page: Page) -> None:
    page.goto(kept.new_link())
    canvas = Canvas(page)
    expect(canvas.node("stroke, Conv2D, call 0")).to_be_visible()
    open_list(page)
    page.get_by_role("button", name="Delete Twin digits").click()
    expect(page.get_by_role("heading", name="What will you draw?")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(canvas.node("stroke, Conv2D, call 0")).to_be_visible()
    assert listed(kept) == {"Iris", "Question answering", "Twin digits"}


def test_C134_a_run_and_a_published_model_come_back_from_the_bin_by_keys(
    kept: RunningServer, page: Page
) -> None:
    page.goto(kept.new_link())
    canvas = Canvas(page)
    open_list(page)
    page.get_by_role("button", name="Iris", exact=False).first.click()
    expect(canvas.node("species, Output")).to_be_visible()
    canvas.tab("Runs")
    page.get_by_role("button", name="Delete run 1").focus()
    page.keyboard.press("Enter")
    toast = page.get_by_role("status").filter(has_text="Deleted the run “Iris”")
    expect(toast.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Delete run 1")).to_be_visible()
    assert binned(kept) == set()

    page.get_by_role("button", name="Delete run 1").click()
    page.get_by_role("button", name="tower", exact=True).hover()
    page.get_by_role("button", name="Take tower off the palette").click()
    expect(page.get_by_text("Took “tower” off the palette.")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Bin").click()
    window = page.get_by_role("dialog", name="Bin")
    expect(window.get_by_role("listitem")).to_have_count(2)
    assert violations(page) == []
    for name in ("tower", "Iris"):
        window.get_by_role("button", name=f"Restore {name}").focus()
        page.keyboard.press("Enter")
        expect(window.get_by_role("button", name=f"Restore {name}")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="tower", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Delete run 1")).to_be_visible()


def test_C135_nothing_is_deleted_for_good_without_a_question(kept: RunningServer, page: Page) -> None:
    for project in kept.get("/projects")["projects"]:
        kept.request("DELETE", f"/projects/{project['id']}")
    page.goto(kept.new_link())
    Canvas(page)
    page.get_by_role("button", name="Bin").click()
    window = page.get_by_role("dialog", name="Bin")
    window.get_by_role("button", name="Delete Iris for good").click()
    expect(window.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    assert len(binned(kept)) == 3
    window.get_by_role("button", name="Delete Iris for good").click()
    window.get_by_role("button", name="Delete for good", exact=True).click()
    expect(window.get_by_role("listitem")).to_have_count(2)
    assert binned(kept) == {"Question answering", "Twin digits"}
    window.get_by_role("button", name="Empty the bin").click()
    window.get_by_role("button", name="Delete for good", exact=True).click()
    expect(window.get_by_text("The bin is empty.")).to_be_visible()
    assert binned(kept) == set()
    assert list((kept.data_dir / "runs").iterdir()) == []
