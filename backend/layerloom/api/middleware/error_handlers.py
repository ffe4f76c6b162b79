"""Converts exceptions to responses. Every error response is an `ErrorBody`."""

from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layerloom.processes.inspector_pool import InspectorTimeout, InspectorUnavailable
from layerloom.store.database import is_busy, is_disk_full, is_unwritable
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Problem
from layerloom_schema.errors import ErrorBody, ErrorCode, LayerloomError
from layerloom_schema.text.invalid_values import reason

_LOG = structlog.get_logger("layerloom.api")
_STATUS = {
    404: ErrorBody(code=ErrorCode.not_found, variant="address"),
    405: ErrorBody(code=ErrorCode.method_not_allowed),
}


def install(app: FastAPI) -> None:
    """Register the exception handlers."""
    app.add_exception_handler(LayerloomError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(InspectorUnavailable, _unavailable)
    app.add_exception_handler(InspectorTimeout, _too_slow)


def answer(status: int, body: ErrorBody, headers: dict[str, str] | None = None) -> Response:
    """An error body as a response."""
    return JSONResponse(body.model_dump(mode="json", exclude_none=True), status_code=status, headers=headers)


async def _known(_: Request, error: Exception) -> Response:
    known = cast(LayerloomError, error)
    return answer(known.status, known.body)


async def _invalid(_: Request, error: Exception) -> Response:
    first = cast(RequestValidationError, error).errors()[0]
    source, *path = first["loc"]
    field = ".".join(str(part) for part in path) or str(source)
    in_document = source == "body" and path[:1] == ["document"]
    body = ErrorBody(
        code=ErrorCode.invalid if in_document else ErrorCode.bad_request,
        variant="field",
        params={"field": field, "why": reason(first)},
        where={"field": field},
    )
    return answer(422, body)


async def _http(request: Request, error: Exception) -> Response:
    http = cast(HTTPException, error)
    if isinstance(http.__cause__, LayerloomError):  # FastAPI wraps what goes wrong while a body is read
        return await _known(request, http.__cause__)
    body = _STATUS.get(http.status_code, ErrorBody(code=ErrorCode.bad_request, variant="unreadable"))
    return answer(http.status_code, body, dict(http.headers or {}))


async def _unavailable(_: Request, error: Exception) -> Response:
    return answer(503, _of_problem(cast(InspectorUnavailable, error).problem), {"retry-after": "2"})


async def _too_slow(_: Request, error: Exception) -> Response:
    problem = cast(InspectorTimeout, error).problem
    return answer(422, _of_problem(problem, limit=problem.params.get("seconds")))


def _of_problem(problem: Problem, limit: Json = None) -> ErrorBody:
    """The inspector's problem as the error of a request."""
    params = {"problem": problem.phrase}
    return ErrorBody(code=ErrorCode.unavailable, variant="problem", params=params, limit=limit)


class UnhandledErrors:
    """Handles what nothing else caught: 507 for a full disk, 503 for a locked database, else 500 and a log entry."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            route = getattr(scope.get("route"), "path", None)
            _LOG.error("unexpected", route=route, exc_info=error)
            if started:
                raise
            await _last_answer(error)(scope, receive, send)


def _last_answer(error: Exception) -> Response:
    if is_disk_full(error):
        return answer(507, ErrorBody(code=ErrorCode.disk_full, variant="save"))
    if is_busy(error):
        return answer(503, ErrorBody(code=ErrorCode.busy, variant="save"), {"retry-after": "2"})
    if is_unwritable(error):
        return answer(503, ErrorBody(code=ErrorCode.data_dir, variant="read_only"), {"retry-after": "30"})
    return answer(500, ErrorBody(code=ErrorCode.internal, variant="server"))
