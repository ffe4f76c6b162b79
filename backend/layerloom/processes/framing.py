"""How two of our processes talk over a socket: a line of JSON, then as many bytes as the line says."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import BinaryIO

from layerloom_schema.base import Json

_LINE = 1024 * 1024


@dataclass(frozen=True)
class Frame:
    """`head` is read by both sides; `body` may be handed on without being decoded."""

    head: dict[str, Json]
    body: bytes = field(default=b"", repr=False)


def encode_frame(frame: Frame) -> bytes:
    """The bytes of a frame."""
    line = json.dumps({**frame.head, "length": len(frame.body)}, allow_nan=False)
    return line.encode() + b"\n" + frame.body


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame, waiting for it; `None` when the other side has closed."""
    line = stream.readline(_LINE)
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    length = head.pop("length")
    body = stream.read(length)
    return Frame(head, body) if len(body) == length else None


async def receive_frame(stream: asyncio.StreamReader) -> Frame:
    """The next frame. Raises `EOFError` or `ConnectionError` when the other side is gone."""
    line = await stream.readuntil(b"\n")
    head = json.loads(line)
    length = head.pop("length")
    return Frame(head, await stream.readexactly(length))
