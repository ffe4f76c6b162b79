"""[R] A run that begins with a checkpoint of another one, over the API: the list first, the run, and what then stays."""

import json
from typing import Any

from support.processes.server import RunningServer

Json = dict[str, Any]


def trained(server: RunningServer, **training: Any) -> str:
    document = server.template("iris", **{"epochs": 3, "optimizer": "adam", **training})
    run = str(server.post("/runs", {"document": document}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    return run


def with_more_units(document: Json) -> Json:
    """The same document, in which the first layer has one unit more."""
    edited: Json = json.loads(json.dumps(document))
    first = next(node for node in edited["graph"]["nodes"] if node["kind"] == "layer")
    first["config"]["units"] += 1
    return edited


def test_R384_a_fork_is_listed_and_started_and_its_origin_stays(server: RunningServer) -> None:
    run = trained(server)
    document = server.template("iris", epochs=2, optimizer="adam")
    report = server.post(f"/runs/{run}/fork", document).json()
    assert (report["run"], report["checkpoint"]) == (run, "last")
    assert {layer["optimizer"] for layer in report["layers"]} == {"kept"}
    assert not any(layer["new"] for layer in report["layers"])
    edited = server.post(f"/runs/{run}/fork", with_more_units(document)).json()
    names = [[each["name"] for each in layer["new"]] for layer in edited["layers"]]
    assert names[0] == ["kernel", "bias"]
    assert names[1] == ["kernel"]

    body = {"document": document, "from": {"run": run, "checkpoint": "last"}}
    started = server.post("/runs", body)
    assert started.status_code == 201, started.text
    origin = started.json()["origin"]
    assert origin == {"run": run, "checkpoint": "last", "epoch": 2}
    fork = started.json()["id"]
    again = server.post("/runs", {**body, "id": fork})
    assert (again.status_code, again.json()["id"]) == (200, fork)
    assert server.post("/runs", {"document": document, "id": fork}).status_code == 409
    assert server.wait_run(fork)["state"] == "completed"

    refused = server.request("DELETE", f"/runs/{run}")
    assert (refused.status_code, refused.json()["variant"]) == (409, "has_forks")
    assert f"run {server.get(f'/runs/{fork}')['number']}" in refused.json()["message"]
    second = server.post("/runs", {"document": document, "from": {"run": fork}}).json()["id"]
    assert server.wait_run(second)["state"] == "completed"
    for each in (second, fork, run):
        assert server.request("DELETE", f"/runs/{each}").status_code == 204


def test_R385_what_cannot_be_forked_is_refused_in_words(server: RunningServer) -> None:
    document = server.template("iris", epochs=100_000)
    running = str(server.post("/runs", {"document": document}).json()["id"])
    for answer in (
        server.post(f"/runs/{running}/fork", document),
        server.post("/runs", {"document": document, "from": {"run": running}}),
    ):
        assert (answer.status_code, answer.json()["variant"]) == (409, "not_ended")
    server.post(f"/runs/{running}/stop", {})
    server.wait_run(running)
    unknown = "11111111-1111-4111-8111-111111111111"
    answer = server.post("/runs", {"document": document, "from": {"run": unknown}})
    assert answer.status_code == 404
    other = server.template("twin_digits")
    answer = server.post(f"/runs/{trained(server)}/fork", other)
    assert (answer.status_code, answer.json()["variant"]) == (409, "nothing_fits")
    broken = {**document, "graph": {**document["graph"], "edges": []}}
    assert server.post(f"/runs/{running}/fork", broken).status_code == 422
