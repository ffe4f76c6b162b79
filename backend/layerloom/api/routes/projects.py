"""Routes of projects, which are saved documents with revisions. Any JSON object is stored byte for byte."""

from typing import Any

from fastapi import Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.raw_json import member_text, with_member
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom.store.projects import KEPT_REVISIONS
from layerloom_schema import strict_json
from layerloom_schema.base import ProjectId
from layerloom_schema.catalog import keras_notation
from layerloom_schema.documents.document import misread_values, read_document
from layerloom_schema.documents.migrations import is_newer
from layerloom_schema.documents.misread_values import with_meant
from layerloom_schema.documents.projects import (
    NewProject,
    ProjectDetail,
    ProjectList,
    ProjectRecord,
    Revision,
    RevisionList,
    SaveProject,
)
from layerloom_schema.errors import Unreadable

router = resource_router("projects")


@router.get("/projects", response_model=ProjectList)
async def list_projects(services: ServicesDep) -> ProjectList:
    """All projects, last changed first."""
    return ProjectList(projects=await run_in_threadpool(services.database.projects.all))


@router.post("/projects", response_model=ProjectRecord, status_code=201)
async def create_project(body: NewProject, request: Request, services: ServicesDep) -> ProjectRecord:
    """Save a document as a new project, at revision 1."""
    text = member_text(await request.body(), "document")
    return await run_in_threadpool(services.database.projects.create, _name(body), text)


@router.get("/projects/{id}", response_model=ProjectDetail)
async def read_project(
    id: ProjectId, services: ServicesDep, revision: Revision | None = None, own_notation: bool = False
) -> Response:
    """A project with its document: the newest or the requested revision, byte for byte as it was saved.

    With `own_notation`, Keras's notation of names and objects (`keras.layers.Dense`, `class_name`) and shapes in quotes
    are rewritten in the document's own notation; a document without any of these is returned as it was saved.
    """
    record, text = await run_in_threadpool(services.database.projects.read, id, revision)
    if own_notation:
        text = await run_in_threadpool(_in_own_notation, text)
    return Response(with_member(record.model_dump_json(), "document", text), media_type="application/json")


@router.get("/projects/{id}/document", response_class=Response)
async def read_document_text(
    id: ProjectId, services: ServicesDep, revision: Revision | None = None
) -> Response:
    """The document of a project alone, byte for byte as it was saved, in any format, newer ones included."""
    _, text = await run_in_threadpool(services.database.projects.read, id, revision)
    return Response(text, media_type="application/json")


@router.put("/projects/{id}", response_model=ProjectRecord)
async def save_project(
    id: ProjectId, body: SaveProject, request: Request, services: ServicesDep
) -> ProjectRecord:
    """Save a new revision. A save based on an older revision is 409, and changes nothing."""
    text = member_text(await request.body(), "document")
    return await run_in_threadpool(services.database.projects.save, id, body.revision, _name(body), text)


@router.delete("/projects/{id}", status_code=204, response_class=Response)
async def delete_project(id: ProjectId, services: ServicesDep) -> Response:
    """Move a project and its runs to the bin. While one of the runs has not ended it is 409."""
    await services.run_service.require_all_ended(id)
    await run_in_threadpool(services.database.bin.add_project, id)
    return Response(status_code=204)


@router.post("/projects/{id}/restore", response_model=ProjectRecord)
async def restore_project(id: ProjectId, services: ServicesDep) -> ProjectRecord:
    """Restore a project from the bin, with its runs."""
    await run_in_threadpool(services.database.bin.restore_project, id)
    record, _ = await run_in_threadpool(services.database.projects.read, id)
    return record


@router.get("/projects/{id}/revisions", response_model=RevisionList)
async def list_revisions(
    id: ProjectId,
    services: ServicesDep,
    after: Revision | None = None,
    limit: int = Query(default=KEPT_REVISIONS, ge=1, le=KEPT_REVISIONS),
) -> RevisionList:
    """The revisions of a project, newest first, in pages: those older than `after`."""
    return await run_in_threadpool(services.database.projects.revisions, id, after, limit)


def _in_own_notation(text: str) -> str:
    saved = strict_json.loads(text)
    if is_newer(saved):
        return text
    read = _with_shapes(keras_notation.document(saved))
    return text if read == saved else strict_json.dumps(read)


def _with_shapes(document: Any) -> Any:
    """Replace shapes that are written as text by lists, as the page can draw nothing of a text."""
    try:
        found = misread_values(read_document(document))
    except Unreadable:
        return document
    return with_meant(document, [each for each in found if each.kind == "open_shape"])


def _name(body: NewProject | SaveProject) -> str:
    name = body.document.get("name")
    return name[:200] if isinstance(name, str) and name.strip() else "Untitled"
