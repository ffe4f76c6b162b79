"""[T] What a document chooses by name: an optimizer, a loss, a metric, a callback, each with its arguments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from layerloom.data.targets import known_name
from layerloom.graph.near import near
from layerloom.graph.params import ConfigCheck, Make
from layerloom.graph.titles import fix
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog import Catalog, CatalogEntry, refusals, usable
from layerloom_schema.document import Named
from layerloom_schema.edits import Edit, SetField
from layerloom_schema.generated import read_catalog
from layerloom_schema.problems import Code, FixKind, Problem, Where

Replace = Callable[[Json], Edit]
"""Makes the edit that puts another object in this place."""


@dataclass(frozen=True)
class Chosen:
    """One place of the document that names something of the catalogue. `path` leads to it, or to the list it is in."""

    kind: Literal["optimizer", "loss", "metric", "callback"]
    path: Sequence[str]
    node: NodeId | None = None

    def check(self, choice: str | Named) -> list[Problem]:
        """The problems of an object that stands by itself."""

        def replace(value: Json) -> Edit:
            return SetField(path=list(self.path), value=value)

        def make(argument: str, value: Json, unset: bool) -> Edit:
            path = [*self.path, "config", argument]
            return SetField(path=path, unset=True) if unset else SetField(path=path, value=value)

        return self._check(choice, ".".join(self.path), replace, make)

    def check_one_of(self, choices: Sequence[str | Named], place: int) -> list[Problem]:
        """The problems of one object of a list. An edit has no path into a list, so a fix sets the whole of it."""
        written = [dump(choice) for choice in choices]

        def replace(value: Json) -> Edit:
            changed = [*written[:place], value, *written[place + 1 :]]
            return SetField(path=list(self.path), value=changed)

        def make(argument: str, value: Json, unset: bool) -> Edit:
            choice = choices[place]
            config = dict(choice.config) if isinstance(choice, Named) else {}
            if unset:
                config.pop(argument, None)
            else:
                config[argument] = value
            return replace({"name": choice if isinstance(choice, str) else choice.name, "config": config})

        return self._check(choices[place], ".".join([*self.path, str(place)]), replace, make)

    def _check(self, choice: str | Named, field: str, replace: Replace, make: Make) -> list[Problem]:
        catalog = read_catalog()
        entries = _entries(catalog, self.kind)
        name = known_name(choice, entries)
        where = Where(node=self.node, field=field)
        if name is None:
            asked = choice if isinstance(choice, str) else choice.name
            refused = refusals(entries).get(asked)
            if refused is not None:
                return [_refused(refused, asked, where)]
            return [self._unknown(asked, usable(entries), where, replace)]
        if isinstance(choice, str):
            return []
        return ConfigCheck(catalog, name, where, prefix=f"{field}.config", make=make).run(
            entries[name], choice.config
        )

    def _unknown(self, asked: str, known: Sequence[str], where: Where, replace: Replace) -> Problem:
        guess = near(asked, known)
        hint = f" Did you mean {guess}?" if guess else ""
        some = ", ".join(known[:6]) + (" ..." if len(known) > 6 else "")
        fixes = [fix(FixKind.use, [replace({"name": guess, "config": {}})], name=guess)] if guess else []
        return Problem(
            code=Code.param_range,
            message=f'There is no {self.kind} named "{asked}"; there are {some}.{hint}',
            values={"owner": self.kind, "argument": "name", "near": guess},
            where=where,
            expected=[*known],
            received=asked,
            fixes=fixes,
        )


def _refused(entry: CatalogEntry, asked: str, where: Where) -> Problem:
    return Problem(
        code=Code.layer_refused,
        message=f"{entry.name} cannot be used: {entry.refused}",
        values={"layer": entry.name, "reason": entry.refused},
        where=where,
        received=asked,
    )


def dump(choice: str | Named) -> Json:
    """A choice as the document writes it."""
    return choice if isinstance(choice, str) else {"name": choice.name, "config": dict(choice.config)}


def _entries(catalog: Catalog, kind: str) -> Mapping[str, CatalogEntry]:
    return {
        "optimizer": catalog.optimizers,
        "loss": catalog.losses,
        "metric": catalog.metrics,
        "callback": catalog.callbacks,
    }[kind]
