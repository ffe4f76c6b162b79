"""Runs an image as an engine would: `python -m image.run_image IMAGE STORAGE`, from `tests`; called by check.sh.

Its own command and its own health check, as its own user: the link in the log opens the page, a model trains, SIGTERM
ends it cleanly, and nothing was written outside of its volume and /tmp, so that the rest may be mounted read-only.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from image.visit import train, visit

START_SECONDS = 60.0
END_SECONDS = 5.0
ENDED = {0, 128 + signal.SIGTERM}
"""The exit code of a server that put things in order: its own, or that of the signal, raised again at the end."""


def run_image(image: str, storage: Path) -> None:
    """Raises `AssertionError` with what did not hold."""
    config: dict[str, Any] = json.loads(_buildah("inspect", "--type", "image", image))["Docker"]["config"]
    port = _free_port()
    container = _buildah("from", "--pull-never", image)
    run = ["buildah", "run", "--env", f"LAYERLOOM_PORT={port}", container, "--"]
    health = [*run, *config["Healthcheck"]["Test"][1:]]
    assert config["Healthcheck"]["Test"][0] == "CMD", "the health check is not in the exec form"
    assert subprocess.run(health, check=False).returncode == 1, "the health check passes without a server"

    with (
        tempfile.NamedTemporaryFile("r") as log,
        subprocess.Popen([*run, *config["Cmd"]], stdout=log.fileno()) as running,
    ):
        try:
            link = _link_in(Path(log.name), running)
            assert link.startswith(f"http://localhost:{port}/open/"), f"the link in the log is {link}"
            (lock,) = storage.rglob("server.lock")
            server = int(json.loads(lock.read_text())["pid"])
            user = config["User"].partition(":")[0]
            assert str(os.stat(f"/proc/{server}").st_uid) == user != "0", "the server runs as another user"
            assert subprocess.run(health, check=False).returncode == 0, "the health check fails"
            with visit(link) as browser:
                print("   the link in the log opens the page, the health check passes")
                print("   a run completed:", json.dumps(train(browser, "iris")))
            began = time.monotonic()
            os.kill(server, signal.SIGTERM)
            code = running.wait(timeout=30)
            took = time.monotonic() - began
        finally:
            running.kill()
    assert code in ENDED, f"after SIGTERM it ended with {code}"
    assert not list(lock.parent.glob("*-wal")), "the database was not closed"
    assert took < END_SECONDS, f"it took {took:.1f} seconds to end"
    print(f"   SIGTERM ended it with {code} after {took:.1f} s")

    root = Path(_buildah("mount", container))
    kept = [root / "data", root / "tmp", root / "proc", root / "dev", root / "sys"]
    spared = [part for path in kept for part in ("-path", str(path), "-prune", "-o")]
    written = subprocess.run(
        ["find", root, *spared, "-uid", user, "-print"], capture_output=True, text=True, check=True
    )
    assert not written.stdout, f"it wrote outside of its volume: {written.stdout}"
    print("   it wrote nothing outside of /data and /tmp")


def _link_in(log: Path, running: "subprocess.Popen[bytes]") -> str:
    deadline = time.monotonic() + START_SECONDS
    while not (found := re.search(r"http://\S+/open/\S+", log.read_text("utf-8"))):
        assert running.poll() is None, f"it ended with {running.returncode}: {log.read_text('utf-8')}"
        assert time.monotonic() < deadline, f"no link in the log: {log.read_text('utf-8')}"
        time.sleep(0.05)
    return found[0]


def _buildah(*arguments: str) -> str:
    return subprocess.run(
        ["buildah", *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    try:
        run_image(sys.argv[1], Path(sys.argv[2]))
    except AssertionError as error:
        sys.exit(f"image-check: {error}")
