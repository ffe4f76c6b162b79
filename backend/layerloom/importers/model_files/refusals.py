"""The refusal of a file that holds no model that can be read."""

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused


def refuse_model(variant: str, **params: Json) -> Refused:
    """The error of a model file; `variant` says why it is refused."""
    return Refused(422, ErrorCode.model_unreadable, variant=variant, params=params)
