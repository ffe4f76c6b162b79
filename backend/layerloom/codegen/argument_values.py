"""Values of arguments as Python, through the catalogue: no name that is not in it is ever written."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from layerloom.build.layer_references import reference_of
from layerloom.catalog.keras_classes import resolves
from layerloom.catalog.overrides.allowlist import Kind
from layerloom.graph.wrapped_layers import may_wrap, with_inner_parameters
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType, names
from layerloom_schema.document import Named
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
"""What our own builder gives as a list, not as a tuple."""
_FRACTIONS = frozenset({T.float, T.schedule, T.numbers, T.number_or_list})


class Inside(Protocol):
    """Writes what stands inside a layer from elsewhere, and lines that must come before it."""

    def variable(self, value: Mapping[str, Json]) -> str:
        """The variable of the layer or model that `value` names, made now if it is not there yet."""
        ...

    def is_made(self, value: Mapping[str, Json]) -> bool: ...

    def apart(self, made: Bracket, wish: str) -> str:
        """The variable of an object that must be made before what comes next in its layer."""
        ...


def construct(
    catalog: Catalog,
    kind: str,
    name: str,
    config: Mapping[str, Json],
    *,
    more: list[Part] | None = None,
    inside: Inside | None = None,
    apart: bool = False,
    entry: CatalogEntry | None = None,
) -> Bracket:
    """The call that makes an object of the catalogue: `keras.layers.Dense(10, activation="softmax")`.

    Arguments stand in the order of `config`, in which seeds are drawn; required ones that lead the signature stand
    first, without their names, where that changes nothing. Arguments that say no more than the default are left out.
    With `apart`, objects inside are made in lines of their own; `entry` is given where it is not the catalogue's own.
    """
    entry = entry or entry_of(catalog, kind, name)
    parameters = entry.parameter
    unknown = next((argument for argument in config if argument not in parameters), None)
    if unknown is not None:
        raise refused(f"{entry.name} has no argument {unknown}.", unknown)
    writer = _Writer(catalog, inside, apart)
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
    """An object that a document names by a word, or by name and arguments."""
    if isinstance(choice, str):
        return construct(catalog, kind, choice, {})
    return construct(catalog, kind, choice.name, choice.config)


def entry_of(catalog: Catalog, kind: str, name: str) -> CatalogEntry:
    """The entry of a name or alias. Raises `Refused` where there is none."""
    entries: Mapping[str, CatalogEntry] = getattr(catalog, kind)
    known = names(entries).get(name)
    if known is None:
        raise refused(f"There is no {name} among the {kind}.", name)
    return entries[known]


def plain(catalog: Catalog, parameter: Parameter, value: Json) -> Expression:
    """The value of an argument in which no layer stands."""
    return _Writer(catalog, None, apart=False).value(parameter, value)


def wants_apart(value: Json, inside: Inside) -> bool:
    """Whether something is made in front of a layer from elsewhere that is not there yet, so that one line won't do."""
    made = False
    for part in _made_in(value):
        if reference_of(part) is None:
            made = True
        elif made and not inside.is_made(part):
            return True
    return False


def refused(message: str, got: str) -> Refused:
    return Refused(422, ErrorCode.invalid, message, got=got)


def _made_in(value: Json) -> Iterator[dict[str, Json]]:
    """Objects and layers, those inside first: the order in which they are made."""
    if isinstance(value, list):
        for part in value:
            yield from _made_in(part)
    elif isinstance(value, dict):
        config = value.get("config")
        for part in config.values() if isinstance(config, dict) else ():
            yield from _made_in(part)
        yield value


def _leading(entry: CatalogEntry, written: Mapping[str, Expression]) -> list[str]:
    """The arguments without their names; none where that would have things made in another order."""
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
    if parameter.required or isinstance(value, bool) is not isinstance(parameter.default, bool):
        return False
    return value == parameter.default


class _Writer:
    """Writes the values of one object's arguments."""

    def __init__(self, catalog: Catalog, inside: Inside | None, apart: bool) -> None:
        self._catalog = catalog
        self._inside = inside
        self._apart = apart

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
                    apart=self._apart,
                    entry=with_inner_parameters(known),
                )
                return self._kept(made, parameter)
        elif isinstance(value, dict) and reference_of(value) is not None and self._inside is not None:
            return self._inside.variable(value)
        raise refused(f"{parameter.name} is not what it takes.", parameter.name)

    def _object(self, kind: str, parameter: Parameter, value: str | dict[str, Json]) -> Expression:
        if isinstance(value, str):
            entry = entry_of(self._catalog, kind, value)
            # A word that Keras does not resolve is made by its class, as our own builder does.
            known = resolves(Kind(kind), value) or kind not in MODULES
            return quote(value) if known else construct(self._catalog, kind, entry.name, {})
        name, config = value.get("name"), value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict) or kind not in MODULES:
            raise refused(f"{parameter.name} is not what it takes.", parameter.name)
        return self._kept(construct(self._catalog, kind, name, config), parameter)

    def _kept(self, made: Bracket, parameter: Parameter) -> Expression:
        return self._inside.apart(made, parameter.name) if self._apart and self._inside else made


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
    """A page writes 1.0 as 1; where a number may have a fraction, it is written with one."""
    if isinstance(value, int) and not isinstance(value, bool) and parameter.type in _FRACTIONS:
        return repr(float(value))
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise refused(f"{parameter.name} is not what it takes.", parameter.name)
