"""Argument values as Python source; only names in the catalogue are written."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from layerloom.build.layer_references import reference_of
from layerloom.catalog.keras_classes import resolves
from layerloom.catalog.overrides.allowlist import Kind
from layerloom.catalog.refusals import no_argument, no_entry
from layerloom.graph.wrapped_layers import may_wrap, with_inner_parameters
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry, Parameter, ParameterType, names
from layerloom_schema.documents.training import Named
from layerloom_schema.errors import ErrorCode, Refused

from .formatter import Bracket, Expression, Part, call, flat, listing, quote

T = ParameterType
MODULES: Mapping[str, str] = {
    "layers": "keras.layers",
    "losses": "keras.losses",
    "metrics": "keras.metrics",
    "optimizers": "keras.optimizers",
    "schedules": "keras.optimizers.schedules",
    "initializers": "keras.initializers",
    "regularizers": "keras.regularizers",
    "constraints": "keras.constraints",
    "callbacks": "keras.callbacks",
}
_NESTED: Mapping[ParameterType, str] = {
    T.activation: "activations",
    T.initializer: "initializers",
    T.regularizer: "regularizers",
    T.constraint: "constraints",
    T.schedule: "schedules",
}
_LISTS = frozenset({T.number_or_list, T.strings, T.ints})
"""Types that the trainer passes as a list, not as a tuple."""
_FRACTIONS = frozenset({T.float, T.schedule, T.numbers, T.number_or_list})


class Inside(Protocol):
    """Writes references to other layers, and lines that must come before them."""

    def variable(self, value: Mapping[str, Json]) -> str:
        """The variable of the layer or model that `value` refers to, written first if needed."""
        ...

    def is_made(self, value: Mapping[str, Json]) -> bool: ...

    def on_own_line(self, made: Bracket, wanted: str) -> str:
        """The variable of an object that must be constructed before the next argument of its layer."""
        ...


def construct(
    catalog: Catalog,
    kind: str,
    name: str,
    config: Mapping[str, Json],
    *,
    more: list[Part] | None = None,
    inside: Inside | None = None,
    on_own_line: bool = False,
    entry: CatalogEntry | None = None,
) -> Bracket:
    """The call that constructs an object of the catalogue: `keras.layers.Dense(10, activation="softmax")`.

    Arguments are in the order of `config`, in which seeds are drawn; leading required ones are positional where that
    does not change the order. Arguments equal to the default are left out. With `on_own_line`, objects inside are
    constructed in lines of their own; `entry` replaces that of the catalogue.
    """
    entry = entry or entry_of(catalog, kind, name)
    parameters = entry.parameter
    unknown = next((argument for argument in config if argument not in parameters), None)
    if unknown is not None:
        raise no_argument(entry.name, unknown)
    writer = _Writer(catalog, inside, on_own_line)
    written = {
        argument: writer.value(parameters[argument], value)
        for argument, value in config.items()
        if parameters[argument].required or not is_default(parameters[argument], value)
    }
    leading = _leading(entry, written)
    parts = [Part(written[argument]) for argument in leading]
    parts += [Part(value, f"{argument}=") for argument, value in written.items() if argument not in leading]
    return call(f"{MODULES[kind]}.{entry.name}", [*parts, *(more or [])])


def chosen(catalog: Catalog, kind: str, choice: str | Named) -> Expression:
    """An object that a document gives by string, or by name and arguments."""
    if isinstance(choice, str):
        return construct(catalog, kind, choice, {})
    return construct(catalog, kind, choice.name, choice.config)


def entry_of(catalog: Catalog, kind: str, name: str) -> CatalogEntry:
    """The entry of a name or alias. Raises `Refused` where there is none."""
    entries: Mapping[str, CatalogEntry] = getattr(catalog, kind)
    known = names(entries).get(name)
    if known is None:
        raise no_entry(kind, name)
    return entries[known]


def plain(catalog: Catalog, parameter: Parameter, value: Json) -> Expression:
    """The value of an argument without layers in it."""
    return _Writer(catalog, None, on_own_line=False).value(parameter, value)


def needs_own_lines(value: Json, inside: Inside) -> bool:
    """Whether an object must be constructed before a referenced layer that is not written yet."""
    made = False
    for part in _made_in(value):
        if reference_of(part) is None:
            made = True
        elif made and not inside.is_made(part):
            return True
    return False


def _unfit(parameter: Parameter) -> Refused:
    params: dict[str, Json] = {"argument": parameter.name}
    return Refused(422, ErrorCode.invalid, variant="unfit_value", params=params, got=parameter.name)


def _made_in(value: Json) -> Iterator[dict[str, Json]]:
    """Objects and layers in a value, inner ones first: the order of construction."""
    if isinstance(value, list):
        for part in value:
            yield from _made_in(part)
    elif isinstance(value, dict):
        config = value.get("config")
        for part in config.values() if isinstance(config, dict) else ():
            yield from _made_in(part)
        yield value


def _leading(entry: CatalogEntry, written: Mapping[str, Expression]) -> list[str]:
    """The positional arguments; none where they would change the order of construction."""
    leading: list[str] = []
    for parameter in entry.parameters:
        if not parameter.required or parameter.name not in written:
            break
        leading.append(parameter.name)
    rest = [argument for argument in written if argument not in leading]
    made = [name for name in (*leading, *rest) if _makes(written[name])]
    return leading if made == [name for name, value in written.items() if _makes(value)] else []


def _makes(value: Expression) -> bool:
    return isinstance(value, Bracket) and (
        bool(value.head) or any(_makes(part.value) for part in value.parts)
    )


def is_default(parameter: Parameter, value: Json) -> bool:
    """Whether an argument may be left out because its value is the default; `True` is not 1 here."""
    if parameter.required or isinstance(value, bool) is not isinstance(parameter.default, bool):
        return False
    return value == parameter.default


class _Writer:
    """Writes the values of one object's arguments."""

    def __init__(self, catalog: Catalog, inside: Inside | None, on_own_line: bool) -> None:
        self._catalog = catalog
        self._inside = inside
        self._apart = on_own_line

    def value(self, parameter: Parameter, value: Json) -> Expression:
        if parameter.type in (T.layer, T.layers) and isinstance(value, list | dict):
            return self._layers(parameter, value)
        if parameter.type in _NESTED and isinstance(value, str | dict):
            return self._object(_NESTED[parameter.type], parameter, value)
        if isinstance(value, str):
            return quote(value)
        if isinstance(value, list):
            return _sequence(parameter, value, "[]" if parameter.type in _LISTS else "()")
        return _number(parameter, value)

    def _layers(self, parameter: Parameter, value: list[Json] | dict[str, Json]) -> Expression:
        if isinstance(value, list) and parameter.type is T.layers:
            return listing([self._layer(parameter, part) for part in value])
        return self._layer(parameter, value)

    def _layer(self, parameter: Parameter, value: Json) -> Expression:
        if isinstance(value, dict) and "layer" in value:
            name, config = value["layer"], value.get("config", {})
            known = self._catalog.layers.get(self._catalog.layer_names.get(str(name), ""))
            if known is not None and isinstance(config, dict) and may_wrap(parameter, known):
                made = construct(
                    self._catalog,
                    "layers",
                    known.name,
                    config,
                    inside=self._inside,
                    on_own_line=self._apart,
                    entry=with_inner_parameters(known),
                )
                return self._kept(made, parameter)
        elif isinstance(value, dict) and reference_of(value) is not None and self._inside is not None:
            return self._inside.variable(value)
        raise _unfit(parameter)

    def _object(self, kind: str, parameter: Parameter, value: str | dict[str, Json]) -> Expression:
        if isinstance(value, str):
            entry = entry_of(self._catalog, kind, value)
            # A string that Keras does not resolve is written as its class, as the trainer does.
            known = resolves(Kind(kind), value) or kind not in MODULES
            return quote(value) if known else construct(self._catalog, kind, entry.name, {})
        name, config = value.get("name"), value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict) or kind not in MODULES:
            raise _unfit(parameter)
        return self._kept(construct(self._catalog, kind, name, config), parameter)

    def _kept(self, made: Bracket, parameter: Parameter) -> Expression:
        return self._inside.on_own_line(made, parameter.name) if self._apart and self._inside else made


def _sequence(parameter: Parameter, value: list[Json], brackets: str) -> Expression:
    parts: list[Expression] = [
        _sequence(parameter, part, "()")
        if isinstance(part, list)
        else quote(part)
        if isinstance(part, str)
        else _number(parameter, part)
        for part in value
    ]
    if brackets == "()" and len(parts) == 1:
        return f"({flat(parts[0])},)"
    return Bracket([Part(part) for part in parts], kind=brackets)


def _number(parameter: Parameter, value: Json) -> str:
    """JSON has 1 for 1.0; a float parameter is written with a fraction."""
    if isinstance(value, int) and not isinstance(value, bool) and parameter.type in _FRACTIONS:
        return repr(float(value))
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise _unfit(parameter)
