"""A list of 10,000 runs with 50 metrics each: how soon it is read, sorted and filtered, over REST and in the page.

`cd tests && python -m benchmarks.many_runs` prints these rows alone.
"""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page
from sqlalchemy import insert
from sqlalchemy.orm import Session

from layerloom.store.database import Database
from layerloom.store.tables import RunRow
from layerloom_schema import strict_json
from layerloom_schema.base import RunId
from layerloom_schema.runs.views import RunRecord, RunState
from support.browser.canvas import Canvas, chromium
from support.processes.server import RunningServer

from .alone import show
from .table import Row, milliseconds, p95, timed
from .training import dense

RUNS, METRICS, TURNS = 10_000, 50, 20
PAGE = 100
"""Rows that the page asks for at once."""
QUERIES = {
    "the first page": {},
    "sorted by a metric": {"sort": "metric_7"},
    "sorted by a parameter": {"sort": "-hidden_0.units"},
    "filtered by a metric": {"where": "metric_7<0.25"},
    "filtered by a parameter and a state": {"where": "units=64 state:completed"},
    "filtered by a word": {"where": "run_77"},
}
_WATCH = """() => {
  window.benchOpened = new Promise((resolve) => {
    const begin = () => {
      const started = performance.now();
      const look = () => {
        if (document.querySelector("table tbody tr input[type=checkbox]") === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now() - started));
      };
      look();
    };
    addEventListener("pointerdown", begin, { capture: true, once: true });
  });
}"""
"""From the press on the tab to the frame after its first row."""


def measure() -> Iterator[Row]:
    """A row a query over REST, and one for the page."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data")
        try:
            document = {**dense([64, 64], 32, 10), "format": 2, "name": "Bench"}
            project = server.post("/projects", {"document": document}).json()["id"]
            server.stop()
            _fill(server, project, document)
            server.restart()
            server.wait_warm()
            yield from _over_rest(server)
            yield _in_the_page(server, project)
        finally:
            server.close()


def _fill(server: RunningServer, project: str, document: dict[str, object]) -> None:
    """Ended runs, straight into the database of a server that is not there."""
    drawn = random.Random(0)
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    text = strict_json.dumps(document)
    rows = []
    for number in range(RUNS):
        record = RunRecord(
            id=RunId(str(UUID(int=number, version=4))),
            state=RunState.completed if number % 3 else RunState.failed,
            attempt=1,
            name=f"run_{number}",
            project=project,
            dataset="digits",
            epochs=10,
            seed=0,
            epochs_done=10,
            last_seq=40,
            logs={f"metric_{metric}": drawn.random() for metric in range(METRICS)},
            best_loss=drawn.random(),
            created_at=begin + timedelta(minutes=number),
        )
        rows.append(
            {
                **{"id": record.id, "project": project, "created_at": record.created_at, "fingerprint": ""},
                "document": text.replace('"units":64', f'"units":{drawn.choice((16, 32, 64, 128))}'),
                "record": record.model_dump_json(),
            }
        )
    database = Database(f"sqlite:///{server.data_dir / 'layerloom.sqlite3'}")
    database.open()
    with Session(database.engine) as session, session.begin():
        session.execute(insert(RunRow), rows)
    database.runs.index_missing()
    database.close()


def _over_rest(server: RunningServer) -> Iterator[Row]:
    with server.client() as client:
        for what, query in QUERIES.items():
            parameters = {"limit": PAGE, **query}

            def ask() -> None:
                client.get("/api/v1/runs", params=parameters).raise_for_status()  # noqa: B023

            ask()
            seconds = [timed(ask) for _ in range(TURNS)]
            yield Row(f"10,000 runs, {what}, over REST, p95", milliseconds(p95(seconds)), "", None, "100 ms")


def _in_the_page(server: RunningServer, project: str) -> Row:
    with chromium() as browser:
        page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.new_link())
        page.goto("about:blank")
        page.goto(f"{server.url}/#/p/{project}")
        page.locator(".react-flow__node").first.wait_for()
        page.wait_for_timeout(2000)
        page.evaluate(_WATCH)
        Canvas(page).tab("Runs")
        opened = float(page.evaluate("() => window.benchOpened"))
    what = "10,000 runs: the list opens in the page, from the click on its tab to the first rows"
    return Row(what, f"{opened:.0f} ms", "", None, "1 s")


if __name__ == "__main__":
    show(measure())
