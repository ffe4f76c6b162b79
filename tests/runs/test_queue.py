"""[R] The queue of runs: by priority, and as far as there is memory. Service, database and trainers are real."""

import pytest

from layerloom_schema.base import RunId
from layerloom_schema.errors import Refused
from layerloom_schema.runs.views import RunRecord, RunState
from support.processes.run_world import AT_ONCE, World, request_of, until_async

pytestmark = pytest.mark.asyncio(loop_scope="session")
MORE_THAN_THERE_IS = 10**18


async def queue(world: World, **fields: int) -> RunId:
    """A short run that is to wait."""
    request = request_of(1, **fields)
    record, new = await world.service.start(request)
    assert new
    assert (await world.record(record.id)).state is RunState.queued
    return record.id


async def order(world: World, *runs: RunId) -> list[int]:
    """How many runs each of them waits for."""
    return [(await world.record(run)).queue_position for run in runs]


async def completes(world: World, run: RunId) -> RunRecord:
    record: RunRecord = await until_async(
        lambda: world.record(run), lambda record: record.state is RunState.completed
    )
    return record


async def test_R402_queued_runs_start_by_priority_then_in_the_order_in_which_they_came(world: World) -> None:
    busy = [await world.start() for _ in range(AT_ONCE)]
    a, b = await queue(world), await queue(world)
    c = await queue(world, priority=1)
    assert await order(world, c, a, b) == [2, 3, 4]
    answer = await world.service.prioritize(b, 5)
    assert (answer.priority, answer.queue_position) == (5, 2)
    assert await order(world, b, c, a) == [2, 3, 4]
    with pytest.raises(Refused) as refused:
        await world.service.prioritize(busy[0], 1)
    assert (refused.value.body.code, refused.value.body.variant) == ("run.state", "not_queued")

    d = await queue(world)
    await world.service.prioritize(d, 9)
    assert (await world.service.stop(d)).state is RunState.stopped
    await world.state_is(d, RunState.stopped)

    await world.restart()
    assert await order(world, b, c, a) == [2, 3, 4]
    for run in busy:
        await world.let_end(run)
    started = [(await completes(world, run)).id for run in (a, b, c)]
    first = {run: min(event_times(world, run)) for run in started}
    assert sorted(first, key=lambda run: first[run])[-1] == a


def event_times(world: World, run: RunId) -> list[str]:
    """When the trainer of a run wrote that it started."""
    return [
        line.split('"at":"')[1].split('"')[0] for line in world.log(run).splitlines() if '"started"' in line
    ]


async def test_R403_a_run_waits_while_others_have_the_memory_that_it_needs(world: World) -> None:
    busy = await world.start()
    large = await queue(world, memory_bytes=MORE_THAN_THERE_IS)
    record = await world.record(large)
    assert (record.memory_bytes, record.queue_position) == (MORE_THAN_THERE_IS, 1)
    assert record.free_bytes is not None
    assert 0 < record.free_bytes < MORE_THAN_THERE_IS
    small = await queue(world, memory_bytes=1)
    assert await order(world, large, small) == [1, 2]
    assert (await world.record(small)).free_bytes is None
    await world.service.prioritize(small, 1)
    assert (await completes(world, small)).free_bytes is None
    # Once nothing is left that could free memory, it starts all the same.
    assert (await world.record(large)).state is RunState.queued
    await world.let_end(busy)
    assert (await completes(world, large)).free_bytes is None


async def test_R403_memory_is_promised_to_a_trainer_until_it_has_trained_a_batch(world: World) -> None:
    first = request_of(1, memory_bytes=MORE_THAN_THERE_IS)
    await world.service.start(first)  # alone, so it starts
    second = await queue(world, memory_bytes=1)
    await completes(world, first.id)
    await completes(world, second)
