"""Message framing between our processes: a line of JSON with a `length`, then a body of so many bytes."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import BinaryIO

from layerloom_schema.base import Json

_LINE = 1024 * 1024


@dataclass(frozen=True)
class Frame:
    """One message. `head` is decoded by both sides, `body` may be passed on as it is."""

    head: dict[str, Json]
    body: bytes = field(default=b"", repr=False)


def encode_frame(frame: Frame) -> bytes:
    """Encode a frame."""
    line = json.dumps({**frame.head, "length": len(frame.body)}, allow_nan=False)
    return line.encode() + b"\n" + frame.body


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read the next frame, blocking; `None` if the peer has closed the connection."""
    line = stream.readline(_LINE)
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    length = head.pop("length")
    body = stream.read(length)
    return Frame(head, body) if len(body) == length else None


async def receive_frame(stream: asyncio.StreamReader) -> Frame:
    """Read the next frame. Raises `EOFError` or `ConnectionError` if the peer is gone."""
    line = await stream.readuntil(b"\n")
    head = json.loads(line)
    length = head.pop("length")
    return Frame(head, await stream.readexactly(length))
