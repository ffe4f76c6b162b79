"""Limits the size of request bodies while they are received, so that a larger one is never in memory."""

import asyncio
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layerloom_schema.errors import ErrorBody, ErrorCode

_DRAIN_SECONDS = 10.0
_DRAIN_BYTES = 256 * 1024**2
_BODY_SECONDS = 120.0
"""For a whole body. A slow one must not occupy its connection and memory without end."""


class BodyLimit:
    """Responds with 413 as soon as a body is known to be too large, by its header or by counting.

    The rest is read and dropped for at most 10 s: a browser that is still sending would see a broken connection instead
    of the response. The routes in `streamed` read their bodies themselves, as they arrive.
    """

    def __init__(self, app: ASGIApp, *, limit: int, streamed: Sequence[BaseRoute] = ()) -> None:
        self._app = app
        self._limit = limit
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or any(route.matches(scope)[0] is Match.FULL for route in self._streamed):
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > self._limit:
            await self._refuse(int(declared), scope, receive, send)
            return
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await self._read(receive)
        except TimeoutError:
            await _answer(408, _LATE)(scope, receive, send)
            return
        if body is None:
            return
        if len(body) > self._limit:
            await self._refuse(len(body), scope, receive, send)
            return
        whole: Message | None = {"type": "http.request", "body": body, "more_body": False}

        async def replay() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            message, whole = whole, None
            return message

        await self._app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or enough of it to know that it is too large; `None` if the client has left."""
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            chunks.append(chunk)
            if size > self._limit or not message.get("more_body", False):
                return b"".join(chunks)

    async def _refuse(self, size: int, scope: Scope, receive: Receive, send: Send) -> None:
        await drain(receive)
        body = ErrorBody(
            code=ErrorCode.too_large,
            variant="body",
            params={"limit": self._limit},
            limit=self._limit,
            got=size,
        )
        await _answer(413, body)(scope, receive, send)


_LATE = ErrorBody(
    code=ErrorCode.bad_request,
    variant="late",
    params={"seconds": _BODY_SECONDS},
    limit=_BODY_SECONDS,
)


def _answer(status: int, body: ErrorBody) -> JSONResponse:
    content = body.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status_code=status, headers={"connection": "close"})


async def drain(receive: Receive) -> None:
    """Read and drop the rest of a body, for at most 10 s: a client that is sending sees the answer only then."""
    seen = 0
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            while seen < _DRAIN_BYTES:
                message = await receive()
                seen += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return
