"""Routes of uploads: files that are sent in parts, as raw bytes, and written to the disk as they arrive."""

import asyncio
from typing import Annotated

from fastapi import Query, Request
from fastapi.routing import APIRoute
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from layerloom.api.middleware.body_limit import drain
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_bytes_body, require_bytes, resource_router
from layerloom.store.uploads import UploadPart
from layerloom_schema.base import Json
from layerloom_schema.data.uploads import Upload
from layerloom_schema.errors import ErrorCode, LayerloomError, Refused

router = resource_router("data")
_IDLE_SECONDS = 30.0
"""Without a byte for so long, a part is over; the client goes on with another one."""
_WRITE_BYTES = 1024**2


@router.put("/uploads/{id}", response_model=Upload, openapi_extra=raw_bytes_body())
async def put_upload(
    id: UUID4,
    request: Request,
    services: ServicesDep,
    name: Annotated[str, Query(min_length=1, max_length=255)],
    size: Annotated[int, Query(ge=1)],
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Upload:
    """Append a part of a file: its bytes from `offset` on. The id is the client's; the first part creates the upload.

    After a broken connection `GET` tells at which byte to go on. An upload that nothing is added to is kept for a day.
    """
    try:
        require_bytes(request)
        upload = await run_in_threadpool(services.uploads.begin, id, name, size)
        with services.uploads.part(upload, offset) as part:
            await _append(request, part)
    except LayerloomError:
        await drain(request.receive)
        raise
    return await run_in_threadpool(services.uploads.read, id)


@router.get("/uploads/{id}", response_model=Upload)
async def read_upload(id: UUID4, services: ServicesDep) -> Upload:
    """How far an upload has come."""
    return await run_in_threadpool(services.uploads.read, id)


@router.delete("/uploads/{id}", status_code=204, response_class=Response)
async def delete_upload(id: UUID4, services: ServicesDep) -> Response:
    """Give an upload up. One that is gone is no error."""
    await run_in_threadpool(services.uploads.remove, id)
    return Response(status_code=204)


STREAMED = [route for route in router.routes if isinstance(route, APIRoute) and route.methods == {"PUT"}]
"""Routes whose bodies are read as they arrive, whatever their length."""


async def _append(request: Request, part: UploadPart) -> None:
    """Write a body to the disk in blocks. After a broken connection what has arrived is written, too."""
    pending = bytearray()
    chunks = request.stream()
    try:
        while True:
            async with asyncio.timeout(_IDLE_SECONDS):
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            pending += chunk
            if len(pending) >= _WRITE_BYTES:
                block = bytes(pending)
                pending.clear()
                await run_in_threadpool(part.write, block)
    except ClientDisconnect:
        return
    except TimeoutError as error:
        params: dict[str, Json] = {"seconds": _IDLE_SECONDS}
        raise Refused(
            408, ErrorCode.bad_request, variant="late", params=params, limit=_IDLE_SECONDS
        ) from error
    finally:
        if pending:
            await run_in_threadpool(part.write, bytes(pending))
