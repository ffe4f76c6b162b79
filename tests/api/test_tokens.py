"""[A] Signing in: one-time links, sessions, new tokens, and the back-off after wrong ones."""

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from layerloom.api.auth.backoff import FREE_TRIES, Backoff
from layerloom.api.auth.tokens import read_or_create, rotate
from layerloom.runtime.settings import Settings
from support.processes.server import PLAIN_HTTP, RunningServer, fetch


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose links and tokens nobody else uses."""
    running = RunningServer(tmp_path_factory.mktemp("tokens") / "data")
    yield running
    running.close()


def test_A5_the_link_opens_once_and_leaves_an_http_only_cookie_named_by_the_port(one: RunningServer) -> None:
    link = one.new_link()
    head = fetch("HEAD", link)
    first, second = fetch("GET", link), fetch("GET", link)
    cookie = first.headers["set-cookie"]
    page = fetch("GET", one.url + "/", cookies=dict(first.cookies))
    api = fetch("GET", one.url + "/api/v1/runs", cookies=dict(first.cookies))
    assert head.status_code != 303
    assert first.status_code == 303
    assert first.headers["location"] == "/"
    assert f"layerloom_{urlsplit(one.url).port}=" in cookie
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert second.status_code == 410
    assert "set-cookie" not in second.headers
    assert page.status_code in (200, 404)  # 404 where the page is not built
    assert api.status_code == 200


def test_A5_a_visit_without_a_cookie_is_reported_where_the_link_is(server: RunningServer) -> None:
    answer = fetch("GET", server.url + "/")
    assert answer.status_code == 401
    assert "terminal" in answer.text
    assert server.token not in answer.text
    assert "/open/" in answer.text
    assert not re.search(r"/open/[\w-]{20}", answer.text)


def test_A5_the_session_lives_through_a_restart(one: RunningServer) -> None:
    (value,) = dict(fetch("GET", one.new_link()).cookies).values()
    one.restart()
    name = f"layerloom_{urlsplit(one.url).port}"
    assert fetch("GET", one.url + "/api/v1/runs", cookies={name: value}).status_code == 200
    assert fetch("GET", one.url + "/api/v1/runs", cookies={name: value + "x"}).status_code == 401


def exhaust(socket: ClientConnection) -> None:
    """Reads until the socket closes."""
    while True:
        socket.recv(timeout=60)


def test_A6_a_new_token_ends_old_tokens_cookies_and_sockets(mortal: RunningServer) -> None:
    old, cookies = mortal.headers, dict(fetch("GET", mortal.link).cookies)
    run = mortal.post("/runs", {"document": mortal.template("twin_digits", epochs=400)}).json()["id"]
    with connect(f"{mortal.socket_url}/api/v1/runs/{run}/stream", additional_headers=old) as socket:
        rotate(Settings(data_dir=mortal.data_dir))
        began = time.monotonic()
        with pytest.raises(ConnectionClosed):
            exhaust(socket)
        assert socket.close_code == 4001
        assert time.monotonic() - began < 5
    assert fetch("GET", mortal.url + "/api/v1/runs", headers=old).status_code == 401
    assert fetch("GET", mortal.url + "/api/v1/runs", cookies=cookies).status_code == 401
    assert fetch("GET", mortal.url + "/api/v1/runs", headers=mortal.headers).status_code == 200
    mortal.post(f"/runs/{run}/stop", {})
    mortal.wait_run(run)


def test_C101_the_command_makes_a_new_token_and_everyone_signs_in_again(one: RunningServer) -> None:
    old, cookies = one.headers, dict(fetch("GET", one.new_link()).cookies)
    made = subprocess.run(
        [Path(sys.executable).parent / "layerloom", "token", "--new"],
        env={**os.environ, "LAYERLOOM_DATA_DIR": str(one.data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    new = made.stdout.strip()
    assert f"Bearer {new}" not in old.values()
    assert stat.S_IMODE((one.data_dir / "token").stat().st_mode) == 0o600
    assert fetch("GET", one.url + "/api/v1/runs", headers=old).status_code == 401
    assert fetch("GET", one.url + "/api/v1/runs", cookies=cookies).status_code == 401
    right = {"Authorization": f"Bearer {new}"}
    assert fetch("GET", one.url + "/api/v1/runs", headers=right).status_code == 200
    (one.data_dir / "token").write_bytes(b"\xff damaged")
    assert fetch("GET", one.url + "/api/v1/runs", headers=right).status_code == 200
    assert "the token read last stays good" in "".join(one.output)
    (one.data_dir / "token").write_text(new)


def test_A30_wrong_tokens_meet_a_back_off_and_one_line_of_log(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data")
    try:
        with httpx.Client(base_url=one.url, **PLAIN_HTTP) as client:
            wrong = [
                client.get("/api/v1/runs", headers={"Authorization": f"Bearer guess{number}"})
                for number in range(FREE_TRIES + 40)
            ]
            right = client.get("/api/v1/runs", headers=one.headers)
            nobody = client.get("/api/v1/runs")
            health = client.get("/api/v1/health", headers={"Authorization": "Bearer guess"})
    finally:
        one.close()
    assert [answer.status_code for answer in wrong[:FREE_TRIES]] == [401] * FREE_TRIES
    late = [answer for answer in wrong[FREE_TRIES:] if answer.status_code == 429]
    assert len(late) > 30
    assert late[-1].json()["code"] == "too_many"
    assert int(late[-1].headers["retry-after"]) >= 1
    assert (right.status_code, nobody.status_code, health.status_code) == (200, 401, 200)
    assert sum("wrong token" in line for line in one.output) == 1
    assert "guess" not in "".join(one.output)


def test_A30_the_back_off_grows_by_address_and_is_forgotten() -> None:
    now = 0.0
    backoff = Backoff(lambda: now)
    assert [backoff.wrong("192.0.2.1") for _ in range(FREE_TRIES)] == [0.0] * FREE_TRIES
    waits = []
    for _ in range(9):
        waits.append(backoff.wrong("192.0.2.1"))
        assert backoff.wrong("192.0.2.1") == waits[-1]
        now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert backoff.wrong("192.0.2.2") == 0.0
    now += 3600
    assert backoff.wrong("192.0.2.1") == 0.0
    for host in ("2001:db8::1", "2001:db8::2:1"):
        for _ in range(FREE_TRIES // 2):
            assert backoff.wrong(host) == 0.0
    assert backoff.wrong("2001:db8::ffff") > 0
    assert backoff.wrong(None) == 0.0


def test_A7_two_installations_have_two_tokens_and_one_keeps_its_own(tmp_path: Path) -> None:
    first, second = (Settings(data_dir=tmp_path / name) for name in "ab")
    assert read_or_create(first) == read_or_create(first)
    assert read_or_create(first) != read_or_create(second)
    assert len(read_or_create(first)) >= 43
