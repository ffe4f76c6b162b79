"""Access control of every HTTP and WebSocket request: denied unless all of these hold.

1. `Host` is on the list, exactly. This prevents DNS rebinding.
2. WebSockets and unsafe methods come from our own page, or carry the token instead of a cookie.
3. The request carries the token or a session made from it. Only the routes of `PUBLIC_PATHS` need none. Wrong tokens
   are slowed down by a back-off for each address.
"""

import math
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from layerloom.api.auth.authenticator import Authenticator, bearer_token
from layerloom.api.auth.backoff import Backoff
from layerloom.api.auth.origins import LOOPBACK_NAMES, Address, host_of, is_same_origin, parse_host
from layerloom.runtime.settings import Settings
from layerloom_schema.errors import ErrorBody, ErrorCode

PUBLIC_PATHS = frozenset({"/api/v1/health", "/open/{secret}", "/"})
"""Paths of the routes that need no token. `/` serves the page to those who are signed in, a hint to others."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed_hosts(settings: Settings) -> frozenset[Address]:
    """The host names under which the server answers."""
    names = [*LOOPBACK_NAMES, *settings.allowed_hosts]
    return frozenset(address for name in names if (address := parse_host(name)) is not None)


class _Refusal(NamedTuple):
    status: int
    body: ErrorBody
    retry_after: int | None = None


class AccessControl:
    """ASGI middleware that denies by default, by the route that would answer and never by the text of the path."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        authenticator: Authenticator,
        hosts: frozenset[Address],
        routes: list[BaseRoute],
    ) -> None:
        self._app = app
        self._authenticator = authenticator
        self._hosts = hosts
        self._routes = routes
        self._backoff = Backoff()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = await self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await _refuse_socket(refusal, send)
        else:
            await _answer(refusal)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> _Refusal | None:
        host = host_of(scope, self._hosts)
        if host is None:
            return _Refusal(421, ErrorBody(code=ErrorCode.bad_host, variant="name"))
        unsafe = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if unsafe and not _is_from_own_page(scope, host):
            return _Refusal(403, ErrorBody(code=ErrorCode.bad_origin))
        admitted = await self._authenticator.admits(scope)
        scope.setdefault("state", {})["signed_in"] = admitted
        if admitted or self._is_open(scope):
            return None
        wait = self._backoff.wrong(_client(scope)) if bearer_token(Headers(scope=scope)) is not None else 0.0
        if wait:
            seconds = math.ceil(wait)
            body = ErrorBody(code=ErrorCode.too_many, variant="wrong_tokens", params={"seconds": seconds})
            return _Refusal(429, body, seconds)
        return _Refusal(401, ErrorBody(code=ErrorCode.unauthorized))

    def _is_open(self, scope: Scope) -> bool:
        for route in self._routes:
            if route.matches(scope)[0] is Match.FULL:
                return getattr(route, "path", None) in PUBLIC_PATHS
        return False


def _is_from_own_page(scope: Scope, host: Address) -> bool:
    headers = Headers(scope=scope)
    if "origin" in headers:
        return is_same_origin(scope, host)
    # With a token no cookie is read. `Basic` and the like prove nothing: a browser may send them by itself.
    return bearer_token(headers) is not None


def _client(scope: Scope) -> str | None:
    client = scope.get("client")
    return client[0] if client else None


def _answer(refusal: _Refusal) -> JSONResponse:
    headers = {}
    if refusal.status == 401:
        headers["www-authenticate"] = "Bearer"
    if refusal.retry_after is not None:
        headers["retry-after"] = str(refusal.retry_after)
    body = refusal.body.model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, status_code=refusal.status, headers=headers)


async def _refuse_socket(refusal: _Refusal, send: Send) -> None:
    """Answer the handshake with the error, so that the refused page never has an open socket."""
    response = _answer(refusal)
    await send(
        {
            "type": "websocket.http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )
    await send({"type": "websocket.http.response.body", "body": bytes(response.body)})
