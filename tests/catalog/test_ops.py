"""The operations of the catalogue against their source, `keras.ops`."""

import inspect
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import keras
import numpy as np
import pytest

from layerloom.build.real.operation_arguments import argument
from layerloom.catalog import operation_reader
from layerloom.catalog.operation_reader import OPS, read_operations
from layerloom.catalog.overrides import operation_arguments
from layerloom.catalog.overrides.excluded_operations import REFUSED_OPS
from layerloom.catalog.overrides.operation_groups import OPERATIONS
from layerloom.catalog.parameter_reader import Unclear
from layerloom.codegen.formatter import flat
from layerloom.codegen.operation_arguments import argument_text, subscript_text
from layerloom.graph.op_outputs import op_outputs
from layerloom.graph.parameter_values import is_in_range, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import OpEntry, Parameter, ParameterType
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import Refused
from layerloom_schema.text.messages import has_text

CATALOG = read_catalog()
ENTRIES = CATALOG.ops
ALLOWED = [name for name, entry in ENTRIES.items() if entry.refused is None]
T = ParameterType


def public(module: ModuleType) -> dict[str, Any]:
    """The functions of a module of Keras."""
    return {
        name: found
        for name in dir(module)
        if not name.startswith("_") and callable(found := getattr(module, name))
    }


def every_function() -> dict[str, Any]:
    """All of `keras.ops`; what stands only in a module of it has that module's name before its own."""
    top = public(keras.ops)
    modules = {name: found for name, found in vars(keras.ops).items() if isinstance(found, ModuleType)}
    return top | {
        f"{module}.{name}": found
        for module, holder in modules.items()
        if not module.startswith("_")
        for name, found in public(holder).items()
        if name not in top
    }


def unknown_names(functions: Mapping[str, Any]) -> set[str]:
    """Names of functions that are neither allowed nor refused."""
    return set(functions) - set(OPS) - set(REFUSED_OPS)


def test_S38_every_function_of_keras_is_allowed_or_refused_for_a_reason() -> None:
    functions = every_function()
    assert unknown_names(functions) == set()
    assert not set(OPS) & set(REFUSED_OPS)
    assert set(OPS) | set(REFUSED_OPS) == set(functions) == set(ENTRIES)
    assert len(ALLOWED) == len(OPS)


def test_S38_a_new_function_of_keras_fails() -> None:
    assert unknown_names({**every_function(), "brand_new": abs}) == {"brand_new"}


@pytest.mark.parametrize("name", ALLOWED)
def test_S38_every_argument_is_a_port_a_parameter_or_left_out_for_a_reason(name: str) -> None:
    entry, arguments = ENTRIES[name], operation_reader.signature(name)
    ports = {port.name for port in entry.inputs}
    parameters = {parameter.name for parameter in entry.parameters}
    for argument_name in arguments:
        known = argument_name in ports | parameters
        assert known is not operation_reader.is_excluded(name, argument_name)
    assert ports | parameters <= set(arguments)
    assert ports
    # Both a port and a parameter is what a constant may stand in for.
    assert ports & parameters == {
        p.name for p in entry.parameters if operation_reader.is_tensor(name, p.name) and p.type is T.constant
    }


def test_S38_a_new_argument_in_keras_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def add(x1: Any, x2: Any, brand_new: int = 0) -> None: ...

    monkeypatch.setattr(keras.ops, "add", add)
    with pytest.raises(Unclear, match="brand_new"):
        read_operations()


@pytest.mark.parametrize("name", ALLOWED)
def test_S38_defaults_are_those_of_keras_and_fit(name: str) -> None:
    for parameter in ENTRIES[name].parameters:
        default = operation_reader.signature(name)[parameter.name].default
        if not parameter.required and not operation_reader.is_tensor(name, parameter.name):
            assert parameter.default == (list(default) if isinstance(default, tuple) else default)
        start = parameter.suggested if parameter.required else parameter.default
        assert start is not None or parameter.nullable or operation_reader.is_tensor(name, parameter.name)
        if start is not None:
            assert is_of_type(parameter, start), parameter
            assert is_in_range(parameter, start), parameter


@pytest.mark.parametrize("name", ENTRIES)
def test_S38_every_operation_has_its_own_line(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.name == name
    assert entry.text.endswith(".")
    assert "\n" not in entry.text
    assert entry.group
    if entry.refused is None:
        assert entry.text not in (inspect.getdoc(OPS[name]) or "")
    else:
        assert has_text("phrases", f"reason.{entry.refused}")
        assert entry.parameters == entry.inputs == entry.outputs == []


def test_S38_no_decision_is_left_over_from_another_keras() -> None:
    seen = {argument_name for name in OPS for argument_name in operation_reader.signature(name)}
    seen |= {f"{name}.{argument_name}" for name in OPS for argument_name in operation_reader.signature(name)}
    for table in (
        operation_arguments.EXCLUDED,
        operation_arguments.TENSORS,
        operation_arguments.NO_TENSORS,
        operation_arguments.CONSTANTS,
        operation_arguments.ROWS,
        operation_arguments.LISTS,
        operation_arguments.NEEDED,
    ):
        assert set(table) <= seen
    asked = {
        own
        if (own := f"{name.removeprefix('image.')}.{argument_name}") in operation_arguments.ARGUMENTS
        else argument_name
        for name in OPS
        for argument_name in operation_reader.signature(name)
    }
    assert set(operation_arguments.ARGUMENTS) <= asked
    decided = {*operation_arguments.OUTPUTS, *operation_arguments.COUNTED_BY, *operation_arguments.VARIADIC}
    assert decided <= set(OPS)
    names = [name for group in OPERATIONS.values() for name in group]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "config", "outputs"),
    [
        ("add", {}, ["output"]),
        ("top_k", {"k": 2}, ["values", "indices"]),
        ("split", {"indices_or_sections": 3, "axis": 1}, ["output_0", "output_1", "output_2"]),
        ("split", {"indices_or_sections": [1, 3]}, ["output_0", "output_1", "output_2"]),
        ("unstack", {"num": 2}, ["output_0", "output_1"]),
        ("split", {}, ["output"]),
        ("split", {"indices_or_sections": 10**9}, ["output"]),
        ("split", {"indices_or_sections": "three"}, ["output"]),
        ("split", {"indices_or_sections": True}, ["output"]),
        ("split", {"indices_or_sections": -1}, ["output"]),
    ],
)
def test_S38_outputs_are_counted_by_the_argument_that_says_how_many(
    name: str, config: dict[str, Json], outputs: list[str]
) -> None:
    assert [port.name for port in op_outputs(ENTRIES[name], config)] == outputs


