"""The WebSocket stream of a run: replays the log after a sequence number, then sends new events."""

import asyncio
import contextlib

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect
from pydantic import UUID4

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import PREFIX
from layerloom.runs.broadcast import Listener, SlowClient
from layerloom_schema.base import RunId
from layerloom_schema.errors import LayerloomError

router = APIRouter(prefix=PREFIX)

ENDED, NOT_FOUND, SIGNED_OUT, SLOW = 1000, 4004, 4001, 4008
SEND_SECONDS = 10.0
"""Time for a client to receive a message. At most some ten kilobytes are buffered for it."""
_CLOSE_SECONDS = 20.0


@router.websocket("/runs/{id}/stream")
async def stream(
    socket: WebSocket, id: UUID4, services: ServicesDep, after: int = Query(default=0, ge=0)
) -> None:
    """Send events to one client in a task of its own. A client that does not read is disconnected."""
    await socket.accept()
    try:
        listener = await services.run_service.listen(RunId(str(id)), after)
    except LayerloomError as error:
        await socket.close(NOT_FOUND, error.body.message[:120])
        return
    sender = asyncio.create_task(_send(socket, listener))
    watchers = [
        sender,
        asyncio.create_task(_until_gone(socket)),
        asyncio.create_task(services.authenticator.until_revoked(socket.scope)),
    ]
    try:
        await asyncio.wait(watchers, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listener.close()
        for task in watchers:
            task.cancel()
        await asyncio.gather(*watchers, return_exceptions=True)
    gone, revoked = (_has_result(task) for task in watchers[1:])
    if gone:
        return
    if revoked:
        code, reason = SIGNED_OUT, "signed_out"
    elif _was_slow(sender):
        code, reason = SLOW, "slow_client"
    else:
        code, reason = ENDED, "ended"
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
        await asyncio.wait_for(socket.close(code, reason), _CLOSE_SECONDS)


async def _send(socket: WebSocket, listener: Listener) -> None:
    async for group in listener.groups():
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await socket.send({"type": "websocket.send", "texts": group})
        except TimeoutError as error:
            raise SlowClient from error


async def _until_gone(socket: WebSocket) -> None:
    """Read and ignore what the client sends, until it disconnects."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


def _has_result(task: asyncio.Task[object]) -> bool:
    return not task.cancelled() and task.exception() is None


def _was_slow(task: asyncio.Task[None]) -> bool:
    return not task.cancelled() and isinstance(task.exception(), SlowClient)
