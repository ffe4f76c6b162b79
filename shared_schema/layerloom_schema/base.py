"""Base classes and types of the contract."""

from typing import Annotated, Any, NewType

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, JsonValue

from .literals import whole

NodeId = NewType("NodeId", str)
"""A generated id, stable and unique within its graph."""
ModelName = NewType("ModelName", str)
"""A key of `Document.models`."""
RunId = NewType("RunId", str)
"""A UUID in its canonical text form."""
ProjectId = NewType("ProjectId", str)

Json = JsonValue
"""Any JSON value. Numbers are finite, as `strict_json` accepts no others."""
Whole = Annotated[int, BeforeValidator(whole)]
"""An integer; 3.0 is read as 3."""
Arguments = Annotated[dict[str, Json], AfterValidator(whole)]
"""Arguments by name. 3.0 is read as 3; code that needs a float converts it."""


def _tags_required(schema: dict[str, Any]) -> None:
    tags = [name for name, field in schema.get("properties", {}).items() if "const" in field]
    schema["required"] = [*tags, *(name for name in schema.get("required", []) if name not in tags)]


def _all_required(schema: dict[str, Any]) -> None:
    schema["required"] = list(schema.get("properties", {}))


class Part(BaseModel):
    """Base of the parts of a document: strict types, unknown fields are kept."""

    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra=_tags_required)


class Body(BaseModel):
    """Base of request bodies: fields with defaults may be left out, unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_tags_required)


class Message(BaseModel):
    """Base of responses: frozen, with all fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_all_required)


class SparseMessage(Message):
    """Base of responses whose empty fields are left out."""

    model_config = ConfigDict(json_schema_extra=_tags_required)
