"""Serves the built page, compressed by the build or once here."""

import gzip
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

_IMMUTABLE = "public, max-age=31536000, immutable"
_PACKED = frozenset({".html", ".js", ".css", ".json", ".svg", ".txt"})
_ENCODINGS = {"br": ".br", "gzip": ".gz"}


class StaticPage:
    """Serves a fixed list of files, read once: no name from a request is ever joined to a path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: Mapping[str, Path] = {
            path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()
        }
        self._packed: dict[str, bytes] = {}

    async def index(self, request: Request) -> Response:
        """The index page, which browsers revalidate each time."""
        return await self._send(request, "index.html", "no-cache")

    def routes(self) -> list[Route]:
        """Routes of the hashed assets and of each file next to the index page."""
        beside = [name for name in self._files if "/" not in name and name != "index.html"]
        return [
            Route("/assets/{name:path}", self._asset, name="assets"),
            *(Route(f"/{name}", self._beside, name=name) for name in beside),
        ]

    async def _asset(self, request: Request) -> Response:
        return await self._send(request, f"assets/{request.path_params['name']}", _IMMUTABLE)

    async def _beside(self, request: Request) -> Response:
        return await self._send(request, request.scope["path"].removeprefix("/"), "no-cache")

    async def _send(self, request: Request, name: str, cache: str) -> Response:
        path = self._files.get(name)
        if path is None:
            raise HTTPException(404)
        headers = {"cache-control": cache, "vary": "accept-encoding"}
        accepted = {part.partition(";")[0].strip() for part in _accepted(request).split(",")}
        for encoding, ending in _ENCODINGS.items():
            packed = self._files.get(name + ending)
            if packed is not None and encoding in accepted:
                return FileResponse(
                    packed, headers=headers | {"content-encoding": encoding}, media_type=_media(name)
                )
        if "gzip" in accepted and path.suffix in _PACKED:
            body = await run_in_threadpool(self._pack, name, path)
            return Response(body, headers=headers | {"content-encoding": "gzip"}, media_type=_media(name))
        return FileResponse(path, headers=headers, media_type=_media(name))

    def _pack(self, name: str, path: Path) -> bytes:
        if name not in self._packed:
            self._packed[name] = gzip.compress(path.read_bytes(), 6, mtime=0)
        return self._packed[name]


def find_static_page() -> StaticPage | None:
    """The page of an installed wheel, or the one built in a checkout; `None` if there is none."""
    inside = Path(str(files("layerloom") / "web"))
    checkout = Path(__file__).resolve().parents[3] / "frontend" / "dist"
    for root in (inside, checkout):
        if (root / "index.html").is_file():
            return StaticPage(root)
    return None


def _accepted(request: Request) -> str:
    return request.headers.get("accept-encoding", "")


_MEDIA = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
}


def _media(name: str) -> str:
    """The media type by our own list, as the operating system's may be wrong."""
    return _MEDIA.get(Path(name).suffix, "application/octet-stream")
