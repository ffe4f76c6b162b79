"""The route that applies edits to a document, for programs that do not apply them themselves."""

from starlette.concurrency import run_in_threadpool

from layerloom.api.strict_routes import resource_router
from layerloom.graph.edits import apply
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.documents.edits import EditedDocument, EditRequest

router = resource_router("edits")


@router.post("/edit")
async def edit(body: EditRequest) -> EditedDocument:
    """The document with edits applied, those of a fix that a check offers or others. Nothing is saved."""
    return await run_in_threadpool(_edited, body)


def _edited(body: EditRequest) -> EditedDocument:
    return EditedDocument(document=write_document(apply(read_document(body.document), body.edits)))
