"""The web side of a socket to a worker process: a request, reports of its progress, and the answer."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from layerloom.processes.framing import Frame, encode_frame, receive_frame
from layerloom_schema.base import Json

_BUFFER = 1024 * 1024


@dataclass(frozen=True)
class WorkerAnswer:
    """An HTTP status and a body, which is JSON unless a file was requested."""

    status: int
    body: bytes = field(repr=False)


class WorkerConnection:
    """One end of a socket pair, whose other end a worker process has."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, end: socket.socket) -> Self:
        """Connect the streams to a socket."""
        end.setblocking(False)
        return cls(*await asyncio.open_connection(sock=end, limit=_BUFFER))

    async def ask(
        self, request: Frame, on_progress: Callable[[Mapping[str, Json]], None] | None = None
    ) -> WorkerAnswer:
        """Send a request and wait for its answer. Raises `OSError` or `EOFError` if the process is gone.

        Args:
            request: The request.
            on_progress: Called with each report that the process sends before its answer.
        """
        self._writer.write(encode_frame(request))
        await self._writer.drain()
        while True:
            answer = await receive_frame(self._reader)
            if "status" in answer.head:
                return WorkerAnswer(int(str(answer.head["status"])), answer.body)
            if on_progress is not None:
                on_progress(answer.head)

    def close(self) -> None:
        """Close the socket. A worker process ends by itself then."""
        self._writer.close()
