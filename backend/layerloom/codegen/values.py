"""Values of arguments as Python, through the catalogue: no name that is not in it is ever written."""

from collections.abc import Mapping

from layerloom.catalog.allowlist import Kind
from layerloom.catalog.classes import resolves
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType, names
from layerloom_schema.document import Named
from layerloom_schema.errors import ErrorCode, Refused

from .layout import Expression, Part, call, quote

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


def construct(
    catalog: Catalog, kind: str, name: str, config: Mapping[str, Json], *, more: list[Part] | None = None
) -> Expression:
    """The call that makes an object of the catalogue: `keras.layers.Dense(10, activation="softmax")`.

    Arguments stand in the order of `config`, in which seeds are drawn; required ones that lead the signature stand
    first, without their names. Arguments that say no more than the default are left out.
    """
    entry = entry_of(catalog, kind, name)
    parameters = {parameter.name: parameter for parameter in entry.parameters}
    unknown = next((argument for argument in config if argument not in parameters), None)
    if unknown is not None:
        raise _refused(f"{entry.name} has no argument {unknown}.", unknown)
    leading = _leading(entry, config)
    parts = [Part(_value(catalog, parameters[argument], config[argument])) for argument in leading]
    for argument, value in config.items():
        parameter = parameters[argument]
        if argument not in leading and not _is_default(parameter, value):
            parts.append(Part(_value(catalog, parameter, value), f"{argument}="))
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
        raise _refused(f"There is no {name} among the {kind}.", name)
    return entries[known]


def _leading(entry: CatalogEntry, config: Mapping[str, Json]) -> list[str]:
    leading = []
    for parameter in entry.parameters:
        if not parameter.required or parameter.name not in config:
            break
        leading.append(parameter.name)
    return leading


def _is_default(parameter: Parameter, value: Json) -> bool:
    return not parameter.required and type(value) is type(parameter.default) and value == parameter.default


def _value(catalog: Catalog, parameter: Parameter, value: Json) -> Expression:
    if parameter.type in _NESTED and isinstance(value, str | dict):
        return _object(catalog, _NESTED[parameter.type], parameter, value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, list):
        inside = ", ".join(_number(parameter, part) for part in value)
        if parameter.type is T.number_or_list:
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return _number(parameter, value)


def _object(catalog: Catalog, kind: str, parameter: Parameter, value: str | dict[str, Json]) -> Expression:
    if isinstance(value, str):
        entry = entry_of(catalog, kind, value)
        # A word that Keras does not resolve is made by its class, as our own builder does.
        known = resolves(Kind(kind), value) or kind not in MODULES
        return quote(value) if known else construct(catalog, kind, entry.name, {})
    name, config = value.get("name"), value.get("config", {})
    if not isinstance(name, str) or not isinstance(config, dict) or kind not in MODULES:
        raise _refused(f"{parameter.name} is not what it takes.", parameter.name)
    return construct(catalog, kind, name, config)


def _number(parameter: Parameter, value: Json) -> str:
    """A page writes 1.0 as 1; where a number may have a fraction, it is written with one."""
    if isinstance(value, int) and not isinstance(value, bool) and parameter.type in (T.float, T.schedule):
        return repr(float(value))
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise _refused(f"{parameter.name} is not what it takes.", parameter.name)


def _refused(message: str, got: str) -> Refused:
    return Refused(422, ErrorCode.invalid, message, got=got)
