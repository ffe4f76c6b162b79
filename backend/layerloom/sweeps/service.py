"""The sweeps as the API sees them: started as processes of their own, followed by their logs, and stopped.

The web process lists the runs of trials like others. It starts none of them: that is the sweep's own matter.
"""

import asyncio
import os
import shutil
import sys
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pydantic import ValidationError

from layerloom.processes.worker_environment import worker_environment
from layerloom.rundir.control import read_command, write_command
from layerloom.rundir.lock import is_locked, locked
from layerloom.runs.folder import folder_of
from layerloom.runs.pinned_versions import pinned_versions
from layerloom.runs.service import RunService
from layerloom.runtime.private_files import make_private_dir
from layerloom.sweeps.folder import History, SweepFolder, detail_of, record_of
from layerloom.sweeps.space import refuse_impossible
from layerloom.sweeps.trials import trial_record, trial_request
from layerloom_schema.base import RunId
from layerloom_schema.errors import ErrorCode, LayerloomError, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.runs.folder import PROCESS_LOG
from layerloom_schema.runs.folder import SPEC as RUN_SPEC
from layerloom_schema.runs.sweeps import (
    SPEC,
    Asked,
    Ended,
    Retried,
    StartSweep,
    SweepDetail,
    SweepList,
    SweepPlan,
    SweepSpec,
)

_LOG = structlog.get_logger("layerloom.sweeps")
_POLL_SECONDS = 0.2
_STARTS = 3
"""How often a sweep's process is started without any new line before the sweep has failed."""


@dataclass
class _Sweep:
    """What the web process knows of a sweep."""

    folder: SweepFolder
    spec: SweepSpec
    history: History = field(default_factory=History)
    starts: int = 0
    """Of its process, since the last new line."""
    stopping: bool = False
    listed: set[RunId] = field(default_factory=set)
    """Runs of its trials that are in the list of runs."""
    waiting: list[Asked | Retried] = field(default_factory=list)
    """Runs of trials that were not seen to be started yet."""

    def detail(self) -> SweepDetail:
        return detail_of(self.spec, self.history, stopping=self.stopping)


