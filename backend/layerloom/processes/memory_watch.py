"""Kill a worker process when its own memory exceeds a limit."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import psutil

from layerloom_schema.errors import Refused

_WATCH_SECONDS = 0.2


@asynccontextmanager
async def memory_watched(
    pid: int, kill: Callable[[], None], limit: int, refusal: Refused
) -> AsyncIterator[None]:
    """Watch a process while it answers; pages of mapped files are not counted.

    A limit of its address space would count the files that it maps, which may be larger than any memory. Raises
    `refusal` where the connection broke because the process was killed here.
    """
    exceeded = False

    async def watch() -> None:
        nonlocal exceeded
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            if own_bytes(pid) > limit:
                exceeded = True
                kill()
                return

    watching = asyncio.create_task(watch())
    try:
        yield
    except (OSError, EOFError) as error:
        if exceeded:
            raise refusal from error
        raise
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def own_bytes(pid: int) -> int:
    """The memory of a process besides what it shares with files and other processes; 0 where there is none."""
    try:
        memory = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(memory.rss - getattr(memory, "shared", 0))
