"""Routes of runs: start, list, stop, pause, resume, fork, prioritize, label, note, tags, delete, events and artifacts."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated
from uuid import uuid4

from fastapi import Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import UUID4, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.file_downloads import download
from layerloom.api.raw_json import with_member
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom.api.zip_download import zip_download
from layerloom.processes.inspector_pool import InspectorTimeout, InspectorUnavailable
from layerloom.runs.folder import RunFolder
from layerloom.runs.memory_estimate import trainer_bytes
from layerloom.runs.start_request import StartRequest, fingerprint
from layerloom_schema import strict_json
from layerloom_schema.base import Json, RunId
from layerloom_schema.checks.problems import Severity
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import write_document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import ResumeRun
from layerloom_schema.runs.events import EventPage
from layerloom_schema.runs.folder import (
    BEST_MODEL,
    BEST_WEIGHTS,
    BUNDLE,
    EVALUATION,
    EVENTS,
    LAST_FINITE,
    MODEL,
    SCRIPT,
    SPEC,
)
from layerloom_schema.runs.forks import ForkPoint, ForkReport
from layerloom_schema.runs.queries import RunQuery, read_filter
from layerloom_schema.runs.views import (
    LabelRun,
    NoteRun,
    PrioritizeRun,
    RunColumns,
    RunDetail,
    RunList,
    RunRecord,
    StartRun,
    TagRun,
)

router = resource_router("runs")
_RUNS, _MOST_RUNS = 200, 1000
"""Runs in a page, where the client does not say how many, and at most."""
_MOST_EVENTS = 10_000
"""Events in a page, unless the client wants fewer."""


class Artifact(StrEnum):
    """The files of a run that can be downloaded; nothing else of its folder can."""

    model = MODEL
    bundle = BUNDLE
    last_finite = LAST_FINITE
    checkpoint = BEST_MODEL
    weights = BEST_WEIGHTS
    evaluation = EVALUATION
    script = SCRIPT
    events = EVENTS
    spec = SPEC


@router.post(
    "/runs",
    response_model=RunRecord,
    status_code=201,
    responses={200: {"model": RunRecord}},
    openapi_extra=raw_json_body("StartRun"),
)
async def start_run(request: Request, services: ServicesDep, response: Response) -> RunRecord:
    """Start a run. The same request again, by id, returns the same run with 200; another body under its id is 409."""
    start = await run_in_threadpool(_read_request, await request.body())
    known = await services.run_service.known(start)
    if known is None:
        if start.project is not None:
            await run_in_threadpool(services.database.bin.refuse_binned, start.project)
        report = await _fit_report(services, start.text)
        memory = trainer_bytes(start.document, report, services.settings.limits)
        known, made = await services.run_service.start(replace(start, memory_bytes=memory))
        if made:
            return known
    response.status_code = 200
    return known


@router.get("/runs", response_model=RunList)
async def list_runs(
    services: ServicesDep,
    project: str | None = None,
    where: str = "",
    sort: str = "-created_at",
    show: Annotated[list[str] | None, Query(max_length=20)] = None,
    offset: int = Query(default=0, ge=0),
    after: UUID4 | None = None,
    limit: int = Query(default=_RUNS, ge=1, le=_MOST_RUNS),
) -> Response:
    """All runs, or those of one project, in parts.

    `where` is a filter, all of whose words and comparisons hold: `digits state:failed tag:baseline note:wide
    val_loss<0.3 batch_size=32`. `sort` is a field (`created_at`, `name`, `state`, `dataset`, `epochs_done`, `best_loss`),
    a metric or a parameter, with `-` before it the greatest first; `show` names parameters that the records are to have.
    `after` is a run that the client has: those that follow it, newest first, without a filter.
    """
    if after is not None:
        page = await services.run_service.page(project, RunId(str(after)), limit)
    else:
        query = RunQuery(
            project=project,
            conditions=read_filter(where),
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            offset=offset,
            limit=limit,
            show=tuple(show or ()),
        )
        page = await services.run_service.find(query)
    body = await run_in_threadpool(page.model_dump_json)
    return Response(body, media_type="application/json")


@router.get("/runs/columns", response_model=RunColumns)
async def list_run_columns(services: ServicesDep) -> RunColumns:
    """The names of the metrics, parameters and tags that the list of runs can be sorted and filtered by."""
    return await services.run_service.columns()


@router.get("/runs/{id}", response_model=RunDetail)
async def read_run(id: UUID4, services: ServicesDep) -> Response:
    """One run with the document that it trains."""
    record, text = await services.run_service.read(RunId(str(id)))
    return Response(with_member(record.model_dump_json(), "document", text), media_type="application/json")


@router.post("/runs/{id}/stop", response_model=RunRecord)
async def stop_run(id: UUID4, services: ServicesDep) -> RunRecord:
    """Ask a run to stop after the current batch. Asking twice, or after its end, changes nothing."""
    return await services.run_service.stop(RunId(str(id)))


@router.post("/runs/{id}/pause", response_model=RunRecord)
async def pause_run(id: UUID4, services: ServicesDep) -> RunRecord:
    """Ask a run to wait after the current epoch. It keeps its memory and its slot. Asking twice changes nothing."""
    return await services.run_service.pause(RunId(str(id)), "pause")


@router.post("/runs/{id}/unpause", response_model=RunRecord)
async def unpause_run(id: UUID4, services: ServicesDep) -> RunRecord:
    """Let a paused run go on, or withdraw the request to pause."""
    return await services.run_service.pause(RunId(str(id)), "unpause")


@router.post("/runs/{id}/resume", response_model=RunRecord)
async def resume_run(id: UUID4, body: ResumeRun, services: ServicesDep) -> RunRecord:
    """Go on with an ended run from its last checkpoint, in a new attempt; a paused run goes on with `unpause`.

    On the machine and with the versions of the attempt before, its numbers are those of a run that never ended. On
    another one it is 409 unless `anyway` is set.
    """
    return await services.run_service.resume(RunId(str(id)), body)


@router.put("/runs/{id}/priority", response_model=RunRecord)
async def prioritize_run(id: UUID4, body: PrioritizeRun, services: ServicesDep) -> RunRecord:
    """Give a queued run another priority: the highest starts first. One that was started is 409."""
    return await services.run_service.prioritize(RunId(str(id)), body.priority)


@router.post("/runs/{id}/fork", response_model=ForkReport, openapi_extra=raw_json_body("Document"))
async def preview_fork(
    id: UUID4, request: Request, services: ServicesDep, checkpoint: ForkPoint = ForkPoint.last
) -> Response:
    """What a new run of a document would take from a checkpoint of this run, which has ended. Starts nothing.

    `POST /runs` with `from` starts it. A layer is that of the node with the same id; weights of another shape, and what
    the optimizer remembers of them, start over.
    """
    folder = await services.run_service.forked_folder(RunId(str(id)))
    values: dict[str, Json] = {"folder": str(folder), "checkpoint": checkpoint.value}
    return worker_reply(await services.inspectors.ask("fork_report", values, await request.body()))


@router.put("/runs/{id}/label", response_model=RunRecord)
async def label_run(id: UUID4, body: LabelRun, services: ServicesDep) -> RunRecord:
    """Set the label of a run; an empty one removes it."""
    return await services.run_service.label(RunId(str(id)), body.label)


@router.put("/runs/{id}/note", response_model=RunRecord)
async def note_run(id: UUID4, body: NoteRun, services: ServicesDep) -> RunRecord:
    """Set the note of a run; an empty one removes it."""
    return await services.run_service.note(RunId(str(id)), body.note)


@router.put("/runs/{id}/tags", response_model=RunRecord)
async def tag_run(id: UUID4, body: TagRun, services: ServicesDep) -> RunRecord:
    """Replace the tags of a run."""
    return await services.run_service.tag(RunId(str(id)), body.tags)


@router.delete("/runs/{id}", status_code=204, response_class=Response)
async def delete_run(id: UUID4, services: ServicesDep) -> Response:
    """Move an ended run to the bin with its files; one that has not ended is 409, or from which others came."""
    run = RunId(str(id))
    await services.run_service.require_ended(run)
    await services.run_service.require_unforked(run)
    await run_in_threadpool(services.database.bin.add_run, run)
    return Response(status_code=204)


@router.post("/runs/{id}/restore", response_model=RunRecord)
async def restore_run(id: UUID4, services: ServicesDep) -> RunRecord:
    """Restore a run from the bin. While its project is in the bin it is 409."""
    run = RunId(str(id))
    await run_in_threadpool(services.database.bin.restore_run, run)
    record, _ = await services.run_service.read(run)
    return record


@router.get("/runs/{id}/events", response_model=EventPage)
async def list_events(
    id: UUID4,
    services: ServicesDep,
    after: int = Query(default=0, ge=0),
    limit: int = Query(default=_MOST_EVENTS, ge=1, le=_MOST_EVENTS),
) -> Response:
    """The events of a run after a sequence number, as they are in its log, in pages."""
    body = await services.run_service.events(RunId(str(id)), after, limit)
    return Response(body, media_type="application/json")


@router.get("/runs/{id}/artifacts/{name}", response_class=Response)
async def read_artifact(id: UUID4, name: Artifact, services: ServicesDep) -> Response:
    """One file of a run as a download."""
    run = RunId(str(id))
    path, ended = await services.run_service.artifact(run, name.value)
    if name is Artifact.script and not await run_in_threadpool(path.is_file):
        # A run of an older Layerloom, which saved no script, or one that has not written it yet.
        _, text = await services.run_service.read(run)
        answer = await services.inspectors.ask("export", {"to": "python"}, text.encode())
        return worker_reply(answer, filename=name.value, media="text/x-python")
    made = {Artifact.last_finite: "restore", Artifact.bundle: "bundle"}.get(name)
    if made is not None and not await run_in_threadpool(path.is_file):
        answer = await services.inspectors.ask(made, {"run": run})
        if answer.status != 200:
            return worker_reply(answer, filename=name.value, media="application/octet-stream")
    try:
        return await run_in_threadpool(download, path, ended=ended)
    except OSError as error:
        params: dict[str, Json] = {"name": name.value}
        raise Refused(404, ErrorCode.not_found, variant="artifact", params=params, got=name.value) from error


@router.get("/runs/{id}/archive", response_class=Response)
async def read_archive(id: UUID4, services: ServicesDep) -> Response:
    """All files of an ended run and its document in one ZIP archive."""
    run = RunId(str(id))
    await services.run_service.require_ended(run)
    record, document = await services.run_service.read(run)
    spec, _ = await services.run_service.artifact(run, SPEC)
    files = {name: spec.parent / name for name in record.artifacts}
    files |= await run_in_threadpool(RunFolder(spec.parent).tensorboard_files)
    return zip_download(f"run-{run[:8]}.zip", files, {"document.json": document})


def _read_request(body: bytes) -> StartRequest:
    """A `StartRun`. Raises `Unreadable` for what is no JSON, and `RequestValidationError` for what is no start."""
    try:
        asked = StartRun.model_validate(strict_json.loads(body))
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found]) from error
    document = write_document(asked.document)
    return StartRequest(
        id=RunId(str(asked.id or uuid4())),
        project=asked.project,
        document=asked.document,
        text=strict_json.dumps(document),
        fingerprint=fingerprint(document, asked.project, asked.origin),
        priority=asked.priority,
        origin=asked.origin,
    )


async def _fit_report(services: ServicesDep, text: str) -> CheckReport:
    """The report of the whole check. Raises `Refused` unless it finds the document ready to train."""
    try:
        answer = await services.inspectors.ask("check", {"for_training": True}, text.encode())
    except (InspectorUnavailable, InspectorTimeout) as error:
        params = {"problem": error.problem.phrase}
        raise Refused(503, ErrorCode.unavailable, variant="problem", params=params) from error
    if answer.status != 200:
        raise Refused(answer.status, ErrorCode.invalid, variant="unchecked")
    report = await run_in_threadpool(CheckReport.model_validate_json, answer.body)
    if report.ok:
        return report
    errors = [problem for problem in report.problems if problem.severity is Severity.error]
    raise Refused(
        422,
        ErrorCode.run_refused,
        variant="problem" if errors else "unfit",
        params={"problem": errors[0].phrase} if errors else {},
        where={"problems": [problem.model_dump(mode="json") for problem in report.problems]},
    )
