"""[R] A run waits between two epochs for as long as somebody wishes, and loses nothing by it."""

from typing import Any

import pytest

from support.server import RunningServer, wait_for

EPOCHS = 40


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server of our own, to be started again."""
    running = RunningServer(tmp_path_factory.mktemp("pause") / "data")
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def start(server: RunningServer, epochs: int = EPOCHS) -> str:
    document = server.template("twin_digits", epochs=epochs, seed=3)
    run = str(server.post("/runs", {"document": document}).json()["id"])
    wait_for(lambda: len(told(server, run, "epoch_ended")) >= 2, 60)
    return run


def told(server: RunningServer, run: str, kind: str) -> list[dict[str, Any]]:
    events = server.get(f"/runs/{run}/events")["events"]
    return [event for event in events if event["type"] == kind]


def pause(server: RunningServer, run: str) -> None:
    answer = server.post(f"/runs/{run}/pause", {})
    assert answer.status_code == 200
    assert answer.json()["pause_wanted"]
    wait_for(lambda: server.get(f"/runs/{run}")["state"] == "paused", 30)


def test_R43_a_run_that_paused_comes_to_the_same_numbers(one: RunningServer) -> None:
    straight, broken = start(one), start(one)
    pause(one, broken)
    done = len(told(one, broken, "epoch_ended"))
    one.wait_run(straight)
    assert len(told(one, broken, "epoch_ended")) == done, "nothing is trained while it waits"
    assert told(one, broken, "paused")[0]["epoch"] == done - 1
    assert not one.post(f"/runs/{broken}/unpause", {}).json()["pause_wanted"]
    assert one.wait_run(broken)["state"] == "completed"
    assert [event["epoch"] for event in told(one, broken, "resumed")] == [done]
    logs = [[event["logs"] for event in told(one, run, "epoch_ended")] for run in (straight, broken)]
    assert logs[0] == logs[1]


def test_R43_a_run_that_waits_can_be_stopped(one: RunningServer) -> None:
    run = start(one, 100_000)
    pause(one, run)
    one.post(f"/runs/{run}/stop", {})
    assert one.wait_run(run)["state"] == "stopped"
    kinds = [event["type"] for event in one.get(f"/runs/{run}/events")["events"]]
    assert kinds[-3:] == ["paused", "stopping", "stopped"]
    answer = one.post(f"/runs/{run}/pause", {})
    assert (answer.status_code, answer.json()["state"], answer.json()["pause_wanted"]) == (
        200,
        "stopped",
        False,
    )


def test_R43_it_waits_on_when_the_server_is_another(one: RunningServer) -> None:
    run = start(one)
    pause(one, run)
    one.kill()
    for _ in range(3):  # one after the other, before Keras is loaded
        one.restart()
    record = one.get(f"/runs/{run}")
    assert (record["state"], record["pause_wanted"]) == ("paused", True)
    refused = one.post(f"/runs/{run}/resume", {})
    assert refused.status_code == 409
    assert f"/runs/{run}/unpause" in refused.json()["message"]
    one.post(f"/runs/{run}/unpause", {})
    assert one.wait_run(run)["state"] == "completed"
    assert one.post(f"/runs/{run}/resume", {}).status_code == 409
    assert [event["epoch"] for event in told(one, run, "epoch_ended")] == list(range(EPOCHS))


def test_R43_there_is_no_such_run_to_pause(one: RunningServer) -> None:
    for command in ("pause", "unpause", "resume"):
        assert one.post(f"/runs/0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11/{command}", {}).status_code == 404
