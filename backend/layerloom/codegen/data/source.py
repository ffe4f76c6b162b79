"""How a script reads a data set: its lines, and the expression of each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerloom_schema.data.datasets import DatasetInfo

from .archive_lines import Functions


@dataclass(frozen=True)
class Field:
    """A field: its expression, dtype and row shape."""

    expression: str
    dtype: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """Lines that read a data set, with what they need, and its fields by name."""

    info: DatasetInfo
    loaders: list[str]
    load: list[str]
    fields: Mapping[str, Field]
    imports: list[str] = field(default_factory=list)
    standard_imports: list[str] = field(default_factory=list)
    functions: Functions = ()