class SweepService:
    """Everything it knows of a sweep can be read again from the sweep's folder."""

    def __init__(
        self, folder: Path, runs: Path, datasets: Path, run_service: RunService, limits: Limits
    ) -> None:
        self._root = folder
        self._runs = runs
        self._datasets = datasets
        self._run_service = run_service
        self._limits = limits
        self._sweeps: dict[str, _Sweep] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Lock()

    async def open(self) -> None:
        """Read all sweeps, and go on with those that have not ended."""
        for sweep in await asyncio.to_thread(self._read_all):
            self._sweeps[sweep.spec.sweep] = sweep
            self._begin(sweep)
        await self._run_service.abandon_trials(self._sweeps)

    async def close(self) -> None:
        """Stop following. The sweeps go on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _read_all(self) -> list[_Sweep]:
        found = []
        for path in sorted(self._root.glob(f"*/{SPEC}")):
            try:
                folder = SweepFolder(path.parent)
                found.append(_Sweep(folder, folder.spec()))
            except (OSError, ValidationError, LayerloomError):
                _LOG.exception("a sweep cannot be read", folder=str(path.parent))
        return found

    async def start(self, request: StartSweep) -> tuple[SweepDetail, bool]:
        """The sweep of this request, and whether it is new. Raises `Refused` for a plan that cannot be carried out."""
        await asyncio.to_thread(refuse_impossible, request, request.document)
        plan = {name: getattr(request, name) for name in SweepPlan.model_fields}
        async with self._starting:
            id_ = str(request.id or uuid.uuid4())
            known = self._sweeps.get(id_)
            if known is not None:
                if any(getattr(known.spec, name) != value for name, value in plan.items()) or (
                    known.spec.document != request.document
                ):
                    raise Refused(409, ErrorCode.sweep, variant="differs", got=id_)
                return known.detail(), False
            data = await asyncio.to_thread(pinned_versions, request.document, self._runs)
            spec = SweepSpec(
                sweep=id_,
                document=request.document,
                project=request.project,
                created_at=datetime.now(UTC),
                limits=self._limits,
                data=data,
                **plan,
            )
            sweep = _Sweep(SweepFolder(self._root / id_), spec)
            await asyncio.to_thread(sweep.folder.create, spec)
            self._sweeps[id_] = sweep
        self._begin(sweep)
        return sweep.detail(), True

    def list(self, project: str | None) -> SweepList:
        """The sweeps of a project, or all, newest first."""
        found = [each for each in self._sweeps.values() if project in (None, each.spec.project)]
        found.sort(key=lambda each: each.spec.created_at, reverse=True)
        return SweepList(sweeps=[record_of(each.detail()) for each in found])

    def read(self, id: str) -> SweepDetail:
        """One sweep with its trials. Raises `Refused` if there is none."""
        return self._found(id).detail()

    async def stop(self, id: str) -> SweepDetail:
        """Ask a sweep to stop its trials and ask no more. Does nothing once it has ended."""
        sweep = self._found(id)
        if sweep.history.ended is None:
            await asyncio.to_thread(write_command, sweep.folder.path, "stop")
            sweep.stopping = True
        return sweep.detail()

    async def delete(self, id: str) -> None:
        """Delete an ended sweep; the runs of its trials stay."""
        sweep = self._found(id)
        if sweep.history.ended is None:
            raise Refused(409, ErrorCode.sweep, variant="not_ended", got=id)
        del self._sweeps[id]
        await asyncio.to_thread(shutil.rmtree, sweep.folder.path, ignore_errors=True)

    def _found(self, id: str) -> _Sweep:
        sweep = self._sweeps.get(id)
        if sweep is None:
            raise Refused(404, ErrorCode.not_found, variant="sweep", got=id)
        return sweep

    def _begin(self, sweep: _Sweep) -> None:
        task = asyncio.create_task(self._follow(sweep))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, sweep: _Sweep) -> None:
        """Read the log of a sweep until it has ended, and start its process when there is none."""
        sweep.stopping = await asyncio.to_thread(read_command, sweep.folder.path) == "stop"
        sweep.listed = await self._run_service.listed_trials(sweep.spec.sweep)
        while True:
            try:
                if await self._step(sweep):
                    return
            except Exception:
                _LOG.exception("a sweep could not be followed", sweep=sweep.spec.sweep)
            await asyncio.sleep(_POLL_SECONDS)

    async def _step(self, sweep: _Sweep) -> bool:
        """Take in what is new of a sweep; whether there is nothing more to come."""
        alive = await asyncio.to_thread(is_locked, sweep.folder.path)
        for line in await asyncio.to_thread(lambda: list(sweep.folder.new_lines())):
            sweep.history.add(line)
            sweep.starts = 0
            if isinstance(line, Asked | Retried):
                sweep.waiting.append(line)
        sweep.waiting = [line for line in sweep.waiting if not await self._follows(sweep, line)]
        if sweep.history.ended is not None:
            return not sweep.waiting
        if not alive:
            await self._restart(sweep)
        return False

    async def _follows(self, sweep: _Sweep, line: Asked | Retried) -> bool:
        """List the run of a trial and follow it; false while it may still be started."""
        over = sweep.history.ended is not None or line.trial in sweep.history.reported
        if not await asyncio.to_thread((folder_of(self._runs, line.run).path / RUN_SPEC).exists):
            return over  # it never was, as its document was refused, or it was deleted
        if line.run not in sweep.listed:
            values = sweep.history.asked[line.trial].values
            request = trial_request(sweep.spec, line.run, values)
            record = trial_record(sweep.spec, request).model_copy(update={"created_at": line.at})
            await self._run_service.list_trial(request, record)
            sweep.listed.add(line.run)
        return await self._run_service.adopt_trial(line.run, abandoned=over)

    async def _restart(self, sweep: _Sweep) -> None:
        if sweep.starts >= _STARTS:
            failure = Failure(code=FailureCode.sweep, params={"count": _STARTS})
            ended = Ended(state="failed", failure=failure, at=datetime.now(UTC))
            await asyncio.to_thread(self._give_up, sweep, ended)
            return
        sweep.starts += 1
        await self._spawn(sweep.folder.path)
        # Until it has its lock it cannot be reported from one that is gone.
        for _ in range(100):
            if await asyncio.to_thread(is_locked, sweep.folder.path):
                return
            await asyncio.sleep(_POLL_SECONDS / 2)

    def _give_up(self, sweep: _Sweep, ended: Ended) -> None:
        with locked(sweep.folder.path):
            sweep.folder.append(ended)

    async def _spawn(self, folder: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        log = await asyncio.to_thread(os.open, folder / PROCESS_LOG, flags, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "layerloom.sweeps.process.main", str(folder)),
                *(str(make_private_dir(self._runs)), str(self._datasets)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=worker_environment(),
                cwd=folder,
                start_new_session=True,
            )
        finally:
            os.close(log)
        task = asyncio.create_task(_collect(process))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _collect(process: asyncio.subprocess.Process) -> None:
    """Wait for the end of a process, so that it does not stay a zombie."""
    await process.wait()
