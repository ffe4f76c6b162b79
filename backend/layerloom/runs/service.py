"""The web side of all runs: takes orders, starts them in turn, answers about them, lets clients listen."""

import asyncio
from pathlib import Path
from typing import Literal

import structlog

from layerloom.runs import event_log
from layerloom.runs.active_run import ActiveRun
from layerloom.runs.broadcast import Hub, Listener
from layerloom.runs.executors.executor import Executor
from layerloom.runs.heartbeat_monitor import HeartbeatMonitor
from layerloom.runs.run_folder import folder_of
from layerloom.runs.scheduler import Scheduler
from layerloom.runs.start_request import RunRepository, StartRequest, first_event, first_record, spec_text
from layerloom_schema.base import RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs import FINAL, RunRecord

_LOG = structlog.get_logger("layerloom.runs")
EVENTS_AT_ONCE = 10_000
"""In one answer."""
_SILENT = 3
"""A trainer whose process stands still is noticed so many times sooner than one that makes no step."""


class RunService:
    """What it knows of a run it can read again from the run's folder; the book is for listing."""

    def __init__(
        self,
        *,
        book: RunRepository,
        executor: Executor,
        folder: Path,
        at_once: int,
        stop_seconds: float,
        limits: Limits,
    ) -> None:
        self._book = book
        self._root = folder
        self._limits = limits
        self._watch = Scheduler(book, executor, at_once, stop_seconds)
        self._ordering = asyncio.Lock()

    async def open(self) -> None:
        """Takes up every run that has not ended, and looks after them until `close`."""
        for record in reversed(await asyncio.to_thread(self._book.all, binned=True)):
            if record.state not in FINAL:
                await self._take_up(record)

    async def close(self) -> None:
        """Looks away; the trainers go on."""
        await self._watch.end()

    async def _take_up(self, record: RunRecord) -> None:
        """One that cannot be taken up keeps neither the others nor the server waiting."""
        live = self._live(record)
        try:
            found = await asyncio.to_thread(self._book.read, record.id)
            assert found is not None
            spec = spec_text(record, found[1], self._limits)
            await asyncio.to_thread(live.folder.create, spec, first_event(record, 0))
            await self._watch.take_up(live)
        except Exception as error:
            _LOG.exception("a run could not be taken up", run=record.id)
            self._watch.give_up(live, error)

    async def find(self, order: StartRequest) -> RunRecord | None:
        """The run that was started by the same order, if there is one; another order under its id is refused."""
        live = self._watch.get(order.id)
        found = await asyncio.to_thread(self._book.read, order.id)
        if found is None:
            return None
        record, _, fingerprint = found
        if fingerprint != order.fingerprint:
            raise Refused(
                409,
                ErrorCode.run_differs,
                "A run with this id was started already, with another model. Start this one under a new id.",
                where={"run": order.id},
            )
        await self._refuse_binned(record.id)
        return await self._shown(record, live)

    async def start(self, order: StartRequest) -> tuple[RunRecord, bool]:
        """The run of this order, and whether it is new. It is kept before anything begins."""
        async with self._ordering:
            known = await self.find(order)
            if known is not None:
                return known, False
            record = first_record(order)
            live = self._live(record)
            spec = spec_text(record, order.text, self._limits)
            try:
                await asyncio.to_thread(live.folder.remove)
                await asyncio.to_thread(live.folder.create, spec, first_event(record, self._watch.ahead()))
                await asyncio.to_thread(self._book.add, record, order.text, order.fingerprint)
            except BaseException:
                # A full disk: a run of which only half is kept could be neither started nor stopped nor deleted.
                await asyncio.to_thread(live.folder.remove)
                raise
            await live.catch_up()
            self._watch.add(live)
        return await self._shown(record, live), True

    async def all(self, project: str | None = None) -> list[RunRecord]:
        """Newest first."""
        lives = self._watch.all()
        records = await asyncio.to_thread(self._book.all, project)
        return [await self._told(record, lives.get(record.id)) for record in records]

    async def read(self, id: RunId) -> tuple[RunRecord, str]:
        """A run and the text of its document. Raises `Refused` for one in the bin."""
        record, document = await self._found(id)
        await self._refuse_binned(id)
        return record, document

    async def _refuse_binned(self, id: RunId) -> None:
        if await asyncio.to_thread(self._book.is_binned, id):
            message = "This run is in the bin. Restore it, or its document, to see it."
            raise Refused(404, ErrorCode.in_bin, message, got=id)

    async def _found(self, id: RunId) -> tuple[RunRecord, str]:
        # Before its record is read: that is kept when the run has ended, and only then is it looked after no more.
        live = self._watch.get(id)
        found = await asyncio.to_thread(self._book.read, id)
        if found is None:
            raise Refused(404, ErrorCode.not_found, "There is no such run.", got=id)
        record, document, _ = found
        return await self._shown(record, live), document

    async def stop(self, id: RunId) -> RunRecord:
        """Asks a run to end. Where it has ended already, its record is the answer."""
        live = self._watch.get(id)
        record, _ = await self.read(id)
        if live is None:
            return record
        await self._watch.stop(live)
        return await self._told(record, live)

    async def pause(self, id: RunId, want: Literal["pause", "go"]) -> RunRecord:
        """Asks a run to wait after the epoch in hand, or to go on. Where it has ended, its record is the answer."""
        live = self._watch.get(id)
        record, _ = await self.read(id)
        if live is None:
            return record
        await self._watch.pause(live, want)
        return await self._told(record, live)

    async def label(self, id: RunId, label: str) -> RunRecord:
        """Keeps what a person calls a run; nothing, or only space, takes the name away."""
        await self.read(id)
        await asyncio.to_thread(self._book.label, id, " ".join(label.split()) or None)
        record, _ = await self.read(id)
        return record

    async def require_ended(self, id: RunId) -> None:
        """Raises `Refused` for a run that is under way, or in the bin: it cannot be put there."""
        record, _ = await self.read(id)
        _require_ended(record)

    async def require_all_ended(self, project: str) -> None:
        """Raises `Refused` where a run of a project is under way."""
        for record in await self.all(project):
            if record.state not in FINAL:
                message = "A run of this document has not ended yet: stop it first, then delete the document."
                raise Refused(
                    409, ErrorCode.run_state, message, where={"run": record.id}, got=record.state.value
                )

    async def purge(self, id: RunId) -> None:
        """Deletes a run that has ended for good, with its folder, whether it is in the bin or not."""
        record, _ = await self._found(id)
        _require_ended(record)
        self._watch.drop(id)
        await asyncio.to_thread(folder_of(self._root, id).remove)
        await asyncio.to_thread(self._book.delete, id)

    async def events(self, id: RunId, after: int) -> bytes:
        """An `EventPage`, as JSON: the events after a number, as many as one answer holds, as they stand in the log."""
        record, _ = await self.read(id)
        path = folder_of(self._root, id).events
        known = record.last if self._watch.get(id) is None else 0
        return await asyncio.to_thread(_page_text, path, id, after, known)

    async def artifact(self, id: RunId, name: str) -> tuple[Path, bool]:
        """The path of a file that came out of a run, and whether that has ended."""
        record, _ = await self.read(id)
        if name not in record.artifacts:
            raise Refused(404, ErrorCode.not_found, f"This run has no {name}, or not yet.", got=name)
        return folder_of(self._root, id).path / name, record.state in FINAL

    async def listen(self, id: RunId, after: int) -> Listener:
        """A listener from a sequence number on."""
        record, _ = await self.read(id)
        live = self._watch.get(id)
        if live is not None:
            return Listener(live.hub, after)
        path = folder_of(self._root, id).events
        end = await asyncio.to_thread(event_log.read_log_end, path)
        return Listener(Hub(id, path, known=max(record.last, end.seq)), after)

    def _live(self, record: RunRecord) -> ActiveRun:
        folder = folder_of(self._root, record.id)
        pulse = HeartbeatMonitor(folder.path, self._limits.stalled_seconds / _SILENT)
        return ActiveRun(record, folder, Hub(record.id, folder.events), pulse)

    async def _shown(self, record: RunRecord, live: ActiveRun | None) -> RunRecord:
        if live is not None:
            return await self._told(record, live)
        names = await asyncio.to_thread(folder_of(self._root, record.id).artifacts, True)
        return record.model_copy(update={"artifacts": names})

    async def _told(self, record: RunRecord, live: ActiveRun | None) -> RunRecord:
        """The book's record of a run, brought up to what is known of it while it is looked after."""
        if live is None:
            return record
        told = {"label": record.label, "ahead": self._watch.ahead(live)}
        return (await live.shown()).model_copy(update=told)


def _page_text(path: Path, run: RunId, after: int, known: int) -> bytes:
    page = event_log.events_after(path, run, after, EVENTS_AT_ONCE, known)
    lines = ",".join(line.text for line in page.lines)
    return f'{{"events":[{lines}],"last":{page.last}}}'.encode()


def _require_ended(record: RunRecord) -> None:
    if record.state not in FINAL:
        message = "This run has not ended yet: stop it first."
        raise Refused(409, ErrorCode.run_state, message, got=record.state.value)
