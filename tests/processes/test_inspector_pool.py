"""[R] The warm processes: whatever dies, the next check works."""

import contextlib
import os
import signal
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.processes.server import RunningServer, is_alive, standing_still, wait_for


def check(server: RunningServer, name: str = "twin_digits") -> Any:
    answer = server.post("/check", server.template(name))
    assert answer.status_code == 200
    return answer.json()


def test_R9_an_inspector_killed_at_any_moment_is_replaced(server: RunningServer) -> None:
    for _ in range(3):
        whole = check(server)
        assert whole["ok"]
        for pid in server.inspectors():
            os.kill(pid, signal.SIGKILL)
        assert check(server) == whole


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.1, 0.3])
def test_R9_an_inspector_killed_over_a_question_is_asked_again(server: RunningServer, delay: float) -> None:
    """Once over each question: it is asked twice at most."""
    inspectors = server.inspectors()

    def kill() -> None:
        for pid in inspectors:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    killer = threading.Timer(delay, kill)
    killer.start()
    report = check(server, "question_answering")
    killer.join()
    assert report["ok"]
    assert report["nodes"]


def test_R10_the_fork_server_is_started_again(mortal: RunningServer) -> None:
    whole = check(mortal)
    first = mortal.fork_server()
    run = mortal.post("/runs", {"document": mortal.template("twin_digits", epochs=3)}).json()["id"]
    trainer = mortal.trainer(run)
    with standing_still(trainer):
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: not is_alive(first))
        assert is_alive(trainer)
    mortal.wait_warm()
    assert mortal.fork_server() != first
    assert check(mortal) == whole
    assert mortal.wait_run(run)["state"] == "completed"


def test_R11_nothing_but_trainers_outlives_the_web_process(mortal: RunningServer) -> None:
    check(mortal)
    helpers = [mortal.fork_server(), *mortal.inspectors()]
    run = mortal.post("/runs", {"document": mortal.template("twin_digits", epochs=3)}).json()["id"]
    trainer = mortal.trainer(run)
    with standing_still(trainer):
        warm = (trainer, *mortal.inspectors())
        assert {int(Path(f"/proc/{pid}/oom_score_adj").read_text()) for pid in warm} == {800}
        assert int(Path(f"/proc/{mortal.process.pid}/oom_score_adj").read_text()) < 800
        assert os.getsid(trainer) == trainer
        mortal.kill()
        wait_for(lambda: not any(is_alive(pid) for pid in helpers))
        assert is_alive(trainer)
    mortal.restart()
    assert mortal.wait_run(run)["state"] == "completed"


