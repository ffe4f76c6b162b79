"""The route that compares two documents."""

from starlette.concurrency import run_in_threadpool

from layerloom.api.strict_routes import resource_router
from layerloom.graph.difference.compare_documents import compare_documents
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.difference import Difference, DifferenceRequest
from layerloom_schema.documents.document import read_document

router = resource_router("difference")


@router.post("/difference", response_model_exclude_unset=True)
async def difference(body: DifferenceRequest) -> Difference:
    """All that differs in what is trained; layers are matched by structure where their names and ids are others."""
    return await run_in_threadpool(_compared, body)


def _compared(body: DifferenceRequest) -> Difference:
    return compare_documents(read_document(body.before), read_document(body.after), read_catalog())
