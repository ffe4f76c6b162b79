"""[R] A run waits between two epochs for as long as somebody wishes, and loses nothing by it."""

import time
from typing import Any

from support.processes.server import RunningServer, wait_for

EPOCHS = 8


def start(server: RunningServer, epochs: int = EPOCHS) -> str:
    document = server.template("twin_digits", epochs=epochs, seed=3)
    return str(server.post("/runs", {"document": document}).json()["id"])


def events_of(server: RunningServer, run: str, kind: str) -> list[dict[str, Any]]:
    events = server.get(f"/runs/{run}/events")["events"]
    return [event for event in events if event["type"] == kind]


def pause(server: RunningServer, run: str) -> None:
    """Pause a run that was just started, so that it waits after one of its first epochs."""
    answer = server.post(f"/runs/{run}/pause", {})
    assert answer.status_code == 200
    assert answer.json()["pause_wanted"]
    wait_for(lambda: server.get(f"/runs/{run}")["state"] == "paused")


def test_R43_a_run_that_paused_comes_to_the_same_numbers(mortal: RunningServer) -> None:
    broken = start(mortal)
    pause(mortal, broken)
    done = len(events_of(mortal, broken, "epoch_ended"))
    time.sleep(1)  # all of its epochs take half as long
    assert len(events_of(mortal, broken, "epoch_ended")) == done, "nothing is trained while it waits"
    assert events_of(mortal, broken, "paused")[0]["epoch"] == done - 1
    assert not mortal.post(f"/runs/{broken}/unpause", {}).json()["pause_wanted"]
    assert mortal.wait_run(broken)["state"] == "completed"
    straight = start(mortal)
    mortal.wait_run(straight)
    assert [event["epoch"] for event in events_of(mortal, broken, "resumed")] == [done]
    logs = [[event["logs"] for event in events_of(mortal, run, "epoch_ended")] for run in (straight, broken)]
    assert logs[0] == logs[1]


def test_R43_a_run_that_waits_can_be_stopped(mortal: RunningServer) -> None:
    run = start(mortal, 100_000)
    pause(mortal, run)
    mortal.post(f"/runs/{run}/stop", {})
    assert mortal.wait_run(run)["state"] == "stopped"
    kinds = [event["type"] for event in mortal.get(f"/runs/{run}/events")["events"]]
    assert kinds[-3:] == ["paused", "stopping", "stopped"]
    answer = mortal.post(f"/runs/{run}/pause", {})
    assert (answer.status_code, answer.json()["state"], answer.json()["pause_wanted"]) == (
        200,
        "stopped",
        False,
    )


def test_R43_it_waits_on_when_the_server_is_another(mortal: RunningServer) -> None:
    run = start(mortal)
    pause(mortal, run)
    mortal.kill()
    for _ in range(3):  # one after the other, before Keras is loaded
        mortal.restart()
    record = mortal.get(f"/runs/{run}")
    assert (record["state"], record["pause_wanted"]) == ("paused", True)
    refused = mortal.post(f"/runs/{run}/resume", {})
    assert refused.status_code == 409
    assert f"/runs/{run}/unpause" in refused.json()["message"]
    mortal.post(f"/runs/{run}/unpause", {})
    assert mortal.wait_run(run)["state"] == "completed"
    assert mortal.post(f"/runs/{run}/resume", {}).status_code == 409
    assert [event["epoch"] for event in events_of(mortal, run, "epoch_ended")] == list(range(EPOCHS))


def test_R43_there_is_no_such_run_to_pause(mortal: RunningServer) -> None:
    for command in ("pause", "unpause", "resume"):
        assert mortal.post(f"/runs/0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11/{command}", {}).status_code == 404
