"""[R] A run that was killed, stopped or has come to its end goes on in a new attempt, through the server."""

import json
import os
import random
import signal
import time
from typing import Any

import pytest
from websockets.sync.client import connect

from layerloom.store.database import Database
from layerloom_schema.base import RunId
from layerloom_schema.runs.views import RunState
from support.processes.server import ENDED, RunningServer, wait_for

EPOCHS = 10
KILLS, KILLS_A_RUN = int(os.environ.get("LAYERLOOM_TEST_KILLS", "200")), 10
EPOCHS_WITH_KILLS = int(os.environ.get("LAYERLOOM_TEST_KILL_EPOCHS", "600"))
"""Half a minute's work on two cores."""
SERVER_SHARE = 0.3
"""Of the kills, those that hit the server."""
Json = dict[str, Any]


def start(server: RunningServer, epochs: int = EPOCHS) -> str:
    document = server.template("twin_digits", epochs=epochs, seed=3)
    return str(server.post("/runs", {"document": document}).json()["id"])


def events_of(server: RunningServer, run: str) -> list[Json]:
    events: list[Json] = server.get(f"/runs/{run}/events")["events"]
    return events


def losses(server: RunningServer, run: str) -> dict[int, Json]:
    """The numbers of each epoch, of the newest attempt that trained it."""
    ended = [event for event in events_of(server, run) if event["type"] == "epoch_ended"]
    return {event["epoch"]: event["logs"] for event in ended}


def killed_in_a_pause(server: RunningServer) -> str:
    """A run that has some epochs behind it, and a checkpoint of them: a pause saves one."""
    run = start(server)
    server.post(f"/runs/{run}/pause", {})
    wait_for(lambda: server.get(f"/runs/{run}")["state"] == "paused")
    os.kill(server.trainer(run), signal.SIGKILL)
    assert server.wait_run(run)["state"] == "failed"
    return run


def refused(server: RunningServer, run: str, **body: Any) -> Json:
    answer = server.post(f"/runs/{run}/resume", body)
    assert answer.status_code == 409, answer.text
    return dict(answer.json())


def test_R245_a_killed_run_goes_on_with_the_losses_of_one_never_killed(mortal: RunningServer) -> None:
    run = killed_in_a_pause(mortal)
    done = mortal.get(f"/runs/{run}")["epochs_done"]
    manifest = mortal.data_dir / "runs" / run / "checkpoints" / "manifest.json"
    written = manifest.read_text()
    manifest.write_text(json.dumps(json.loads(written) | {"machine": other_machine(written)}))
    body = refused(mortal, run)
    assert (body["code"], body["variant"]) == ("run.state", "other_machine")
    assert "the processor was an abacus" in body["message"]
    assert "Keras was 3.0.0" in body["message"]
    manifest.write_text(written)

    answer = mortal.post(f"/runs/{run}/resume", {})
    assert answer.status_code == 200
    assert (answer.json()["attempt"], answer.json()["message"], answer.json()["ended_at"]) == (2, None, None)
    assert refused(mortal, run)["variant"] == "use_unpause"
    record = mortal.wait_run(run)
    assert (record["state"], record["epochs_done"], record["attempt"]) == ("completed", EPOCHS, 2)
    straight = start(mortal)
    assert mortal.wait_run(straight)["best_loss"] == record["best_loss"]
    assert losses(mortal, run) == losses(mortal, straight)

    events = streamed(mortal, run)
    assert [event["seq"] for event in events] == list(range(1, record["last_seq"] + 1))
    (restored,) = (event for event in events if event["type"] == "restored")
    assert (restored["epoch"], restored["attempt"]) == (done, 2)
    assert refused(mortal, run)["variant"] == "complete"
    assert mortal.post(f"/runs/{run}/resume", {"epochs": 2}).json()["epochs"] == EPOCHS + 2
    assert mortal.wait_run(run)["epochs_done"] == EPOCHS + 2


def other_machine(manifest: str) -> Json:
    return json.loads(manifest)["machine"] | {"cpu": "an abacus", "keras": "3.0.0"}


def streamed(server: RunningServer, run: str) -> list[Json]:
    url = f"{server.socket_url}/api/v1/runs/{run}/stream"
    with connect(url, additional_headers=server.headers) as socket:
        return [json.loads(message) for message in socket]


def test_R246_a_server_that_ended_while_it_resumed_a_run_queues_it_when_it_starts(
    mortal: RunningServer,
) -> None:
    run = killed_in_a_pause(mortal)
    mortal.kill()
    database = Database(f"sqlite:///{mortal.data_dir / 'layerloom.sqlite3'}")
    found = database.runs.read(RunId(run))
    assert found is not None
    waits = {"state": RunState.queued, "attempt": 2, "ended_at": None, "message": None, "failure": None}
    database.runs.save(found[0].model_copy(update=waits))
    folder = mortal.data_dir / "runs" / run
    (folder / "attempt.json").write_text(json.dumps({"attempt": 2, "epochs": EPOCHS}))
    (folder / "control").unlink()
    mortal.restart()
    assert mortal.wait_run(run)["state"] == "completed"
    kinds = [(event["type"], event["attempt"]) for event in events_of(mortal, run)]
    assert kinds.count(("queued", 2)) == kinds.count(("restored", 2)) == 1
    assert sorted(losses(mortal, run)) == list(range(EPOCHS))


@pytest.mark.long
def test_R249_no_kill_of_trainer_or_server_loses_anything_or_shows_it_twice(mortal: RunningServer) -> None:
    drawn = random.Random(249)
    straight = start(mortal, EPOCHS_WITH_KILLS)
    mortal.wait_run(straight, 600)
    kills = 0
    while kills < KILLS:
        run = start(mortal, EPOCHS_WITH_KILLS)
        for _ in range(KILLS_A_RUN):
            time.sleep(drawn.uniform(0, EPOCHS_WITH_KILLS / 50))
            if mortal.get(f"/runs/{run}")["state"] in ENDED:
                break
            kill_one(mortal, run, server=drawn.random() < SERVER_SHARE)
            kills += 1
        while mortal.wait_run(run, 600)["state"] == "failed":
            assert mortal.post(f"/runs/{run}/resume", {}).status_code == 200
        seen = streamed(mortal, run)
        assert [event["seq"] for event in seen] == list(range(1, len(seen) + 1))
        assert losses(mortal, run) == losses(mortal, straight)


def kill_one(mortal: RunningServer, run: str, *, server: bool) -> None:
    """Kill the server and start it again, or kill the trainer and resume the run."""
    if server:
        mortal.kill()
        mortal.restart()
        mortal.wait_warm()
        return
    os.kill(mortal.trainer(run), signal.SIGKILL)
    if mortal.wait_run(run)["state"] == "failed":
        attempt = mortal.post(f"/runs/{run}/resume", {}).json()["attempt"]
        wait_for(
            lambda: any(
                event["attempt"] == attempt and event["type"] == "started" for event in events_of(mortal, run)
            ),
            120,
        )
