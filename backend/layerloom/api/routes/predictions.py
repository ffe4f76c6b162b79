"""Routes that ask a trained run: the form of a row, a row of its data, what it predicts, and how well."""

from fastapi import Query, Request
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.base import Json, RunId
from layerloom_schema.data.ingest_jobs import IngestFile
from layerloom_schema.runs.evaluations import Evaluation
from layerloom_schema.runs.predictions import Checkpoint, Prediction, PredictionForm, SampleRow

router = resource_router("predictions")


@router.get("/runs/{id}/predict", response_model=PredictionForm)
async def read_prediction_form(
    id: UUID4, services: ServicesDep, checkpoint: Checkpoint = Checkpoint.last
) -> Response:
    """What a run can be asked: the fields of a row, the names of classes, the checkpoints."""
    return await _ask(services, id, "form", {"checkpoint": checkpoint.value})


@router.post("/runs/{id}/predict", response_model=Prediction, openapi_extra=raw_json_body("PredictRows"))
async def predict_rows(id: UUID4, request: Request, services: ServicesDep) -> Response:
    """What a run predicts of rows, given by the names of its inputs, or of the columns that recipes take."""
    return await _ask(services, id, "predict", {}, await request.body())


@router.post("/runs/{id}/predict/file", response_class=Response)
async def predict_file(
    id: UUID4, services: ServicesDep, upload: UUID4, checkpoint: Checkpoint = Checkpoint.last
) -> Response:
    """The rows of an uploaded file with what a run predicts of them, as CSV. The upload is deleted then."""
    run = RunId(str(id))
    await services.run_service.require(run)
    path = await run_in_threadpool(services.uploads.path, upload)
    name = (await run_in_threadpool(services.uploads.read, upload)).name
    file = IngestFile(path=str(path), name=name).model_dump(mode="json")
    values: dict[str, Json] = {"run": run, "checkpoint": checkpoint.value, "file": file}
    answer = await services.predict_worker.ask("predict_file", values)
    if answer.status == 200:
        await run_in_threadpool(services.uploads.remove, upload)
    return worker_reply(answer, filename="predicted.csv", media="text/csv")


@router.get("/runs/{id}/predict/sample", response_model=SampleRow)
async def read_sample_row(
    id: UUID4,
    services: ServicesDep,
    checkpoint: Checkpoint = Checkpoint.last,
    row: int | None = Query(default=None, ge=0),
) -> Response:
    """A row of the test share, else of the validation share, else of the training rows; without a number a random one."""
    return await _ask(services, id, "sample", {"checkpoint": checkpoint.value, "row": row})


@router.post("/runs/{id}/evaluate", response_model=Evaluation)
async def evaluate_run(
    id: UUID4,
    services: ServicesDep,
    checkpoint: Checkpoint = Checkpoint.last,
    dataset: str | None = None,
) -> Response:
    """How well a run that has ended does on its test share, or else on the rows to validate on.

    With `dataset` on all rows of that data set, which has the fields that the run was trained on.
    """
    await services.run_service.require_ended(RunId(str(id)))
    return await _ask(services, id, "evaluate", {"checkpoint": checkpoint.value, "dataset": dataset})


async def _ask(
    services: ServicesDep, id: UUID4, op: str, values: dict[str, Json], body: bytes = b""
) -> Response:
    run = RunId(str(id))
    await services.run_service.require(run)
    return worker_reply(await services.predict_worker.ask(op, {"run": run, **values}, body))
