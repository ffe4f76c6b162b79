"""[A4] A page of another origin, in the browser of a person who is signed in, sees and changes nothing here."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e
_TRY = """async ([url, socketUrl]) => {
  const fetched = (path, options) =>
    fetch(url + path, { credentials: "include", ...options }).then((answer) => answer.status, () => "refused");
  const socket = new Promise((resolve) => {
    const opened = new WebSocket(socketUrl);
    opened.onopen = () => resolve("open");
    opened.onerror = () => resolve("refused");
  });
  const document_ = JSON.stringify({ document: { name: "From elsewhere" } });
  return {
    read: await fetched("/api/v1/projects", {}),
    unread: await fetched("/api/v1/projects", { mode: "no-cors" }),
    json: await fetched("/api/v1/projects", {
      method: "POST", body: document_, headers: { "Content-Type": "application/json" },
    }),
    text: await fetched("/api/v1/projects", { method: "POST", body: document_, mode: "no-cors" }),
    socket: await socket,
  };
}"""
_FORM = """(url) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.name = "answer";
  document.body.append(frame);
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: `${url}/api/v1/projects`, target: "answer", enctype: "text/plain" });
  const field = document.createElement("input");
  Object.assign(field, { name: '{"document": {"name": "', value: '"}}' });
  form.append(field);
  document.body.append(form);
  frame.onload = () => resolve();
  form.submit();
})"""


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """An empty page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><body></body>")

    def log_message(self, format: str, *args: object) -> None:
        """Prints nothing of each request."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a page on another port: cookies take no notice of ports."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def names(server: RunningServer) -> list[str]:
    return [each["name"] for each in server.get("/projects")["projects"]]


def test_A4_another_page_sees_and_changes_nothing(
    browser: Browser, server: RunningServer, ended_run: str, elsewhere: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.new_link())
    addresses = [server.url, f"{server.socket_url}/api/v1/runs/{ended_run}/stream"]
    before = names(server)
    own: dict[str, Any] = page.evaluate(_TRY, addresses)
    assert (own["read"], own["socket"]) == (200, "open"), "the person is signed in"
    mine = len(names(server))

    page.goto(elsewhere)
    tried = page.evaluate(_TRY, addresses)
    assert set(tried.values()) == {"refused"}, tried
    page.evaluate(_FORM, server.url)
    assert len(names(server)) == mine
    page.evaluate(
        "(url) => document.body.append(Object.assign(document.createElement('iframe'), {src: url}))",
        server.url,
    )
    page.wait_for_timeout(500)
    assert all(not frame.url.startswith(server.url) for frame in page.frames)
    context.close()
    for project in server.get("/projects")["projects"]:
        if project["name"] == "From elsewhere":
            server.request("DELETE", f"/projects/{project['id']}")
    assert names(server) == before
