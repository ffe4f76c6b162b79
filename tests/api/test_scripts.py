"""[I] A person's own script over REST: each side follows the other."""

from layerloom_schema.documents.migrations import FORMAT
from support.processes.server import RunningServer

TEXT = """\
import keras
inputs = keras.Input((4,), name="features")
outputs = keras.layers.Dense(2, name="kind")(inputs)  # three?
model = keras.Model(inputs, outputs)
"""


def test_I450_a_script_and_its_document_follow_each_other_over_rest(server: RunningServer) -> None:
    document = server.post("/import/script", {"name": "net.py", "text": TEXT}).json()["document"]
    assert document["script"]["text"] == TEXT
    document["script"]["text"] = TEXT.replace("Dense(2", "Dense(3")
    found = server.post("/script/follow", document).json()
    after = found["document"]
    assert after["graph"]["nodes"][1]["config"] == {"units": 3}
    units = next(word for word in found["words"] if word["field"] == "config.units")
    assert document["script"]["text"][units["start"] : units["end"]] == "3"
    after["graph"]["nodes"][1]["config"]["units"] = 5
    changed = server.post(
        "/script/put", {"before": found["document"] | {"graph": document["graph"]}, "after": after}
    )
    assert changed.json()["outcome"] == "changed"
    assert changed.json()["text"] == TEXT.replace("Dense(2", "Dense(5")
    same = server.post("/script/put", {"after": document | {"graph": document["graph"]}}).json()
    assert (same["outcome"], same["text"]) == ("changed", TEXT)


def test_I450_a_document_without_a_script_has_nothing_to_follow(server: RunningServer) -> None:
    answer = server.post("/script/follow", {"format": FORMAT, "graph": {"nodes": [], "edges": []}})
    assert (answer.status_code, answer.json()["code"]) == (422, "code.unreadable")
    document = {"format": FORMAT, "graph": {"nodes": [], "edges": []}, "script": {"text": "1 +"}}
    assert server.post("/script/follow", document).json()["where"] == {"line": 1}
    assert server.post("/script/put", {"after": {}, "now": {}}).status_code == 422
