"""The runs as the API sees them: start, list, read, stop, pause, label, listen to and delete."""

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal

import structlog

from layerloom.rundir.fork_origin import Fork, find_fork
from layerloom.rundir.next_attempt import begin_attempt, next_attempt
from layerloom.runs import event_log
from layerloom.runs.active_run import ActiveRun
from layerloom.runs.broadcast import Hub, Listener
from layerloom.runs.executors.executor import Executor
from layerloom.runs.folder import folder_of
from layerloom.runs.pinned_versions import pinned_versions
from layerloom.runs.run_repository import RunRepository
from layerloom.runs.scheduler import Scheduler
from layerloom.runs.start_request import (
    StartRequest,
    first_event,
    first_record,
    resumed_record,
    spec_text,
)
from layerloom_schema.base import Json, RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.checkpoints import ResumeRun
from layerloom_schema.runs.queries import RunQuery
from layerloom_schema.runs.views import FINAL, RunColumns, RunList, RunRecord
from layerloom_schema.text.messages import phrase

_LOG = structlog.get_logger("layerloom.runs")
_OF_THE_REPOSITORY = ("label", "number", "note", "tags", "sweep", "parameters")
"""Fields of a record that do not follow from the events of its run."""


class RunService:
    """Everything it knows of a run can be read again from the run's folder; the repository is for listing."""

    def __init__(
        self,
        *,
        repository: RunRepository,
        executor: Executor,
        folder: Path,
        at_once: int,
        stop_seconds: float,
        limits: Limits,
    ) -> None:
        self._repository = repository
        self._root = folder
        self._limits = limits
        self._scheduler = Scheduler(repository, executor, at_once, stop_seconds)
        self._starting = asyncio.Lock()

    async def open(self) -> None:
        """Adopt every run that has not ended, and schedule runs until `close`."""
        for record in reversed(await asyncio.to_thread(self._repository.all, binned=True)):
            if record.state not in FINAL and record.sweep is None:
                await self._adopt(record)
        self._scheduler.start_queued()

    async def close(self) -> None:
        """Stop scheduling and monitoring. The trainers go on."""
        await self._scheduler.close()

    async def _adopt(self, record: RunRecord) -> None:
        """Adopt a run of an earlier server process. A failure ends this run and is not raised."""
        run = self._active_run(record)
        try:
            found = await asyncio.to_thread(self._repository.read, record.id)
            assert found is not None
            spec = spec_text(record, found[1], self._limits)
            await asyncio.to_thread(run.folder.create, spec, first_event(record, 0))
            await self._scheduler.adopt(run)
        except Exception as error:
            _LOG.exception("a run could not be adopted", run=record.id)
            self._scheduler.give_up(run, error)

    async def listed_trials(self, sweep: str) -> set[RunId]:
        """The runs of a sweep's trials that are listed, also those in the bin."""
        return await asyncio.to_thread(self._repository.of_sweep, sweep)

    async def list_trial(self, request: StartRequest, record: RunRecord) -> None:
        """List the run of a trial, which its sweep starts."""
        await asyncio.to_thread(self._repository.add, record, request.text, request.fingerprint)

    async def adopt_trial(self, id: RunId, *, abandoned: bool) -> bool:
        """Follow the run of a trial; false while its sweep has not started it. With `abandoned` it never will."""
        found = await asyncio.to_thread(self._repository.read, id)
        if found is None or found[0].state in FINAL or self._scheduler.get(id) is not None:
            return True
        return await self._scheduler.adopt_trial(self._active_run(found[0]), abandoned=abandoned)

    async def abandon_trials(self, sweeps: Collection[str]) -> None:
        """End the runs of trials whose sweep is none of these: its folder was removed."""
        for record in await asyncio.to_thread(self._repository.all, binned=True):
            if record.state not in FINAL and record.sweep is not None and record.sweep not in sweeps:
                await self.adopt_trial(record.id, abandoned=True)

    async def known(self, request: StartRequest) -> RunRecord | None:
        """The run that the same request started, if there is one. Raises `Refused` for another request with its id."""
        run = self._scheduler.get(request.id)
        found = await asyncio.to_thread(self._repository.read, request.id)
        if found is None:
            return None
        record, _, fingerprint = found
        if fingerprint != request.fingerprint:
            raise Refused(
                409,
                ErrorCode.run_differs,
                where={"run": request.id},
            )
        await self.require(record.id)
        return await self._with_artifacts(record, run)

    async def start(self, request: StartRequest) -> tuple[RunRecord, bool]:
        """The run of this request, and whether it is new. It is stored before its trainer starts."""
        async with self._starting:
            known = await self.known(request)
            if known is not None:
                return known, False
            fork = await self._fork(request)
            record = first_record(request, fork.origin if fork is not None else None)
            run = self._active_run(record)
            data = await asyncio.to_thread(pinned_versions, request.document, self._root)
            of_fork: dict[str, Json] = {}
            if fork is not None:
                data = data.model_copy(update={"recipes": dict(fork.recipes)})
                of_fork = fork.spec_fields()
            spec = spec_text(record, request.text, self._limits, data, of_fork)
            try:
                await asyncio.to_thread(run.folder.remove)
                await asyncio.to_thread(
                    run.folder.create,
                    spec,
                    first_event(record, self._scheduler.queue_position(priority=record.priority)),
                )
                if fork is not None:
                    await asyncio.to_thread(fork.put_into, run.folder.path)
                await asyncio.to_thread(self._repository.add, record, request.text, request.fingerprint)
            except BaseException:
                # A full disk: a run that is stored in half could be neither started nor stopped nor deleted.
                await asyncio.to_thread(run.folder.remove)
                raise
            await run.read_all_events()
            self._scheduler.add(run)
        return await self._with_artifacts(record, run), True

    async def _fork(self, request: StartRequest) -> Fork | None:
        """What the run of a request takes from another one. Raises `Refused` where that has not ended."""
        if request.origin is None:
            return None
        folder = await self.forked_folder(RunId(str(request.origin.run)))
        return await asyncio.to_thread(find_fork, folder, request.origin.checkpoint, request.document)

    async def forked_folder(self, id: RunId) -> Path:
        """The folder of a run that others may begin with. Raises `Refused` while it has not ended."""
        record, _ = await self.read(id)
        if record.state not in FINAL:
            raise Refused(409, ErrorCode.fork_refused, variant="not_ended", where={"run": id})
        return folder_of(self._root, id).path

    async def page(self, project: str | None, after: RunId, limit: int) -> RunList:
        """Up to `limit` runs of a project, or of all, after a run, newest first. Raises `Refused` if it is no run."""
        active = self._scheduler.all()
        records, has_more = await asyncio.to_thread(self._repository.page, project, after, limit)
        runs = [await self._updated(record, active.get(record.id)) for record in records]
        return RunList(runs=runs, has_more=has_more)

    async def find(self, query: RunQuery) -> RunList:
        """A part of the list of runs, filtered and in an order."""
        active = self._scheduler.all()
        records, total = await asyncio.to_thread(self._repository.find, query)
        runs = [await self._updated(record, active.get(record.id)) for record in records]
        return RunList(runs=runs, has_more=query.offset + len(runs) < total, total=total)

    async def columns(self) -> RunColumns:
        """What the list of runs can be sorted and filtered by."""
        return await asyncio.to_thread(self._repository.columns)

    async def using_dataset(self, name: str) -> list[RunRecord]:
        """The runs that train or validate on a data set, also those in the bin."""
        return await asyncio.to_thread(self._repository.using_dataset, name)

    async def read(self, id: RunId) -> tuple[RunRecord, str]:
        """A run and the text of its document. Raises `Refused` for one in the bin."""
        record, document = await self._found(id)
        await self.require(id)
        return record, document

    async def require(self, id: RunId) -> None:
        """Raise `Refused` for an unknown run and for one in the bin, without reading its record or its folder."""
        is_binned = await asyncio.to_thread(self._repository.is_binned, id)
        if is_binned is None:
            raise Refused(404, ErrorCode.not_found, variant="run", got=id)
        if is_binned:
            raise Refused(404, ErrorCode.in_bin, variant="run", got=id)

    async def _found(self, id: RunId) -> tuple[RunRecord, str]:
        # Looked up before the record is read: a run stays active until its final record is saved.
        run = self._scheduler.get(id)
        found = await asyncio.to_thread(self._repository.read, id)
        if found is None:
            raise Refused(404, ErrorCode.not_found, variant="run", got=id)
        record, document, _ = found
        return await self._with_artifacts(record, run), document

    async def stop(self, id: RunId) -> RunRecord:
        """Ask a run to stop; its record, also if it has ended already."""
        run = self._scheduler.get(id)
        record, _ = await self.read(id)
        if run is None:
            return record
        await self._scheduler.stop(run)
        return await self._updated(record, run)

    async def pause(self, id: RunId, command: Literal["pause", "unpause"]) -> RunRecord:
        """Ask a run to wait after the current epoch, or to go on; its record, also if it has ended already."""
        run = self._scheduler.get(id)
        record, _ = await self.read(id)
        if run is None:
            return record
        await self._scheduler.pause(run, command)
        return await self._updated(record, run)

    async def prioritize(self, id: RunId, priority: int) -> RunRecord:
        """Give a queued run another priority. Raises `Refused` for one that was started."""
        run = self._scheduler.get(id)
        record, _ = await self.read(id)
        if run is None or not await self._scheduler.prioritize(run, priority):
            raise Refused(409, ErrorCode.run_state, variant="not_queued", got=record.state.value)
        return await self._updated(record, run)

    async def resume(self, id: RunId, request: ResumeRun) -> RunRecord:
        """Go on with an ended run in a new attempt, from its last checkpoint.

        Raises `Refused` for one that has not ended, and where it cannot go on: `next_attempt` has the reasons.
        """
        record, _ = await self.read(id)
        _require_resumable(record)
        await self._scheduler.until_gone(id)
        async with self._starting:
            record, _ = await self.read(id)
            _require_resumable(record)
            folder = folder_of(self._root, id)
            attempt = await asyncio.to_thread(next_attempt, folder.path, record, request)
            await asyncio.to_thread(begin_attempt, folder.path, attempt)
            resumed = resumed_record(record, attempt)
            # The record before the event: a server that ends between them queues the run when it starts again.
            await asyncio.to_thread(self._repository.save, resumed)
            run = self._active_run(resumed)
            try:
                queued = first_event(resumed, self._scheduler.queue_position(priority=resumed.priority))
                await asyncio.to_thread(folder.begin_attempt, queued)
            except BaseException:  # a full disk
                await asyncio.to_thread(self._repository.save, record)
                raise
            await run.read_all_events()
            self._scheduler.add(run)
        return await self._updated(resumed, run)

    async def label(self, id: RunId, label: str) -> RunRecord:
        """Set the label of a run; an empty or blank one removes it."""
        await self.read(id)
        await asyncio.to_thread(self._repository.label, id, " ".join(label.split()) or None)
        record, _ = await self.read(id)
        return record

    async def note(self, id: RunId, note: str) -> RunRecord:
        """Set the note of a run; an empty or blank one removes it."""
        await self.read(id)
        await asyncio.to_thread(self._repository.note, id, note.strip() or None)
        record, _ = await self.read(id)
        return record

    async def tag(self, id: RunId, tags: Sequence[str]) -> RunRecord:
        """Replace the tags of a run."""
        await self.read(id)
        await asyncio.to_thread(self._repository.tag, id, tags)
        record, _ = await self.read(id)
        return record

    async def require_unforked(self, id: RunId) -> None:
        """Raise `Refused`, with their names, for a run from which others came: it is not to be deleted."""
        forks = await asyncio.to_thread(self._repository.forks_of, id)
        if forks:
            names: list[Json] = [fork.label or phrase("run.number", number=fork.number) for fork in forks]
            ids: list[Json] = [fork.id for fork in forks]
            raise Refused(
                409, ErrorCode.run_state, variant="has_forks", params={"names": names}, where={"runs": ids}
            )

    async def require_ended(self, id: RunId) -> None:
        """Raise `Refused` for a run that has not ended or is in the bin: it cannot be moved there."""
        record, _ = await self.read(id)
        _require_ended(record)

    async def require_all_ended(self, project: str) -> None:
        """Raise `Refused` if a run of a project has not ended."""
        active = self._scheduler.all()
        for stored in await asyncio.to_thread(self._repository.all, project):
            record = await self._updated(stored, active.get(stored.id))
            if record.state not in FINAL:
                raise Refused(
                    409,
                    ErrorCode.run_state,
                    variant="document_busy",
                    where={"run": record.id},
                    got=record.state.value,
                )

    async def purge(self, id: RunId) -> None:
        """Delete an ended run permanently, with its folder, whether it is in the bin or not."""
        record, _ = await self._found(id)
        _require_ended(record)
        await self._scheduler.drop(id)
        await asyncio.to_thread(folder_of(self._root, id).remove)
        await asyncio.to_thread(self._repository.delete, id)

    async def events(self, id: RunId, after: int, limit: int) -> bytes:
        """Up to `limit` events after a sequence number, as the JSON of an `EventPage`."""
        record, _ = await self.read(id)
        path = folder_of(self._root, id).events
        known = record.last_seq if self._scheduler.get(id) is None else 0
        return await asyncio.to_thread(_page_text, path, id, after, limit, known)

    async def artifact(self, id: RunId, name: str) -> tuple[Path, bool]:
        """The path of a file that a run produced, and whether the run has ended."""
        record, _ = await self.read(id)
        if name not in record.artifacts:
            raise Refused(404, ErrorCode.not_found, variant="no_artifact", params={"name": name}, got=name)
        return folder_of(self._root, id).path / name, record.state in FINAL

    async def listen(self, id: RunId, after: int) -> Listener:
        """A listener that begins after a sequence number."""
        record, _ = await self.read(id)
        run = self._scheduler.get(id)
        if run is not None:
            return Listener(run.hub, after)
        path = folder_of(self._root, id).events
        end = await asyncio.to_thread(event_log.read_log_end, path)
        return Listener(Hub(id, path, max(record.last_seq, end.seq), ended=True), after)

    def _active_run(self, record: RunRecord) -> ActiveRun:
        folder = folder_of(self._root, record.id)
        return ActiveRun(record, folder, Hub(record.id, folder.events, record.last_seq, ended=False))

    async def _with_artifacts(self, record: RunRecord, run: ActiveRun | None) -> RunRecord:
        if run is not None:
            return await self._updated(record, run)
        names = await asyncio.to_thread(folder_of(self._root, record.id).artifacts, True)
        return record.model_copy(update={"artifacts": names})

    async def _updated(self, record: RunRecord, run: ActiveRun | None) -> RunRecord:
        """The stored record of a run, updated with what is known of it while it is active."""
        if run is None:
            return record
        overrides = {name: getattr(record, name) for name in _OF_THE_REPOSITORY}
        overrides["queue_position"] = self._scheduler.queue_position(run)
        return (await run.current_record()).model_copy(update=overrides)


def _page_text(path: Path, run: RunId, after: int, limit: int, known: int) -> bytes:
    page = event_log.events_after(path, run, after, limit, known)
    lines = ",".join(line.text for line in page.lines)
    return f'{{"events":[{lines}],"last_seq":{page.last_seq}}}'.encode()


def _require_resumable(record: RunRecord) -> None:
    if record.state not in FINAL:
        params: dict[str, Json] = {"run": record.id}
        raise Refused(409, ErrorCode.run_state, variant="use_unpause", params=params, got=record.state.value)


def _require_ended(record: RunRecord) -> None:
    if record.state not in FINAL:
        raise Refused(409, ErrorCode.run_state, variant="not_ended", got=record.state.value)
