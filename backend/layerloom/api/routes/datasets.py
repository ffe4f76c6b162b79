"""Data sets at hand."""

from starlette.responses import Response

from layerloom.api.inspector_reply import reply
from layerloom.api.services import Served
from layerloom.api.strict_routes import resource
from layerloom_schema.datasets import DatasetInfo, DatasetList

router = resource("data")


@router.get("/datasets", response_model=DatasetList)
async def list_datasets(served: Served) -> Response:
    """Every data set, with its fields."""
    return reply(await served.inspectors.ask("datasets"))


@router.get("/datasets/{name}", response_model=DatasetInfo)
async def read_dataset(name: str, served: Served) -> Response:
    """One data set, with its fields."""
    return reply(await served.inspectors.ask("dataset", {"name": name}))
