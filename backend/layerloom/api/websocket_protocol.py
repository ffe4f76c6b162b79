"""The WebSocket protocol of the stream: small buffers, several messages in one write, an end for who does not read."""

import socket
from asyncio import BaseTransport, Transport
from typing import Any, cast

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_BUFFER = 32 * 1024
_ABORT_SECONDS = 60.0
"""After which a client that was told of the end, and reads nothing, is let go."""


class StreamProtocol(WebSocketsSansIOProtocol):
    """A client that stops reading shows soon, and costs little.

    Otherwise the kernel would take megabytes for a client that never reads, and call it sent.
    """

    def connection_made(self, transport: BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        cast(Transport, transport).set_write_buffer_limits(high=_BUFFER)
        super().connection_made(transport)

    async def send(self, message: Any) -> None:
        """Beside the messages of ASGI, `websocket.send` with `texts`: each a message of its own, in one write."""
        if message["type"] == "websocket.close":
            self.writable.set()  # the last word does not wait for a client that does not read
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
