"""Permanent deletion of items in the bin, on request or after their time."""

import structlog
from starlette.concurrency import run_in_threadpool

from layerloom.api.services import Services
from layerloom_schema.documents.bin import BinItem

_LOG = structlog.get_logger("layerloom.bin")


async def purge(services: Services, item: BinItem, *, keep_used: bool = False) -> None:
    """Delete an item of the bin permanently, with its runs and their folders.

    Args:
        services: The database, and the run service that deletes run folders.
        item: The item to delete.
        keep_used: Keep runs in the bin that a saved document or a published model uses as a layer.
    """
    runs = await run_in_threadpool(services.database.bin.runs_of, item)
    for run, is_used in runs:
        if not (keep_used and is_used):
            await services.run_service.purge(run)
    await run_in_threadpool(services.database.bin.purge, item)


async def purge_expired(services: Services) -> None:
    """Purge the items whose time is over. A failure is logged, and the item is tried again the next time."""
    for item in await run_in_threadpool(services.database.bin.expired):
        try:
            await purge(services, item, keep_used=True)
        except Exception:
            _LOG.exception("an item of the bin could not be purged", kind=item.kind.value, id=item.id)
