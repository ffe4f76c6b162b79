"""[A] Bodies: what is too large, too deep or no JSON is refused with its reason, and costs nothing."""

import errno
import http.client
import json
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from layerloom.api.middleware.error_handlers import UnhandledErrors
from layerloom_schema.documents.migrations import FORMAT
from support.processes.server import RunningServer, fetch

WRITES = [
    ("POST", "/check"),
    ("POST", "/candidates"),
    ("POST", "/summary"),
    ("POST", "/export?to=python"),
    ("POST", "/export?to=json"),
    ("POST", "/import"),
    ("POST", "/projects"),
    ("PUT", "/projects/00000000-0000-4000-8000-000000000000"),
    ("POST", "/runs"),
]
DEEP = b'{"format":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
BOMBS = {
    "deep": (DEEP, "document.unreadable"),
    "900 deep": (b'{"format":1,"x":' + b"[" * 900 + b"]" * 900 + b"}", "document.unreadable"),
    "201 deep": (b'{"format":1,"x":' + b'{"a":' * 200 + b"1" + b"}" * 201, "document.unreadable"),
    "seed": (b'{"format":1,"training":{"seed":' + b"9" * 399 + b"}}", "param.not_finite"),
    "unclosed": (b"[" * 100_000, "document.unreadable"),
    "nan": (b'{"format":1,"graph":{"nodes":[{"config":{"units":NaN}}]}}', "param.not_finite"),
    "infinity": (b'{"format":1,"training":{"epochs":-Infinity}}', "param.not_finite"),
    "1e400": (b'{"format":1,"revision":1e400,"document":{}}', "param.not_finite"),
    "digits": (b'{"format":1,"epochs":' + b"9" * 5000 + b"}", "param.not_finite"),
    "twice": (b'{"format":1,"document":{},"document":{}}', "document.unreadable"),
    "latin": (b'{"format":1,"name":"caf\xe9"}', "document.unreadable"),
    "surrogate": (b'{"format":1,"name":"\\ud800"}', "document.unreadable"),
    "cut": (b'{"format":1,"graph":', "document.unreadable"),
    "empty": (b"", None),
    "list": (b"[]", None),
    "text": (b'"x"', None),
    "nul": (b"\x00", "document.unreadable"),
}


def send(server: RunningServer, method: str, path: str, body: bytes, media: str | None) -> httpx.Response:
    headers = {} if media is None else {"Content-Type": media}
    return server.request(method, path, content=body, headers=headers)


@pytest.mark.parametrize("bomb", BOMBS)
def test_A12_bombs_are_400_with_their_code_on_every_route(server: RunningServer, bomb: str) -> None:
    body, code = BOMBS[bomb]
    for method, path in WRITES:
        answer = send(server, method, path, body, "application/json")
        place = (method, path, answer.text[:200])
        assert answer.status_code in (400, 422), place
        said = answer.json()
        assert said["message"], place
        assert "Traceback" not in answer.text
        if code is not None:
            assert (answer.status_code, said["code"]) == (400, code), place


def test_A13_a_body_of_50_MB_is_413_on_every_route(server: RunningServer) -> None:
    body = b'{"x":"' + b"x" * (50 * 1024**2) + b'"}'
    for method, path in [("POST", "/check"), ("POST", "/projects"), ("POST", "/runs")]:
        answer = send(server, method, path, body, "application/json")
        assert answer.status_code == 413
        said = answer.json()
        assert said["code"] == "body.too_large"
        assert said["limit"] == 8 * 1024**2
        assert said["got"] > said["limit"]
    assert server.get("/health")["status"] == "ok"


def test_A13_a_body_without_a_length_is_counted_as_it_streams(server: RunningServer) -> None:
    chunks = (b" " * 65536 for _ in range(200))
    headers = {"Content-Type": "application/json"}
    answer = server.request("POST", "/check", content=chunks, headers=headers)
    assert answer.status_code == 413
    assert answer.json()["code"] == "body.too_large"


def test_A13_a_lying_length_does_not_get_through(server: RunningServer) -> None:
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    try:
        connection.putrequest("POST", "/api/v1/projects")
        for name, value in server.headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "2")
        connection.endheaders(b'{}{"document":{}}')
        assert connection.getresponse().status in (400, 422)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "media", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "<script>"]
)
def test_A14_only_application_json_is_read(server: RunningServer, media: str | None) -> None:
    for method, path in WRITES:
        answer = send(server, method, path, b'{"format":1}', media)
        assert answer.status_code == 415, (method, path)
        assert answer.json()["code"] == "body.bad_media_type"


