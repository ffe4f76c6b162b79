"""[E] The stream: replay, then live; no gap, no event twice; a stalled client is dropped and nobody waits for it."""

import json
import socket as sockets
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK
from websockets.sync.client import ClientConnection, connect

from layerloom.api.routes.stream import SEND_SECONDS
from support.processes.server import RunningServer, standing_still, wait_for


def stream(server: RunningServer, run: str, after: int = 0) -> ClientConnection:
    url = f"{server.socket_url}/api/v1/runs/{run}/stream?after={after}"
    return connect(url, additional_headers=server.headers, compression=None)


def all_of(socket: ClientConnection) -> list[dict[str, Any]]:
    """Every message until the socket is closed in order."""
    return [json.loads(message) for message in socket]


def test_E1_the_stream_is_the_log_from_its_first_event_to_its_last(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=10)}).json()["id"]
    with stream(server, run) as socket:
        live = all_of(socket)
        assert socket.close_code == 1000
    log = server.get(f"/runs/{run}/events")["events"]
    assert live == log
    with stream(server, run) as socket:
        assert all_of(socket) == log
    with stream(server, run, after=4) as socket:
        assert all_of(socket) == log[4:]
    with stream(server, run, after=10_000) as socket:
        assert all_of(socket) == []
        assert socket.close_code == 1000


def test_E2_clients_that_come_and_go_miss_nothing_and_see_nothing_twice(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=30)}).json()["id"]
    seen: list[int] = []
    ended = False
    while not ended:
        with stream(server, run, after=seen[-1] if seen else 0) as socket:
            for _ in range(7):
                try:
                    event = json.loads(socket.recv(timeout=30))
                except ConnectionClosedOK:
                    break
                seen.append(event["seq"])
                ended = ended or event["type"] == "completed"
    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) == server.get(f"/runs/{run}")["last_seq"]


def test_E3_a_stalled_client_is_dropped_while_the_others_get_all(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("iris", epochs=1500)}).json()["id"]
    stalled = connect_stalled(server, run)
    results: list[list[dict[str, Any]]] = []

    def listen() -> None:
        with stream(server, run) as socket:
            results.append(all_of(socket))

    others = [threading.Thread(target=listen) for _ in range(5)]
    for thread in others:
        thread.start()
    for thread in others:
        thread.join(120)
    log = server.get(f"/runs/{run}/events")["events"]
    assert len(log) > 2500
    whole = [event for event in log if event["type"] != "batch"]
    assert [[event for event in got if event["type"] != "batch"] for got in results] == [whole] * 5
    time.sleep(SEND_SECONDS + 5)  # by then it has been given up
    with stalled:
        read = b""
        stalled.settimeout(30)
        while chunk := stalled.recv(1 << 16):
            read += chunk
    assert (4008).to_bytes(2, "big") + b"slow_client" in read
    assert read.count(b'"type":"epoch_ended"') < 1500


def connect_stalled(server: RunningServer, run: str) -> sockets.socket:
    """A client with a tiny buffer that shakes hands and then never reads."""
    parts = urlsplit(server.url)
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 2048)
    raw.connect((parts.hostname, parts.port))
    raw.sendall(
        (
            f"GET /api/v1/runs/{run}/stream?after=0 HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Authorization: Bearer {server.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    return raw


def test_E4_a_client_that_talks_too_much_is_closed(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=5000)}).json()["id"]
    with stream(server, run) as socket:
        socket.send("hello")
        socket.recv(timeout=30)
        socket.send("x" * 200_000)
        with pytest.raises(ConnectionClosed):
            until_closed(socket)
        assert socket.close_code == 1009
    server.post(f"/runs/{run}/stop", {})
    server.wait_run(run)


def test_E5_a_run_that_is_not_there_closes_with_4004(server: RunningServer) -> None:
    with stream(server, "00000000-0000-4000-8000-000000000000") as socket:
        with pytest.raises(ConnectionClosed):
            until_closed(socket)
        assert socket.close_code == 4004


def test_E6_on_its_end_the_server_closes_sockets_with_1012_and_leaves_the_run_alone(
    mortal: RunningServer,
) -> None:
    run = mortal.post("/runs", {"document": mortal.template("twin_digits", epochs=3)}).json()["id"]
    with standing_still(mortal.trainer(run)), stream(mortal, run) as socket:
        socket.recv(timeout=30)
        mortal.stop()
        with pytest.raises(ConnectionClosed):
            until_closed(socket)
        assert socket.close_code == 1012
    log = mortal.data_dir / "runs" / run / "events.jsonl"
    wait_for(lambda: '"type":"completed"' in log.read_text().replace(" ", ""))
    mortal.restart()
    assert mortal.get(f"/runs/{run}")["state"] == "completed"


def until_closed(socket: ClientConnection) -> None:
    """Reads until the socket closes."""
    while True:
        socket.recv(timeout=30)
