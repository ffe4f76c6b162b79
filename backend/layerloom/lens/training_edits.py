"""What a script says of training, field by field, and proposals for another value of one of them."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from layerloom.codegen.argument_values import construct
from layerloom.codegen.formatter import flat
from layerloom.importers.script.keras_api.training_calls import COMPILE, FIT
from layerloom.importers.script.state.values import Named, Site, Value
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.training import Named as NamedObject
from layerloom_schema.documents.training import OutputTraining, Training

from .agreement import without_defaults
from .call_arguments import Arguments
from .parameter_edits import GONE, ParameterEdits
from .proposer import Edits, Proposer
from .source_text import Edit
from .written_code import parameters_of

Field = tuple[str, int | None]
"""A field of the training, with the number of the output that it is of."""
_KINDS: Mapping[str, str] = {
    "optimizer": "optimizers",
    "loss": "losses",
    "metrics": "metrics",
    "weighted_metrics": "metrics",
    "callbacks": "callbacks",
}
_COMPILED = ("optimizer", "loss", "metrics", "weighted_metrics", "loss_weights")


def training_fields(training: Training | None, outputs: Sequence[str], catalog: Catalog) -> dict[Field, Json]:
    """The fields of a training that `compile` and `fit` say."""
    known = training or Training()
    fields: dict[Field, Json] = {
        ("optimizer", None): _plain(known.optimizer, "optimizers", catalog),
        ("epochs", None): known.epochs,
        ("batch_size", None): known.batch_size,
        ("shuffle", None): known.shuffle,
        ("validation_split", None): known.validation.split,
        ("callbacks", None): [_plain(one, "callbacks", catalog) for one in known.callbacks],
    }
    for number, name in enumerate(outputs):
        of = known.outputs.get(name) or OutputTraining()
        fields["loss", number] = None if of.loss is None else _plain(of.loss, "losses", catalog)
        fields["loss_weights", number] = of.weight
        fields["metrics", number] = [_plain(one, "metrics", catalog) for one in of.metrics]
        fields["weighted_metrics", number] = [_plain(one, "metrics", catalog) for one in of.weighted_metrics]
    return fields


def _plain(value: str | NamedObject, kind: str, catalog: Catalog) -> Json:
    """The name of an object, with its arguments where any is not the default."""
    if isinstance(value, str):
        return value
    config = without_defaults(value.config, parameters_of(catalog, kind, value.name))
    return {"name": value.name, "config": config} if config else value.name


class TrainingEdits:
    """Proposes edits of the arguments of `compile` and `fit`."""

    def __init__(self, proposer: Proposer) -> None:
        self._proposer = proposer
        self._source = proposer.source
        self._parameters = ParameterEdits(proposer)

    def says(self, name: str) -> bool:
        """Whether the script has the call that says a field."""
        return self._site(name) is not None

    def proposals(self, field: Field, outputs: Sequence[str], old: Json, new: Json) -> Iterator[Edits]:
        """Give a field another value. `outputs` are the names of the outputs as the script has them."""
        name, number = field
        site = self._site(name)
        if site is None or not isinstance(site.node, ast.Call):
            return
        arguments = Arguments(self._source, site.node, COMPILE if name in _COMPILED else FIT)
        value = arguments.find(name)
        if number is None or len(outputs) == 1:
            yield from self._whole(arguments, site, name, value, old, new)
        elif isinstance(value, ast.Dict):
            yield from self._keyed(value, site, name, outputs[number], new)
        elif isinstance(value, ast.List | ast.Tuple) and len(value.elts) == len(outputs):
            yield [self._source.replace(value.elts[number], self._code(name, new))]
        elif value is None:
            key = self._proposer.writer.text(outputs[number])
            yield [arguments.set(name, f"{{{key}: {self._code(name, new)}}}")]

    def _whole(
        self, arguments: Arguments, site: Site, name: str, value: ast.expr | None, old: Json, new: Json
    ) -> Iterator[Edits]:
        """An argument that is one value."""
        given = next((one for part, one in site.given if part is value), None)
        if isinstance(given, Named) and isinstance(new, dict):
            yield from self._changed(given, old, new)
        if new is None:
            removed = arguments.remove(value) if value is not None else None
            if removed is not None:
                yield [removed]
        if isinstance(value, ast.List | ast.Tuple) and isinstance(old, list) and isinstance(new, list):
            yield from self._listed(value, name, old, new)
        code = self._code(name, new)
        if value is not None and not isinstance(value, ast.Constant | ast.List):
            yield from self._proposer.literals(site, value, old, code)
        yield [self._source.replace(value, code) if value is not None else arguments.set(name, code)]

    def _listed(
        self, value: ast.List | ast.Tuple, name: str, old: Sequence[Json], new: Sequence[Json]
    ) -> Iterator[Edits]:
        """Put more at the end of a list, and leave the rest alone."""
        if value.elts and len(value.elts) == len(old) and [*new[: len(old)]] == [*old]:
            _, end = self._source.span(value.elts[-1])
            added = "".join(f", {self._object(name, part)}" for part in new[len(old) :])
            yield [Edit(end, end, added)]

    def _changed(self, given: Named, old: Json, new: dict[str, Json]) -> Iterator[Edits]:
        """One argument of an optimizer or loss that stays."""
        was: Json = old if isinstance(old, dict) else {"name": old, "config": {}}
        if not isinstance(was, dict) or was.get("name") != new.get("name"):
            return
        before, now = was.get("config"), new.get("config")
        if isinstance(before, dict) and isinstance(now, dict):
            changed = [key for key in {**before, **now} if before.get(key) != now.get(key)]
            if len(changed) == 1:
                key = changed[0]
                yield from self._parameters.of_named(given, key, before.get(key), now.get(key, GONE))

    def _keyed(self, value: ast.Dict, site: Site, name: str, output: str, new: Json) -> Iterator[Edits]:
        """The entry of one output."""
        for key, part in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == output:
                given = next((one for whole, one in site.given if whole is value), None)
                known: Value = given.get(output) if isinstance(given, dict) else None
                if isinstance(known, Named) and isinstance(new, dict):
                    yield from self._changed(
                        known, {"name": new.get("name"), "config": dict(known.config)}, new
                    )
                yield [self._source.replace(part, self._code(name, new))]
                return
        if value.values:
            _, end = self._source.span(value.values[-1])
            added = f", {self._proposer.writer.text(output)}: {self._code(name, new)}"
            yield [Edit(end, end, added)]

    def _site(self, name: str) -> Site | None:
        model = self._proposer.reading.model
        if name in _COMPILED:
            return model.compiled.site if model.compiled is not None else None
        return model.fit_site if model.fitted is not None else None

    def _code(self, name: str, value: Json) -> str:
        if isinstance(value, list):
            return f"[{', '.join(self._object(name, part) for part in value)}]"
        return self._object(name, value)

    def _object(self, name: str, value: Json) -> str:
        kind = _KINDS.get(name)
        writer = self._proposer.writer
        if isinstance(value, dict) and kind is not None:
            config = value.get("config")
            arguments = config if isinstance(config, dict) else {}
            return writer.written(
                flat(construct(self._proposer.catalog, kind, str(value.get("name")), arguments))
            )
        if kind == "callbacks" and isinstance(value, str):
            return writer.written(flat(construct(self._proposer.catalog, kind, value, {})))
        return writer.literal(value)
