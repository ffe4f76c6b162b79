"""The services that routes depend on, created once in `create_app`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from layerloom.api.auth.authenticator import Authenticator
from layerloom.api.data_folders import DataFolders
from layerloom.processes.data_workers import DataWorkers
from layerloom.processes.export_jobs import ExportJobs
from layerloom.processes.fork_client import ForkServerClient
from layerloom.processes.ingest_jobs import IngestJobs
from layerloom.processes.inspector_pool import InspectorPool
from layerloom.processes.predict_worker import PredictWorker
from layerloom.runs.service import RunService
from layerloom.runtime.settings import Settings
from layerloom.store.database import Database
from layerloom.store.uploads import Uploads
from layerloom.sweeps.service import SweepService


@dataclass(frozen=True)
class Services:
    """All services of one server."""

    settings: Settings
    database: Database
    authenticator: Authenticator
    fork_server: ForkServerClient
    inspectors: InspectorPool
    predict_worker: PredictWorker
    exports: ExportJobs
    """Writes models in other formats: a converter may crash, and nobody's prediction waits for it."""
    run_service: RunService
    sweep_service: SweepService
    uploads: Uploads
    data_folders: DataFolders
    data_workers: DataWorkers
    ingest_jobs: IngestJobs
    announce_link: Callable[[], None]
    """Print a one-time link in the server's terminal, unless one is still unused."""


def _services(connection: HTTPConnection) -> Services:
    return cast(Services, connection.app.state.services)


ServicesDep = Annotated[Services, Depends(_services)]
