"""Routes of the model of a run as a file for other programs."""

from fastapi import Request
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.file_downloads import download
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.base import Json, RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import EXPORT_FILES, ExportedModel, ExportProgress, ModelFormat
from layerloom_schema.runs.folder import EXPORTS, SPEC

router = resource_router("runs")


@router.post("/runs/{id}/exports", response_model=ExportedModel, openapi_extra=raw_json_body("ExportModel"))
async def export_run(id: UUID4, request: Request, services: ServicesDep) -> Response:
    """Write the model of an ended run in a format, open the file again, and compare both. Takes seconds."""
    run = RunId(str(id))
    await services.run_service.require_ended(run)
    return worker_reply(await services.exports.export(run, await request.body()))


@router.get("/runs/{id}/exports")
async def read_export_progress(id: UUID4, services: ServicesDep) -> ExportProgress:
    """How far the export of a run is that was asked for first."""
    return ExportProgress(phase=services.exports.phase(RunId(str(id))))


@router.delete("/runs/{id}/exports", status_code=204)
async def stop_exports(id: UUID4, services: ServicesDep) -> None:
    """Stop what is being exported of a run: no file is left of it."""
    services.exports.stop(RunId(str(id)))


@router.get("/runs/{id}/exports/{format}", response_class=Response)
async def read_export(id: UUID4, format: ModelFormat, services: ServicesDep) -> Response:
    """A file that was written before, as a download."""
    spec, ended = await services.run_service.artifact(RunId(str(id)), SPEC)
    try:
        return await run_in_threadpool(download, spec.parent / EXPORTS / EXPORT_FILES[format], ended=ended)
    except OSError as error:
        params: dict[str, Json] = {"name": EXPORT_FILES[format]}
        raise Refused(404, ErrorCode.not_found, variant="no_artifact", params=params, got=format) from error
