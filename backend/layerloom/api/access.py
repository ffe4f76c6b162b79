"""The one door: every HTTP and WebSocket request passes here, and is refused unless something lets it in.

1. `Host` must be on the list, exactly: this is what stops DNS rebinding.
2. Sockets and unsafe methods must come from our own page, or show a token instead of a cookie.
3. The token or a session of it must be shown, but on the routes of `OPEN`, which name their routes to the letter.
"""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from layerloom.api.gate import Gate
from layerloom.api.origins import LOOPBACK_NAMES, Address, host_of, is_same_origin, parse_host
from layerloom.settings import Settings
from layerloom_schema.errors import ErrorBody, ErrorCode

OPEN = frozenset({"/api/v1/health", "/open/{secret}", "/"})
"""The paths of the routes that need no token. `/` shows the page to those who are let in, a hint to others."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed_hosts(settings: Settings) -> frozenset[Address]:
    """The names under which the server answers."""
    names = [*LOOPBACK_NAMES, *settings.allowed_hosts]
    return frozenset(address for name in names if (address := parse_host(name)) is not None)


class Access:
    """Deny by default. What a request may do hangs on the route that would answer it, never on its text."""

    def __init__(
        self, app: ASGIApp, *, gate: Gate, hosts: frozenset[Address], routes: list[BaseRoute]
    ) -> None:
        self._app = app
        self._gate = gate
        self._hosts = hosts
        self._routes = routes

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
            await _answer(*refusal)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> tuple[int, ErrorCode, str] | None:
        host = host_of(scope, self._hosts)
        if host is None:
            return 421, ErrorCode.bad_host, "This server does not answer under that name."
        unsafe = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if unsafe and not _comes_from_us(scope, host):
            return 403, ErrorCode.bad_origin, "This request comes from another page."
        admitted = await self._gate.admits(scope)
        scope.setdefault("state", {})["signed_in"] = admitted
        if admitted or self._is_open(scope):
            return None
        message = "Sign in first: open the link that `layerloom serve` printed, or send the token."
        return 401, ErrorCode.unauthorized, message

    def _is_open(self, scope: Scope) -> bool:
        for route in self._routes:
            if route.matches(scope)[0] is Match.FULL:
                return getattr(route, "path", None) in OPEN
        return False


def _comes_from_us(scope: Scope, host: Address) -> bool:
    headers = Headers(scope=scope)
    if "origin" in headers:
        return is_same_origin(scope, host)
    return "authorization" in headers


def _answer(status: int, code: ErrorCode, message: str) -> JSONResponse:
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    body = ErrorBody(code=code, message=message).model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, status_code=status, headers=headers)


async def _refuse_socket(refusal: tuple[int, ErrorCode, str], send: Send) -> None:
    """Answers the handshake itself, so that the refused page never holds an open socket."""
    response = _answer(*refusal)
    await send(
        {
            "type": "websocket.http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )
    await send({"type": "websocket.http.response.body", "body": bytes(response.body)})
