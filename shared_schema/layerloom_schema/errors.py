"""Every error of a request or a command: a code, a sentence, and where. The tree is this class and this list.

LayerloomError
├── Unreadable      what came in is not a document at all (exit 2, HTTP 400)
└── Refused         it was understood, and cannot be done (exit 1, HTTP `status`)
"""

from enum import StrEnum

from .base import Json, SparseMessage


class ErrorCode(StrEnum):
    """Codes of error bodies. The list may grow; a code is never renamed."""

    unreadable = "document.unreadable"
    invalid = "document.invalid"
    newer = "document.newer"
    not_finite = "param.not_finite"
    unauthorized = "access.unauthorized"
    bad_host = "access.bad_host"
    bad_origin = "access.bad_origin"
    not_found = "not_found"
    in_bin = "in_bin"
    method_not_allowed = "method_not_allowed"
    too_large = "body.too_large"
    bad_media_type = "body.bad_media_type"
    bad_request = "request.invalid"
    stale = "project.stale"
    run_differs = "run.differs"
    run_refused = "run.refused"
    run_state = "run.state"
    unavailable = "check.unavailable"
    data_unreadable = "data.unreadable"
    disk_full = "disk.full"
    data_dir = "data_dir.unusable"
    busy = "store.busy"
    too_many = "too_many"
    internal = "internal"


class ErrorBody(SparseMessage):
    """The body of every error answer; what does not apply is left out."""

    code: ErrorCode
    message: str
    where: dict[str, Json] | None = None
    limit: Json = None
    got: Json = None


class LayerloomError(Exception):
    """An error that a person may read: `body` says it all."""

    status = 400

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        where: dict[str, Json] | None = None,
        limit: Json = None,
        got: Json = None,
    ) -> None:
        super().__init__(message)
        self.body = ErrorBody(code=code, message=message, where=where, limit=limit, got=got)


class Unreadable(LayerloomError):
    """The bytes are not a document: exit code 2, HTTP 400."""


class Refused(LayerloomError):
    """Understood and refused: exit code 1, HTTP `status`."""

    def __init__(
        self,
        status: int,
        code: ErrorCode,
        message: str,
        *,
        where: dict[str, Json] | None = None,
        limit: Json = None,
        got: Json = None,
    ) -> None:
        super().__init__(code, message, where=where, limit=limit, got=got)
        self.status = status
