"""A script or notebook that is read as a document: what is sent, and what is to be chosen of it."""

from typing import Literal

from pydantic import Field

from layerloom_schema.base import Body, Message


class ScriptModel(Message):
    """A model of a script, by a name that is unique there, with the line that makes it (in its cell, if it is in one)."""

    name: str
    line: int
    cell: int | None = None
    chosen: bool = False
    """Whether the document is this one."""
    part: bool = False
    """Whether another model calls it."""


class ScriptHole(Message):
    """A number or shape that only running a script would give; until it is filled in, its text is in the document.

    `key` is the expression that gives it, `name` the variable that has it.
    """

    key: str
    name: str
    kind: Literal["size", "shape"]
    line: int
    cell: int | None = None


class ScriptImport(Body):
    """Body of `POST /import/script`: a script or notebook as text, and what is chosen of it.

    `name` is that of the file, `model` one of its models, `filled` has values of its holes by their keys.
    """

    name: str = Field(max_length=200)
    text: str
    model: str | None = Field(default=None, max_length=200)
    filled: dict[str, int | float | str | list[int | None]] = Field(default_factory=dict, max_length=200)
