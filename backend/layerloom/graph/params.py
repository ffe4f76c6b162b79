"""[G] The rules of arguments: what a document gives a constructor, held against the catalogue."""

import difflib
import math
from collections.abc import Callable, Mapping

from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType, names
from layerloom_schema.edits import Edit
from layerloom_schema.problems import Code, Fix, Problem, Where

T = ParameterType
Make = Callable[[str, Json, bool], Edit]
"""Makes the edit that sets an argument to a value, or with True takes it away."""

_KINDS: Mapping[ParameterType, str] = {
    T.activation: "activations",
    T.initializer: "initializers",
    T.regularizer: "regularizers",
    T.constraint: "constraints",
    T.schedule: "schedules",
}
_WORDS: Mapping[ParameterType, str] = {
    T.int: "a whole number",
    T.float: "a number",
    T.bool: "true or false",
    T.string: "a text",
    T.choice: "one of its choices",
    T.int_tuple: "a whole number, or a list of them",
    T.shape: "a list of whole numbers",
    T.int_or_list: "a whole number, or a list of them",
    T.number_or_list: "a number, or a list of numbers",
    T.activation: "the name of an activation",
    T.initializer: "the name of an initializer",
    T.regularizer: "the name of a regularizer",
    T.constraint: "the name of a constraint",
    T.schedule: "a number, or a schedule",
}


class ConfigCheck:
    """Checks the arguments given to one catalogue entry. `owner` is what the sentences call it."""

    def __init__(
        self, catalog: Catalog, owner: str, where: Where, *, prefix: str, make: Make | None = None
    ) -> None:
        self.catalog = catalog
        self.owner = owner
        self.where = where
        self.prefix = prefix
        self.make = make
        self.problems: list[Problem] = []

    def run(self, entry: CatalogEntry, config: Mapping[str, Json]) -> list[Problem]:
        """All problems of `config`, in the order of the catalogue's parameters, unknown ones first."""
        known = {parameter.name: parameter for parameter in entry.parameters}
        for name in config:
            if name not in known:
                self._unknown(name, config[name], list(known))
        for parameter in entry.parameters:
            if parameter.name in config:
                self._value(parameter, config[parameter.name])
            elif parameter.required:
                self._missing(parameter)
        return self.problems

    def _unknown(self, name: str, value: Json, known: list[str]) -> None:
        near = difflib.get_close_matches(name, known, n=1)
        fixes = []
        if near and self.make:
            fixes.append(
                Fix(
                    title=f"Rename it to {near[0]}",
                    edits=[self.make(name, None, True), self.make(near[0], value, False)],
                )
            )
        if self.make:
            fixes.append(Fix(title=f"Remove {name}", edits=[self.make(name, None, True)]))
        hint = f" Did you mean {near[0]}?" if near else ""
        self._add(
            Code.param_unknown,
            name,
            f"{self.owner} has no argument {name}.{hint}",
            {"argument": name, "near": near[0] if near else None},
            expected=list(known),
            received=name,
            fixes=fixes,
        )

    def _missing(self, parameter: Parameter) -> None:
        words = _WORDS[parameter.type]
        fixes = []
        if self.make and parameter.suggested is not None:
            fixes.append(
                Fix(
                    title=f"Set {parameter.name} to {show(parameter.suggested)}",
                    edits=[self.make(parameter.name, parameter.suggested, False)],
                )
            )
        self._add(
            Code.param_missing,
            parameter.name,
            f"{self.owner} needs {parameter.name}: {words}.",
            {"argument": parameter.name},
            expected=words,
            fixes=fixes,
        )

    def _value(self, parameter: Parameter, value: Json) -> None:
        if value is None:
            if not parameter.nullable:
                self._wrong_type(parameter, value)
            return
        if _holds_not_finite(value):
            self._add(
                Code.param_not_finite,
                parameter.name,
                f"{parameter.name} of {self.owner} must be a finite number.",
                {"argument": parameter.name},
                expected="a finite number",
                received=str(value),
                fixes=self._default_fix(parameter),
            )
        elif parameter.type in _KINDS:
            self._object(parameter, value)
        elif not _fits(parameter, value):
            self._wrong_type(parameter, value)
        elif not _within(parameter, value):
            self._out_of_range(parameter, value)

    def _object(self, parameter: Parameter, value: Json) -> None:
        """An object of another part of the catalogue: a name, or a name with a config of its own."""
        if parameter.type is T.schedule and _is_number(value):
            if not _within(parameter, value):
                self._out_of_range(parameter, value)
            return
        name: Json = value
        config: Json = {}
        if isinstance(value, dict):
            name, config = value.get("name"), value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict):
            self._wrong_type(parameter, value)
            return
        entries: Mapping[str, CatalogEntry] = getattr(self.catalog, _KINDS[parameter.type])
        known = names(entries).get(name)
        if known is None:
            self._out_of_range(parameter, name, list(entries))
            return
        inner = ConfigCheck(
            self.catalog,
            f"{known} of {self.owner}",
            self.where,
            prefix=f"{self.prefix}.{parameter.name}.config",
        )
        self.problems += inner.run(entries[known], config)

    def _wrong_type(self, parameter: Parameter, value: Json) -> None:
        words = _expected(parameter)
        meant = _reread(parameter, value)
        fixes = self._default_fix(parameter)
        if meant is not None and self.make:
            edits = [self.make(parameter.name, meant, False)]
            fixes.insert(0, Fix(title=f"Set {parameter.name} to {show(meant)}", edits=edits))
        self._add(
            Code.param_type,
            parameter.name,
            f"{parameter.name} of {self.owner} must be {words}; it is {show(value)}.",
            {"argument": parameter.name},
            expected=words,
            received=value,
            fixes=fixes,
        )

    def _out_of_range(self, parameter: Parameter, value: Json, choices: list[str] | None = None) -> None:
        choices = choices if choices is not None else parameter.choices
        fixes = self._default_fix(parameter)
        hint = ""
        if choices:
            expected: Json = list(choices)
            near = difflib.get_close_matches(str(value), choices, n=1)
            if near:
                hint = f" Did you mean {near[0]}?"
                if self.make:
                    edits = [self.make(parameter.name, near[0], False)]
                    fixes.insert(0, Fix(title=f"Set {parameter.name} to {near[0]}", edits=edits))
            some = ", ".join(choices[:8]) + (" ..." if len(choices) > 8 else "")
            sentence = f"{parameter.name} of {self.owner} is one of {some}; {show(value)} is not.{hint}"
        else:
            expected = bounds(parameter)
            sentence = f"{parameter.name} of {self.owner} must be {expected}; it is {show(value)}."
        self._add(
            Code.param_range,
            parameter.name,
            sentence,
            {"argument": parameter.name},
            expected=expected,
            received=value,
            fixes=fixes,
        )

    def _default_fix(self, parameter: Parameter) -> list[Fix]:
        if self.make is None:
            return []
        if not parameter.required:
            title = f"Use the default, {show(parameter.default)}"
            return [Fix(title=title, edits=[self.make(parameter.name, None, True)])]
        if parameter.suggested is None:
            return []
        title = f"Set {parameter.name} to {show(parameter.suggested)}"
        return [Fix(title=title, edits=[self.make(parameter.name, parameter.suggested, False)])]

    def _add(
        self,
        code: Code,
        argument: str,
        message: str,
        values: dict[str, Json],
        *,
        expected: Json = None,
        received: Json = None,
        fixes: list[Fix],
    ) -> None:
        where = self.where.model_copy(update={"field": f"{self.prefix}.{argument}"})
        self.problems.append(
            Problem(
                code=code,
                message=message,
                values={"owner": self.owner, **values},
                where=where,
                expected=expected,
                received=received,
                fixes=fixes,
            )
        )


