"""Why a run failed that has no trainer: it could not be started, or its folder cannot be used."""

from layerloom_schema.base import Json
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.text.os_errors import os_reason


def not_started(reason: Json) -> Failure:
    """The reason of a run whose trainer could not be started; `reason` is a param of a sentence."""
    return Failure(code=FailureCode.not_started, params={"reason": reason})


def folder_unusable(error: Exception) -> Failure:
    """The reason of a run whose folder can be neither read nor written."""
    reason = os_reason(error) if isinstance(error, OSError) else type(error).__name__
    return Failure(code=FailureCode.files, params={"reason": reason})
