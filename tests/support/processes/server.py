"""A real server process on real sockets, with its own data folder. `kill` and `restart` are part of the tests."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil

START_SECONDS = 60.0
PATIENCE = 90.0
"""Seconds after which what a test waits for does not come any more, on a machine that has much else to do."""
ENDED = frozenset({"stopped", "completed", "failed", "diverged"})
"""The states of a run that has ended."""
PLAIN_HTTP: dict[str, Any] = {"verify": False, "trust_env": False}
"""Options of `httpx` that spare each client the 25 ms in which it reads the certificates of the web."""


class RunningServer:
    """`layerloom.main.serve` in a process of its own. `url` has no slash at its end."""

    def __init__(
        self, data_dir: Path, program: tuple[str, ...] = ("layerloom.main",), **environment: str
    ) -> None:
        """`program` is a module that serves as `layerloom.main` does, with its arguments."""
        self.data_dir = data_dir
        self.program = program
        self.environment = environment
        self.output: list[str] = []
        self.process: subprocess.Popen[str]
        self.url = ""
        self.link = ""
        self.link_used = False
        self.start()

    def start(self) -> None:
        """Starts the process and waits for its one-time link."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.program],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                **os.environ,
                "LAYERLOOM_DATA_DIR": str(self.data_dir),
                "LAYERLOOM_PORT": "0",
                "TF_CPP_MIN_LOG_LEVEL": "3",
                **self.environment,
            },
        )
        self.link = self.url = ""
        self.link_used = False
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        deadline = time.monotonic() + START_SECONDS
        while not self.link:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start: {''.join(self.output)}")
            time.sleep(0.01)

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self.output.append(line)
                found = re.search(r"(http://\S+)(/open/\S+)", line)
                if found:
                    self.url = found[1]
                    self.link_used = False
                    self.link = found[0]

    @property
    def token(self) -> str:
        """The token, as `layerloom token` prints it."""
        return (self.data_dir / "token").read_text().strip()

    @property
    def headers(self) -> dict[str, str]:
        """What a program sends with every request."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def socket_url(self) -> str:
        """The same address for a WebSocket."""
        return self.url.replace("http://", "ws://", 1)

    def client(self, **options: Any) -> httpx.Client:
        """A program's client: with the token."""
        return httpx.Client(base_url=self.url, headers=self.headers, timeout=90, **PLAIN_HTTP, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request with the token, to a path under `/api/v1`."""
        with self.client() as client:
            return client.request(method, f"/api/v1{path}", **options)

    def get(self, path: str) -> Any:
        """The JSON of one GET."""
        answer = self.request("GET", path)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: object) -> httpx.Response:
        """One POST of JSON."""
        content = json.dumps(body)
        return self.request("POST", path, content=content, headers={"Content-Type": "application/json"})

    def new_link(self) -> str:
        """A one-time link that nobody has used: a visit without a session has one printed where none is left."""
        fetch("GET", f"{self.url}/")
        wait_for(lambda: not self.link_used)
        self.link_used = True
        return self.link

    def wait_warm(self, seconds: float = PATIENCE) -> None:
        """Waits until Keras is loaded in the fork server."""
        wait_for(lambda: self.get("/health")["checker"] == "warm", seconds)

    def wait_run(self, run: str, seconds: float = 120.0) -> Any:
        """Waits for the end of a run; its record."""
        wait_for(lambda: self.get(f"/runs/{run}")["state"] in ENDED, seconds)
        return self.get(f"/runs/{run}")

    def children(self) -> list[int]:
        """The direct children: the fork server."""
        return children_of(self.process.pid)

    def fork_server(self) -> int:
        """The process number of the fork server, once it runs its own program: until then it is a copy of the server."""
        wait_for(lambda: self._fork_servers())
        return self._fork_servers()[0]

    def _fork_servers(self) -> list[int]:
        return [pid for pid in self.children() if "layerloom.workers.forkserver" in command_line(pid)]

    def inspectors(self) -> list[int]:
        """The process numbers of the inspectors: children of the fork server in no run folder."""
        runs = str(self.data_dir / "runs")
        return [pid for pid in children_of(self.fork_server()) if not working_dir(pid).startswith(runs)]

    def trainer(self, run: str) -> int:
        """The process number of the trainer of a run, once it has its lock."""
        lock = self.data_dir / "runs" / run / "lock"
        wait_for(lambda: lock.exists() and lock.read_text().startswith("{"))
        return int(json.loads(lock.read_text())["pid"])

    def template(self, name: str, **training: Any) -> Any:
        """A template's document, with other settings of its training."""
        document = self.get(f"/templates/{name}")["document"]
        document["training"] |= training
        return document

    def kill(self) -> None:
        """`kill -9`."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """SIGTERM; how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def restart(self) -> None:
        """A new process on the same folder, on a new port."""
        if self.process.poll() is None:
            self.stop()
        self.start()

    def close(self) -> None:
        """Ends it, however it is."""
        if self.process.poll() is None:
            self.stop()


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    """Suspend a process: what a test does meanwhile falls into the middle of its work, however slow the machine is."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # a test may have killed it
            os.kill(pid, signal.SIGCONT)


def fetch(method: str, url: str, **options: Any) -> httpx.Response:
    """One request on a connection of its own, without the token."""
    return httpx.request(method, url, **PLAIN_HTTP, **options)


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    return sorted(child.pid for child in psutil.Process(pid).children())


def working_dir(pid: int) -> str:
    """The folder a process works in; empty when it is gone."""
    try:
        return psutil.Process(pid).cwd()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return ""


def command_line(pid: int) -> str:
    """What a process was started with; empty when it is gone."""
    try:
        return " ".join(psutil.Process(pid).cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return ""


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not collected does not."""
    try:
        return psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def wait_for(condition: Any, seconds: float = PATIENCE, every: float = 0.05) -> None:
    """Waits until something is so; fails the test when it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(every)
