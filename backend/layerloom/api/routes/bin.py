"""The bin: what was deleted, and deleting it for good. `POST …/restore` of its own resource brings a thing back."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.bin_purge import purge
from layerloom.api.services import Served
from layerloom.api.strict_routes import resource
from layerloom_schema.bin import BinKind, BinList

router = resource("bin")


@router.get("/bin", response_model=BinList)
async def list_bin(served: Served) -> BinList:
    """What is in the bin, last deleted first, and what hangs on it."""
    return BinList(items=await run_in_threadpool(served.database.bin.items))


@router.delete("/bin", status_code=204, response_class=Response)
async def empty_bin(served: Served) -> Response:
    """Deletes all that is in the bin for good."""
    for item in await run_in_threadpool(served.database.bin.items):
        await purge(served, item)
    return Response(status_code=204)


@router.delete("/bin/{kind}/{id}", status_code=204, response_class=Response)
async def purge_item(kind: BinKind, id: str, served: Served) -> Response:
    """Deletes one thing in the bin for good: a project with its runs, a run with its files."""
    await purge(served, await run_in_threadpool(served.database.bin.item, kind, id))
    return Response(status_code=204)
