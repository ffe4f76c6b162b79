"""[G] Rules of unknown fields of objects in a config, such as a `seed` next to the config of an initializer."""

from collections.abc import Callable, Collection, Iterator, Mapping

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.wrapped_layers import set_argument
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.checks.problems import FixKind, Problem, Where
from layerloom_schema.documents.edits import Edit

from .unknown_field_rules import EXTENSION_PREFIX, unknown_field


def object_field_problems(
    value: Mapping[str, Json],
    entry: CatalogEntry,
    title: Json,
    where: Where,
    make: Callable[[Json], Edit] | None,
    declared: Collection[str] = ("name", "config"),
) -> Iterator[Problem]:
    """A warning for each unknown field. `where` is the location of the object, `make` an edit that replaces it."""
    for name in value:
        if name in declared or name.startswith(EXTENSION_PREFIX):
            continue
        rest: Json = {key: part for key, part in value.items() if key != name}
        argument = any(parameter.name == name for parameter in entry.parameters)
        fixes = []
        if make is not None and argument:
            moved = set_argument(rest, ["config"], name, value[name], unset=False)
            fixes.append(make_fix(FixKind.move, [make(moved)], name=f"config.{name}"))
        if make is not None:
            fixes.append(make_fix(FixKind.remove, [make(rest)], name=name))
        location = where.model_copy(update={"field": f"{where.field}.{name}"})
        near = f"config.{name}" if argument else None
        yield unknown_field(title, name, location, value[name], near, fixes)
