"""Nested models that are no graph, as graphs."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.inspector_reply import reply
from layerloom.api.services import Served
from layerloom.api.strict_routes import raw_body, resource
from layerloom_schema.service import Unfolded

router = resource("check")


@router.post("/unfold", response_model=Unfolded, openapi_extra=raw_body("Unfold"))
async def unfold(request: Request, served: Served) -> Response:
    """An application or a trained run of a document as a graph of its own, and in sentences what could not be carried."""
    body = await request.body()
    return reply(await served.inspectors.ask("unfold", {}, body, gone=request.is_disconnected))
