"""The route that applies edits to a document, for programs that do not apply them themselves."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.documents.edits import EditedDocument

router = resource_router("edits")


@router.post("/edit", response_model=EditedDocument, openapi_extra=raw_json_body("EditRequest"))
async def edit(request: Request, services: ServicesDep) -> Response:
    """The document with edits applied, those of a fix that a check offers or others. Nothing is saved."""
    body = await request.body()
    return worker_reply(await services.inspectors.ask("edit", {}, body, gone=request.is_disconnected))
