"""Routes of published models: nested models on everyone's palette, stored unchanged."""

from typing import Annotated

from fastapi import Path, Request
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom.graph.nested_models import reachable
from layerloom_schema.base import Json, ModelName
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.service import PublishedModel, PublishedModels

router = resource_router("published")

LARGEST = 1024**2
"""Bytes of one model. All models are sent whenever the palette is loaded."""
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9.][A-Za-z0-9_.-]{0,63}$")]


@router.get("/published", response_model=PublishedModels)
async def list_published(services: ServicesDep) -> Response:
    """All published models, by name."""
    texts = await run_in_threadpool(services.database.published.all)
    return Response(f'{{"published":[{",".join(texts)}]}}', media_type="application/json")


@router.put("/published/{name}", response_model=PublishedModel)
async def publish(name: Name, body: PublishedModel, request: Request, services: ServicesDep) -> Response:
    """Publish a nested model under its name; another one of that name moves to the bin."""
    text = (await request.body()).decode("utf-8-sig")
    _refuse_unfit(ModelName(name), body, len(text.encode()))
    await run_in_threadpool(services.database.published.put, ModelName(name), text)
    return Response(text, media_type="application/json")


@router.delete("/published/{name}", status_code=204, response_class=Response)
async def withdraw(name: Name, services: ServicesDep) -> Response:
    """Move a published model to the bin; documents that have a copy keep it."""
    await run_in_threadpool(services.database.bin.add_published, ModelName(name))
    return Response(status_code=204)


@router.post("/published/{name}/restore", response_model=PublishedModels)
async def restore_published(name: Name, services: ServicesDep, item: UUID4 | None = None) -> Response:
    """Restore the model last deleted under a name, or the `item` of the bin; returns all published models.

    A model that has the name by now moves to the bin.
    """
    chosen = None if item is None else str(item)
    await run_in_threadpool(services.database.bin.restore_published, ModelName(name), chosen)
    return await list_published(services)


def _refuse_unfit(name: ModelName, body: PublishedModel, size: int) -> None:
    """Raise `Refused` for a model of another name, one that is too large, or one whose nested models are missing."""
    if body.name != name:
        params: dict[str, Json] = {"given": body.name[:64], "name": name}
        raise Refused(
            422, ErrorCode.bad_request, variant="other_name", params=params, where={"field": "name"}
        )
    if size > LARGEST:
        sizes: dict[str, Json] = {"limit": LARGEST, "size": size}
        raise Refused(413, ErrorCode.too_large, variant="published", params=sizes, limit=LARGEST, got=size)
    whole = Document(models={**body.models, name: body.entry})
    missing = next((inner for inner in reachable(whole, [name]) if inner not in whole.models), None)
    if missing is not None:
        named: dict[str, Json] = {"name": name, "missing": missing[:64]}
        raise Refused(
            422, ErrorCode.invalid, variant="missing_model", params=named, where={"model": missing[:64]}
        )
