"""[A] A database that is held, a folder that can only be read, files that are gone: said, and never a 500."""

import errno
import sqlite3
import uuid
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from starlette.types import Receive, Scope, Send

from layerloom.api.middleware.error_handlers import UnhandledErrors
from support.processes.server import RunningServer


def test_A32_a_database_that_another_process_holds_is_503_and_nothing_is_lost(mortal: RunningServer) -> None:
    document = {"format": 1, "name": "kept"}
    made = mortal.post("/projects", {"document": document}).json()
    held = sqlite3.connect(mortal.data_dir / "layerloom.sqlite3")
    try:
        held.execute("BEGIN IMMEDIATE")
        with mortal.client() as client:
            save = {"revision": made["revision"], "document": document}
            refused = [
                client.post("/api/v1/projects", json={"document": document}),
                client.put(f"/api/v1/projects/{made['id']}", json=save),
            ]
            listed = client.get("/api/v1/projects")
    finally:
        held.rollback()
        held.close()
    for answer in refused:
        assert answer.status_code == 503
        assert answer.json()["code"] == "store.busy"
        assert int(answer.headers["retry-after"]) > 0
    assert listed.status_code == 200
    saved = mortal.request("PUT", f"/projects/{made['id']}", json=save)
    assert saved.json()["revision"] == made["revision"] + 1


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OSError(errno.EROFS, "Read-only file system"), 503, "data_dir.unusable"),
        (PermissionError(errno.EACCES, "Permission denied"), 503, "data_dir.unusable"),
        (
            OperationalError("", {}, Exception("attempt to write a readonly database")),
            503,
            "data_dir.unusable",
        ),
        (OperationalError("", {}, Exception("database is locked")), 503, "store.busy"),
        (OperationalError("", {}, Exception("database or disk is full")), 507, "disk.full"),
    ],
)
async def test_A32_what_a_disk_says_is_said_in_words(error: Exception, status: int, code: str) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    transport = httpx.ASGITransport(UnhandledErrors(broken))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_A33_a_file_of_a_run_that_is_gone_is_404(
    server: RunningServer, ended_run: str, tmp_path: Path
) -> None:
    folder = server.data_dir / "runs" / ended_run
    for name in ("spec.json", "model.keras"):
        path = f"/runs/{ended_run}/artifacts/{name}"
        assert server.request("GET", path).status_code == 200
        (folder / name).rename(tmp_path / name)
        answer = server.request("GET", path)
        (tmp_path / name).rename(folder / name)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.json()["message"].endswith(".")


def test_A33_a_download_of_many_ranges_is_the_whole_file(server: RunningServer, ended_run: str) -> None:
    path = f"/runs/{ended_run}/artifacts/model.keras"
    size = (server.data_dir / "runs" / ended_run / "model.keras").stat().st_size
    many = server.request(
        "GET", path, headers={"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(5000))}
    )
    one = server.request("GET", path, headers={"Range": "bytes=0-9"})
    beyond = server.request("GET", path, headers={"Range": f"bytes={size}-"})
    assert (many.status_code, len(many.content)) == (200, size)
    assert (one.status_code, len(one.content)) == (206, 10)
    assert beyond.status_code == 416


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30])
def test_A33_a_revision_beyond_all_numbers_is_no_500(server: RunningServer, number: int) -> None:
    made = server.post("/projects", {"document": {"format": 1, "name": str(uuid.uuid4())}}).json()
    path = f"/projects/{made['id']}"
    save = server.request("PUT", path, json={"revision": number, "document": {"format": 1}})
    assert save.status_code in (409, 422)
    assert server.request("GET", f"{path}?revision={number}").status_code in (404, 422)
