"""Deleting for good: what a person empties out of the bin, and what has been there for long enough."""

import asyncio

import structlog
from starlette.concurrency import run_in_threadpool

from layerloom.api.services import Services
from layerloom_schema.bin import BinItem

_LOG = structlog.get_logger("layerloom.bin")
_DAY_SECONDS = 24 * 3600


async def purge(services: Services, item: BinItem, *, keep_used: bool = False) -> None:
    """Deletes an item of the bin for good, with its runs and their folders.

    Args:
        services: The database, and the supervisor that runs are deleted by.
        item: What is to go.
        keep_used: Whether runs that a saved document or a published model uses as a layer stay in the bin.
    """
    runs = await run_in_threadpool(services.database.bin.runs_of, item)
    for run, is_used in runs:
        if not (keep_used and is_used):
            await services.run_service.purge(run)
    await run_in_threadpool(services.database.bin.purge, item)


async def purge_expired(services: Services) -> None:
    """Purges what has been in the bin for long enough. One that cannot be is logged, and tried again the next time."""
    for item in await run_in_threadpool(services.database.bin.expired):
        try:
            await purge(services, item, keep_used=True)
        except Exception:
            _LOG.exception("an item of the bin could not be purged", kind=item.kind.value, id=item.id)


async def purge_daily(services: Services) -> None:
    """Purges at the start, and once a day after that, until it is cancelled."""
    while True:
        try:
            await purge_expired(services)
        except Exception:
            _LOG.exception("the bin could not be read")
        await asyncio.sleep(_DAY_SECONDS)
