"""Routes of sweeps: start, list, read, stop, delete, and what a sweep can seek."""

from fastapi import Request, Response
from pydantic import UUID4

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema import strict_json
from layerloom_schema.documents.document import write_document
from layerloom_schema.runs.sweeps import LoggedMetrics, StartSweep, SweepDetail, SweepList

router = resource_router("sweeps")


@router.post("/sweeps", response_model=SweepDetail, status_code=201, responses={200: {"model": SweepDetail}})
async def start_sweep(body: StartSweep, services: ServicesDep, response: Response) -> SweepDetail | Response:
    """Start a sweep. The same request again, by id, returns the same sweep with 200; another plan under its id is 409."""
    document = strict_json.dumps(write_document(body.document)).encode()
    logged = await services.inspectors.ask("logged", {"metric": body.objective.metric}, document)
    if logged.status != 200:
        return worker_reply(logged)
    detail, made = await services.sweep_service.start(body)
    if not made:
        response.status_code = 200
    return detail


@router.post("/sweeps/metrics", response_model=LoggedMetrics, openapi_extra=raw_json_body("Document"))
async def list_logged_metrics(request: Request, services: ServicesDep) -> Response:
    """The numbers that every epoch of a document's training logs: what a sweep can seek."""
    return worker_reply(await services.inspectors.ask("logged", {}, await request.body()))


@router.get("/sweeps", response_model=SweepList)
async def list_sweeps(services: ServicesDep, project: str | None = None) -> SweepList:
    """All sweeps, or those of one project, newest first."""
    return services.sweep_service.list(project)


@router.get("/sweeps/{id}", response_model=SweepDetail)
async def read_sweep(id: UUID4, services: ServicesDep) -> SweepDetail:
    """One sweep with its trials."""
    return services.sweep_service.read(str(id))


@router.post("/sweeps/{id}/stop", response_model=SweepDetail)
async def stop_sweep(id: UUID4, services: ServicesDep) -> SweepDetail:
    """Stop the trials of a sweep, and ask no more. Asking twice, or after its end, changes nothing."""
    return await services.sweep_service.stop(str(id))


@router.delete("/sweeps/{id}", status_code=204, response_class=Response)
async def delete_sweep(id: UUID4, services: ServicesDep) -> Response:
    """Delete a sweep that has ended; the runs of its trials stay. One that has not ended is 409."""
    await services.sweep_service.delete(str(id))
    return Response(status_code=204)