VALUES: list[tuple[str, str, Json, Any]] = [
    ("get_item", "key", [{"slice": [None, None, None]}, 0], (slice(None), 0)),
    ("get_item", "key", ["...", None, {"slice": [0, 4, -2]}], (..., None, slice(0, 4, -2))),
    ("get_item", "key", 0, 0),
    ("get_item", "key", [0], (0,)),
    ("get_item", "key", "...", (...,)),
    ("get_item", "key", None, (None,)),
    ("get_item", "key", {"slice": [1, None, None]}, slice(1, None)),
    ("add", "x2", 2, 2),
    ("add", "x2", -0.5, -0.5),
    ("add", "x2", True, True),
    ("add", "x2", [1, 2], np.array([1, 2], "int32")),
    ("add", "x2", [[1, 2.5]], np.array([[1, 2.5]], "float32")),
    ("where", "condition", [True, False], np.array([True, False])),
    ("digitize", "bins", [0, 1], np.array([0, 1], "int32")),
    ("pad", "pad_width", [[0, 0], [1, 2]], ((0, 0), (1, 2))),
    ("pad", "constant_values", 3, 3),
    ("clip", "x_min", 0, 0),
    ("leaky_relu", "negative_slope", 1, 1.0),
    ("mean", "axis", [1], (1,)),
    ("mean", "axis", None, None),
    ("mean", "keepdims", True, True),
    ("reshape", "newshape", [-1, 4], (-1, 4)),
    ("cast", "dtype", "bfloat16", "bfloat16"),
    ("image.gaussian_blur", "kernel_size", 5, (5, 5)),
    ("image.gaussian_blur", "sigma", 2, (2, 2)),
    ("einsum", "subscripts", "bi,bi->b", "bi,bi->b"),
]


@pytest.mark.parametrize(("name", "parameter", "value", "python"), VALUES)
def test_S40_values_are_the_same_python_in_the_model_and_in_the_script(
    name: str, parameter: str, value: Json, python: Any
) -> None:
    entry, found = ENTRIES[name], parameter_of(ENTRIES[name], parameter)
    written = eval(flat(argument_text(entry, found, value)), {"np": np})  # our own text, as a person runs it
    for made in (argument(entry, found, value), written):
        assert type(made) is type(python)
        if isinstance(python, np.ndarray):
            assert made.dtype == python.dtype
            np.testing.assert_array_equal(made, python)
        else:
            assert made == python


@pytest.mark.parametrize("name", ALLOWED)
def test_S40_every_suggested_value_is_the_same_in_the_script(name: str) -> None:
    entry = ENTRIES[name]
    for parameter in entry.parameters:
        if parameter.required:
            made = argument(entry, parameter, parameter.suggested)
            text = flat(argument_text(entry, parameter, parameter.suggested))
            np.testing.assert_equal(eval(text, {"np": np}), made)


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("get_item", "key", "all"),
        ("get_item", "key", {"slice": [0, 1]}),
        ("get_item", "key", {"slice": [0, "1", None]}),
        ("get_item", "key", {"slice": [0, 1, 0]}),
        ("add", "x2", "import os"),
        ("add", "x2", [[1], [1, 2]]),
        ("add", "x2", []),
        ("add", "x2", None),
        ("add", "x2", [2**40]),
        ("add", "x2", [1e300]),
        ("add", "x2", float("nan")),
        ("cast", "dtype", "object"),
        ("top_k", "k", 0),
        ("mean", "axis", "1"),
        ("einsum", "subscripts", "bi,bi->b; import os"),
        ("einsum", "subscripts", "b" * 31),
    ],
)
def test_S40_what_an_operation_does_not_take_is_refused(name: str, parameter: str, value: Json) -> None:
    entry, found = ENTRIES[name], parameter_of(ENTRIES[name], parameter)
    with pytest.raises(Refused, match=f"{parameter} of {name}"):
        argument(entry, found, value)
    with pytest.raises(Refused, match=f"{parameter} of {name}"):
        argument_text(entry, found, value)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ([{"slice": [None, None, None]}, 0], ":, 0"),
        (["...", {"slice": [1, 3, None]}], "..., 1:3"),
        ([None, {"slice": [None, None, -1]}], "None, ::-1"),
        (0, "0"),
        ([0], "0,"),
    ],
)
def test_S40_subscripts_are_written_as_a_person_writes_them(key: Json, text: str) -> None:
    entry = ENTRIES["get_item"]
    assert subscript_text(key) == text

    class Taken:
        def __getitem__(self, given: Any) -> Any:
            return given

    assert eval(f"taken[{text}]", {"taken": Taken()}) == argument(entry, parameter_of(entry, "key"), key)


def parameter_of(entry: OpEntry, name: str) -> Parameter:
    return next(parameter for parameter in entry.parameters if parameter.name == name)
