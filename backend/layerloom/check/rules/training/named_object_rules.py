"""[T] Optimizers, losses, metrics and callbacks by name: do they exist, and are their arguments valid."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from layerloom.datasets.target_encoding import canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.aliases import CROSSENTROPY, SETTINGS
from layerloom.graph.former_names.arguments import replacement_config
from layerloom.graph.former_names.name_lookup import find_entry, normalized
from layerloom.graph.former_names.python_calls import parse_call
from layerloom.graph.rules.parameter_rules import ConfigCheck
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import Catalog, CatalogEntry, reason_phrase, refusals, usable
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.documents.training import Named
from layerloom_schema.text.messages import did_you_mean

Replace = Callable[[Json], Edit]
"""Makes the edit that replaces the object."""


@dataclass(frozen=True)
class NamedObjectRules:
    """The rules of one field of a document that names a catalogue entry. `path` leads to it, or to the list it is in.

    `fitting` are losses or metrics that fit the output, best first, to suggest where a name is ambiguous.
    """

    kind: Literal["optimizer", "loss", "metric", "callback"]
    path: Sequence[str]
    node: NodeId | None = None
    fitting: Sequence[Named] = ()

    def check(self, choice: str | Named) -> list[Problem]:
        """Problems of a single object."""
        return self._check(
            choice, ".".join(self.path), lambda value: SetField(path=list(self.path), value=value)
        )

    def check_one_of(self, choices: Sequence[str | Named], place: int) -> list[Problem]:
        """Problems of one object in a list. An edit has no path into a list, so a fix sets the whole list."""
        before = [dump(choice) for choice in choices[:place]]
        after = [dump(choice) for choice in choices[place + 1 :]]
        return self._check(
            choices[place],
            ".".join([*self.path, str(place)]),
            lambda value: SetField(path=list(self.path), value=[*before, value, *after]),
            SetField(path=list(self.path), value=[*before, *after]),
        )

    def _check(
        self, choice: str | Named, field: str, replace: Replace, remove: Edit | None = None
    ) -> list[Problem]:
        """`remove` is the edit that removes the object from its list."""
        catalog = read_catalog()
        entries = _entries(catalog, self.kind)
        name = canonical_name(choice, entries)
        where = Where(node=self.node, field=field)
        asked, config = (choice, {}) if isinstance(choice, str) else (choice.name, choice.config)
        refused = refusals(entries).get(asked)
        if refused is not None and refused.refused is not None:
            fixes = [make_fix(FixKind.remove, [remove], name=refused.name)] if remove else []
            return [_refused(refused.name, refused.refused, asked, where, fixes)]
        if name is None:
            return [self._unknown(asked, config, entries, where, replace)]

        def whole(changed: dict[str, Json]) -> Edit:
            return replace({"name": asked, "config": changed})

        def make(argument: str, value: Json, unset: bool) -> Edit:
            kept = {key: part for key, part in config.items() if key != argument}
            return whole(kept if unset else {**config, argument: value})

        check = ConfigCheck(catalog, name, where, prefix=f"{field}.config", make=make, whole=whole)
        return check.run(entries[name], config)

    def _unknown(
        self,
        asked: str,
        config: Mapping[str, Json],
        entries: Mapping[str, CatalogEntry],
        where: Where,
        replace: Replace,
    ) -> Problem:
        meant = [*self._suggestion(asked, config, entries)]
        guess = meant[0].name if meant else None
        known = [*usable(entries)]
        return Problem(
            code=Code.param_range,
            variant=f"no_{self.kind}",
            params={"name": asked, "known": [*known], "near": did_you_mean(guess)},
            where=where,
            expected=list(known),
            received=asked,
            fixes=[make_fix(FixKind.use, [replace(dump(other))], name=other.name) for other in meant],
        )

    def _suggestion(
        self, asked: str, config: Mapping[str, Json], entries: Mapping[str, CatalogEntry]
    ) -> Iterator[Named]:
        """What an unknown name may mean, with those of its arguments that the suggestion has."""
        if normalized(asked) in CROSSENTROPY:
            for fits in self.fitting:
                kept = {name: value for name, value in config.items() if takes(entries[fits.name], name)}
                yield Named(name=fits.name, config={**fits.config, **kept})
            return
        kind = f"{self.kind}es" if self.kind == "loss" else f"{self.kind}s"
        guess = find_entry(asked, entries, kind)
        if guess is not None:
            call = parse_call(asked)
            said = call.config(entries[guess]) if call else SETTINGS.get((kind, normalized(asked)), {})
            yield Named(name=guess, config=replacement_config(entries[guess], {**said, **config}))


def takes(entry: CatalogEntry, argument: str) -> bool:
    """Whether an entry has an argument."""
    return any(parameter.name == argument for parameter in entry.parameters)


def _refused(name: str, reason: str, asked: str, where: Where, fixes: list[Fix]) -> Problem:
    return Problem(
        code=Code.layer_refused,
        variant="reason",
        params={"layer": name, "reason": reason_phrase(reason)},
        where=where,
        received=asked,
        fixes=fixes,
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
