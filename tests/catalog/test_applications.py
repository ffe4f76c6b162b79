"""The applications of the catalogue against `keras.applications`; settings that do not go together; no downloads."""

import inspect
from typing import Any

import keras
import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build as look_into
from layerloom.build.explain.application_faults import SMALLEST, USUAL, explain
from layerloom.build.finding import Finding
from layerloom.build.real.applications import NoDownloads, make_application
from layerloom.catalog import application_reader
from layerloom.catalog.application_reader import APPLICATIONS, NO_PARAMETERS, read_applications, takes_name
from layerloom.catalog.parameter_reader import Unclear
from layerloom.graph.check import check_structure
from layerloom.graph.parameter_values import is_in_range, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import ParameterType
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code
from layerloom_schema.documents.document import read_document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.text.messages import message

CATALOG = read_catalog()
ENTRIES = CATALOG.applications
PUBLIC = {name for name in dir(keras.applications) if inspect.isfunction(getattr(keras.applications, name))}
FAMILIES = (
    *("VGG16", "ResNet50", "InceptionV3", "DenseNet121", "MobileNet", "MobileNetV3Small", "NASNetMobile"),
    *("EfficientNetB0", "EfficientNetV2B0", "ConvNeXtTiny"),
)
"""A small one of each; two of MobileNet, for they take different settings."""
PRETRAINED: dict[str, Json] = {"weights": "imagenet"}


