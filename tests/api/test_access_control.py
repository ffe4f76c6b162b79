"""[A] Access: who may come in, from where, and under which name."""

import http.client
import json
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from layerloom.api.app import create_app
from layerloom.api.auth.access_control import PUBLIC_PATHS
from layerloom.api.auth.origins import parse_host
from layerloom.runtime.settings import Settings
from support.processes.server import RunningServer, fetch

RUN = "00000000-0000-4000-8000-000000000000"


def routes(folder: Path) -> list[tuple[str, str]]:
    """(method, path) of everything the application answers; WS for sockets."""
    return [
        (method, getattr(route, "path", ""))
        for route in create_app(Settings(data_dir=folder)).routes
        for method in getattr(route, "methods", None) or ["WS"]
    ]


def filled(path: str) -> str:
    """A path with something in its places."""
    return re.sub(r"\{id(?::\w+)?\}", RUN, re.sub(r"\{(?!id)\w+(?::\w+)?\}", "x", path))


def test_A1_every_route_denies_without_a_token_but_those_named(server: RunningServer, tmp_path: Path) -> None:
    seen = set()
    for method, path in routes(tmp_path / "data"):
        if path in PUBLIC_PATHS:
            seen.add(path)
            continue
        if method == "WS":
            with pytest.raises(InvalidStatus) as refused, connect(server.socket_url + filled(path)):
                pass
            assert refused.value.response.status_code in (401, 403)
            continue
        answer = fetch(method, server.url + filled(path))
        assert answer.status_code in (401, 403), (method, path)
        if method != "HEAD":
            assert answer.json()["code"].startswith("access.")
    assert seen == PUBLIC_PATHS


def test_A1_what_is_no_route_denies_too(server: RunningServer) -> None:
    for path in ("/api/v1/nothing", "/api/v1/health/", "/x/health", "/api/v1/health/../runs", "//", "/open"):
        assert fetch("GET", server.url + path).status_code == 401, path


def test_A1_health_says_nothing_of_anyones_work(server: RunningServer) -> None:
    answer = fetch("GET", server.url + "/api/v1/health")
    assert answer.status_code == 200
    assert set(answer.json()) == {"status", "version", "checker"}


def test_A2_the_token_is_compared_whole(server: RunningServer) -> None:
    good = server.token
    for wrong in ("x", good[:-1], good + "x", good.swapcase(), "x" * 10_000):
        answer = fetch("GET", server.url + "/api/v1/runs", headers={"Authorization": f"Bearer {wrong}"})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert fetch("GET", server.url + "/api/v1/runs", headers=server.headers).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:{port}",
        "127.0.0.1:{port}",
        "127.0.0.1",
        "[::1]:{port}",
        "[::1]",
        "localhost:9",
    ],
)
def test_A3_loopback_names_are_answered(server: RunningServer, host: str) -> None:
    host = host.format(port=urlsplit(server.url).port)
    answer = fetch("GET", server.url + "/api/v1/runs", headers={**server.headers, "Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8642",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "xlocalhost",
        "localhost:0",
        "localhost:99999",
        "localhost:x",
        "127.0.0.1/a?",
        "127.0.0.1@evil.example",
        "[::2]",
        "localhost localhost",
        " ",
    ],
)
def test_A3_any_other_host_is_refused_even_with_the_token(server: RunningServer, host: str) -> None:
    answer = raw(server, [("Host", host), *server.headers.items()])
    assert answer[0] in (400, 421)
    if answer[0] == 421:
        assert answer[1]["code"] == "access.bad_host"


def test_A3_two_hosts_are_refused(server: RunningServer) -> None:
    status, _ = raw(server, [("Host", "localhost"), ("Host", "evil.example"), *server.headers.items()])
    assert status in (400, 421)


