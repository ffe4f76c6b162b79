"""The recipe of the image and of `docker compose up`, and the image's own commands run natively."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from image.dockerfile import Stage, read
from image.visit import visit
from layerloom.runtime.settings import PORT, Settings

ROOT = Path(__file__).parents[2]
STAGES = read(ROOT / "backend" / "Dockerfile")
IMAGE = STAGES[-1]
START_SECONDS = 60.0
END_SECONDS = 5.0


def test_the_image_is_a_slim_base_with_nothing_of_the_builders() -> None:
    assert [stage.base for stage in STAGES] == [
        "node:20-bookworm-slim",
        "python:3.11-slim-bookworm",
        "python:3.11-slim-bookworm",
    ]
    (copied,) = IMAGE.all("COPY")
    assert copied.flag("from") == "package"
    assert copied.words == ["/opt/layerloom", "/opt/layerloom"]


def test_everything_that_is_copied_is_there_and_reaches_the_builder() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[1] == "*"
    let_in = [Path(line[1:]) for line in ignored if line.startswith("!")]
    kept_out = [line for line in ignored[2:] if not line.startswith("!")]
    names: set[str | None] = set()
    for stage in STAGES:
        for copy in stage.all("COPY"):
            if copy.flag("from"):
                assert copy.flag("from") in names
                continue
            for source in copy.words[:-1]:
                assert (ROOT / source).exists(), source
                assert any(Path(source).is_relative_to(path) for path in let_in), source
                assert not any(fnmatch(source, pattern.replace("**", "*")) for pattern in kept_out), source
        names.add(stage.name)
    for path in let_in:
        assert (ROOT / path).exists(), path


def test_every_package_comes_from_a_lock() -> None:
    commands = [
        command.strip() for stage in STAGES for run in stage.all("RUN") for command in run.text.split("&&")
    ]
    assert any(command.startswith("npm ci ") for command in commands)
    assert not any(
        re.search(r"\bnpm (install|i)\b|\bapt\b|\bapt-get\b|\bcurl\b", command) for command in commands
    )
    installs = [command for command in commands if re.search(r"/pip (install|wheel)\b", command)]
    assert any("--require-hashes -r requirements.lock" in command for command in installs)
    for command in installs:
        assert "--require-hashes" in command or "--no-index" in command, command


def test_the_builder_of_the_wheel_is_taken_whole_from_the_lock() -> None:
    (text,) = [run.text for run in STAGES[1].all("RUN") if run.text.startswith("awk")]
    found = re.search(r"\^\(([a-z|-]+)\)==", text)
    assert found is not None
    named = set(found[1].split("|"))
    needed, new = set[str](), {"hatchling"}
    while new:
        needed |= new
        wanted = [Requirement(line) for name in new for line in requires(name) or []]
        new = {
            one.name for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})
        } - needed
    assert named == needed
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    for name in named:
        assert re.search(rf"^{name}==", lock, re.MULTILINE), name


def test_the_image_runs_as_a_user_of_its_own_and_keeps_data_in_a_volume() -> None:
    environment = IMAGE.environment
    uid, _, gid = IMAGE.one("USER").text.partition(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert f"useradd --uid {uid} " in IMAGE.one("RUN").text
    assert IMAGE.one("VOLUME").text == environment["LAYERLOOM_DATA_DIR"] == "/data"
    assert int(IMAGE.one("EXPOSE").text) == int(environment["LAYERLOOM_PORT"]) == PORT
    known = {f"LAYERLOOM_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in environment if name.startswith("LAYERLOOM_")} <= known
    assert not IMAGE.all("ENTRYPOINT")
    assert IMAGE.one("CMD").exec_form[0] == "layerloom"


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert set(compose["services"]) == {"layerloom"}
    assert compose["volumes"] == {"data": None}
    service: dict[str, Any] = compose["services"]["layerloom"]
    return service


def test_compose_builds_the_dockerfile_and_publishes_on_this_machine_only(service: dict[str, Any]) -> None:
    assert (ROOT / service["build"]["context"] / service["build"]["dockerfile"]).samefile(
        ROOT / "backend" / "Dockerfile"
    )
    (port,) = service["ports"]
    assert _with_defaults(port) == f"127.0.0.1:{PORT}:{PORT}"
    environment = {name: _with_defaults(value) for name, value in service["environment"].items()}
    assert environment == {"LAYERLOOM_PORT": str(PORT), "LAYERLOOM_ALLOWED_HOSTS": "localhost"}
    assert set(environment) <= set(IMAGE.environment)


def test_compose_lets_the_container_do_no_more_than_it_needs(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == [f"data:{IMAGE.environment['LAYERLOOM_DATA_DIR']}"]
    assert not {"privileged", "cap_add", "user", "network_mode", "pid", "ipc", "devices"} & set(service)


def test_compose_starts_watches_and_ends_it_as_the_image_says(service: dict[str, Any]) -> None:
    assert service["init"] is True
    assert float(service["stop_grace_period"].removesuffix("s")) > END_SECONDS
    assert not {"command", "entrypoint", "healthcheck"} & set(service), "these stand in the Dockerfile"
    assert "mem_limit" not in service, "a limit on memory is the administrator's to choose"


@dataclass
class Native:
    """The image's command as a process of this machine, with the image's settings."""

    process: "subprocess.Popen[str]"
    environment: dict[str, str]
    log: Path

    @property
    def link(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(r"http://\S+/open/\S+", self.log.read_text("utf-8"))):
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.02)
        return found[0]

    def health(self) -> int:
        """The exit code of the image's own health check."""
        command = IMAGE.one("HEALTHCHECK").exec_form
        return subprocess.run(
            command, env=self.environment, stderr=subprocess.DEVNULL, timeout=20, check=False
        ).returncode


@pytest.fixture
def native(tmp_path: Path) -> Iterator[Native]:
    log = tmp_path / "log"
    environment = os.environ | _for_this_machine(IMAGE, tmp_path)
    command = IMAGE.one("CMD").exec_form
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, text=True)
    try:
        yield Native(process, environment, log)
    finally:
        process.kill()
        process.wait()


def test_the_images_own_commands_serve_the_page_by_the_link_in_the_log_and_end_cleanly(
    native: Native,
) -> None:
    assert native.link.startswith(f"http://localhost:{native.environment['LAYERLOOM_PORT']}/open/")
    assert native.health() == 0
    visit(native.link).close()
    began = time.monotonic()
    native.process.send_signal(signal.SIGTERM)
    code = native.process.wait(timeout=30)
    assert time.monotonic() - began < END_SECONDS
    assert code == 0, native.log.read_text("utf-8")
    data = Path(native.environment["LAYERLOOM_DATA_DIR"])
    assert (data / "layerloom.sqlite3").exists()
    assert not list(data.glob("*-wal")), "the database was not closed"
    assert native.health() != 0
    assert "Traceback" not in native.log.read_text("utf-8")


def test_the_real_build_says_why_it_is_skipped(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", ROOT / "tests" / "image" / "check.sh"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("image-check skipped: buildah is not installed")


def _for_this_machine(image: Stage, folder: Path) -> dict[str, str]:
    """The image's settings, with a folder, a port and a path of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "KERAS_HOME": str(folder / "keras"),
        "LAYERLOOM_DATA_DIR": str(folder / "data"),
        "LAYERLOOM_PORT": str(port),
    }
    return image.environment | here


def _with_defaults(text: str) -> str:
    """What compose makes of `${NAME:-default}` where nothing is set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
