"""The catalogue against its source, the installed Keras."""

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import pytest

from layerloom.build.real.keras_objects import make_layer
from layerloom.catalog import generate
from layerloom.catalog.constructor_probe import filling, make
from layerloom.catalog.keras_classes import CLASSES, MODULES
from layerloom.catalog.overrides import argument_overrides
from layerloom.catalog.overrides.allowlist import NAMES, WORDS, Kind
from layerloom.catalog.overrides.excluded_classes import OTHERS_REFUSED, REFUSED
from layerloom.catalog.overrides.layer_families import LAYERS
from layerloom.catalog.parameter_reader import Unclear, parameters
from layerloom.graph.parameter_values import is_in_range, is_of_type
from layerloom_schema.catalog.entries import (
    BASE_ARGUMENTS,
    CatalogEntry,
    Parameter,
    ParameterType,
    names,
    refusals,
)
from layerloom_schema.catalog.generated_files import generated, read_catalog
from layerloom_schema.errors import Refused

CATALOG = read_catalog()
T = ParameterType
BY_NAME = {T.activation, T.initializer, T.regularizer, T.constraint, T.schedule, T.layer, T.layers}


def entries(kind: Kind) -> dict[str, CatalogEntry]:
    found: dict[str, CatalogEntry] = getattr(CATALOG, kind.value)
    return found


EVERY = [(kind, name) for kind in Kind for name in NAMES[kind]]
CLASSED = [(kind, name) for kind, name in EVERY if kind is not Kind.activations]


def test_S19_the_committed_catalogue_is_what_the_installed_keras_says() -> None:
    assert generated(generate.FILE).read_text("utf-8") == generate.text(), "stale: run `make schema`"


def test_S19_a_stale_file_is_reported_with_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / generate.FILE
    stale.write_text("{}", "utf-8")
    monkeypatch.setattr(generate, "generated", lambda _: stale)
    assert generate.main(["--check"]) == 1
    assert "make schema" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize(("kind", "name"), CLASSED)
def test_S19_every_argument_of_keras_is_a_parameter_or_left_out_for_a_reason(kind: Kind, name: str) -> None:
    arguments = inspect.signature(CLASSES[kind][name]).parameters
    known = {parameter.name for parameter in entries(kind)[name].parameters}
    for argument in arguments.values():
        if argument.name in BASE_ARGUMENTS:
            continue
        assert (argument.name in known) is (
            argument_overrides.exclusion_reason(kind, name, argument.name) is None
        )
    assert known - BASE_ARGUMENTS <= set(arguments)


def test_S19_a_new_argument_in_keras_fails() -> None:
    class Newer(keras.layers.Dense):  # type: ignore[misc]  # Keras is untyped
        def __init__(self, units: int, brand_new: Any = None, **kwargs: Any) -> None:
            super().__init__(units, **kwargs)
            self.brand_new = brand_new

    with pytest.raises(Unclear, match="brand_new"):
        parameters(Kind.layers, "Dense", Newer)


@pytest.mark.parametrize(("kind", "name"), CLASSED)
def test_S19_keras_takes_every_default_and_every_choice(kind: Kind, name: str) -> None:
    thing, entry = CLASSES[kind][name], entries(kind)[name]
    least = filling(entry.parameters)
    make(thing, least)
    for parameter in entry.parameters:
        if not parameter.required:
            assert parameter.default == _default(thing, parameter)
        if parameter.suggested is None:
            make(thing, {**least, parameter.name: parameter.default})
        for choice in parameter.choices:
            make(thing, {**least, parameter.name: choice})


def _default(thing: Any, parameter: Parameter) -> Any:
    found = inspect.signature(thing).parameters.get(parameter.name)
    if found is None and parameter.name in BASE_ARGUMENTS:
        return None  # of Keras's base class, by way of `**kwargs`
    assert found is not None
    return _listed(found.default)


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize(("kind", "name"), CLASSED)
def test_S19_defaults_and_suggestions_are_within_the_bounds_and_what_lies_beyond_is_not(
    kind: Kind, name: str
) -> None:
    for parameter in entries(kind)[name].parameters:
        start = parameter.suggested if parameter.required else parameter.default
        if start is not None and parameter.type not in BY_NAME:
            assert is_of_type(parameter, start), parameter
            assert is_in_range(parameter, start), parameter
        for bound in (parameter.minimum, parameter.exclusive_minimum):
            assert bound is None or not is_in_range(parameter, bound - 1)
        for bound in (parameter.maximum, parameter.exclusive_maximum):
            assert bound is None or not is_in_range(parameter, bound + 1)
        assert parameter.exclusive_minimum is None or not is_in_range(parameter, parameter.exclusive_minimum)
        assert parameter.exclusive_maximum is None or not is_in_range(parameter, parameter.exclusive_maximum)
        assert parameter.minimum is None or parameter.exclusive_minimum is None
        if parameter.choices:
            assert not is_in_range(parameter, "layerloom_nonsense")


