"""Routes of the catalogue, and of Keras's documentation of its entries."""

import hashlib
from functools import lru_cache

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.catalog.generated_files import generated
from layerloom_schema.text.documentation import Documentation

router = resource_router("catalog")


@lru_cache(maxsize=1)
def _catalog() -> tuple[bytes, str]:
    body = generated("catalog.json").read_bytes()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@router.get("/catalog", response_model=Catalog)
async def read_catalog(request: Request) -> Response:
    """The catalogue. Its ETag changes only with Layerloom itself."""
    body, etag = await run_in_threadpool(_catalog)
    headers = {"etag": etag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.get("/documentation/{kind}/{name}", response_model=Documentation)
async def read_documentation(kind: str, name: str, services: ServicesDep) -> Response:
    """The docstring of one layer, loss, ... of the installed Keras, as text and as parsed blocks."""
    return worker_reply(await services.inspectors.ask("documentation", {"kind": kind, "name": name}))
