"""A trained model leaves as a page: asked for in the exports of a run, downloaded, opened as a file without a network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e
_NEAR = 1e-5


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """A page that reaches no network, and fails the test when it asks for anything but its own file."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    context.set_offline(True)
    opened, asked, errors = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert errors == []
    context.close()


def test_I463_the_page_is_downloaded_and_predicts_from_a_file(
    page: Page, alone: Page, server: RunningServer, tmp_path: Path
) -> None:
    document = server.template("twin_digits", epochs=1)
    project = str(server.post("/projects", {"document": document}).json()["id"])
    run = str(server.post("/runs", {"document": document, "project": project}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    page.goto(server.new_link())
    page.goto("about:blank")
    page.goto(f"{server.url}/#/p/{project}")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    Canvas(page).tab("Runs")
    page.get_by_role("button", name="Page that predicts (.html)").click()
    link = page.get_by_role("link", name="Download model.html")
    expect(link).to_be_visible(timeout=60_000)
    expect(page.get_by_role("region", name="For other programs")).to_contain_text("4 drawn rows")
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "model.html"
    download.value.save_as(file)
    assert "attachment" in server.request("GET", f"/runs/{run}/exports/page").headers["content-disposition"]
    assert "Starting the model" not in server.request("GET", "/../../prediction/page.html").text

    alone.goto(file.as_uri())
    compared = alone.get_by_text(re.compile("the numbers of this browser are at most"))
    expect(compared).to_be_visible(timeout=30_000)
    apart = re.search(r"at most (\S+) from LiteRT", compared.inner_text())
    assert apart is not None
    assert float(apart[1]) <= _NEAR
    blank = [[[0.0]] * 8] * 8
    form = server.get(f"/runs/{run}/predict")["fields"]
    row = {field["name"]: blank for field in form}
    answer = server.post(f"/runs/{run}/predict", {"rows": [row]}).json()["outputs"][0]
    bars = alone.get_by_role("status", name=answer["name"])
    expect(bars.locator("strong")).to_have_text(answer["labels"][0])
    before = bars.locator("ul").inner_text()
    drawing = alone.get_by_role("img", name=re.compile("drawing of 8 × 8 pixels")).first
    box = drawing.bounding_box()
    assert box is not None
    alone.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.15)
    alone.mouse.down()
    alone.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.85, steps=6)
    alone.mouse.up()
    expect(bars.locator("ul")).not_to_have_text(before)
    assert violations(alone) == []
    alone.get_by_label("Language").select_option("ko")
    expect(alone.get_by_role("region", name="예측")).to_be_visible()
    server.request("DELETE", f"/projects/{project}")
