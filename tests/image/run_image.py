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
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from image.visit import train, visit
from support.processes.server import children_of

START_SECONDS = 60.0
END_SECONDS = 5.0
ENDED = {0, 128 + signal.SIGTERM}
"""The exit code of a server that put things in order: its own, or that of the signal, raised again at the end."""
INIT = ("sh", "-c", '"$@"; exit $?', "init")
"""Stands for the init that `docker compose` puts above the command: tells how it ended."""
SPARED = ("data", "tmp", "proc", "dev", "sys")


def run_image(image: str, storage: Path) -> None:
    """Raises `AssertionError` with what did not hold."""
    config: dict[str, Any] = json.loads(_buildah("inspect", "--type", "image", image))["Docker"]["config"]
    form, *health = config["Healthcheck"]["Test"]
    assert form == "CMD", "the health check is not in the exec form"
    user = config["User"].partition(":")[0]
    port = _free_port()
    container = _buildah("from", "--pull-never", image)
    run = ["buildah", "run", "--env", f"LAYERLOOM_PORT={port}", container, "--"]
    assert not _healthy([*run, *health]), "the health check passes without a server"
    with (
        tempfile.NamedTemporaryFile("r") as log,
        subprocess.Popen([*run, *INIT, *config["Cmd"]], stdout=log.fileno(), stderr=log.fileno()) as running,
    ):
        try:
            link = _link_in(Path(log.name), running)
            assert link.startswith(f"http://localhost:{port}/open/"), f"the link in the log is {link}"
            assert _healthy([*run, *health]), "the health check fails"
            (lock,) = storage.rglob("server.lock")
            server = int(json.loads(lock.read_text("utf-8"))["pid"])
            assert str(Path(f"/proc/{server}").stat().st_uid) == user != "0", (
                "the server runs as another user"
            )
            _use(link)
            _end(server, running)
        except AssertionError:
            print(Path(log.name).read_text("utf-8"), file=sys.stderr)
            raise
        finally:
            if running.poll() is None:
                _kill_all(running.pid)
    assert not list(lock.parent.glob("*-wal")), "the database was not closed"
    _written_elsewhere(container, user)


def _use(link: str) -> None:
    with closing(visit(link)) as browser:
        print("   the link in the log opens the page")
        print("   a run completed:", json.dumps(train(browser, "iris")))


def _end(server: int, running: "subprocess.Popen[bytes]") -> None:
    began = time.monotonic()
    os.kill(server, signal.SIGTERM)
    code = running.wait(timeout=30)
    took = time.monotonic() - began
    assert code in ENDED, f"after SIGTERM it ended with {code}"
    assert took < END_SECONDS, f"it took {took:.1f} seconds to end"
    print(f"   SIGTERM ended it with {code} after {took:.1f} s")


def _written_elsewhere(container: str, user: str) -> None:
    root = Path(_buildah("mount", container))
    spared = [part for name in SPARED for part in ("-path", str(root / name), "-prune", "-o")]
    found = subprocess.run(
        ["find", root, *spared, "-uid", user, "-print"], capture_output=True, text=True, check=True
    )
    assert not found.stdout, f"it wrote outside of its volume: {found.stdout.strip()}"
    print("   it wrote nothing outside of /data and /tmp")


def _healthy(command: list[str]) -> bool:
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def _kill_all(pid: int) -> None:
    """A process and those it started, which a kill of it alone would leave behind."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in children_of(pid):
            _kill_all(child)
        os.kill(pid, signal.SIGKILL)


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
