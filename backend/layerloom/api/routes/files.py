"""Routes that export documents to files and import them."""

from collections.abc import Mapping
from enum import StrEnum

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.documents.migrations import is_newer
from layerloom_schema.models.model_file import ImportModel
from layerloom_schema.service import CodeText, Imported

router = resource_router("files")


class ExportFormat(StrEnum):
    """Formats of an export."""

    python = "python"
    notebook = "notebook"
    json = "json"


_CODE: Mapping[ExportFormat, tuple[str, str]] = {
    ExportFormat.python: ("model.py", "text/x-python"),
    ExportFormat.notebook: ("model.ipynb", "application/x-ipynb+json"),
}
"""Formats that an inspector writes: the name of the file, and its media type."""


@router.post("/export", openapi_extra=raw_json_body("Document"), response_class=Response)
async def export(to: ExportFormat, request: Request, services: ServicesDep) -> Response:
    """The document as a Python script or notebook that trains it, or as a file of its own format."""
    body = await request.body()
    if to in _CODE:
        filename, media = _CODE[to]
        answer = await services.inspectors.ask("export", {"to": to.value}, body)
        return worker_reply(answer, filename=filename, media=media)
    text = await run_in_threadpool(_rewritten, body)
    headers = {"content-disposition": 'attachment; filename="model.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("/code", response_model=CodeText, openapi_extra=raw_json_body("Document"))
async def code(request: Request, services: ServicesDep) -> Response:
    """The script of the valid part of a document, with the line numbers of every node."""
    return worker_reply(
        await services.inspectors.ask("code", {}, await request.body(), gone=request.is_disconnected)
    )


@router.post("/import", response_model=Imported, openapi_extra=raw_json_body("Document"))
async def import_file(request: Request, services: ServicesDep, name: str = "Untitled.json") -> Response:
    """A file as a document, migrated to the current format. `name` is the name of the file."""
    return worker_reply(await services.inspectors.ask("import", {"name": name}, await request.body()))


@router.post("/import/script", response_model=Imported, openapi_extra=raw_json_body("ScriptImport"))
async def import_script(request: Request, services: ServicesDep) -> Response:
    """A Python script or notebook as a document: it is read, and never run."""
    body = await request.body()
    return worker_reply(
        await services.inspectors.ask("import_script", {}, body, gone=request.is_disconnected)
    )


@router.post("/import/model", response_model=Imported)
async def import_model(body: ImportModel, services: ServicesDep) -> Response:
    """A model that Keras has saved, `.keras` or `.h5`, as a document: it is read as data, and never loaded."""
    path = await run_in_threadpool(services.uploads.path, body.upload)
    upload = await run_in_threadpool(services.uploads.read, body.upload)
    values: dict[str, Json] = {"path": str(path), "name": upload.name, "parity": body.parity}
    return worker_reply(await services.inspectors.ask("import_model", values))


def _rewritten(body: bytes) -> bytes:
    """The document migrated to the current format; one of a newer format unchanged."""
    value = strict_json.loads(body)
    if is_newer(value):
        return body
    return (strict_json.dumps(write_document(read_document(value)), indent=2) + "\n").encode()
