"""Documents that leave as pictures and links, and come back by being dropped, pasted, picked and followed."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from layerloom_schema.documents.migrations import FORMAT
from support.browser.canvas import Canvas
from support.browser.files import drop, paste
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e

QUESTION: dict[str, Any] = {
    "format": FORMAT,
    "name": "질문과 답",
    "graph": {
        "nodes": [
            {"kind": "input", "id": "n1", "name": "text", "label": "질문 <글>", "shape": [8]},
            {"kind": "layer", "id": "n2", "name": "scores", "layer": "Dense", "config": {"units": 3}},
            {"kind": "output", "id": "n3", "name": "answer"},
        ],
        "edges": [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}],
    },
    "notes": {"a": {"text": "메모 & <b>", "x": 300, "y": 0, "width": 160, "height": 80}},
    "layout": {"n1": {"x": 0, "y": 0}, "n2": {"x": 0, "y": 120}, "n3": {"x": 0, "y": 240}},
}


@pytest.fixture
def drawn(page: Page, server: RunningServer) -> Iterator[Canvas]:
    """The page with a document of Korean names open; what a test opens beside it goes when it ends."""
    before = {project["id"] for project in server.get("/projects")["projects"]}
    project = server.post("/projects", {"document": QUESTION}).json()["id"]
    page.goto(server.new_link())
    page.goto(f"{server.url}/#/p/{project}")
    canvas = Canvas(page)
    canvas.node("질문 <글>, Input").wait_for()
    canvas.wait_for_commands()
    yield canvas
    for each in server.get("/projects")["projects"]:
        if each["id"] not in before:
            server.request("DELETE", f"/projects/{each['id']}")


def save(page: Page, command: str, folder: Path) -> Path:
    """Picks a command that saves a file; where it went."""
    page.get_by_role("button", name="Project").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=command).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def opened(page: Page, server: RunningServer, before: str) -> Any:
    """The document of the project that is open now, another than before."""
    page.wait_for_url(lambda url: "#/p/" in url and not url.endswith(before))
    return server.get(f"/projects/{project_of(page)}")["document"]


def project_of(page: Page) -> str:
    return page.url.partition("#/p/")[2]


def test_C56_a_png_that_is_dropped_back_is_the_same_document(
    drawn: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    picture = save(page, "PNG", tmp_path)
    assert picture.name == "질문과_답.png"
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert int.from_bytes(head[16:20]) > 2 * 460, "a picture of the nodes and the note, at twice their size"
    before = project_of(page)
    drop(page, picture, "image/png", "")
    expect(page.get_by_text("Let go to open the file")).to_be_visible()
    drop(page, picture, "image/png")
    assert opened(page, server, before) == QUESTION
    expect(drawn.node("질문 <글>, Input")).to_be_visible()
    expect(page.get_by_text("Let go to open the file")).to_have_count(0)


def test_C57_an_svg_says_what_is_drawn_and_is_the_same_document(
    drawn: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    expect(page.locator(".react-flow__edge text").first).to_have_text("8")
    picture = save(page, "SVG", tmp_path)
    shown = page.context.new_page()
    shown.goto(picture.as_uri())
    texts = shown.locator("text").all_text_contents()
    assert {"질문과 답", "질문 <글>", "scores", "Dense", "answer", "메모 & <b>", "8", "3"} <= set(texts)
    assert shown.locator("script, foreignObject, image").count() == 0
    shown.close()
    before = project_of(page)
    paste(page, picture, "image/svg+xml")
    assert opened(page, server, before) == QUESTION


def test_C57_a_nested_model_is_drawn_alone_and_carries_all(
    drawn: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    drawn.select("scores, Dense")
    page.keyboard.press("Control+g")
    drawn.enter("block, block")
    picture = save(page, "SVG", tmp_path)
    whole = server.get(f"/projects/{project_of(page)}")["document"]
    text = picture.read_text()
    assert "scores" in re.sub("<metadata>.*?</metadata>", "", text)
    assert "질문 &lt;글&gt;" not in re.sub("<metadata>.*?</metadata>", "", text)
    before = project_of(page)
    drop(page, picture, "image/svg+xml")
    assert opened(page, server, before) == whole


def test_C56_a_picture_is_opened_by_open_a_file(
    drawn: Canvas, page: Page, server: RunningServer, tmp_path: Path
) -> None:
    picture = save(page, "PNG", tmp_path)
    before = project_of(page)
    page.get_by_role("button", name="Project").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Open a file").click()
    chooser.value.set_files(picture)
    assert opened(page, server, before) == QUESTION


def test_C55_what_holds_no_document_is_said_in_words_and_nothing_is_lost(
    drawn: Canvas, page: Page, tmp_path: Path
) -> None:
    plain = tmp_path / "cat.png"
    plain.write_bytes(page.screenshot())
    drop(page, plain, "image/png")
    expect(page.get_by_text("cat.png is a picture without a document in it")).to_be_visible()

    svg = tmp_path / "logo.svg"
    svg.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    drop(page, svg, "image/svg+xml")
    expect(page.get_by_text("logo.svg is a picture without a document in it")).to_be_visible()

    text = tmp_path / "notes.md"
    text.write_text("no document")
    drop(page, text, "text/plain")
    expect(page.get_by_text("notes.md cannot be read here")).to_be_visible()

    cut = tmp_path / "cut.png"
    cut.write_bytes(save(page, "PNG", tmp_path).read_bytes()[:-30])
    drop(page, cut, "image/png")
    expect(page.get_by_text("The document in cut.png is damaged")).to_be_visible()
    expect(drawn.node("질문 <글>, Input")).to_be_visible()


def test_C58_a_layer_from_the_palette_is_no_file(drawn: Canvas, page: Page) -> None:
    drawn.drag_from_palette("Dense", 500, 300)
    expect(drawn.node("dense, Dense")).to_be_visible()
    expect(page.get_by_text("Let go to open the file")).to_have_count(0)


def test_C53_a_link_makes_one_project_of_the_same_document(
    drawn: Canvas, page: Page, server: RunningServer, browser: Browser
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Project").click()
    page.get_by_role("menuitem", name="Copy a link").click()
    expect(page.get_by_text("The link is on the clipboard")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{server.url}/#/d/")
    count = len(server.get("/projects")["projects"])

    other = browser.new_context()
    visit = other.new_page()
    visit.goto(link)
    expect(visit.get_by_role("heading", name="Open Layerloom by its link")).to_be_visible()
    way_in = other.new_page()
    way_in.goto(server.new_link())
    visit.reload()
    expect(Canvas(visit).node("질문 <글>, Input")).to_be_visible()
    assert server.get(f"/projects/{project_of(visit)}")["document"] == QUESTION
    assert project_of(visit) != project_of(page)
    visit.reload()
    expect(Canvas(visit).node("질문 <글>, Input")).to_be_visible()
    assert len(server.get("/projects")["projects"]) == count + 1
    other.close()


def test_C53_the_one_time_link_takes_the_document_of_a_link_along(
    browser: Browser, server: RunningServer
) -> None:
    packed = zlib.compressobj(wbits=-15)
    body = packed.compress(json.dumps(QUESTION).encode()) + packed.flush()
    fragment = "#/d/" + base64.urlsafe_b64encode(body).decode().rstrip("=")
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.new_link() + fragment)
    expect(Canvas(page).node("질문 <글>, Input")).to_be_visible()
    project = project_of(page)
    assert server.get(f"/projects/{project}")["document"] == QUESTION
    context.close()
    server.request("DELETE", f"/projects/{project}")


def test_C55_a_broken_link_is_said_in_words_and_what_was_open_stays(drawn: Canvas, page: Page) -> None:
    before = page.url
    page.evaluate("location.hash = '#/d/dHJlZXM'")
    expect(page.get_by_text("This link is damaged")).to_be_visible()
    assert page.url == before
    bomb = zlib.compressobj(9, wbits=-15)
    body = bomb.compress(b" " * 9_000_000) + bomb.flush()
    page.evaluate(
        "(hash) => { location.hash = hash }", "#/d/" + base64.urlsafe_b64encode(body).decode().rstrip("=")
    )
    expect(page.get_by_text("What this link holds is too large to be opened.")).to_be_visible()
    assert page.url == before
    expect(drawn.node("질문 <글>, Input")).to_be_visible()


def test_C54_a_document_too_large_for_a_link_is_offered_as_a_file(
    drawn: Canvas, page: Page, server: RunningServer
) -> None:
    noise = "".join(chr(0x4E00 + (i * i * 7919 + i) % 20000) for i in range(40_000))
    note = {"text": noise, "x": 300, "y": 200, "width": 160, "height": 80}
    large = {**QUESTION, "notes": {"a": note}}
    project = server.post("/projects", {"document": large}).json()["id"]
    page.goto(f"{server.url}/#/p/{project}")
    page.wait_for_url(re.compile(project))
    expect(page.get_by_text(noise[:20])).to_be_visible()
    page.get_by_role("button", name="Project").click()
    page.get_by_role("menuitem", name="Copy a link").click()
    expect(page.get_by_text("This document is too large for a link")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as JSON").click()
    assert json.loads(download.value.path().read_text())["notes"]["a"]["text"] == noise
