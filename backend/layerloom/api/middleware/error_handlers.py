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
from layerloom_schema.errors import ErrorBody, ErrorCode, LayerloomError

_LOG = structlog.get_logger("layerloom.api")
_STATUS = {
    404: (ErrorCode.not_found, "There is nothing at this address."),
    405: (ErrorCode.method_not_allowed, "This address does not take that method."),
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
    code = ErrorCode.bad_request
    if source == "body":
        code = ErrorCode.invalid if path[:1] == ["document"] else ErrorCode.bad_request
    return answer(422, ErrorBody(code=code, message=f"{field}: {first['msg']}.", where={"field": field}))


async def _http(request: Request, error: Exception) -> Response:
    http = cast(HTTPException, error)
    if isinstance(http.__cause__, LayerloomError):  # FastAPI wraps what goes wrong while a body is read
        return await _known(request, http.__cause__)
    code, message = _STATUS.get(http.status_code, (ErrorCode.bad_request, "This request cannot be read."))
    return answer(http.status_code, ErrorBody(code=code, message=message), dict(http.headers or {}))


async def _unavailable(_: Request, error: Exception) -> Response:
    message = cast(InspectorUnavailable, error).problem.message
    body = ErrorBody(code=ErrorCode.unavailable, message=message)
    return answer(503, body, {"retry-after": "2"})


async def _too_slow(_: Request, error: Exception) -> Response:
    problem = cast(InspectorTimeout, error).problem
    limit: Json = problem.values.get("seconds")
    return answer(422, ErrorBody(code=ErrorCode.unavailable, message=problem.message, limit=limit))


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
        message = "The disk is full: nothing was saved. Make room, then try again."
        return answer(507, ErrorBody(code=ErrorCode.disk_full, message=message))
    if is_busy(error):
        message = (
            "Another process holds the database (a backup, say): nothing was saved. Try again in a moment."
        )
        return answer(503, ErrorBody(code=ErrorCode.busy, message=message), {"retry-after": "2"})
    if is_unwritable(error):
        message = "The data folder can only be read: nothing was saved. Make it writable, then try again."
        return answer(503, ErrorBody(code=ErrorCode.data_dir, message=message), {"retry-after": "30"})
    message = "Layerloom made a mistake here; the details are in the log of the server."
    return answer(500, ErrorBody(code=ErrorCode.internal, message=message))