def test_A15_every_error_is_an_error_body(server: RunningServer) -> None:
    run = "00000000-0000-4000-8000-000000000000"
    expected = {
        ("GET", "/nothing"): (404, "not_found"),
        ("DELETE", "/catalog"): (405, "method_not_allowed"),
        ("GET", f"/runs/{run}"): (404, "not_found"),
        ("POST", f"/runs/{run}/stop"): (404, "not_found"),
        ("GET", "/runs/no-uuid"): (422, "request.invalid"),
        ("GET", f"/runs/{run}/events?after=x"): (422, "request.invalid"),
        ("GET", "/projects/nobody"): (404, "not_found"),
        ("GET", "/templates/none"): (404, "not_found"),
        ("GET", "/datasets/none"): (404, "not_found"),
        ("GET", "/documentation/layers/None"): (404, "not_found"),
        ("GET", "/documentation/os/system"): (404, "not_found"),
    }
    for (method, path), (status, code) in expected.items():
        answer = server.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (path, answer.text)
        assert set(answer.json()) <= {"code", "variant", "params", "message", "where", "limit", "got"}


def test_A15_a_newer_document_is_refused_by_its_number(server: RunningServer) -> None:
    answer = server.post("/check", {"format": FORMAT + 1})
    assert answer.status_code == 400
    assert answer.json()["code"] == "document.newer"


def test_A15_the_first_wrong_field_is_named(server: RunningServer) -> None:
    document = {"format": 1, "graph": {"nodes": [{"kind": "input", "id": 7, "name": "x", "shape": []}]}}
    for answer in (server.post("/check", document), server.post("/runs", {"document": document})):
        assert answer.status_code in (400, 422)
        assert answer.json()["code"] == "document.invalid"
        assert "graph.nodes.0" in json.dumps(answer.json()["where"])


def test_A16_names_and_addresses_reach_no_file(server: RunningServer) -> None:
    secret = server.token
    run = "00000000-0000-4000-8000-000000000000"
    tricks = [
        "../token",
        "..%2ftoken",
        "%2e%2e/token",
        "..\\token",
        "/etc/hostname",
        "file:token",
        "token%00",
    ]
    places = ("/assets/", "/", f"/api/v1/runs/{run}/artifacts/", "/api/v1/templates/", "/api/v1/projects/")
    for path in (place + trick for place in places for trick in tricks):
        answer = fetch("GET", server.url + path, headers=server.headers)
        assert answer.status_code in (400, 404, 422), path
        assert secret not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "../x",
        "..\\x",
        "%2e%2e",
        "file:///etc/passwd",
        "x\0y",
        "CON",
        "a.",
        "x" * 4096,
        "http://169.254.169.254/",
        "<b>",
    ],
)
def test_A16_a_hostile_text_in_every_field_is_only_text(server: RunningServer, text: str) -> None:
    node = {"kind": "layer", "id": text, "name": text, "label": text, "layer": text, "config": {text: text}}
    document = {
        "format": 1,
        "name": text,
        "graph": {"nodes": [node], "edges": [{"source": text, "target": text, "target_input": text}]},
        "models": {text: {"run": text}, "a": {"application": text, "config": {text: text}}},
        "training": {"optimizer": text, "callbacks": [{"name": text, "config": {"filepath": text}}]},
        "data": {"dataset": text, "inputs": {text: text}},
    }
    place = quote(text, safe="")
    assert server.post("/check", document).status_code == 200
    assert server.post("/projects", {"document": document}).json()["name"] == text[:200]
    assert server.post(f"/import?name={place}", document).status_code == 200
    for path in (f"/datasets/{place}", f"/templates/{place}", f"/documentation/layers/{place}"):
        assert server.request("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507, "disk.full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 507, "disk.full"),
        (OSError(errno.EIO, "Input/output error"), 500, "internal"),
        (RuntimeError("secret detail"), 500, "internal"),
    ],
)
async def test_A15_what_nobody_expected_is_an_error_body_too(
    error: Exception, status: int, code: str
) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(UnhandledErrors(broken)), base_url="http://x"
    ) as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "secret detail" not in answer.text
