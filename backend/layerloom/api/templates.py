"""Documents to begin with, shipped inside the package."""

from functools import lru_cache
from importlib.resources import files

from starlette.concurrency import run_in_threadpool

from layerloom.api.strict import resource
from layerloom_schema import strict_json
from layerloom_schema.data import TemplateInfo, TemplateList
from layerloom_schema.errors import ErrorCode, Refused

router = resource("templates")


@lru_cache(maxsize=1)
def _templates() -> dict[str, TemplateInfo]:
    folder = files("layerloom") / "templates"
    if not folder.is_dir():
        return {}
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda f: f.name)
    names = [source.name.removesuffix(".json") for source in sources]
    return {
        name: TemplateInfo(name=name, **strict_json.loads(source.read_bytes()))
        for name, source in zip(names, sources, strict=True)
    }


@router.get("/templates", response_model=TemplateList)
async def list_templates() -> TemplateList:
    """Every template, with its document."""
    return TemplateList(templates=list((await run_in_threadpool(_templates)).values()))


@router.get("/templates/{name}", response_model=TemplateInfo)
async def read_template(name: str) -> TemplateInfo:
    """One template, with its document."""
    found = (await run_in_threadpool(_templates)).get(name)
    if found is None:
        raise Refused(404, ErrorCode.not_found, f"There is no template named {name!r}.")
    return found