def test_R12_a_check_before_keras_is_loaded_lists_what_is_known_without_it(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data", LAYERLOOM_WARM_UP_SECONDS="0")
    try:
        document = one.template("twin_digits")
        document["graph"]["edges"].pop()
        report = one.post("/check", document).json()
        assert one.get("/health")["checker"] == "starting"
        codes = [problem["code"] for problem in report["problems"]]
        assert codes[0] == "check.unavailable"
        assert "graph.unfed_output" in codes
        assert report["ok"] is False
        start = one.post("/runs", {"document": document})
        assert (start.status_code, start.json()["code"]) == (503, "check.unavailable")
        one.wait_warm()
        assert "check.unavailable" not in [p["code"] for p in one.post("/check", document).json()["problems"]]
    finally:
        one.close()


def test_R13_a_check_that_takes_too_long_is_given_up_and_the_next_one_works(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data", LAYERLOOM_LIMITS__INSPECTOR_SECONDS="5")
    try:
        one.wait_warm()
        check(one)
        (inspector,) = one.inspectors()
        os.kill(inspector, signal.SIGSTOP)
        report = check(one)
        assert [problem["code"] for problem in report["problems"]] == ["model.build_timeout"]
        assert "5 seconds" in report["problems"][0]["message"]
        wait_for(lambda: not is_alive(inspector))
        assert check(one)["ok"]
    finally:
        one.close()


def test_R14_an_inspector_without_memory_breaks_and_the_server_says_so(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data", LAYERLOOM_LIMITS__INSPECTOR_BYTES=str(256 * 1024**2))
    try:
        one.wait_warm()
        large = one.template("iris")
        # What a small document needs may still lie about in the process.
        large["graph"]["nodes"] += [
            {"kind": "input", "id": f"x{n}", "name": f"x{n}", "label": "x" * 1_000, "shape": [4]}
            for n in range(4_000)
        ]
        report = one.post("/check", large).json()
        assert report["problems"][0]["code"] == "check.unavailable"
        assert report["problems"][0]["variant"] == "crashed"
        assert one.get("/health")["status"] == "ok"
    finally:
        one.close()


def test_R15_ten_to_the_eleven_parameters_are_counted_and_refused(server: RunningServer) -> None:
    document = server.template("iris")
    for node in document["graph"]["nodes"]:
        if node.get("layer") == "Dense":
            node["config"]["units"] = 10**12
    check(server)
    began = time.monotonic()
    report = server.post("/check", document).json()
    assert time.monotonic() - began < 10
    assert report["totals"]["params"] > 10**12
    assert "model.too_large" in [problem["code"] for problem in report["problems"]]
    assert server.post("/runs", {"document": document}).status_code == 422


@pytest.mark.parametrize("path", ["/check", "/summary", "/export?to=python"])
def test_R16_a_document_of_nonsense_is_never_a_500(server: RunningServer, path: str) -> None:
    odd: list[dict[str, Any]] = [
        {"format": 1},
        {"format": 1, "graph": {"nodes": [{"kind": "output", "id": "", "name": ""}]}},
        {"format": 1, "graph": {"edges": [{"source": "a", "target": "a"}]}},
        {"format": 1, "models": {"a": {}}, "training": {"epochs": -1}, "data": {"dataset": "../x"}},
        {"format": 1, "training": {"optimizer": "os.system", "callbacks": [{"name": "CSVLogger"}]}},
        {"format": 1, "training": {"seed": int("9" * 399), "epochs": int("9" * 399)}},
        {"format": 1, "x": nested_lists(150)},
        *(
            a_single_number_into(layer)
            for layer in ("Conv2D", "LSTM", "Flatten", "BatchNormalization", "Dot")
        ),
    ]
    for document in odd:
        answer = server.post(path, document)
        assert answer.status_code < 500, (document, answer.text)


def nested_lists(deep: int) -> Any:
    return [nested_lists(deep - 1)] if deep else []


def a_single_number_into(layer: str) -> Any:
    nodes = [
        {"kind": "input", "id": "i", "name": "x", "shape": []},
        {"kind": "layer", "id": "n", "name": "n", "layer": layer, "config": {"units": 2}},
        {"kind": "output", "id": "o", "name": "y"},
    ]
    return {"format": 1, "graph": {"nodes": nodes, "edges": edges_along("i", "n", "o")}}


def edges_along(*nodes: str) -> list[dict[str, str]]:
    return [{"source": source, "target": target} for source, target in pairwise(nodes)]


def slow(place: int) -> Any:
    """A document over which Keras works for seconds: a graph is drawn for each of many channels."""
    nodes = [
        {"kind": "input", "id": "i", "name": "x", "shape": [200 + place, 8, 8]},
        {
            "kind": "layer",
            "id": "n",
            "name": "n",
            "layer": "RandomElasticTransform",
            "config": {"data_format": "channels_first"},
        },
        {"kind": "output", "id": "o", "name": "y"},
    ]
    edges = [{"source": "i", "target": "n"}, {"source": "n", "target": "o"}]
    return {"format": 1, "graph": {"nodes": nodes, "edges": edges}}


def test_A38_nobodys_check_waits_for_slow_ones(server: RunningServer) -> None:
    check(server)
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda place=place: answers.append(server.post("/check", slow(place)).status_code)
        )
        for place in range(3)
    ]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    whole = check(server, "iris")
    before = len(answers)
    for thread in threads:
        thread.join()
    assert whole["ok"]
    assert before == 0  # all of them were still at work when the check was answered
    assert answers == [200, 200, 200]
    wait_for(lambda: len(server.inspectors()) <= 2)
    check(server)
