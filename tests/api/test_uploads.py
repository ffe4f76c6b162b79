"""[A] Uploads: parts that go on after a cut, are counted as they arrive, and never become a path."""

import os
import resource
import socket
import time
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from layerloom.store import uploads
from layerloom.store.uploads import Uploads
from layerloom_schema.errors import Refused
from support.processes.server import RunningServer, wait_for

BYTES = {"Content-Type": "application/octet-stream"}


def put(
    server: RunningServer, id: str, data: bytes, size: int, offset: int = 0, name: str = "a.csv"
) -> httpx.Response:
    path = f"/uploads/{id}?name={quote(name)}&size={size}&offset={offset}"
    return server.request("PUT", path, content=data, headers=BYTES)


def folder(server: RunningServer) -> Path:
    return server.data_dir / "datasets/uploads"


def test_A39_a_file_arrives_in_parts_larger_than_any_other_body(server: RunningServer) -> None:
    id, half = str(uuid4()), os.urandom(9 * 1024**2)
    first = put(server, id, half, 2 * len(half))
    assert (first.status_code, first.json()["received"]) == (200, len(half))
    assert put(server, id, half, 2 * len(half), len(half)).json()["received"] == 2 * len(half)
    assert (folder(server) / f"{id}.part").read_bytes() == half + half
    assert (folder(server) / f"{id}.part").stat().st_mode & 0o777 == 0o600
    assert server.request("DELETE", f"/uploads/{id}").status_code == 204
    assert server.request("GET", f"/uploads/{id}").status_code == 404


def test_A39_a_cut_upload_goes_on_where_it_broke_off(server: RunningServer) -> None:
    id, data = str(uuid4()), os.urandom(3 * 1024**2)
    address = urlsplit(server.url)
    head = (
        f"PUT /api/v1/uploads/{id}?name=a.csv&size={len(data)} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Authorization: Bearer {server.token}\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection((str(address.hostname), int(str(address.port)))) as connection:
        connection.sendall(head.encode() + data[: 2 * 1024**2])
    arrived = 2 * 1024**2  # at first there may be no upload yet
    wait_for(lambda: server.request("GET", f"/uploads/{id}").json().get("received") == arrived)
    assert put(server, id, data[2 * 1024**2 :], len(data), 2 * 1024**2).json()["received"] == len(data)
    assert (folder(server) / f"{id}.part").read_bytes() == data


def test_A39_a_part_at_the_wrong_place_is_409_with_the_right_one(server: RunningServer) -> None:
    id = str(uuid4())
    put(server, id, b"12345", 10)
    for offset in (0, 4, 6):
        answer = put(server, id, b"67890", 10, offset)
        assert (answer.status_code, answer.json()["code"], answer.json()["got"]) == (409, "upload.state", 5)
    assert put(server, id, b"67890", 11, 5).json()["variant"] == "differs"


def test_A39_more_than_was_announced_is_413(server: RunningServer) -> None:
    id = str(uuid4())
    answer = put(server, id, b"x" * (2 * 1024**2), 1024)
    assert (answer.status_code, answer.json()["code"], answer.json()["limit"]) == (
        413,
        "body.too_large",
        1024,
    )
    assert server.get(f"/uploads/{id}")["received"] <= 1024
    huge = put(server, str(uuid4()), b"x", 10**15)
    assert (huge.status_code, huge.json()["variant"]) == (413, "upload_limit")


@pytest.mark.parametrize(
    "media", ["application/x-www-form-urlencoded", "text/plain", "application/json", None]
)
def test_A39_only_plain_bytes_are_taken(server: RunningServer, media: str | None) -> None:
    path = f"/uploads/{uuid4()}?name=a&size=1"
    answer = server.request("PUT", path, content=b"x", headers={"Content-Type": media} if media else {})
    assert (answer.status_code, answer.json()["variant"]) == (415, "bytes")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\x", "/x", "a\0b", "CON", "%2e%2e"])
def test_A39_a_name_is_never_a_path(server: RunningServer, name: str) -> None:
    before = {path for path in server.data_dir.rglob("*") if "uploads" not in str(path)}
    assert put(server, str(uuid4()), b"x", 1, name=name).json()["name"] == name
    assert {path for path in server.data_dir.rglob("*") if "uploads" not in str(path)} == before


def test_A39_an_upload_that_nobody_goes_on_with_is_gone_after_a_day(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    old, young = uuid4(), uuid4()
    for id in (old, young):
        with store.part(store.begin(id, "a", 10), 0) as part:
            part.write(b"x")
    for path in (tmp_path / "uploads").glob(f"{old}.*"):
        os.utime(path, (0, time.time() - uploads.KEPT_SECONDS - 1))
    os.utime(tmp_path / f"uploads/{young}.json", (0, 0))
    store.sweep()
    assert {UUID(path.stem) for path in (tmp_path / "uploads").iterdir()} == {young}


def test_A39_two_requests_never_append_to_one_upload(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    upload = store.begin(uuid4(), "a", 10)
    with store.part(upload, 0), pytest.raises(Refused) as refused, store.part(upload, 0):
        pass
    assert refused.value.body.variant == "busy"


def test_A39_the_disk_keeps_its_reserve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SPARE_BYTES", 10**18)
    with pytest.raises(Refused) as refused:
        Uploads(tmp_path / "uploads", 10**9).begin(uuid4(), "a", 10)
    assert (refused.value.status, refused.value.body.variant) == (507, "upload")


def test_A39_bytes_are_handed_on_only_when_they_are_whole(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    upload = store.begin(uuid4(), "a", 2)
    with store.part(upload, 0) as part:
        part.write(b"x")
    with pytest.raises(Refused) as refused:
        store.path(upload.id)
    assert refused.value.body.variant == "incomplete"
    with store.part(upload, 1) as part:
        part.write(b"y")
    assert store.path(upload.id).read_bytes() == b"xy"


def test_A39_a_disk_that_fills_up_keeps_what_arrived(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    upload = store.begin(uuid4(), "a", 10**6)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with store.part(upload, 0) as part:
            part.write(b"x" * 200_000)
            with pytest.raises(Refused) as refused:
                part.write(b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (refused.value.status, refused.value.body.variant) == (507, "upload")
    assert store.read(upload.id).received == 300_000
    with store.part(upload, 300_000) as part:
        part.write(b"x" * 700_000)
    assert store.read(upload.id).complete


def test_A39_a_description_that_was_cut_is_written_anew(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    id = uuid4()
    store.begin(id, "a", 10)
    (tmp_path / f"uploads/{id}.json").write_text('{"id": ')
    with pytest.raises(Refused) as refused:
        store.read(id)
    assert refused.value.status == 404
    assert store.begin(id, "b", 20).size == store.read(id).size == 20


def test_A39_files_of_others_do_not_stop_the_sweep(tmp_path: Path) -> None:
    store = Uploads(tmp_path / "uploads", 10**9)
    old = uuid4()
    store.begin(old, "a", 10)
    (tmp_path / "uploads/.DS_Store").write_bytes(b"x")
    for path in (tmp_path / "uploads").iterdir():
        os.utime(path, (0, 0))
    store.sweep()
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [".DS_Store"]
