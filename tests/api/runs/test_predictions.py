"""[R] Questions to a run over the API: the form, a row of its data, predictions, refusals in four languages."""

import csv
import io
import uuid
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from support.processes.server import RunningServer, wait_for


def test_R90_a_run_is_asked_over_the_api(server: RunningServer, ended_run: str) -> None:
    form = server.get(f"/runs/{ended_run}/predict")
    (field,) = form["fields"]
    assert (field["kind"], field["shape"], form["checkpoints"]) == ("number", [4], ["last"])
    sample = server.get(f"/runs/{ended_run}/predict/sample?row=2")
    assert (sample["row"], list(sample["values"])) == (2, [field["name"]])
    answer = server.post(
        f"/runs/{ended_run}/predict", {"rows": [sample["values"]], "activations": True}
    ).json()
    (output,) = answer["outputs"]
    assert output["classes"] == ["setosa", "versicolor", "virginica"]
    assert output["labels"][0] in output["classes"]
    assert sum(output["values"][0]) == pytest.approx(1, abs=1e-5)
    assert {node["node"] for node in answer["activations"]}
    plain = server.post(f"/runs/{ended_run}/predict", {"rows": [sample["values"]]}).json()
    assert plain["outputs"] == answer["outputs"]
    assert plain["activations"] == []


def test_R95_a_file_is_predicted_over_the_api(server: RunningServer, ended_run: str) -> None:
    (field,) = server.get(f"/runs/{ended_run}/predict")["fields"]
    content, upload = io.BytesIO(), uuid.uuid4()
    np.savez(content, **{field["name"]: np.full((7, 4), 2.5, "float32")})
    put = f"/uploads/{upload}?name=rows.npz&size={len(content.getvalue())}"
    headers = {"Content-Type": "application/octet-stream"}
    server.request("PUT", put, content=content.getvalue(), headers=headers).raise_for_status()
    answer = server.request("POST", f"/runs/{ended_run}/predict/file?upload={upload}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    lines = [*csv.DictReader(io.StringIO(answer.text))]
    sample = server.post(f"/runs/{ended_run}/predict", {"rows": [{field["name"]: [2.5] * 4}]}).json()
    (output,) = sample["outputs"]
    assert [line[output["name"]] for line in lines] == output["labels"] * 7
    assert server.request("GET", f"/uploads/{upload}").status_code == 404


def test_R93_what_does_not_fit_is_refused_in_the_language_of_the_request(
    server: RunningServer, ended_run: str
) -> None:
    name = server.get(f"/runs/{ended_run}/predict")["fields"][0]["name"]
    seen = set()
    for language in ("en", "zh-CN", "zh-TW", "ko"):
        body = server.request(
            "POST",
            f"/runs/{ended_run}/predict",
            json={"rows": [{name: [1, "2", 3, 4]}]},
            headers={"Accept-Language": language},
        )
        assert (body.status_code, body.json()["code"]) == (422, "prediction.invalid")
        assert body.json()["where"] == {"row": 0, "field": name}
        seen.add(body.json()["message"])
    assert len(seen) == 4
    answers = {
        "unknown run": server.post(f"/runs/{uuid.uuid4()}/predict", {"rows": [{}]}).status_code,
        "no best weights": server.post(
            f"/runs/{ended_run}/predict", {"rows": [{}], "checkpoint": "best"}
        ).status_code,
        "no such row": server.request("GET", f"/runs/{ended_run}/predict/sample?row=100000").status_code,
        "no list": server.post(f"/runs/{ended_run}/predict", {"rows": 1}).status_code,
        "NaN": server.request(
            "POST",
            f"/runs/{ended_run}/predict",
            content=b'{"rows": [{"x": NaN}]}',
            headers={"Content-Type": "application/json"},
        ).status_code,
    }
    assert answers == {
        "unknown run": 404,
        "no best weights": 404,
        "no such row": 404,
        "no list": 422,
        "NaN": 400,
    }


def test_R100_a_run_is_evaluated_over_the_api_and_the_result_is_kept(
    server: RunningServer, ended_run: str
) -> None:
    refused = server.post(f"/runs/{ended_run}/evaluate", {})
    assert (refused.status_code, refused.json()["variant"]) == (422, "none_unseen")
    document = server.template("iris", epochs=1)
    document["data"]["split"] = {"by": "random", "validation": 0.2, "seed": 1}
    other = str(server.post("/runs", {"document": document}).json()["id"])
    assert "evaluation.json" not in server.wait_run(other)["artifacts"]
    found = server.post(f"/runs/{other}/evaluate", {}).json()
    assert (found["share"], found["rows"]) == ("validation", 30)
    assert set(found["metrics"]) == {"loss", "accuracy"}
    assert "evaluation.json" in server.get(f"/runs/{other}")["artifacts"]
    assert server.get(f"/runs/{other}/artifacts/evaluation.json") == found
    logs = [
        event["logs"]
        for event in server.get(f"/runs/{other}/events")["events"]
        if event["type"] == "epoch_ended"
    ]
    assert found["metrics"]["loss"] == logs[-1]["val_loss"]


def test_I312_the_model_of_a_run_is_written_compared_and_downloaded(
    server: RunningServer, ended_run: str
) -> None:
    missing = server.request("GET", f"/runs/{ended_run}/exports/tflite")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    answer = server.post(f"/runs/{ended_run}/exports", {"format": "tflite"})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["file"], found["parity"]["outputs"]["state"]) == ("model.tflite", "equal")
    file = server.request("GET", f"/runs/{ended_run}/exports/tflite")
    assert (len(file.content), file.content[4:8]) == (found["bytes"], b"TFL3")
    wrong = server.post(f"/runs/{ended_run}/exports", {"format": "pickle"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "request.invalid")


def test_I467_an_export_is_followed_and_stopped(server: RunningServer, ended_run: str) -> None:
    path = f"/runs/{ended_run}/exports"
    assert server.get(path) == {"phase": None}
    with ThreadPoolExecutor(1) as asking:
        asked = asking.submit(server.post, path, {"format": "savedmodel"})
        wait_for(lambda: server.get(path)["phase"] in {"loading", "writing"}, 60)
        assert server.request("DELETE", path).status_code == 204
        answer = asked.result(60)
    assert (answer.status_code, answer.json()["code"]) == (409, "export.refused")
    assert answer.json()["message"] == "The export was stopped."
    assert server.get(path) == {"phase": None}
    assert server.request("GET", f"{path}/savedmodel").status_code == 404
    assert [*(server.data_dir / "runs" / ended_run / "exports").glob(".*")] == []
    assert server.post(path, {"format": "keras-json"}).status_code == 200