def dry(name: str, config: dict[str, Json], **options: Any) -> keras.Model:
    with keras.StatelessScope(initialize_variables=False):
        made = make_application(name, config, CATALOG, keras_name="base", **options)
    keras.utils.clear_session(free_memory=False)
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that Keras asks the network for; nothing is fetched."""
    files: list[str] = []

    def fetch(name: str, *_: Any, **__: Any) -> str:
        files.append(name)
        raise OSError("no network here")

    monkeypatch.setattr(keras.src.utils.file_utils, "get_file", fetch)
    return files


def test_S41_every_application_of_keras_is_in_the_catalogue() -> None:
    assert set(ENTRIES) == set(APPLICATIONS) == PUBLIC
    assert len(ENTRIES) == 40
    assert {ENTRIES[name].group for name in FAMILIES} == {entry.group for entry in ENTRIES.values()}


@pytest.mark.parametrize("name", ENTRIES)
def test_S41_every_argument_is_a_parameter_or_none_for_a_reason(name: str) -> None:
    entry, arguments = ENTRIES[name], inspect.signature(APPLICATIONS[name]).parameters
    assert {p.name for p in entry.parameters} == set(arguments) - set(NO_PARAMETERS)
    assert set(NO_PARAMETERS) <= set(arguments)
    assert entry.text.endswith(".")
    assert entry.text not in (inspect.getdoc(APPLICATIONS[name]) or "")
    for parameter in entry.parameters:
        if parameter.name != "weights":  # Keras's own default would ask the network
            assert parameter.default == arguments[parameter.name].default
        if parameter.default is not None and parameter.type is not ParameterType.activation:
            assert is_of_type(parameter, parameter.default)
            assert is_in_range(parameter, parameter.default)


def test_S41_a_new_argument_in_keras_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def newer(weights: str = "imagenet", brand_new: int = 0) -> None: ...

    monkeypatch.setattr(application_reader, "APPLICATIONS", {**APPLICATIONS, "VGG16": newer})
    with pytest.raises(Unclear, match="brand_new"):
        read_applications()


@pytest.mark.parametrize("name", FAMILIES)
def test_S41_every_setting_of_a_family_is_taken(name: str) -> None:
    entry = ENTRIES[name]
    side = SMALLEST.get(name, USUAL)
    other: dict[str, Json] = {
        "include_top": True,
        "weights": None,
        "input_shape": [side, side + 1, 1],
        "pooling": None,
        "classes": 7,
        "classifier_activation": "relu",
        "alpha": 0.5,
        "depth_multiplier": 2,
        "dropout": 0.0,
        "dropout_rate": 1,
        "minimalistic": True,
        "include_preprocessing": False,
    }
    config = {parameter.name: other[parameter.name] for parameter in entry.parameters}
    made = dry(name, config)
    assert made.name == "base"
    assert (made.input_shape, made.output_shape) == ((None, side, side + 1, 1), (None, 7))
    assert dry(name, config | {"classifier_activation": None}).output_shape == (None, 7)
    for pooling, rank in (("avg", 2), ("max", 2), (None, 4)):
        assert len(dry(name, config | {"include_top": False, "pooling": pooling}).output_shape) == rank
    assert takes_name(entry, weights=False) is (entry.group != "EfficientNetV2")


@pytest.mark.parametrize("name", sorted({*FAMILIES, *SMALLEST}))
def test_S43_the_smallest_image_is_taken_and_a_smaller_one_is_reported(name: str) -> None:
    side = SMALLEST.get(name, USUAL)
    shape: list[Json] = [side, side, 3]
    assert dry(name, {"input_shape": shape, "include_top": False}).input_shape == (None, side, side, 3)
    small: dict[str, Json] = {"input_shape": [side, side - 1, 3], "include_top": False}
    with pytest.raises(ValueError, match="at least"):
        dry(name, small)
    found = explain(name, small, CATALOG, downloads=False)
    assert found.code is Code.param_range
    assert found.argument == "input_shape"
    assert _sentence(found) == (
        f"it halves images again and again: they must be at least {side} high and wide; its input_shape is "
        f"({side}, {side - 1}, 3)."
    )


def _sentence(finding: Finding) -> str:
    return message("problems", finding.code, {"layer": "it", **finding.params}, variant=finding.variant)


def test_S43_what_no_rule_explains_is_refused() -> None:
    found = explain("MobileNet", {}, CATALOG, downloads=False)
    assert (found.code, _sentence(found)) == (Code.layer_refused, "it cannot be made with these settings.")


@pytest.mark.parametrize(
    ("name", "config", "argument", "sentence"),
    [
        ("VGG16", {"input_shape": [64, 64]}, "input_shape", "(height, width, channels)"),
        ("MobileNetV3Small", {"input_shape": [1, 64, 64, 3]}, "input_shape", "has 4 numbers"),
        ("MobileNet", {"alpha": 0.01, "classes": 5}, "alpha", "with the default, 1, it can."),
        ("VGG16", PRETRAINED, "weights", "LAYERLOOM_ALLOW_DOWNLOADS=1"),
    ],
)
def test_S43_settings_that_do_not_go_together_are_reported(
    name: str, config: dict[str, Json], argument: str, sentence: str
) -> None:
    with pytest.raises((ValueError, Refused)):
        dry(name, config)
    found = explain(name, config, CATALOG, downloads=False)
    assert found.code is Code.param_range
    assert found.argument == argument
    assert sentence in _sentence(found)


@pytest.mark.parametrize(
    ("name", "config", "argument"),
    [
        ("VGG16", {"classes": 10}, "classes"),
        ("VGG16", {"input_shape": [96, 96, 3]}, "input_shape"),
        ("VGG16", {"input_shape": [96, 96, 1], "include_top": False}, "input_shape"),
        ("MobileNetV2", {"alpha": 0.9}, "alpha"),
        ("MobileNet", {"depth_multiplier": 2}, "depth_multiplier"),
        ("ConvNeXtTiny", {"classifier_activation": "relu"}, "classifier_activation"),
        ("ConvNeXtTiny", {"classes": 3, "input_shape": [64, 64, 3]}, "classes"),
    ],
)
def test_S43_settings_that_the_weights_do_not_fit_are_reported_before_anything_is_fetched(
    name: str, config: dict[str, Json], argument: str, asked: list[str]
) -> None:
    wish = {**PRETRAINED, **config}
    with pytest.raises(ValueError, match=r".+"):
        dry(name, wish, downloads=True)
    found = explain(name, wish, CATALOG, downloads=True)
    assert found.argument == argument
    assert "does not go with the weights of ImageNet" in _sentence(found)
    assert asked == []


@pytest.mark.parametrize("name", FAMILIES)
def test_S43_a_dry_build_fetches_nothing_and_a_real_one_only_where_allowed(
    name: str, asked: list[str]
) -> None:
    assert dry(name, PRETRAINED, downloads=True).count_params() == dry(name, {}).count_params()
    for build in (dry, lambda *given: make_application(*given, CATALOG, keras_name="base")):
        with pytest.raises(NoDownloads, match="LAYERLOOM_ALLOW_DOWNLOADS=1"):
            build(name, PRETRAINED)
    assert asked == []
    small: dict[str, Json] = {**PRETRAINED, "include_top": False}
    with pytest.raises(OSError, match="no network here"):
        make_application(name, small, CATALOG, keras_name="base", downloads=True)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("value", "allowed"), [(None, False), ("0", False), ("", False), ("1", True), ("true", True)]
)
def test_S43_only_the_operator_allows_downloads(
    value: str | None, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAYERLOOM_ALLOW_DOWNLOADS", raising=False)
    if value is not None:
        monkeypatch.setenv("LAYERLOOM_ALLOW_DOWNLOADS", value)
    assert Limits().downloads is allowed


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("Nonsense", {}),
        ("VGG16", {"weights": "/etc/passwd"}),
        ("VGG16", {"classes": 0}),
        ("VGG16", {"classes": "10"}),
        ("VGG16", {"input_tensor": None}),
        ("VGG16", {"name": "other"}),
        ("VGG16", {"classifier_activation": "os.system"}),
        ("VGG16", {"input_shape": [0, 0, 3]}),
        ("VGG16", {"input_shape": [None, None, 3]}),
        ("MobileNet", {"alpha": float("inf")}),
    ],
)
def test_S43_what_is_not_in_the_catalogue_is_never_given_to_keras(name: str, config: dict[str, Json]) -> None:
    with pytest.raises(Refused):
        dry(name, config, downloads=True)


@pytest.mark.parametrize("allowed", [True, False])
def test_S43_the_limits_of_the_check_allow_downloads_not_the_environment_of_the_worker(
    allowed: bool, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setenv("LAYERLOOM_ALLOW_DOWNLOADS", "0" if allowed else "1")
    document = read_document(
        {"format": 1, "models": {"base": {"application": "MobileNetV2", "config": PRETRAINED}}}
    )
    limits = Limits(downloads=allowed)
    structure = check_structure(document, CATALOG, limits)
    found = look_into(structure, document, CATALOG, limits, CallCache())
    assert ("base" in [problem.where.model for problem in found.problems]) is not allowed
    assert asked == []
