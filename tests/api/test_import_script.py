"""[I] Scripts over REST."""

from support.processes.server import RunningServer

SCRIPT = """
import keras
a = keras.Input((4,))
first = keras.Model(a, keras.layers.Dense(2)(a))
second = keras.Model(a, keras.layers.Dense(units)(a))
mystery(second)
"""


def test_I11_a_script_comes_in_over_rest(server: RunningServer) -> None:
    answer = server.post("/import/script", {"name": "net.py", "text": SCRIPT})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(model["name"], model["line"], model["chosen"]) for model in found["models"]] == [
        ("first", 4, False),
        ("second", 5, True),
    ]
    assert found["holes"] == [{"key": "units", "name": "units", "kind": "size", "line": 5, "cell": None}]
    assert [warning["code"] for warning in found["warnings"]] == ["code.not_followed"]
    filled = server.post("/import/script", {"name": "net.py", "text": SCRIPT, "filled": {"units": 6}}).json()
    assert filled["holes"] == []
    assert server.post("/check", filled["document"]).json()["totals"]["params"] == 30
    chosen = server.post("/import/script", {"name": "net.py", "text": SCRIPT, "model": "first"}).json()
    assert server.post("/check", chosen["document"]).json()["totals"]["params"] == 10


def test_I2_a_script_that_would_hang_is_refused_and_the_inspector_goes_on(server: RunningServer) -> None:
    for text, code in (
        ("while True:\n    pass", "code.too_long"),
        ("x = " + "-" * 20_000 + "1", "code.too_deep"),
    ):
        answer = server.post("/import/script", {"name": "net.py", "text": text})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert server.post("/import/script", {"name": "net.py", "text": SCRIPT}).status_code == 200


def test_I3_a_body_that_is_no_script_is_refused(server: RunningServer) -> None:
    assert server.post("/import/script", {"name": "net.py"}).status_code == 422
    assert (
        server.post("/import/script", {"name": "net.py", "text": "1 +"}).json()["code"] == "code.unreadable"
    )
