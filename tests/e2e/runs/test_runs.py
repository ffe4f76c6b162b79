"""Watching runs, by gestures: curves are read and taken, runs compared, states shown truly, whatever the server does."""

import csv
import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from support.browser.canvas import Canvas
from support.processes.server import RunningServer, wait_for

pytestmark = pytest.mark.e2e
Json = dict[str, Any]
LONG = 100_000
"""Epochs that take longer than a test looks."""
LINE = 30
"""Pixels of a line of the list."""
PATIENCE = 120_000
"""How long a run may take to come to a state, in milliseconds: a busy machine takes its time over a first epoch."""


def visit(page: Page, server: RunningServer, document: Json) -> tuple[Canvas, str]:
    """Opens a document of one's own, as a link to it does; the canvas and the project's id."""
    project = str(server.post("/projects", {"document": document}).json()["id"])
    page.goto(server.new_link())
    page.goto("about:blank")  # What was open before must not be taken for it.
    page.goto(f"{server.url}/#/p/{project}")
    canvas = Canvas(page)
    expect(page.locator(".react-flow__node").first).to_be_visible()
    return canvas, project


def train(canvas: Canvas) -> None:
    canvas.page.get_by_role("button", name="Train", exact=True).click()


def trained(server: RunningServer, project: str, document: Json) -> str:
    """A run of a project that is at its end."""
    run = str(server.post("/runs", {"document": document, "project": project}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    return run


def chart(page: Page, title: str) -> Locator:
    return page.get_by_role("slider", name=re.compile(f"^{title} over the epochs"))


def says(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("tabpanel").get_by_text(text).first).to_be_visible(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def nothing_goes_on(server: RunningServer) -> Iterator[None]:
    """No run of a test that failed stands in the way of the next."""
    yield
    for run in server.get("/runs")["runs"]:
        if run["state"] not in ("stopped", "completed", "failed", "diverged"):
            server.post(f"/runs/{run['id']}/stop", {})


def taken(page: Page, ending: str) -> Download:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=re.compile(re.escape(ending))).click()
    return download.value


def epochs_of(server: RunningServer, run: str) -> list[Json]:
    events = server.get(f"/runs/{run}/events")["events"]
    return [event for event in events if event["type"] == "epoch_ended"]


def test_R52_all_charts_are_read_at_one_epoch_by_pointer_and_by_keys(
    page: Page, server: RunningServer
) -> None:
    canvas, _ = visit(page, server, server.template("twin_digits", epochs=8))
    canvas.tab("Training")
    train(canvas)
    says(page, re.compile("completed, 8 epochs", re.IGNORECASE))
    loss, accuracy = chart(page, "loss"), chart(page, "accuracy")
    expect(loss).to_have_attribute("aria-valuetext", re.compile(r"^epoch 8: loss [\d.]+, val_loss [\d.]+$"))

    loss.focus()
    for key in ("Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    for each in (loss, accuracy):
        expect(each).to_have_attribute("aria-valuetext", re.compile("^epoch 3: "))
        expect(each.locator("li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(loss.locator("li")).to_have_count(0)

    box = accuracy.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2)
    expect(loss.locator("li")).to_have_count(2)
    read = loss.get_attribute("aria-valuenow")
    expect(accuracy).to_have_attribute("aria-valuenow", read or "")
    page.mouse.move(5, 5)
    expect(loss.locator("li")).to_have_count(0)


def test_R45_smoothing_and_the_scale_are_kept(page: Page, server: RunningServer) -> None:
    document = server.template("twin_digits", epochs=3)
    canvas, project = visit(page, server, document)
    trained(server, project, document)
    page.reload()
    canvas.tab("Training")
    smoothing = page.get_by_label("smoothing")
    smoothing.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.get_by_label("log scale").check()
    page.reload()
    canvas.tab("Training")
    expect(smoothing).to_have_value("0.2")
    expect(page.get_by_label("log scale")).to_be_checked()
    # The number that is read stays what was measured.
    expect(chart(page, "loss")).to_have_attribute("aria-valuetext", re.compile(r"^epoch 3: loss [\d.]+"))


def test_R48_a_run_is_taken_as_numbers_and_as_a_picture(
    page: Page, server: RunningServer, tmp_path: Path
) -> None:
    document = server.template("twin_digits", epochs=3)
    canvas, project = visit(page, server, document)
    run = trained(server, project, document)
    page.reload()
    canvas.tab("Training")
    ended = epochs_of(server, run)

    download = taken(page, ".csv")
    assert download.suggested_filename == "Twin_digits_run_1.csv"
    download.save_as(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["val_loss"]) for row in rows] == [event["logs"]["val_loss"] for event in ended]
    assert [float(row["seconds"]) for row in rows] == [event["seconds"] for event in ended]
    assert {"epoch", "loss", "accuracy", "learning_rate"} < set(rows[0])

    taken(page, ".json").save_as(tmp_path / "run.json")
    whole = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert [epoch["logs"] for epoch in whole["epochs"]] == [event["logs"] for event in ended]
    assert (whole["run"]["id"], whole["run"]["state"]) == (run, "completed")
    assert whole["document"] == server.get(f"/runs/{run}")["document"]

    taken(page, ".png").save_as(tmp_path / "run.png")
    picture = (tmp_path / "run.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) > 1000, "two charts stand beside each other"


def test_R50_runs_are_laid_over_each_other_and_compared(
    page: Page, server: RunningServer, tmp_path: Path
) -> None:
    first = server.template("twin_digits", epochs=3)
    canvas, project = visit(page, server, first)
    second = json.loads(json.dumps(first))
    layer = next(node for node in second["graph"]["nodes"] if node.get("name") == "stroke")
    layer["config"]["filters"] = 12
    second["training"]["seed"] = 4
    for document in (first, second):
        trained(server, project, document)
    page.reload()
    canvas.tab("Runs")
    for number in (1, 2):
        page.get_by_role("checkbox", name=f"Compare run {number}").check()
    values = re.compile(r"^epoch 3: run 1 [\d.]+, run 1 val [\d.]+, run 2 [\d.]+, run 2 val [\d.]+$")
    expect(chart(page, "loss")).to_have_attribute("aria-valuetext", values)

    page.get_by_role("button", name="Numbers").click()
    row = page.get_by_role("row", name=re.compile("^training · seed"))
    assert row.get_by_role("cell").all_inner_texts() == [str(first["training"]["seed"]), "4"]

    page.get_by_role("button", name="Differences").click()
    changes = page.get_by_role("region", name="Differences")
    filters = first_config(first, "stroke")["filters"]
    expect(changes).to_contain_text(re.compile(rf"changed stroke.*filters {filters} → 12", re.DOTALL))
    page.get_by_label("mark them on the canvas").check()
    expect(canvas.node("stroke, Conv2D, call 0").get_by_role("img", name="changed")).to_be_visible()
    changes.get_by_role("button", name="stroke").click()
    expect(page.get_by_label("filters")).to_have_value(str(filters))
    page.get_by_label("mark them on the canvas").uncheck()
    expect(page.get_by_role("img", name="changed")).to_have_count(0)

    download = taken(page, ".csv")
    download.save_as(tmp_path / "runs.csv")
    with (tmp_path / "runs.csv").open(newline="") as file:
        assert [row["run"] for row in csv.DictReader(file)] == ["run 1"] * 3 + ["run 2"] * 3

    page.set_viewport_size({"width": 700, "height": 900})
    rows = page.get_by_role("region", name="Runs", exact=True)
    comparison = page.get_by_role("region", name="2 runs compared")
    wait_for(lambda: edges(comparison)[0] - edges(rows)[1] < LINE)  # with nothing empty between them


def edges(element: Locator) -> tuple[float, float]:
    """The top and the bottom of an element, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def first_config(document: Json, name: str) -> Json:
    found = next(node for node in document["graph"]["nodes"] if node.get("name") == name)
    return dict(found["config"])


def test_R47_what_has_changed_since_a_run_is_said(page: Page, server: RunningServer) -> None:
    document = server.template("twin_digits", epochs=1)
    canvas, project = visit(page, server, document)
    trained(server, project, document)
    page.reload()
    canvas.tab("Runs")
    says(page, "The drawing is as it was for this run.")
    canvas.select("digit_scores, Dense")
    canvas.choose("use_bias", "no")
    says(page, "The drawing has changed since this run began.")
    page.get_by_role("button", name="Show what has changed").click()
    changes = page.get_by_role("region", name="Differences")
    expect(changes).to_contain_text(re.compile("digit_scores.*use_bias yes → no", re.DOTALL))
    page.keyboard.press("Control+z")
    says(page, "Nothing that is trained differs.")


def test_R43_a_run_pauses_and_goes_on(page: Page, server: RunningServer) -> None:
    canvas, project = visit(page, server, server.template("iris", epochs=LONG))
    canvas.tab("Training")
    train(canvas)
    page.get_by_role("button", name="Pause", exact=True).click(timeout=PATIENCE)
    says(page, re.compile(rf"^paused after epoch \d+ of {LONG}", re.IGNORECASE))
    page.reload()
    canvas.tab("Training")
    says(page, re.compile(rf"^paused after epoch \d+ of {LONG}", re.IGNORECASE))
    page.get_by_role("button", name="Go on", exact=True).click()
    says(page, re.compile(rf"^epoch \d+ of {LONG}", re.IGNORECASE))
    page.get_by_role("button", name="Stop", exact=True).click()
    says(page, re.compile(r"^stopped after \d+ epochs", re.IGNORECASE))
    (run,) = server.get(f"/runs?project={project}")["runs"]
    assert run["state"] == "stopped"


def test_R247_a_killed_run_is_resumed_by_a_click_with_the_losses_of_one_never_interrupted(
    page: Page, server: RunningServer
) -> None:
    document = server.template("twin_digits", epochs=60)
    canvas, project = visit(page, server, document)
    canvas.tab("Training")
    train(canvas)
    page.get_by_role("button", name="Pause", exact=True).click(timeout=PATIENCE)
    says(page, re.compile(r"^paused after epoch \d+ of 60", re.IGNORECASE))
    (run,) = server.get(f"/runs?project={project}")["runs"]
    os.kill(server.trainer(run["id"]), signal.SIGKILL)
    says(page, re.compile("ended from outside.*Resume the run"))
    page.get_by_role("button", name="Resume", exact=True).click()
    says(page, re.compile("^completed, 60 epochs", re.IGNORECASE))
    says(page, re.compile(r"^Attempt 2, from the end of epoch \d+ on"))
    straight = {
        event["epoch"]: event["logs"] for event in epochs_of(server, trained(server, project, document))
    }
    assert {event["epoch"]: event["logs"] for event in epochs_of(server, run["id"])} == straight
    page.get_by_role("button", name="Table").click()
    seen = page.get_by_role("tabpanel").locator("tbody th").all_inner_texts()
    assert seen == [str(epoch) for epoch in range(60, 0, -1)]


def test_R388_a_run_is_trained_on_after_its_graph_was_edited(page: Page, server: RunningServer) -> None:
    document = server.template("iris", epochs=4)
    canvas, project = visit(page, server, with_layer_between(document))
    first = trained(server, project, document)
    page.reload()
    canvas.tab("Training")
    page.get_by_role("button", name="Train on with the current model").click(timeout=PATIENCE)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 layers keep all their weights")).to_be_visible(timeout=PATIENCE)
    row = dialog.get_by_role("row", name=re.compile("^between"))
    expect(row).to_contain_text("new")
    expect(row).to_contain_text("empty")
    expect(dialog.get_by_text("first steps can be up to 3 times as long")).to_be_visible()
    dialog.get_by_role("button", name="Train", exact=True).click()
    says(page, re.compile("^completed, 4 epochs", re.IGNORECASE))
    says(page, "Began with the weights of run 1, epoch 4")
    forked = next(run for run in server.get(f"/runs?project={project}")["runs"] if run["id"] != first)
    assert forked["origin"] == {"run": first, "checkpoint": "last", "epoch": 3}


def with_layer_between(document: Json) -> Json:
    """The document of iris with a layer as wide as the hidden one behind it."""
    hidden = next(node for node in document["graph"]["nodes"] if node["name"] == "hidden")
    between = {**hidden, "id": "between", "name": "between"}
    edges = [
        {**edge, "source": "between"} if edge["source"] == hidden["id"] else edge
        for edge in document["graph"]["edges"]
    ]
    graph = {
        "nodes": [*document["graph"]["nodes"], between],
        "edges": [*edges, {"source": hidden["id"], "target": "between"}],
    }
    return {**document, "graph": graph}


def test_R402_a_run_that_waits_says_its_place_and_gets_another_by_its_priority(
    page: Page, server: RunningServer
) -> None:
    ahead, second = (
        server.post("/runs", {"document": server.template("iris", epochs=epochs)}).json()["id"]
        for epochs in (100_000, 1)
    )
    try:
        canvas, project = visit(page, server, server.template("iris", epochs=1))
        canvas.tab("Training")
        train(canvas)
        says(page, re.compile("^queued at place 3", re.IGNORECASE))
        page.get_by_label("Priority").select_option("high")
        says(page, re.compile("^queued at place 2", re.IGNORECASE))
        says(page, re.compile("^up to about .* of memory", re.IGNORECASE))
    finally:
        server.post(f"/runs/{ahead}/stop", {})
    says(page, re.compile("^completed, one epoch", re.IGNORECASE))
    server.wait_run(second)
    (run,) = server.get(f"/runs?project={project}")["runs"]
    assert run["priority"] == 1


def test_R49_two_pages_show_the_same_run(page: Page, server: RunningServer) -> None:
    canvas, project = visit(page, server, server.template("twin_digits", epochs=LONG))
    other = page.context.new_page()
    other.goto(f"{server.url}/#/p/{project}")
    canvas.tab("Training")
    train(canvas)
    says(page, re.compile(rf"^epoch \d+ of {LONG}", re.IGNORECASE))
    # Whoever looks at the other page again sees what was begun meanwhile.
    other.reload()
    Canvas(other).tab("Training")
    says(other, re.compile(rf"^epoch \d+ of {LONG}", re.IGNORECASE))
    other.get_by_role("button", name="Stop", exact=True).click()
    for each in (page, other):
        says(each, re.compile(r"^stopped after \d+ epochs", re.IGNORECASE))
        each.get_by_role("button", name="Table").click()
    tables = [each.get_by_role("tabpanel").locator("tbody").inner_text() for each in (page, other)]
    assert tables[0] == tables[1]


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[RunningServer]:
    """A server of our own that can be killed and comes back at the same address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = RunningServer(tmp_path / "data", LAYERLOOM_PORT=str(port))
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def test_R49_the_server_is_killed_in_mid_run_and_comes_back(browser: Browser, mortal: RunningServer) -> None:
    # The browser itself tells of connections that are refused: this page may have errors on its console.
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    canvas, project = visit(page, mortal, mortal.template("twin_digits", epochs=50))
    canvas.tab("Training")
    train(canvas)
    says(page, re.compile(r"^epoch \d+ of 50", re.IGNORECASE))
    (run,) = mortal.get(f"/runs?project={project}")["runs"]
    wait_for(lambda: len(epochs_of(mortal, run["id"])) > 3)
    mortal.kill()
    says(page, re.compile(r"^Lost contact with the server at .*The run goes on", re.IGNORECASE))
    expect(page.get_by_text(re.compile("lost contact with the server$"))).to_be_visible()
    mortal.start()
    says(page, re.compile("^completed, 50 epochs", re.IGNORECASE))
    expect(page.get_by_text(re.compile("^Lost contact"))).to_have_count(0)
    page.get_by_role("button", name="Table").click()
    seen = page.get_by_role("tabpanel").locator("tbody th").all_inner_texts()
    assert seen == [str(epoch) for epoch in range(50, 0, -1)]
    page.context.close()


def test_C75_the_panels_below_take_most_of_the_page_and_give_it_back(
    page: Page, server: RunningServer
) -> None:
    document = server.template("twin_digits", epochs=2)
    canvas, project = visit(page, server, document)
    trained(server, project, document)
    page.reload()
    canvas.tab("Training")
    page.set_viewport_size({"width": 1280, "height": 800})
    loss = chart(page, "loss")
    expect(loss).to_be_visible()

    def height() -> float:
        box = loss.bounding_box()
        assert box is not None
        return box["height"]

    usual = height()
    assert usual >= 110, "the curves can be read at the usual height"
    page.get_by_role("button", name="Enlarge the panels").click()
    wait_for(lambda: height() > 2 * usual)
    page.keyboard.press("Control+Shift+J")
    wait_for(lambda: height() == usual)
