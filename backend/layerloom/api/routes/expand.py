"""The route that expands an application or a trained run to a graph."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.service import ExpandedModel

router = resource_router("check")


@router.post("/expand", response_model=ExpandedModel, openapi_extra=raw_json_body("ExpandRequest"))
async def expand(request: Request, services: ServicesDep) -> Response:
    """An application or a trained run of a document as a graph, with sentences about what could not be converted."""
    body = await request.body()
    return worker_reply(await services.inspectors.ask("expand", {}, body, gone=request.is_disconnected))
