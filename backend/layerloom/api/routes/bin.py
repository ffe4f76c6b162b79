"""Routes of the bin: list and purge deleted items. `POST …/restore` of an item's own resource restores it."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.bin_purge import purge
from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom_schema.documents.bin import BinKind, BinList

router = resource_router("bin")


@router.get("/bin", response_model=BinList)
async def list_bin(services: ServicesDep) -> BinList:
    """All items in the bin, last deleted first, with what uses them."""
    return BinList(items=await run_in_threadpool(services.database.bin.items))


@router.delete("/bin", status_code=204, response_class=Response)
async def empty_bin(services: ServicesDep) -> Response:
    """Delete all items in the bin permanently."""
    for item in await run_in_threadpool(services.database.bin.items):
        await purge(services, item)
    return Response(status_code=204)


@router.delete("/bin/{kind}/{id}", status_code=204, response_class=Response)
async def purge_item(kind: BinKind, id: str, services: ServicesDep) -> Response:
    """Delete one item in the bin permanently: a project with its runs, a run with its files."""
    await purge(services, await run_in_threadpool(services.database.bin.item, kind, id))
    return Response(status_code=204)
