"""What every part of the contract has in common."""

from typing import Annotated, Any, NewType

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, JsonValue

from .literals import whole

NodeId = NewType("NodeId", str)
"""Made by the tool, stable, unique within its graph."""
ModelName = NewType("ModelName", str)
"""A key of `Document.models`."""
RunId = NewType("RunId", str)
"""A UUID in its canonical text form."""
ProjectId = NewType("ProjectId", str)

Json = JsonValue
"""Any JSON value. Numbers are finite: `strict_json` lets no other in."""
Whole = Annotated[int, BeforeValidator(whole)]
"""A whole number; 3.0 is 3."""
Arguments = Annotated[dict[str, Json], AfterValidator(whole)]
"""Arguments by name. Numbers that are whole have no fraction; where one is wanted, who reads them gives it."""


def _tags_required(schema: dict[str, Any]) -> None:
    tags = [name for name, field in schema.get("properties", {}).items() if "const" in field]
    schema["required"] = [*tags, *(name for name in schema.get("required", []) if name not in tags)]


def _all_required(schema: dict[str, Any]) -> None:
    schema["required"] = list(schema.get("properties", {}))


class Part(BaseModel):
    """A part of a saved document: strict about types, and it keeps fields that it does not know."""

    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra=_tags_required)


class Body(BaseModel):
    """Something a client sends: what has a default may be left out, unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_tags_required)


class Message(BaseModel):
    """Something the server computes and sends: every field is there, and never edited."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_all_required)


class SparseMessage(Message):
    """Something the server sends with its empty fields left out."""

    model_config = ConfigDict(json_schema_extra=_tags_required)
