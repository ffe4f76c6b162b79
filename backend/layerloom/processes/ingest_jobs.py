"""Imports of data sets in the background: each runs in a data worker of its own, and can be watched and cancelled."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from uuid import UUID, uuid4

import structlog

from layerloom.processes.data_workers import DataWorkers
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetNames
from layerloom_schema.data.ingest_jobs import IngestJob, IngestState
from layerloom_schema.errors import ErrorBody, ErrorCode, LayerloomError, Refused

_LOG = structlog.get_logger("layerloom.processes")
_AT_ONCE = 2
_KEPT = 100
"""Ended imports that can still be read."""


class IngestJobs:
    """The imports of this server process. They end with it; nothing of an import that has not ended is kept."""

    def __init__(self, workers: DataWorkers) -> None:
        self._workers = workers
        self._jobs: OrderedDict[UUID, IngestJob] = OrderedDict()
        self._tasks: dict[UUID, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)

    def start(self, values: Mapping[str, Json], when_done: Callable[[], Awaitable[None]]) -> IngestJob:
        """Start an import; `when_done` is awaited after it has succeeded."""
        job = IngestJob(id=uuid4(), state=IngestState.running, progress=0)
        self._jobs[job.id] = job
        self._tasks[job.id] = asyncio.create_task(self._run(job.id, values, when_done))
        while len(self._jobs) > _KEPT:
            oldest = next((id for id in self._jobs if id not in self._tasks), None)
            if oldest is None:
                break
            del self._jobs[oldest]
        return job

    def read(self, id: UUID) -> IngestJob:
        """An import as far as it is. Raises `Refused` (404) for an unknown id."""
        if id not in self._jobs:
            raise Refused(404, ErrorCode.not_found, variant="ingest")
        return self._jobs[id]

    async def cancel(self, id: UUID) -> IngestJob:
        """Stop an import; one that has ended stays as it is."""
        self.read(id)
        if id in self._tasks:
            await self._stop(id)
            await self._sweep()
        return self.read(id)

    async def close(self) -> None:
        """Cancel all imports."""
        for id in list(self._tasks):
            await self._stop(id)

    async def _stop(self, id: UUID) -> None:
        task = self._tasks[id]
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _sweep(self) -> None:
        """Remove what a killed process left: it may be as large as the file."""
        with suppress(LayerloomError):  # the next import tries again
            await self._workers.ask("sweep", {})

    def _change(self, id: UUID, **changes: object) -> None:
        self._jobs[id] = self._jobs[id].model_copy(update=changes)

    async def _run(
        self, id: UUID, values: Mapping[str, Json], when_done: Callable[[], Awaitable[None]]
    ) -> None:
        def report(head: Mapping[str, Json]) -> None:
            self._change(id, progress=head["progress"])

        try:
            async with self._slots:
                answer = await self._workers.run("add", values, report)
            if answer.status != 200:
                error = ErrorBody.model_validate_json(answer.body)
                self._change(id, state=IngestState.failed, error=error)
                return
            made = DatasetNames.model_validate_json(answer.body)
            await when_done()
            version = made.versions[-1]
            self._change(id, state=IngestState.done, progress=1.0, name=made.name, version=version)
        except asyncio.CancelledError:
            self._change(id, state=IngestState.cancelled)
            raise
        except LayerloomError as error:  # the process broke down, or a limit
            await self._sweep()
            self._change(id, state=IngestState.failed, error=error.body)
        except Exception:
            _LOG.exception("an import failed")
            body = ErrorBody(code=ErrorCode.internal, variant="server")
            self._change(id, state=IngestState.failed, error=body)
        finally:
            del self._tasks[id]
