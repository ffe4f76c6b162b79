"""[A] The page: a closed list of files, compressed, its hashed assets kept for good."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from layerloom.api.static_page import StaticPage

SCRIPT = "const words = 'loom';\n" * 500


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.AsyncClient]:
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>page</title>")
    (root / "assets" / "index-abc.js").write_text(SCRIPT)
    (root / "assets" / "packed-def.js").write_text(SCRIPT)
    (root / "assets" / "packed-def.js.br").write_bytes(b"packed by the build")
    (root / "favicon.svg").write_text("<svg/>")
    (root / "prediction").mkdir()
    (root / "prediction" / "page.html").write_text("<script>predict()</script>")
    (tmp_path / "secret.txt").write_text("secret")
    page = StaticPage(root)
    app = Starlette(routes=[Route("/", page.index), *page.routes()])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x")


async def test_A24_assets_are_kept_for_good_and_the_page_is_not(client: httpx.AsyncClient) -> None:
    asset, page, icon = [await client.get(path) for path in ("/assets/index-abc.js", "/", "/favicon.svg")]
    assert "immutable" in asset.headers["cache-control"]
    assert asset.headers["content-type"].startswith("text/javascript")
    assert page.headers["cache-control"] == icon.headers["cache-control"] == "no-cache"


async def test_A24_files_are_sent_compressed_where_the_browser_can(client: httpx.AsyncClient) -> None:
    async with client.stream(
        "GET", "/assets/index-abc.js", headers={"Accept-Encoding": "gzip, br"}
    ) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).decode() == SCRIPT
    plain = await client.get("/assets/index-abc.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    async with client.stream("GET", "/assets/packed-def.js", headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["content-encoding"] == "br"
        assert b"".join([chunk async for chunk in answer.aiter_raw()]) == b"packed by the build"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/secret.txt",
        "/prediction/page.html",
        "/assets/../prediction/page.html",
        "/assets/",
        "/assets/none.js",
    ],
)
async def test_A16_only_files_of_the_page_are_served(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text