@pytest.mark.parametrize(
    ("name", "argument", "inside", "outside"),
    [
        ("Dense", "units", 1, 0),
        ("Conv2D", "filters", 1, 0),
        ("Dropout", "rate", 0.0, -0.1),
        ("Dropout", "rate", 1.0, 1.1),
        ("Conv1D", "strides", 1, 0),
    ],
)
def test_S19_bounds_that_keras_enforces_are_read_and_not_wider(
    name: str, argument: str, inside: float, outside: float
) -> None:
    layer, entry = CLASSES[Kind.layers][name], CATALOG.layers[name]
    parameter = next(p for p in entry.parameters if p.name == argument)
    least = {p.name: p.suggested for p in entry.parameters if p.required}
    layer(**(least | {argument: inside}))
    with pytest.raises(ValueError, match=r"Received|Invalid"):
        layer(**(least | {argument: outside}))
    assert is_in_range(parameter, inside)
    assert not is_in_range(parameter, outside)


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_S19_aliases_are_names_that_keras_itself_resolves_to_the_same(kind: Kind, name: str) -> None:
    entry = entries(kind)[name]
    modules = {
        Kind.layers: keras.layers,
        Kind.schedules: keras.optimizers.schedules,
        Kind.callbacks: keras.callbacks,
    }
    for alias in entry.aliases:
        if kind in modules:
            assert getattr(modules[kind], alias) is CLASSES[kind][name]
        else:
            found = getattr(keras, kind.value).get(alias)
            wanted = CLASSES[kind][name]
            if kind is Kind.activations:
                assert found is wanted
            else:
                assert found is wanted().fn if kind is Kind.losses else type(found) is wanted


@pytest.mark.parametrize("kind", list(Kind))
def test_S19_no_alias_stands_for_two_entries(kind: Kind) -> None:
    every = [alias for name, entry in entries(kind).items() for alias in (name, *entry.aliases)]
    assert len(every) == len(set(every)) == len(names(entries(kind))) + len(refusals(entries(kind)))


@pytest.mark.parametrize("kind", list(Kind))
def test_S19_the_catalogue_holds_the_allowlist_and_words_of_our_own(kind: Kind) -> None:
    words = set(WORDS) if kind is Kind.metrics else set()
    refused = set(REFUSED) if kind is Kind.layers else set(OTHERS_REFUSED[kind])
    assert set(entries(kind)) == set(NAMES[kind]) | words | refused
    for name, entry in entries(kind).items():
        assert entry.name == name
        assert entry.text.endswith(".")
        assert "\n" not in entry.text
        if name not in words | refused:
            assert entry.text not in (inspect.getdoc(CLASSES[kind][name]) or "")


def test_S19_no_decision_is_left_over_from_another_keras() -> None:
    arguments = {
        (kind, name, argument)
        for kind, name in CLASSED
        for argument in inspect.signature(CLASSES[kind][name]).parameters
    }
    seen = {argument for _, _, argument in arguments} | {f"{name}.{a}" for _, name, a in arguments}
    assert set(argument_overrides.EXCLUDED) - {"self"} <= seen | {"args"}
    for owner, argument in argument_overrides.FIELDS:
        assert any(a == argument and owner in (kind, name) for kind, name, a in arguments), (owner, argument)
    assert set(argument_overrides.SUGGESTED) <= seen


PUBLIC = {name: found for name in dir(keras.layers) if inspect.isclass(found := getattr(keras.layers, name))}


def unknown_names(public: Mapping[str, type]) -> list[str]:
    """Names of layer classes that are neither allowed nor refused."""
    known = {getattr(keras.layers, name) for name in (*LAYERS, *REFUSED)}
    return [name for name, found in public.items() if found not in known]


