"""The route that loads the weights of a file into the model of a document."""

from fastapi import Request
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.base import Json
from layerloom_schema.runs.weights import WeightsReport

router = resource_router("weights")


@router.post("/weights", response_model=WeightsReport, openapi_extra=raw_json_body("Document"))
async def load_weights(
    request: Request, services: ServicesDep, upload: UUID4, partly: bool = False
) -> Response:
    """What of an uploaded weights file fits a document: by the names of layers, else in their order, and by shape.

    What fits is kept, and the answer has its id for `weights` of the document; where not everything fits only with
    `partly`. The upload is deleted when its weights are kept.
    """
    path = await run_in_threadpool(services.uploads.path, upload)
    name = (await run_in_threadpool(services.uploads.read, upload)).name
    values: dict[str, Json] = {"path": str(path), "name": name, "partly": partly}
    answer = await services.inspectors.ask("load_weights", values, await request.body())
    if answer.status == 200 and WeightsReport.model_validate_json(answer.body).file is not None:
        await run_in_threadpool(services.uploads.remove, upload)
    return worker_reply(answer)
