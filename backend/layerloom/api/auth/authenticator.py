"""Authentication by the token, or by a browser session that a one-time link created."""

import asyncio
import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Protocol

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Scope

from layerloom.api.auth.tokens import read_or_create, token_path
from layerloom.runtime.settings import Settings
from layerloom_schema.errors import LayerloomError

_LOG = structlog.get_logger("layerloom.access")
SESSION_SECONDS = 30 * 24 * 3600
_LOOK_SECONDS = 2.0
_KEPT = 1024


class SessionRepository(Protocol):
    """Stores the hashes of browser sessions."""

    def add(self, session: str, token: str) -> None: ...
    def valid(self, session: str, token: str) -> bool: ...


def digest(secret: str) -> str:
    """The SHA-256 hash of a secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Authenticator:
    """Checks tokens against the token file as it is now. A new token there ends every session of the old one."""

    def __init__(self, settings: Settings, sessions: SessionRepository) -> None:
        self._settings = settings
        self._sessions = sessions
        self._token_digest = digest(read_or_create(settings))
        self._stamp = self._look()
        self._known: set[str] = set()
        self._links: set[str] = set()
        self.cookie = f"layerloom_{settings.port}"
        """The cookie's name contains the port, as browsers share cookies between ports."""

    def new_link(self) -> str:
        """Create a secret that can be exchanged once for a session."""
        secret = secrets.token_urlsafe(32)
        self._links.add(digest(secret))
        return secret

    @property
    def has_open_link(self) -> bool:
        """Whether a link that was created is still unused."""
        return bool(self._links)

    async def exchange(self, secret: str) -> str | None:
        """Create a session: the value of its cookie, or `None` if the link is unknown or was used before."""
        given = digest(secret)
        match = next((link for link in self._links if hmac.compare_digest(link, given)), None)
        if match is None:
            return None
        self._links.discard(match)
        await self._refresh()
        session = secrets.token_urlsafe(32)
        await run_in_threadpool(self._sessions.add, digest(session), self._token_digest)
        return session

    async def admits(self, scope: Scope) -> bool:
        """Whether a request carries the token or a session made from it."""
        await self._refresh()
        headers = Headers(scope=scope)
        token = bearer_token(headers)
        if token is not None:
            return hmac.compare_digest(digest(token), self._token_digest)
        session = self._session(headers)
        if session is None:
            return False
        hashed = digest(session)
        if hashed in self._known:
            return True
        if not await run_in_threadpool(self._sessions.valid, hashed, self._token_digest):
            return False
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known.add(hashed)
        return True

    async def until_revoked(self, scope: Scope) -> None:
        """Return as soon as the token or session of a connection is no longer valid."""
        while await self.admits(scope):
            await asyncio.sleep(_LOOK_SECONDS)

    def _session(self, headers: Headers) -> str | None:
        for line in headers.getlist("cookie"):
            try:
                morsel = SimpleCookie(line).get(self.cookie)
            except CookieError:
                continue
            if morsel is not None:
                return morsel.value
        return None

    def _look(self) -> tuple[int, int]:
        try:
            seen = token_path(self._settings).stat()
        except OSError:
            return (0, 0)
        return (seen.st_mtime_ns, seen.st_ino)

    async def _refresh(self) -> None:
        stamp = self._look()
        if stamp == self._stamp:
            return
        try:
            token = await run_in_threadpool(read_or_create, self._settings)
        except LayerloomError as error:
            _LOG.warning("the token's file cannot be used; the token read last stays good", reason=str(error))
        else:
            self._token_digest = digest(token)
            self._known.clear()
        self._stamp = self._look()


def bearer_token(headers: Headers) -> str | None:
    """The token in `Authorization: Bearer`, valid or not; `None` without such a header."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None
