"""What the rules of single arguments need of the check of a config, so that they do not import that check."""

from collections.abc import Callable, Mapping
from typing import Protocol

from layerloom.graph.former_names.arguments import ArgumentChange
from layerloom.graph.wrapped_layers import Scope
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry
from layerloom_schema.checks.problems import Code, Fix, Problem, Where
from layerloom_schema.documents.edits import Edit

MakeEdit = Callable[[str, Json, bool], Edit]
"""Makes an edit that sets an argument to a value, or removes it if the third argument is true."""
MakeConfigEdit = Callable[[dict[str, Json]], Edit]
"""Makes an edit that sets all arguments at once, for configs where one edit of `MakeEdit` would undo another."""


class ArgumentCheck(Protocol):
    """The check of one config, implemented by `parameter_rules.ConfigCheck`."""

    catalog: Catalog
    owner: Json
    prefix: str
    make: MakeEdit | None
    scope: Scope | None
    entry: str
    config: Mapping[str, Json]
    problems: list[Problem]

    def run(self, entry: CatalogEntry, config: Mapping[str, Json]) -> list[Problem]: ...
    def at(self, argument: str) -> Where: ...
    def changes(self, change: ArgumentChange | None) -> list[Fix]: ...
    def inside(
        self, owner: Json, prefix: str, make: MakeEdit | None, whole: MakeConfigEdit | None
    ) -> "ArgumentCheck": ...
    def add(
        self,
        code: Code,
        argument: str,
        variant: str | None = None,
        *,
        params: Mapping[str, Json] | None = None,
        expected: Json = None,
        received: Json = None,
        fixes: list[Fix],
    ) -> None: ...
