"""Runs the web process with uvicorn: binds its sockets, prints its link, handles its end."""

import errno
import os
import signal
import socket
import webbrowser

import uvicorn

from layerloom.api.app import create_app
from layerloom.api.database_startup import open_database
from layerloom.api.http_protocol import BoundedHeadProtocol
from layerloom.api.websocket_protocol import StreamProtocol
from layerloom.runtime.data_dir_lock import DataDirLock
from layerloom.runtime.logs import configure_logs
from layerloom.runtime.private_files import data_dir_errors
from layerloom.runtime.settings import Settings
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.os_errors import os_reason
from layerloom_schema.text.output import printed

_FURTHER_PORTS = 20
_SOCKET_BYTES = 64 * 1024
_END_SECONDS = 3


class _Server(uvicorn.Server):
    """A uvicorn server that prints the link as soon as it accepts requests."""

    def __init__(self, config: uvicorn.Config, announce: object) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and callable(self._announce):
            self._announce()


def run_server(settings: Settings, *, open_browser: bool) -> int:
    """Serve until a signal ends it; the exit code.

    Raises:
        Refused: If the server cannot, or must not, be started with these settings; with what to do instead.
    """
    if not settings.is_loopback and not settings.allowed_hosts:
        raise Refused(400, ErrorCode.bad_host, variant="unnamed", params={"host": settings.host})
    os.umask(0o077)  # SQLite's files, and all that the workers write, are the owner's only
    with data_dir_errors(settings.data_dir):
        lock = DataDirLock(settings.data_dir)
    try:
        return _serve(settings, lock, open_browser)
    finally:
        lock.release()


def _serve(settings: Settings, lock: DataDirLock, open_browser: bool) -> int:
    sockets = _sockets(settings)
    port = sockets[0].getsockname()[1]
    settings = settings.model_copy(update={"port": port})
    base = f"http://{_shown_host(settings)}:{port}"
    lock.name(base)
    configure_logs()
    first = True

    def show(secret: str) -> None:
        nonlocal first
        link = f"{base}/open/{secret}"
        print(printed("serve.link" if first else "serve.another_link", link=link), flush=True)
        if first and open_browser:
            webbrowser.open(link)
        first = False

    with data_dir_errors(settings.data_dir):
        app = create_app(settings, show)
        # Opened here, where an error is printed as a sentence and not as a failed start-up.
        open_database(app.state.services.database, settings.data_dir)
    config = uvicorn.Config(
        app,
        http=BoundedHeadProtocol,
        ws=StreamProtocol,
        ws_max_size=_SOCKET_BYTES,
        ws_per_message_deflate=False,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_END_SECONDS,
        lifespan="on",
    )
    server = _Server(config, app.state.services.announce_link)
    # uvicorn raises the signal that ended it once more when all is closed: by then there is nothing left to end.
    signal.signal(signal.SIGTERM, lambda *_: None)  # not SIG_IGN, which child processes would inherit
    try:
        server.run(sockets)
    except KeyboardInterrupt:
        return 0
    return 0 if server.started else 1


def _sockets(settings: Settings) -> list[socket.socket]:
    """Bind the requested port or, if it is taken, the next free one; on loopback for IPv4 and IPv6."""
    ports = range(settings.port, settings.port + _FURTHER_PORTS) if settings.port else range(1)
    for port in ports:
        try:
            first = _bind(settings.host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            why: dict[str, Json] = {"host": settings.host, "why": os_reason(error)}
            raise Refused(400, ErrorCode.bad_host, variant="cannot_listen", params=why) from error
        if settings.host not in ("127.0.0.1", "localhost"):
            return [first]
        try:
            return [first, _bind("::1", first.getsockname()[1])]
        except OSError:
            return [first]
    taken: dict[str, Json] = {"port": settings.port, "count": _FURTHER_PORTS - 1}
    raise Refused(400, ErrorCode.bad_host, variant="ports_taken", params=taken)


def _bind(host: str, port: int) -> socket.socket:
    family, kind, proto, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, family=socket.AF_INET if host == "localhost" else 0
    )[0]
    bound = socket.socket(family, kind, proto)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    return bound


def _shown_host(settings: Settings) -> str:
    if settings.is_loopback:
        return f"[{settings.host}]" if ":" in settings.host else settings.host
    name = settings.allowed_hosts[0]
    return name.rpartition(":")[0] if ":" in name and not name.endswith("]") else name
