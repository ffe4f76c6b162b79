"""Every error of a request or a command: a code, a sentence, and where. The tree is this class and this list.

LayerloomError
├── Unreadable      what came in is not a document at all (exit 2, HTTP 400)
└── Refused         it was understood, and cannot be done (exit 1, HTTP `status`)
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import ConfigDict, model_validator

from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import has_text, message

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
    fork_refused = "fork.refused"
    filter = "run.filter"
    sweep = "sweep.refused"
    upload_state = "upload.state"
    unavailable = "check.unavailable"
    data_unreadable = "data.unreadable"
    code_unreadable = "code.unreadable"
    code_too_deep = "code.too_deep"
    code_too_long = "code.too_long"
    code_too_large = "code.too_large"
    model_unreadable = "model.unreadable"
    export_refused = "export.refused"
    data_used = "data.used"
    prediction = "prediction.invalid"
    weights_unreadable = "weights.unreadable"
    disk_full = "disk.full"
    data_dir = "data_dir.unusable"
    busy = "store.busy"
    too_many = "too_many"
    internal = "internal"


def _message_required(schema: dict[str, Any]) -> None:
    schema["required"] = ["code", "message"]


class ErrorBody(SparseMessage):
    """The body of every error answer; what does not apply is left out.

    `message` is in the language that was asked for; `code`, `variant` and `params` are what it is made of. An error that
    gives no message has it rendered from them.
    """

    model_config = ConfigDict(json_schema_extra=_message_required)

    code: ErrorCode
    variant: str | None = None
    params: dict[str, Json] | None = None
    message: str = ""
    where: dict[str, Json] | None = None
    limit: Json = None
    got: Json = None

    @model_validator(mode="before")
    @classmethod
    def _rendered(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "message" in given:
            return given
        params = given.get("params") or {}
        return {**given, "message": message("errors", given["code"], params, variant=given.get("variant"))}

    def in_language(self, language: Language) -> Self:
        """The same error in another language; what has no text of its own stays as it is."""
        if not has_text("errors", self.code, self.variant):
            return self
        sentence = message("errors", self.code, self.params or {}, variant=self.variant, language=language)
        return self.model_copy(update={"message": sentence})


class LayerloomError(Exception):
    """An error that a person may read: `body` says it all. Its sentence follows from `code`, `variant` and `params`."""

    status = 400

    def __init__(
        self,
        code: ErrorCode,
        *,
        variant: str | None = None,
        params: dict[str, Json] | None = None,
        where: dict[str, Json] | None = None,
        limit: Json = None,
        got: Json = None,
    ) -> None:
        self.body = ErrorBody(code=code, variant=variant, params=params, where=where, limit=limit, got=got)
        super().__init__(self.body.message)


class Unreadable(LayerloomError):
    """The bytes are not a document: exit code 2, HTTP 400."""


class Refused(LayerloomError):
    """Understood and refused: exit code 1, HTTP `status`."""

    def __init__(
        self,
        status: int,
        code: ErrorCode,
        *,
        variant: str | None = None,
        params: dict[str, Json] | None = None,
        where: dict[str, Json] | None = None,
        limit: Json = None,
        got: Json = None,
    ) -> None:
        super().__init__(code, variant=variant, params=params, where=where, limit=limit, got=got)
        self.status = status
