"""What is deleted once a day: items of the bin after their time, and uploads that nobody goes on with."""

import asyncio

import structlog
from starlette.concurrency import run_in_threadpool

from layerloom.api.bin_purge import purge_expired
from layerloom.api.services import Services

_LOG = structlog.get_logger("layerloom.api")
_DAY_SECONDS = 24 * 3600


async def purge_daily(services: Services) -> None:
    """Purge at the start and then once a day, until cancelled."""
    while True:
        try:
            await purge_expired(services)
        except Exception:
            _LOG.exception("the bin could not be read")
        try:
            await run_in_threadpool(services.uploads.sweep)
        except OSError:
            _LOG.exception("the uploads could not be swept")
        await asyncio.sleep(_DAY_SECONDS)
