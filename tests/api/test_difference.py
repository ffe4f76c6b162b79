"""[I] Two documents compared over REST."""

from support.processes.server import RunningServer


def test_I482_two_documents_are_compared_at_the_server(server: RunningServer) -> None:
    before, after = server.template("iris"), server.template("iris", epochs=3)
    dense = next(node for node in after["graph"]["nodes"] if node.get("layer") == "Dense")
    dense["config"] |= {"units": 77}
    answer = server.post("/difference", {"before": before, "after": after})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(node["kind"], node["id"], node["class_name"]) for node in found["nodes"]] == [
        ("changed", dense["id"], "Dense")
    ]
    assert found["nodes"][0]["settings"][0]["after"] == 77
    assert [change["path"] for change in found["settings"]] == [["training", "epochs"]]
    for wrong in (
        {"before": before},
        {"before": before, "after": []},
        {"before": before, "after": {"graph": 7}},
    ):
        assert server.post("/difference", wrong).status_code in (400, 422)