def bounds(parameter: Parameter) -> str:
    """The range of a number, in words."""
    kind = (
        "whole numbers"
        if parameter.type in _LISTS
        else "a whole number"
        if parameter.type is T.int
        else "a number"
    )
    parts = []
    if parameter.minimum is not None:
        parts.append(f"of at least {_plain(parameter.minimum)}")
    if parameter.exclusive_minimum is not None:
        parts.append(f"above {_plain(parameter.exclusive_minimum)}")
    if parameter.maximum is not None:
        parts.append(f"of at most {_plain(parameter.maximum)}")
    if parameter.exclusive_maximum is not None:
        parts.append(f"below {_plain(parameter.exclusive_maximum)}")
    return " ".join([kind, " and ".join(parts)]).strip()


def show(value: Json) -> str:
    """A value as a person writes it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "(" + ", ".join(show(part) for part in value) + ")"
    if isinstance(value, dict):
        return str(value.get("name", "an object"))
    return _plain(value)


_LISTS = frozenset({T.int_tuple, T.shape, T.int_or_list})


def _plain(number: float) -> str:
    return f"{number:.12g}" if isinstance(number, float) else str(number)


def _expected(parameter: Parameter) -> str:
    words = _WORDS[parameter.type]
    if parameter.type is T.int_tuple and parameter.length:
        words = f"a whole number, or a list of {parameter.length} of them"
    return f"{words}, or none" if parameter.nullable else words


def _is_int(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits(parameter: Parameter, value: Json) -> bool:
    match parameter.type:
        case T.int:
            return _is_int(value)
        case T.float:
            return _is_number(value)
        case T.bool:
            return isinstance(value, bool)
        case T.string | T.choice:
            return isinstance(value, str)
        case T.int_tuple:
            if isinstance(value, list):
                return len(value) == (parameter.length or len(value)) and all(map(_is_int, value))
            return _is_int(value)
        case T.shape:
            return isinstance(value, list) and all(map(_is_int, value))
        case T.int_or_list:
            return _is_int(value) or (isinstance(value, list) and bool(value) and all(map(_is_int, value)))
        case T.number_or_list:
            return _is_number(value) or (
                isinstance(value, list) and bool(value) and all(map(_is_number, value))
            )
    return False


def _within(parameter: Parameter, value: Json) -> bool:
    if parameter.choices:
        return value in parameter.choices
    for number in value if isinstance(value, list) else [value]:
        if isinstance(number, bool) or not isinstance(number, int | float):
            continue
        if parameter.minimum is not None and number < parameter.minimum:
            return False
        if parameter.exclusive_minimum is not None and number <= parameter.exclusive_minimum:
            return False
        if parameter.maximum is not None and number > parameter.maximum:
            return False
        if parameter.exclusive_maximum is not None and number >= parameter.exclusive_maximum:
            return False
    return True


def _holds_not_finite(value: Json) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, list):
        return any(map(_holds_not_finite, value))
    return False


def _reread(parameter: Parameter, value: Json) -> Json:
    """What a text was meant to be: "64" is 64; None where nothing fits."""
    if not isinstance(value, str):
        return None
    for read in (int, float):
        try:
            meant: Json = read(value)
        except ValueError:
            continue
        if _fits(parameter, meant) and _within(parameter, meant) and not _holds_not_finite(meant):
            return meant
    if parameter.type is T.bool and value.lower() in ("true", "false"):
        return value.lower() == "true"
    return None
