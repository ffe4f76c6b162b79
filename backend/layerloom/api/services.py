"""What the routes work with, made once in `main` and handed to each route that asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from layerloom.api.auth.authenticator import Authenticator
from layerloom.processes.fork_client import ForkServerClient
from layerloom.processes.inspector_pool import InspectorPool
from layerloom.runs.service import RunService
from layerloom.runtime.settings import Settings
from layerloom.store.database import Database


@dataclass(frozen=True)
class Services:
    """One server's parts."""

    settings: Settings
    database: Database
    authenticator: Authenticator
    fork_server: ForkServerClient
    inspectors: InspectorPool
    run_service: RunService
    announce_link: Callable[[], None]
    """Prints a one-time link where the person who started the server sees it, unless one is still unused."""


def _services(connection: HTTPConnection) -> Services:
    return cast(Services, connection.app.state.services)


ServicesDep = Annotated[Services, Depends(_services)]
