"""Routes that accept strict JSON only: no NaN, no duplicate keys, limited nesting, and only `application/json`."""

import re
from collections.abc import Callable, Collection, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom_schema import strict_json
from layerloom_schema.errors import ErrorBody, ErrorCode, Refused

PREFIX = "/api/v1"
_MEDIA_JSON = "application/json"
_MEDIA_BYTES = "application/octet-stream"
_THREAD_ABOVE = 64 * 1024
_ERRORS: dict[int | str, dict[str, Any]] = {
    "default": {"model": ErrorBody, "description": "What went wrong."}
}


class StrictRequest(Request):
    """A request whose JSON is parsed by `layerloom_schema.strict_json`, in a thread if it is large."""

    async def json(self) -> Any:
        body = await self.body()
        if len(body) < _THREAD_ABOVE:
            return strict_json.loads(body)
        return await run_in_threadpool(strict_json.loads, body)


class StrictRoute(APIRoute):
    """A route that checks the content type and passes a `StrictRequest` to its endpoint."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            if self.body_field is not None or _MEDIA_JSON in _documented_media(self):
                require_json(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return strict


def require_json(request: Request) -> None:
    """Raise `Refused` unless the content type is JSON, which a form of another page cannot send."""
    _require_media(request, _MEDIA_JSON, "json")


def require_bytes(request: Request) -> None:
    """Raise `Refused` unless the content type is a plain file's, which a form of another page cannot send either."""
    _require_media(request, _MEDIA_BYTES, "bytes")


def _require_media(request: Request, wanted: str, variant: str) -> None:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != wanted:
        raise Refused(415, ErrorCode.bad_media_type, variant=variant, got=media or None)


def operation_id(route: APIRoute) -> str:
    """The operation id of a route in camel case: `read_run` becomes `readRun`."""
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), route.name)


def resource_router(tag: str) -> APIRouter:
    """Create the router of one resource under `/api/v1`."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        route_class=StrictRoute,
        responses=_ERRORS,
        generate_unique_id_function=operation_id,
    )


def raw_json_body(model: str) -> dict[str, Any]:
    """The OpenAPI description of a JSON body that is passed to a worker process without being parsed here."""
    return _raw_body(_MEDIA_JSON, {"$ref": f"#/components/schemas/{model}"})


def raw_bytes_body() -> dict[str, Any]:
    """The OpenAPI description of a body that is a file's bytes, read as they arrive."""
    return _raw_body(_MEDIA_BYTES, {"type": "string", "format": "binary"})


def _raw_body(media: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}


def _documented_media(route: APIRoute) -> Collection[str]:
    content: dict[str, Any] = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
    return content