def test_S24_every_layer_of_keras_is_allowed_or_refused_for_a_reason() -> None:
    assert unknown_names(PUBLIC) == []
    assert not set(LAYERS) & set(REFUSED)
    counted = {getattr(keras.layers, name) for name in LAYERS}
    refused = {getattr(keras.layers, name) for name in REFUSED}
    assert not counted & refused
    assert len(counted | refused) == len(set(PUBLIC.values())) == 144
    assert len(PUBLIC) == 164
    assert len(counted) == len(LAYERS) == 132


def public(kind: Kind) -> dict[str, Any]:
    """The names of Keras that a document could name: classes; functions, where activations are meant."""
    wanted = inspect.isfunction if kind is Kind.activations else inspect.isclass
    tools = {"get", "serialize", "deserialize"}
    module = MODULES[kind]
    return {name: found for name in set(dir(module)) - tools if wanted(found := getattr(module, name))}


@pytest.mark.parametrize("kind", OTHERS_REFUSED)
def test_S26_every_class_of_keras_is_allowed_or_refused_for_a_reason(kind: Kind) -> None:
    found = public(kind)
    module, refused = MODULES[kind], OTHERS_REFUSED[kind]
    allowed = {getattr(module, name) for name in NAMES[kind]}
    assert not allowed & {getattr(module, name) for name in refused}
    assert allowed | {getattr(module, name) for name in refused} == set(found.values())
    assert not set(refused) & set(names(entries(kind)))


def test_S26_no_kind_is_forgotten() -> None:
    assert set(OTHERS_REFUSED) == set(Kind) - {Kind.layers}


def test_S24_a_new_layer_in_keras_fails() -> None:
    class Brandnew(keras.layers.Layer):  # type: ignore[misc]  # Keras is untyped
        pass

    assert unknown_names({**PUBLIC, "Brandnew": Brandnew}) == ["Brandnew"]


@pytest.mark.parametrize("name", REFUSED)
def test_S24_a_refused_layer_is_shown_with_its_reason_and_cannot_be_made(name: str) -> None:
    entry = CATALOG.layers[name]
    assert entry.refused == REFUSED[name][1]
    assert entry.parameters == entry.inputs == entry.outputs == []
    assert name not in CLASSES[Kind.layers]
    with pytest.raises(Refused):
        make_layer(name, {}, CATALOG)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, reasons in OTHERS_REFUSED.items() for name in reasons]
)
def test_S26_what_is_refused_is_in_the_catalogue_with_its_reason(kind: Kind, name: str) -> None:
    entry = entries(kind)[name]
    assert entry.refused == OTHERS_REFUSED[kind][name]
    assert entry.parameters == []
    assert name not in CLASSES[kind]
    assert refusals(entries(kind))[name] is entry


def test_S19_the_length_of_a_tuple_is_read() -> None:
    lengths = {
        (name, p.name): p.length
        for name, entry in CATALOG.layers.items()
        for p in entry.parameters
        if p.length
    }
    assert lengths[("Conv2D", "kernel_size")] == 2
    assert lengths[("Conv1D", "strides")] == 1
    assert lengths[("Dot", "axes")] == 2


def test_S18_nothing_that_takes_a_path_a_callable_or_an_array_is_a_parameter() -> None:
    forbidden = {
        "filepath",
        "log_dir",
        "backup_dir",
        "weights",
        "fn",
        "function",
        "optimizer_map",
        "stateful",
        "kwargs",
    }
    for kind in Kind:
        for entry in entries(kind).values():
            assert not forbidden & {parameter.name for parameter in entry.parameters}
            # A free text is no name of a Keras object: `monitor` is compared with the names of logged numbers, letters
            # with the axes that come in, a token with the words of the data; a name is what a number is logged under.
            free = {"monitor", "equation", "bias_axes", "mask_token", "oov_token", "name"}
            assert all(p.type is not T.string or p.name in free for p in entry.parameters)
            assert all(p.type is T.int for p in entry.parameters if p.name == "seed")
            assert not any(p.name == "equation" and is_in_range(p, "/etc/passwd") for p in entry.parameters)
            assert not any(p.name == "vocabulary" and is_of_type(p, "/etc/passwd") for p in entry.parameters)
