"""[A] The page for programs, `shared_schema/REST.md`: what stands there is run as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from layerloom_schema import strict_json
from support.processes.server import RunningServer, wait_for

GUIDE = Path(__file__).parents[2] / "shared_schema" / "REST.md"


def blocks(language: str) -> list[str]:
    """The code of the page in one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def environment(server: RunningServer, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "model.json").write_text(blocks("json")[0])
    (tmp_path / "own.csv").write_text("size,price\n50,100\n60,120\n70,140\n")
    (tmp_path / "client.py").write_text(blocks("python")[0])
    server.wait_warm()
    return {
        **os.environ,
        "LAYERLOOM_URL": server.url,
        "LAYERLOOM_TOKEN": server.token,
        "NO_PROXY": "127.0.0.1",
    }


def test_A500_the_client_in_python_checks_mends_trains_watches_and_asks(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "client.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    problem, *epochs, outputs = done.stdout.splitlines()
    assert problem.endswith("-> Remove colour")
    assert [line.split()[0] for line in epochs] == ["0", "1", "2", "3", "4"]
    assert all("'loss'" in line for line in epochs)
    assert "'species'" in outputs


def test_A500_the_commands_with_curl_answer_what_the_page_says(
    environment: dict[str, str], server: RunningServer, tmp_path: Path
) -> None:
    check, script, upload = blocks("sh")[1:]

    def run(commands: str) -> str:
        done = subprocess.run(
            ["sh", "-ec", commands],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    fixed = strict_json.loads(blocks("json")[0].encode())
    fixed["graph"]["nodes"].pop(1)
    (tmp_path / "fixed.json").write_text(strict_json.dumps(fixed))

    report = strict_json.loads(run(check).encode())
    assert report["problems"][0]["code"] == "graph.unrelated_input"
    assert "keras" in run(script)
    job = re.findall(r'"id":"([^"]+)"', run(upload))[-1]
    wait_for(lambda: server.get(f"/datasets/jobs/{job}")["state"] != "running", 60)
    assert server.get("/datasets/own")["rows"] == 3
