"""Routes of templates, the documents to start from."""

from starlette.concurrency import run_in_threadpool

from layerloom.api.strict_routes import resource_router
from layerloom.templates import templates
from layerloom_schema.data.datasets import TemplateInfo, TemplateList
from layerloom_schema.errors import ErrorCode, Refused

router = resource_router("templates")


@router.get("/templates", response_model=TemplateList)
async def list_templates() -> TemplateList:
    """Every template with its document, simplest first."""
    return TemplateList(templates=list(await run_in_threadpool(templates)))


@router.get("/templates/{name}", response_model=TemplateInfo)
async def read_template(name: str) -> TemplateInfo:
    """One template, with its document."""
    for template in await run_in_threadpool(templates):
        if template.name == name:
            return template
    raise Refused(404, ErrorCode.not_found, variant="template", params={"name": name}, got=name)
