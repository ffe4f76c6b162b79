"""[R] A run that was killed, stopped or has come to its end goes on in a new attempt, through the server."""

import json
import os
import signal
from typing import Any

from websockets.sync.client import connect

from layerloom.store.database import Database
from layerloom_schema.base import RunId
from layerloom_schema.runs import RunState
from support.server import RunningServer, wait_for

EPOCHS = 30
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
    wait_for(lambda: server.get(f"/runs/{run}")["state"] == "paused", 60)
    os.kill(server.trainer(run), signal.SIGKILL)
    assert server.wait_run(run, 20)["state"] == "failed"
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
