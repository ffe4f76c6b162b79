"""Exports of trained runs that are under way: how far each is, and their stop."""

import asyncio
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layerloom.processes.predict_worker import PredictWorker
from layerloom.processes.worker_connection import WorkerAnswer
from layerloom_schema.base import Json, RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ExportPhase
from layerloom_schema.runs.folder import EXPORTS, UNFINISHED_EXPORT

_TRIES, _PAUSE_SECONDS = 20, 0.05
"""A killed process may write for a moment yet."""


@dataclass
class _Job:
    task: asyncio.Task[WorkerAnswer]
    phase: ExportPhase = ExportPhase.waiting
    stopped: bool = False


class ExportJobs:
    """Exports take turns in one process; one that is stopped takes the process with it."""

    def __init__(self, worker: PredictWorker, runs: Path) -> None:
        """`runs` is the folder of all runs."""
        self._worker = worker
        self._runs = runs
        self._jobs: dict[RunId, list[_Job]] = {}

    async def export(self, run: RunId, body: bytes) -> WorkerAnswer:
        """Write the file that `body` asks for. Raises `Refused` where it is stopped, or its process breaks down."""

        def follow(report: Mapping[str, Json]) -> None:
            job.phase = ExportPhase(str(report["phase"]))

        asked = self._worker.ask("export", {"run": run}, body, follow)
        job = _Job(asyncio.create_task(asked))
        self._jobs.setdefault(run, []).append(job)
        try:
            return await job.task
        except asyncio.CancelledError:
            await asyncio.to_thread(_remove_unfinished, self._runs / run / EXPORTS)
            if job.stopped:
                raise Refused(409, ErrorCode.export_refused, variant="stopped") from None
            raise
        finally:
            self._jobs[run].remove(job)
            if not self._jobs[run]:
                del self._jobs[run]

    def phase(self, run: RunId) -> ExportPhase | None:
        """How far the oldest export of a run is; None where none is under way."""
        jobs = self._jobs.get(run)
        return jobs[0].phase if jobs else None

    def stop(self, run: RunId) -> None:
        """Stop all exports of a run."""
        for job in self._jobs.get(run, ()):
            job.stopped = True
            job.task.cancel()

    async def close(self) -> None:
        """End the process."""
        await self._worker.close()


def _remove_unfinished(folder: Path) -> None:
    """Remove what the killed process had written. Exports take turns, so nobody else writes there."""
    for _ in range(_TRIES):
        left = [*folder.glob(f"{UNFINISHED_EXPORT}*")]
        if not left:
            return
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        time.sleep(_PAUSE_SECONDS)
