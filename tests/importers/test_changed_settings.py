"""[S] Settings of every layer and every operation, from Keras's own words for them and back."""

from typing import Any

import keras
import pytest

from layerloom.build.real.keras_objects import make_layer
from layerloom.catalog.keras_classes import CLASSES
from layerloom.catalog.operation_reader import OPS
from layerloom.catalog.overrides.allowlist import Kind
from layerloom.importers.keras_config import Layer
from layerloom.importers.model_importer import Importer
from layerloom.importers.operation_classes import Operations, positions
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.limits import Limits

CATALOG = read_catalog()
ALLOWED = [name for name, entry in CATALOG.layers.items() if entry.refused is None]


def plain(layer: keras.Layer) -> dict[str, Any]:
    """What a file would hold of the layer's settings."""
    written = strict_json.loads(strict_json.dumps(layer.get_config(), indent=0))
    assert isinstance(written, dict)
    return written


def nameless(value: Any) -> Any:
    """Without the names that Keras counts up for layers."""
    if isinstance(value, list):
        return [nameless(part) for part in value]
    if isinstance(value, dict):
        return {key: nameless(part) for key, part in value.items() if key not in ("name", "shared_object_id")}
    return value


@pytest.mark.parametrize("name", ALLOWED)
def test_S36_the_settings_of_every_layer_come_back_as_they_were(name: str) -> None:
    entry = CATALOG.layers[name]
    config: dict[str, Json] = {
        parameter.name: parameter.suggested
        for parameter in entry.parameters
        if parameter.suggested is not None
    }
    written = plain(make_layer(name, config, CATALOG, name="x"))
    importer = Importer(CATALOG, Limits())
    reduced = importer.settings.reduce(entry, written, "x")
    assert importer.warnings == []
    assert nameless(plain(make_layer(name, reduced, CATALOG, name="x"))) == nameless(written)
    assert all(
        reduced[argument] != default for argument, default in _defaults(name).items() if argument in reduced
    )


def _defaults(name: str) -> dict[str, Json]:
    return {
        parameter.name: parameter.default
        for parameter in CATALOG.layers[name].parameters
        if not parameter.required
    }


OTHER_WORDS = {"abs": "absolute", "swish": "silu", "hard_swish": "hard_silu"}
"""Operations that Keras writes down as another one, which does the same."""


def test_S36_every_layer_is_found_under_the_name_that_keras_writes() -> None:
    names = Importer(CATALOG, Limits()).layer_names
    for name in ALLOWED:
        assert names[CLASSES[Kind.layers][name].__name__] == name


@pytest.mark.parametrize("name", [name for name, entry in CATALOG.ops.items() if entry.refused is None])
def test_S36_every_operation_is_found_under_the_class_that_keras_writes(name: str) -> None:
    entry = CATALOG.ops[name]
    made = _called(name)
    if made is None:
        pytest.skip("these small values do not go with a tensor of any of these shapes")
    operation = made._keras_history.operation
    settings = strict_json.loads(strict_json.dumps(operation.get_config()))
    written: Json = {"class_name": type(operation).__name__, "config": settings}
    layer = Layer("x", written, type(operation).__module__, [])
    found = Operations(CATALOG).of(layer)
    assert found is not None
    assert found.name == OTHER_WORDS.get(entry.name, entry.name)
    names = positions(found)
    assert len(names) == len({*names})


def _called(name: str) -> Any:
    """A tensor that the operation gives; None where no tensor tried goes with its values."""
    entry = CATALOG.ops[name]
    constants = {
        parameter.name: parameter.suggested
        for parameter in entry.parameters
        if parameter.required and parameter.suggested is not None
    }
    for shape in ((4, 4), (4,), (8, 8, 3), (4, 4, 4, 3)):
        tensor = keras.KerasTensor((2, *shape))
        given = {
            port.name: [tensor] * max(1, port.minimum) if port.list else tensor
            for port in entry.inputs
            if not port.optional
        }
        try:
            result = OPS[name](**constants, **given)
        except Exception:  # whatever Keras raises: the next shape
            continue
        return keras.tree.flatten(result)[0]
    return None
