"""How well a run does on rows that its training did not see, looked at in the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


def test_C160_a_run_with_a_test_share_shows_what_it_mistakes(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    document = server.template("iris", epochs=3)
    document["data"]["split"] = {"by": "random", "test": 0.2, "seed": 1}
    project = server.post("/projects", {"document": document}).json()["id"]
    run = server.post("/runs", {"document": document, "project": project}).json()["id"]
    server.wait_run(run)
    page.goto(f"{server.url}/#/p/{project}")
    canvas.node("species, Output").wait_for()
    canvas.tab("Runs")
    page.get_by_role("row").filter(has_text="completed").first.click()
    page.get_by_role("button", name="Evaluate", exact=True).click()
    view = page.get_by_role("region", name="Evaluation")
    expect(view).to_contain_text("30 rows of the test share")
    expect(view.get_by_role("columnheader", name="virginica")).to_be_visible()
    expect(view.get_by_role("img", name="ROC curve, setosa")).to_be_visible()
    expect(view.get_by_role("img", name="Calibration")).to_be_attached()
    worst = view.get_by_role("figure", name="Rows with the highest loss").get_by_role("row")
    expect(worst).to_have_count(31)
    worst.nth(1).scroll_into_view_if_needed()
    expect(worst.nth(1)).to_contain_text(re.compile(r"setosa|versicolor|virginica"))
    assert violations(page) == []
    page.get_by_role("button", name="Curves", exact=True).click()
    expect(view).to_have_count(0)
    server.request("DELETE", f"/projects/{project}")
