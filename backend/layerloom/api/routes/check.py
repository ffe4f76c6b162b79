"""Routes that an inspector answers: the check, the candidates of a new edge, the summary."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom.graph.check import check_structure, sort_problems
from layerloom.processes.inspector_pool import InspectorTimeout, InspectorUnavailable
from layerloom.runtime.settings import Settings
from layerloom.trained_models import run_resolver
from layerloom_schema import strict_json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Problem
from layerloom_schema.checks.reports import Candidates, CheckReport
from layerloom_schema.documents.document import read_document
from layerloom_schema.service import SummaryText

router = resource_router("check")
_OWN_BYTES = 64 * 1024


@router.post("/check", response_model=CheckReport, openapi_extra=raw_json_body("Document"))
async def check(request: Request, services: ServicesDep) -> Response:
    """Every problem of a document at once, with the shapes and counts of all that could be computed.

    While Keras is not available (still being imported, or too slow for this model) only structural problems are listed.
    """
    body = await request.body()
    try:
        answer = await services.inspectors.ask(
            "check", {"for_training": False}, body, gone=request.is_disconnected
        )
    except (InspectorTimeout, InspectorUnavailable) as error:
        report = await run_in_threadpool(_structure_only, body, services.settings, error.problem)
    else:
        return worker_reply(answer)
    return Response(report.model_dump_json(), media_type="application/json")


@router.post("/candidates", response_model=Candidates, openapi_extra=raw_json_body("CandidateRequest"))
async def candidates(request: Request, services: ServicesDep) -> Response:
    """The ports and the layers that accept a new edge, with the resulting shapes."""
    body = await request.body()
    return worker_reply(await services.inspectors.ask("candidates", {}, body, gone=request.is_disconnected))


@router.post("/summary", response_model=SummaryText, openapi_extra=raw_json_body("Document"))
async def summary(request: Request, services: ServicesDep) -> Response:
    """The summary table that Keras prints of the model."""
    return worker_reply(await services.inspectors.ask("summary", {}, await request.body()))


def _structure_only(body: bytes, settings: Settings, first: Problem) -> CheckReport:
    """A report of the structural rules, computed in this process, with the reason why there is nothing else.

    For a large document on which an inspector crashed or timed out it is the reason alone: the rules may have taken
    so long, and would block this process for everyone.
    """
    if len(body) > _OWN_BYTES and first.variant != "loading":
        return CheckReport(ok=False, problems=[first])
    document = run_resolver(settings.runs_dir)(read_document(strict_json.loads(body)))
    structure = check_structure(document, read_catalog(), settings.limits)
    problems = sort_problems([first, *structure.problems], structure)
    return CheckReport(ok=False, problems=problems)
