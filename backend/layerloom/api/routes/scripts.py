"""Routes of a person's own script beside the canvas: each side follows the other."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.models.script_lens import PutScript
from layerloom_schema.service import FollowedScript

router = resource_router("scripts")


@router.post("/script/follow", response_model=FollowedScript, openapi_extra=raw_json_body("Document"))
async def follow_script(request: Request, services: ServicesDep) -> Response:
    """A document as its own script says it: the script is read, and never run."""
    body = await request.body()
    return worker_reply(
        await services.inspectors.ask("follow_script", {}, body, gone=request.is_disconnected)
    )


@router.post("/script/put", response_model=PutScript, openapi_extra=raw_json_body("ScriptPut"))
async def put_script(request: Request, services: ServicesDep) -> Response:
    """The script of a document after a change of the canvas: the fewest statements change, the rest byte for byte."""
    body = await request.body()
    return worker_reply(await services.inspectors.ask("put_script", {}, body, gone=request.is_disconnected))
