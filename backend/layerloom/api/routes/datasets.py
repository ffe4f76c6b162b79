"""Routes of data sets: the built-in ones, and those that people have added from files."""

from typing import Annotated

from fastapi import Query
from pydantic import UUID4
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from layerloom.api.services import Services, ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import (
    DatasetInfo,
    DatasetList,
    DatasetReport,
    DatasetVersion,
    ImagePlace,
    RowPage,
    RowQuery,
    TablePreview,
)
from layerloom_schema.data.ingest_jobs import (
    AddDataset,
    DataFolder,
    DataFolderList,
    FolderFile,
    IngestFile,
    IngestJob,
    PreviewFile,
)
from layerloom_schema.errors import ErrorCode, Refused

router = resource_router("data")


@router.get("/datasets", response_model=DatasetList)
async def list_datasets(services: ServicesDep) -> Response:
    """All data sets with their fields."""
    return worker_reply(await services.data_workers.ask("list", {}))


@router.post("/datasets", response_model=IngestJob, status_code=202)
async def add_dataset(body: AddDataset, services: ServicesDep) -> IngestJob:
    """Make a data set of files, in the background. The uploads are deleted when it is made, and kept when it fails."""
    files = await run_in_threadpool(_files, services, body)

    async def delete_uploads() -> None:
        for id in body.uploads:
            await run_in_threadpool(services.uploads.remove, id)

    values: dict[str, Json] = {
        "files": [file.model_dump(mode="json") for file in files],
        "name": body.name,
        "options": body.options.model_dump(mode="json"),
    }
    return services.ingest_jobs.start(values, delete_uploads)


@router.post("/datasets/preview", response_model=TablePreview)
async def preview_file(body: PreviewFile, services: ServicesDep) -> Response:
    """The first rows of a file and the types of its columns, guessed from them."""
    file = await run_in_threadpool(_file, services, body.file)
    values: dict[str, Json] = {
        "files": [file.model_dump(mode="json")],
        "options": body.options.model_dump(mode="json"),
    }
    return worker_reply(await services.data_workers.ask("preview", values))


@router.get("/datasets/jobs/{id}", response_model=IngestJob)
async def read_ingest_job(id: UUID4, services: ServicesDep) -> IngestJob:
    """How far an import is."""
    return services.ingest_jobs.read(id)


@router.delete("/datasets/jobs/{id}", response_model=IngestJob)
async def cancel_ingest_job(id: UUID4, services: ServicesDep) -> IngestJob:
    """Cancel an import; nothing of it is kept. One that has ended stays as it is."""
    return await services.ingest_jobs.cancel(id)


@router.get("/datasets/{name}", response_model=DatasetInfo)
async def read_dataset(
    name: str, services: ServicesDep, version: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """One data set with its fields, in its newest version or a given one."""
    return worker_reply(await services.data_workers.ask("describe", {"name": name, "version": version}))


@router.get("/datasets/{name}/manifest", response_model=DatasetVersion)
async def read_manifest(
    name: str, services: ServicesDep, version: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """How a version of an added data set was read: the files, their dialect, the type of each column."""
    return worker_reply(await services.data_workers.ask("manifest", {"name": name, "version": version}))


@router.get("/datasets/{name}/report", response_model=DatasetReport)
async def read_report(
    name: str,
    services: ServicesDep,
    version: Annotated[str | None, Query(max_length=64)] = None,
    target: Annotated[str | None, Query(max_length=512)] = None,
) -> Response:
    """Statistics of the columns of an added data set, and what may be wrong with them; `target` is to be predicted."""
    values: dict[str, Json] = {"name": name, "version": version, "target": target}
    return worker_reply(await services.data_workers.ask("report", values, long=True))


@router.post("/datasets/{name}/rows", response_model=RowPage)
async def read_rows(name: str, body: RowQuery, services: ServicesDep) -> Response:
    """Rows of an added data set, sorted and filtered by a column. At most 1,000 in one answer."""
    query = body.model_dump(mode="json")
    return worker_reply(await services.data_workers.ask("rows", {"name": name, "query": query}))


@router.get(
    "/datasets/{name}/image", response_class=Response, responses={200: {"content": {"image/png": {}}}}
)
async def read_image(
    name: str,
    services: ServicesDep,
    image: Annotated[ImagePlace, Query()],
    version: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """An image of an added data set, as PNG whatever its file is."""
    values: dict[str, Json] = {"name": name, "version": version, "image": image.model_dump()}
    return worker_reply(await services.data_workers.ask("image", values), media="image/png")


@router.delete("/datasets/{name}", status_code=204, response_class=Response)
async def delete_dataset(name: str, services: ServicesDep) -> Response:
    """Delete an added data set with all its versions. One that a run was trained on is 409, with the runs' names."""
    runs = [record.label or record.name for record in await services.run_service.using_dataset(name)]
    if runs:
        params: dict[str, Json] = {"name": name, "runs": [*runs]}
        raise Refused(409, ErrorCode.data_used, params=params, where={"runs": [*runs]})
    answer = await services.data_workers.ask("remove", {"name": name})
    return worker_reply(answer) if answer.status != 200 else Response(status_code=204)


@router.get("/data-folders", response_model=DataFolderList)
async def list_data_folders(services: ServicesDep) -> DataFolderList:
    """The folders of the server whose files may be used as data."""
    return DataFolderList(folders=services.data_folders.names)


@router.get("/data-folders/{folder}", response_model=DataFolder)
async def read_data_folder(
    folder: str, services: ServicesDep, path: Annotated[str, Query(max_length=4096)] = ""
) -> DataFolder:
    """What a folder holds."""
    file = FolderFile(folder=folder, path=path)
    return DataFolder(files=await run_in_threadpool(services.data_folders.list, file))


def _files(services: Services, body: AddDataset) -> list[IngestFile]:
    return [_upload(services, id) for id in body.uploads] + [
        services.data_folders.resolve(file) for file in body.files
    ]


def _file(services: Services, file: UUID4 | FolderFile) -> IngestFile:
    return services.data_folders.resolve(file) if isinstance(file, FolderFile) else _upload(services, file)


def _upload(services: Services, id: UUID4) -> IngestFile:
    path, upload = services.uploads.path(id), services.uploads.read(id)
    return IngestFile(path=str(path), name=upload.name)