def raw(server: RunningServer, headers: list[tuple[str, str]]) -> tuple[int, dict[str, object]]:
    """A GET of the runs with exactly these headers."""
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    try:
        connection.putrequest("GET", "/api/v1/runs", skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text.startswith(b"{") else {}
    finally:
        connection.close()


def test_A3_an_allowed_host_with_a_port_stands_for_that_port_only(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data", LAYERLOOM_ALLOWED_HOSTS="loom.example:8642, plain.example")
    try:
        verdicts = {
            host: fetch("GET", one.url + "/api/v1/runs", headers={**one.headers, "Host": host}).status_code
            for host in (
                "loom.example:8642",
                "loom.example",
                "loom.example:1",
                "plain.example:77",
                "a.plain.example",
            )
        }
    finally:
        one.close()
    assert list(verdicts.values()) == [200, 421, 421, 200, 421]


def signed_in(server: RunningServer) -> dict[str, str]:
    """A cookie, the way a browser gets one."""
    server.request("GET", "/runs")
    fetch("GET", server.url + "/")  # a visit without a cookie prints a fresh link when none is left
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        links = [
            found[0]
            for line in server.output
            for found in [re.findall(r"http://\S+/open/\S+", line)]
            if found
        ]
        answer = fetch("GET", links[-1])
        if answer.status_code == 303:
            return dict(answer.cookies)
        fetch("GET", server.url + "/")
        time.sleep(0.05)
    raise AssertionError("no link let us in")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("{own}", 400),
        ("http://evil.example", 403),
        ("{own}.evil.example", 403),
        ("https://127.0.0.1:{port}", 403),
        ("http://127.0.0.1:1", 403),
        ("http://127.0.0.1", 403),
        ("http://localhost:{port}", 403),
        ("null", 403),
        ("", 403),
        ("HTTP://127.0.0.1:{port}", 403),
        (None, 403),
    ],
)
def test_A4_with_a_cookie_only_our_own_origin_may_change_anything(
    server: RunningServer, origin: str | None, status: int
) -> None:
    cookies = signed_in(server)
    headers = {"Content-Type": "application/json"}
    if origin is not None:
        headers["Origin"] = origin.format(own=server.url, port=urlsplit(server.url).port)
    for method in ("POST", "PUT", "PATCH", "DELETE", "PROPFIND"):
        answer = fetch(method, server.url + "/api/v1/import", headers=headers, cookies=cookies, content=b"{}")
        expected = status if status == 403 else 400 if method == "POST" else 405
        assert answer.status_code == expected, (method, answer.text)


def test_A4_a_program_with_the_token_needs_no_origin(server: RunningServer) -> None:
    assert server.post("/import", {}).status_code == 400


def test_A4_sockets_take_the_cookie_only_from_our_own_page(server: RunningServer) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in signed_in(server).items())
    url = f"{server.socket_url}/api/v1/runs/{RUN}/stream"
    for origin in (None, "http://evil.example", "null", server.url + ".evil.example"):
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(url, origin=origin, additional_headers={"Cookie": cookie}),  # type: ignore[arg-type]  # any text
        ):
            pass
        assert refused.value.response.status_code == 403
    with connect(url, origin=server.url, additional_headers={"Cookie": cookie}) as socket:  # type: ignore[arg-type]  # any text
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=60)
        assert socket.close_code == 4004
    with connect(url, additional_headers=server.headers) as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=60)
        assert socket.close_code == 4004


@pytest.mark.parametrize(
    "shown", ["Basic dXNlcjpwYXNz", "Digest x", "Bearer", "Bearer {wrong}", "bearer{token}", "{token}"]
)
def test_A4_with_a_cookie_only_the_right_bearer_token_stands_in_for_an_origin(
    server: RunningServer, shown: str
) -> None:
    cookies = signed_in(server)
    header = shown.format(wrong=server.token + "x", token=server.token)
    headers = {"Content-Type": "application/json", "Authorization": header}
    answer = fetch("POST", server.url + "/api/v1/import", headers=headers, cookies=cookies, content=b"{}")
    assert answer.status_code in (401, 403), answer.text
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            f"{server.socket_url}/api/v1/runs/{RUN}/stream",
            additional_headers={"Cookie": cookie, "Authorization": header},
        ),
    ):
        pass
    assert refused.value.response.status_code in (401, 403)


def test_A8_only_the_owner_may_read_the_data_folder(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        one = RunningServer(tmp_path / "data")
    finally:
        os.umask(old)
    try:
        one.post("/projects", {"document": {"name": "x"}})
        folder = one.data_dir
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for path in folder.rglob("*"):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode & 0o077 == 0, (path, oct(mode))
    finally:
        one.close()


def test_A9_no_secret_is_logged(server: RunningServer) -> None:
    cookies = signed_in(server)
    fetch("GET", server.url + "/api/v1/runs", cookies=cookies)
    fetch("GET", server.url + f"/api/v1/nothing?token={server.token}", headers=server.headers)
    text = "".join(server.output) + (server.data_dir / "logs" / "workers.log").read_text()
    assert server.token not in text
    assert not any(value in text for value in cookies.values())


def test_A10_every_answer_carries_the_security_headers(server: RunningServer) -> None:
    for answer in (
        fetch("GET", server.url + "/"),
        fetch("GET", server.url + "/api/v1/health"),
        fetch("GET", server.url + "/api/v1/runs"),
        server.request("GET", "/docs"),
        server.request("GET", "/nothing"),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_A11_beyond_loopback_the_server_must_be_reported_its_name(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "layerloom.main"],
        env={**os.environ, "LAYERLOOM_DATA_DIR": str(tmp_path), "LAYERLOOM_HOST": "0.0.0.0"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 2
    assert "layerloom serve --host 0.0.0.0 --allowed-host" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a:", "a:1:2", "::1", "a@b", "[::1", "a\n", "a:999999"])
def test_A3_what_is_no_host_is_none(text: str) -> None:
    assert parse_host(text) is None
