"""[I] Saved models over REST."""

import json
from pathlib import Path
from uuid import uuid4

import keras
import pytest
import yaml

from support.processes.server import RunningServer

BYTES = {"Content-Type": "application/octet-stream"}


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_I308_a_saved_model_comes_in_over_rest(server: RunningServer, tmp_path: Path) -> None:
    rows = keras.Input((4,), name="rows")
    model = keras.Model(rows, keras.layers.Dense(3, name="kind")(rows))
    model.save(tmp_path / "net.keras")
    data, id = (tmp_path / "net.keras").read_bytes(), str(uuid4())
    path = f"/uploads/{id}?name=net.keras&size={len(data)}&offset=0"
    assert server.request("PUT", path, content=data, headers=BYTES).status_code == 200
    found = server.post("/import/model", {"upload": id}).json()
    assert found["document"]["name"] == "net"
    assert [found["parity"][what]["state"] for what in ("params", "layers", "weights", "outputs")] == [
        *("equal", "equal", "equal", "not_compared"),
    ]
    assert found["parity"]["params"]["message"] == "15 parameters, as in the file."
    assert server.post("/import/model", {"upload": id, "parity": False}).json()["parity"] is None
    assert server.request("DELETE", f"/uploads/{id}").status_code == 204
    assert server.post("/import/model", {"upload": id}).status_code == 404


def test_I308_the_config_of_a_model_comes_in_as_json(server: RunningServer) -> None:
    rows = keras.Input((4,), name="rows")
    model = keras.Model(rows, keras.layers.Dense(3, name="kind")(rows))
    answer = server.request(
        "POST", "/import?name=net.json", content=model.to_json(), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["document"]["name"]) == (200, "net")
    assert answer.json()["parity"]["layers"]["state"] == "equal"


def test_I469_the_yaml_of_a_model_comes_in_from_an_upload(server: RunningServer) -> None:
    rows = keras.Input((4,), name="rows")
    config = json.loads(keras.Model(rows, keras.layers.Dense(3, name="kind")(rows)).to_json())
    data, id = yaml.safe_dump(config, default_flow_style=None).encode(), str(uuid4())
    path = f"/uploads/{id}?name=net.yaml&size={len(data)}&offset=0"
    assert server.request("PUT", path, content=data, headers=BYTES).status_code == 200
    found = server.post("/import/model", {"upload": id}).json()
    assert (found["document"]["name"], found["parity"]["layers"]["state"]) == ("net", "equal")
    assert server.request("DELETE", f"/uploads/{id}").status_code == 204
