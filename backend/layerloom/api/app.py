"""Creates the FastAPI application with its services, routes and middleware."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from layerloom.api.auth.access_control import AccessControl, allowed_hosts
from layerloom.api.auth.authenticator import Authenticator
from layerloom.api.daily_purge import purge_daily
from layerloom.api.data_folders import DataFolders
from layerloom.api.middleware import error_handlers
from layerloom.api.middleware.answer_language import AnswerLanguage
from layerloom.api.middleware.body_limit import BodyLimit
from layerloom.api.middleware.security_headers import SecurityHeaders
from layerloom.api.openapi import describe
from layerloom.api.routes import (
    bin,
    catalog,
    check,
    datasets,
    difference,
    edits,
    expand,
    exports,
    files,
    health,
    openapi_docs,
    predictions,
    projects,
    published_models,
    recipes,
    runs,
    scripts,
    sign_in,
    stream,
    sweeps,
    templates,
    uploads,
    weights,
)
from layerloom.api.services import Services
from layerloom.api.static_page import find_static_page
from layerloom.processes.data_workers import DataWorkers
from layerloom.processes.export_jobs import ExportJobs
from layerloom.processes.fork_client import ForkServerClient
from layerloom.processes.ingest_jobs import IngestJobs
from layerloom.processes.inspector_pool import InspectorPool
from layerloom.processes.predict_worker import PredictWorker
from layerloom.runs.executors.local_executor import LocalExecutor
from layerloom.runs.service import RunService
from layerloom.runtime.private_files import make_private_dir
from layerloom.runtime.settings import Settings
from layerloom.store.database import Database
from layerloom.store.uploads import Uploads
from layerloom.sweeps.service import SweepService

_RESOURCES = (
    *(
        health,
        catalog,
        check,
        difference,
        edits,
        expand,
        files,
        scripts,
        exports,
        projects,
        published_models,
        bin,
        datasets,
        templates,
    ),
    *(uploads, recipes, weights, runs, sweeps, predictions, stream, openapi_docs, sign_in),
)


def create_app(settings: Settings, announce_link: Callable[[str], None] | None = None) -> FastAPI:
    """Create the application. Nothing runs before its start-up; `announce_link` shows the secret of a one-time link."""
    make_private_dir(settings.data_dir)
    database = Database(settings.database)
    authenticator = Authenticator(settings, database.sessions)
    fork_server = ForkServerClient(make_private_dir(settings.logs_dir))
    data_workers = DataWorkers(settings.datasets_dir, settings.logs_dir, settings.limits)
    run_service = RunService(
        repository=database.runs,
        executor=LocalExecutor(fork_server, settings.warm_up_seconds, settings.limits.stalled_seconds),
        folder=make_private_dir(settings.runs_dir),
        at_once=settings.runs_at_once,
        stop_seconds=settings.stop_seconds,
        limits=settings.limits,
    )
    predict_worker = partial(
        PredictWorker,
        fork_server,
        settings.warm_up_seconds,
        settings.runs_dir,
        settings.datasets_dir,
        settings.limits.predictor_bytes,
    )
    services = Services(
        settings=settings,
        database=database,
        authenticator=authenticator,
        fork_server=fork_server,
        inspectors=InspectorPool(
            fork_server, settings.limits, settings.warm_up_seconds, settings.runs_dir, settings.datasets_dir
        ),
        predict_worker=predict_worker(),
        exports=ExportJobs(predict_worker(idle_seconds=5.0), settings.runs_dir),
        run_service=run_service,
        sweep_service=SweepService(
            settings.sweeps_dir, settings.runs_dir, settings.datasets_dir, run_service, settings.limits
        ),
        uploads=Uploads(settings.datasets_dir / "uploads", settings.limits.upload_bytes),
        data_folders=DataFolders(settings.data_folders),
        data_workers=data_workers,
        ingest_jobs=IngestJobs(data_workers),
        announce_link=_announcer(authenticator, announce_link),
    )
    app = FastAPI(
        title="Layerloom",
        version=version("layerloom"),
        description="Draw a Keras model, be told what is wrong with it, train it and watch it learn.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(services),
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    app.state.services = services
    app.state.page = find_static_page()
    for module in _RESOURCES:
        app.router.routes.extend(module.router.routes)  # flat, as AccessControl matches each route by itself
    if app.state.page is not None:
        app.router.routes.extend(app.state.page.routes())
    error_handlers.install(app)
    app.add_middleware(BodyLimit, limit=settings.limits.body_bytes, streamed=uploads.STREAMED)
    app.add_middleware(
        AccessControl, authenticator=authenticator, hosts=allowed_hosts(settings), routes=app.router.routes
    )
    app.add_middleware(error_handlers.UnhandledErrors)
    app.add_middleware(AnswerLanguage)
    app.add_middleware(SecurityHeaders)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    return app


def _lifespan(services: Services) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(services.database.open)
        services.fork_server.start()
        await services.run_service.open()
        await services.sweep_service.open()
        purging = asyncio.create_task(purge_daily(services))
        try:
            yield
        finally:
            purging.cancel()
            await asyncio.gather(purging, return_exceptions=True)
            await services.sweep_service.close()
            await services.run_service.close()
            await services.ingest_jobs.close()
            await services.data_workers.close()
            await services.inspectors.close()
            await services.predict_worker.close()
            await services.exports.close()
            await services.fork_server.close()
            services.database.close()

    return lifespan


def _announcer(authenticator: Authenticator, show: Callable[[str], None] | None) -> Callable[[], None]:
    def announce() -> None:
        if show is not None and not authenticator.has_open_link:
            show(authenticator.new_link())

    return announce
