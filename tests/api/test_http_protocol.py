"""[A] Requests that never end: the head, and the body, have a time and a size."""

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from starlette.types import Message, Receive, Scope, Send

from layerloom.api.http_protocol import HEAD_BYTES, HEAD_SECONDS
from layerloom.api.middleware import body_limit
from support.processes.server import RunningServer, fetch

Connect = Callable[[], socket.socket]


@pytest.fixture
def connect(server: RunningServer) -> Iterator[Connect]:
    """Opens a connection to the server; it is closed after the test."""
    parts = urlsplit(server.url)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(
            socket.create_connection((str(parts.hostname), parts.port or 0), timeout=HEAD_SECONDS + 20)
        )


def answered(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    text = b""
    while part := connection.recv(65536):
        text += part
    return text


def test_A31_a_head_that_does_not_come_whole_is_closed(server: RunningServer, connect: Connect) -> None:
    """Of three connections at once: one that says nothing, one whose second head stops, one whose head trickles in."""
    silent, second, trickling = connect(), connect(), connect()
    second.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    first = b""
    while not first.endswith(b"}"):
        first += second.recv(65536)
    assert first.startswith(b"HTTP/1.1 200 ")
    second.sendall(b"GET /api/v1/hea")
    trickling.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n")
    trickling.settimeout(0.5)
    for _ in range(int(HEAD_SECONDS * 4)):
        try:
            trickling.sendall(b"X-More: 1\r\n")
            text = trickling.recv(65536)
        except TimeoutError:
            continue
        assert text.startswith(b"HTTP/1.1 408 ")
        break
    else:
        pytest.fail("the head may take for ever")
    assert answered(silent) == b""
    assert b"HTTP/1.1 408 " in answered(second)
    assert server.get("/health")["status"] == "ok"


def test_A31_a_head_without_end_is_431(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
    sent = 0
    try:
        while sent < 20 * HEAD_BYTES:
            connection.sendall(b"x" * 4096)
            sent += 4096
            time.sleep(0.001)
    except OSError:
        assert sent < 20 * HEAD_BYTES
        return
    assert answered(connection).startswith(b"HTTP/1.1 431 ")


async def test_A31_a_body_that_does_not_arrive_is_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "_BODY_SECONDS", 0.1)

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the application was asked")

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def trickle() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    await body_limit.BodyLimit(never, limit=10**6)(scope, trickle, send)
    assert sent[0]["status"] == 408


def test_A31_an_honest_client_keeps_its_connection(server: RunningServer) -> None:
    with server.client() as client:
        for _ in range(3):
            assert client.get("/api/v1/runs").status_code == 200
            assert client.post("/api/v1/import", json={"format": 1}).status_code == 200
    assert fetch("GET", server.url + "/api/v1/health").status_code == 200
