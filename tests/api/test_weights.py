"""[R] Weights are loaded over the API: an upload and a document in, a report out, and a run that starts from them."""

import io
import uuid

import numpy as np

from support.processes.server import RunningServer


def upload(server: RunningServer, **arrays: np.ndarray) -> str:
    file = io.BytesIO()
    np.savez(file, **arrays)
    content, id_ = file.getvalue(), str(uuid.uuid4())
    query = f"name=mine.npz&size={len(content)}"
    headers = {"Content-Type": "application/octet-stream"}
    server.request("PUT", f"/uploads/{id_}?{query}", content=content, headers=headers).raise_for_status()
    return id_


def test_R281_what_fits_is_loaded_with_assent_and_a_run_starts_from_it(server: RunningServer) -> None:
    document = server.template("iris", epochs=1)
    first, last = (node for node in document["graph"]["nodes"] if node["kind"] == "layer")
    units = (first["config"]["units"], last["config"]["units"])
    arrays = {
        f"{first['name']}/kernel": np.full((4, units[0]), 0.1, "float32"),
        f"{first['name']}/bias": np.zeros(units[0], "float32"),
        f"{last['name']}/kernel": np.zeros((5, 5), "float32"),
        f"{last['name']}/bias": np.zeros(5, "float32"),
    }
    id_ = upload(server, **arrays)
    report = server.post(f"/weights?upload={id_}", document).json()
    assert (report["file"], report["match"]) == (None, "name")
    assert [each["layer"] for each in report["misfits"]] == [last["name"]]
    partly = server.post(f"/weights?upload={id_}&partly=true", document).json()
    assert [each["layer"] for each in partly["matched"]] == [first["name"]]
    assert server.request("GET", f"/uploads/{id_}").status_code == 404
    start = {"file": partly["file"], "match": "name", "name": "mine.npz"}
    run = server.post("/runs", {"document": {**document, "weights": [start]}}).json()["id"]
    assert server.wait_run(run)["state"] == "completed"
    assert "start_weights.npz" in server.request("GET", f"/runs/{run}/artifacts/model.py").text


def test_R282_what_is_no_weights_file_is_refused_in_the_language_of_the_request(
    server: RunningServer,
) -> None:
    document = server.template("iris", epochs=1)
    id_ = upload(server, **{"elsewhere/kernel": np.zeros(3)})
    seen = set()
    for language in ("en", "zh-CN", "zh-TW", "ko"):
        answer = server.request(
            "POST", f"/weights?upload={id_}", json=document, headers={"Accept-Language": language}
        )
        assert (answer.status_code, answer.json()["variant"]) == (422, "no_match")
        seen.add(answer.json()["message"])
    assert len(seen) == 4
    assert server.post(f"/weights?upload={uuid.uuid4()}", document).status_code == 404
