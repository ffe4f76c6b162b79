"""Uvicorn's WebSocket protocol with small buffers, several messages per write, and an end for slow clients."""

import socket
from asyncio import BaseTransport, Transport
from typing import Any, cast

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_BUFFER = 32 * 1024
_ABORT_SECONDS = 60.0
"""After a close frame was sent to a client that reads nothing, until the connection is aborted."""


class StreamProtocol(WebSocketsSansIOProtocol):
    """Notices soon that a client has stopped reading.

    With default buffers the kernel would accept megabytes for such a client as sent.
    """

    def connection_made(self, transport: BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        cast(Transport, transport).set_write_buffer_limits(high=_BUFFER)
        super().connection_made(transport)

    async def send(self, message: Any) -> None:
        """Also accepts `websocket.send` with `texts`: several messages that are sent with one write."""
        if message["type"] == "websocket.close":
            self.writable.set()  # do not wait for a client that does not read
            self.loop.call_later(_ABORT_SECONDS, self.transport.abort)
        if "texts" not in message:
            await super().send(message)
            return
        await self.writable.wait()
        if self.disconnected or self.close_sent:
            raise ClientDisconnected
        for text in message["texts"]:
            self.conn.send_text(text.encode())
        self.transport.write(b"".join(self.conn.data_to_send()))
