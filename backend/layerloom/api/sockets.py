"""The WebSocket protocol of the stream, with small buffers: a client that stops reading shows soon, and costs little."""

import socket
from asyncio import BaseTransport, Transport
from typing import cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_BUFFER = 32 * 1024


class StreamProtocol(WebSocketsSansIOProtocol):
    """Otherwise the kernel would take megabytes for a client that never reads, and call it sent."""

    def connection_made(self, transport: BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        cast(Transport, transport).set_write_buffer_limits(high=_BUFFER)
        super().connection_made(transport)
