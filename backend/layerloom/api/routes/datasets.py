"""Routes of data sets."""

from starlette.responses import Response

from layerloom.api.inspector_reply import inspector_reply
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom_schema.datasets import DatasetInfo, DatasetList

router = resource_router("data")


@router.get("/datasets", response_model=DatasetList)
async def list_datasets(services: ServicesDep) -> Response:
    """All data sets with their fields."""
    return inspector_reply(await services.inspectors.ask("datasets"))


@router.get("/datasets/{name}", response_model=DatasetInfo)
async def read_dataset(name: str, services: ServicesDep) -> Response:
    """One data set with its fields."""
    return inspector_reply(await services.inspectors.ask("dataset", {"name": name}))
