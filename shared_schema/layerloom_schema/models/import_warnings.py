"""Warnings about a model from elsewhere: what of it a document could not carry."""

from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from layerloom_schema.base import Json, Message
from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import message


class WarningCode(StrEnum):
    """Codes of warnings. The list may grow; a code is never renamed."""

    unknown_argument = "import.unknown_argument"
    unread_argument = "import.unread_argument"
    dtype_policy = "import.dtype_policy"
    inner_frozen = "import.inner_frozen"
    batch_size = "import.batch_size"
    input_kind = "import.input_kind"
    unknown_layer = "import.unknown_layer"
    call_argument = "import.call_argument"
    unlearned = "import.unlearned"
    value_read = "import.value_read"
    training_unread = "import.training_unread"
    file_weights = "import.file_weights"
    renamed = "import.renamed"
    not_followed = "code.not_followed"
    no_python = "code.no_python"
    condition_unknown = "code.condition_unknown"
    walked_once = "code.walked_once"
    weights_left_out = "code.weights_left_out"
    argument_left_out = "code.argument_left_out"
    call_argument_left_out = "code.call_argument_left_out"
    callback_left_out = "code.callback_left_out"
    training_left_out = "code.training_left_out"
    too_many_tensors = "code.too_many_tensors"
    open_input = "code.open_input"
    foreign_layer = "code.foreign_layer"
    sharing_left_out = "code.sharing_left_out"
    pretrained = "expand.pretrained"
    trained = "expand.trained"


class DocumentWarning(Message):
    """One thing that was lost or changed; `message` is rendered from the code and the params."""

    code: WarningCode
    params: dict[str, Json] = Field(default_factory=dict)
    message: str

    @model_validator(mode="before")
    @classmethod
    def _rendered(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "message" in given:
            return given
        return {**given, "message": message("warnings", given["code"], given.get("params", {}))}

    def in_language(self, language: Language) -> Self:
        """The same warning in another language."""
        sentence = message("warnings", self.code, self.params, language=language)
        return self.model_copy(update={"message": sentence})


def warning(code: WarningCode, **params: Json) -> DocumentWarning:
    """A warning with its English sentence."""
    return DocumentWarning.model_validate({"code": code, "params": params})
