"""The route that compares two documents."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.documents.difference import Difference

router = resource_router("difference")


@router.post("/difference", response_model=Difference, openapi_extra=raw_json_body("DifferenceRequest"))
async def difference(request: Request, services: ServicesDep) -> Response:
    """All that differs in what is trained; layers are matched by structure where their names and ids are others."""
    body = await request.body()
    return worker_reply(await services.inspectors.ask("difference", {}, body, gone=request.is_disconnected))
