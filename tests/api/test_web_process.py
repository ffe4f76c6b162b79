"""The web process itself: light, quick, one a data folder, and gone in time."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from support.processes.server import RunningServer, fetch


def test_R23_the_web_process_never_imports_keras_tensorflow_or_numpy(tmp_path: Path) -> None:
    program = """
import sys, json
from layerloom.main import create_app, serve
from layerloom.runtime.settings import Settings
app = create_app(Settings())
app.openapi()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
    environment = {**os.environ, "LAYERLOOM_DATA_DIR": str(tmp_path)}
    out = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(out.stdout))
    assert {"fastapi", "layerloom"} <= loaded
    assert not loaded & {"keras", "tensorflow", "numpy", "sklearn", "h5py", "scipy"}


def test_R23_neither_does_it_while_it_checks_trains_and_streams(server: RunningServer) -> None:
    server.post("/check", server.template("iris"))
    server.wait_run(server.post("/runs", {"document": server.template("iris", epochs=1)}).json()["id"])
    maps = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "tensorflow" not in maps
    assert "numpy" not in maps
    assert psutil.Process(server.process.pid).memory_info().rss < 150 * 1024**2


def test_R24_pages_are_served_before_keras_is_loaded(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data")
    try:
        assert fetch("GET", one.url + "/").status_code == 401
        assert one.get("/projects") == {"projects": []}
        assert one.get("/health")["checker"] == "starting"
    finally:
        one.close()


def test_R25_one_server_a_data_folder_and_the_other_is_reported_who_holds_it(server: RunningServer) -> None:
    environment = {**os.environ, "LAYERLOOM_DATA_DIR": str(server.data_dir), "LAYERLOOM_PORT": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "layerloom.main"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    assert str(server.process.pid) in ended.stderr
    assert server.url in ended.stderr
    assert "Traceback" not in ended.stderr


def test_R33_a_damaged_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "layerloom.sqlite3").write_bytes(b"SQLite format 3\x00" + b"garbage" * 5000)
    environment = {**os.environ, "LAYERLOOM_DATA_DIR": str(tmp_path), "LAYERLOOM_PORT": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "layerloom.main"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    assert "is damaged" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_R26_a_taken_port_means_the_next_free_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        one = RunningServer(tmp_path / "data", LAYERLOOM_PORT=str(port))
        try:
            assert port < (urlsplit(one.url).port or 0) < port + 20
        finally:
            one.close()


def test_R27_sigterm_ends_it_within_five_seconds_even_while_keras_is_loading(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data")
    helper = one.fork_server()
    assert one.stop() < 5
    deadline = time.monotonic() + 5
    while psutil.pid_exists(helper) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(helper)
    assert "Traceback" not in "".join(one.output)


def test_R28_workers_are_given_no_secret_of_the_environment(tmp_path: Path) -> None:
    one = RunningServer(
        tmp_path / "data", MY_API_KEY="hidden", AWS_SECRET_ACCESS_KEY="hidden", PLAIN_WORD="said"
    )
    try:
        text = Path(f"/proc/{one.fork_server()}/environ").read_text()
    finally:
        one.close()
    assert "PLAIN_WORD=said" in text
    assert "hidden" not in text
    assert "LAYERLOOM_" not in text


def test_A21_the_catalogue_is_kept_by_its_etag(server: RunningServer) -> None:
    first = server.request("GET", "/catalog")
    again = server.request("GET", "/catalog", headers={"If-None-Match": first.headers["etag"]})
    assert "Conv2D" in first.json()["layers"]
    assert (again.status_code, again.content) == (304, b"")


def test_A22_candidates_summary_exports_and_documentation_are_answered(server: RunningServer) -> None:
    document = server.template("iris")
    source = document["graph"]["nodes"][0]["id"]
    found = server.post("/candidates", {"document": document, "source": source})
    assert any(one["layer"] == "Dense" for one in found.json()["layers"])
    summary = server.post("/summary", document)
    assert "Dense" in summary.json()["text"]
    script = server.post("/export?to=python", document)
    assert script.headers["content-disposition"] == 'attachment; filename="model.py"'
    compile(script.text, "model.py", "exec")
    file = server.post("/export?to=json", document)
    assert server.post("/import", file.json()).json() == {
        "document": file.json(),
        "warnings": [],
        "models": [],
        "holes": [],
        "parity": None,
    }
    assert "Dense" in server.get("/documentation/layers/Dense")["text"]
    assert {"digits", "iris", "random"} <= {one["name"] for one in server.get("/datasets")["datasets"]}
    assert server.get("/datasets/iris")["rows"] == 150
