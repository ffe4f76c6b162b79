"""[R] A worker process beyond its memory is killed, and the question to it is refused in words."""

import asyncio
import signal

import pytest

from layerloom.processes.memory_watch import memory_watched, own_bytes
from layerloom_schema.errors import ErrorCode, Refused

MOST = 1024**4


async def answered(process: asyncio.subprocess.Process, limit: int) -> None:
    """A question that ends with the process, whose socket breaks."""
    refusal = Refused(422, ErrorCode.prediction, variant="memory", params={"limit": limit})
    async with memory_watched(process.pid, process.kill, limit, refusal):
        await process.wait()
        raise EOFError


async def test_R287_a_process_beyond_its_memory_is_killed() -> None:
    process = await asyncio.create_subprocess_exec("sleep", "60")
    assert own_bytes(process.pid) > 0
    with pytest.raises(Refused) as refused:
        await answered(process, 0)
    assert (refused.value.body.variant, process.returncode) == ("memory", -signal.SIGKILL)


async def test_R287_one_that_dies_within_its_memory_is_no_matter_of_memory() -> None:
    process = await asyncio.create_subprocess_exec("true")
    with pytest.raises(EOFError):
        await answered(process, MOST)
    assert own_bytes(process.pid) == 0
