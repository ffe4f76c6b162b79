"""A sweep, by gestures: planned beside a parameter, watched as its trials come, its best opened on the canvas."""

import re

import pytest
from playwright.sync_api import Page, expect

from jobs.models import iris
from layerloom_schema.documents.document import write_document
from support.browser.canvas import Canvas
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


def test_R271_a_sweep_of_six_trials_ends_with_its_best_on_the_canvas(
    page: Page, server: RunningServer
) -> None:
    document = write_document(iris(epochs=1, validation={"split": 0.2}))
    project = server.post("/projects", {"document": document}).json()["id"]
    page.goto(server.new_link())
    page.goto("about:blank")
    page.goto(f"{server.url}/#/p/{project}")
    canvas = Canvas(page)
    canvas.wait_for_commands()
    canvas.select("hidden, Dense")
    page.get_by_role("button", name="Vary hidden.units in a sweep").click()
    plan = page.get_by_role("form", name="Plan of a sweep")
    plan.get_by_label("values of hidden.units").fill("2, 4, 8, 16, 32, 64")
    plan.get_by_label("sampler").select_option("grid")
    expect(plan.get_by_label("metric")).to_have_value("val_loss")
    start = plan.get_by_role("button", name="Start the sweep")
    assert start.evaluate("button => button.offsetHeight") >= 24
    start.click()

    trials = page.get_by_role("region", name="Table of trials")
    expect(trials.get_by_role("row")).to_have_count(7, timeout=180_000)
    expect(page.get_by_text(re.compile("completed · 6 of 6 trials"))).to_be_visible(timeout=180_000)
    expect(page.get_by_role("img", name=re.compile("parallel coordinates"))).to_be_visible()
    [sweep] = server.get(f"/sweeps?project={project}")["sweeps"]
    best = sweep["best"]["values"][0]
    page.get_by_role("button", name="Open the best on the canvas").click()
    expect(canvas.field("units")).to_have_value(str(best))

    page.get_by_role("button", name="Show its runs").click()
    runs = page.get_by_role("table", name="Runs")
    expect(runs.get_by_role("checkbox")).to_have_count(6)
    page.get_by_role("searchbox", name="Filter runs").fill(f"units={best} val_loss<99")
    expect(runs.get_by_role("checkbox")).to_have_count(1)
    page.get_by_role("searchbox", name="Filter runs").fill("tag:none")
    expect(page.get_by_text("No run is like that.")).to_be_visible()
