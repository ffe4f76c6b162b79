"""[G113-G119] What names and arguments are called now: the tables hold nothing that the catalogue does not have."""

from typing import Any

import keras
import pytest

from layerloom.graph.former_names.aliases import ALIASES, CROSSENTROPY, DIMENSIONLESS, SETTINGS
from layerloom.graph.former_names.arguments import (
    ENTRY_ARGUMENTS,
    FORMER_ARGUMENTS,
    ArgumentChange,
    former_argument,
    replacement_config,
    with_current_names,
)
from layerloom.graph.former_names.layers import REMOVED, layers_by_dimension, replacement_layer
from layerloom.graph.former_names.name_lookup import find_entry, find_word, normalized
from layerloom.graph.former_names.python_calls import parse_call
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry, names, usable
from layerloom_schema.catalog.generated_files import read_catalog

CATALOG = read_catalog()
WORDS = {
    "dtypes": [*CATALOG.dtypes],
    "policies": ["float32", "float16", "bfloat16", "float64", "mixed_float16"],
}
KINDS = [kind for kind in ALIASES if kind not in WORDS]


def entries(kind: str) -> dict[str, CatalogEntry]:
    found: dict[str, CatalogEntry] = getattr(CATALOG, kind)
    return found


def every_argument() -> set[str]:
    kinds = (
        "layers",
        "optimizers",
        "schedules",
        "metrics",
        "losses",
        "callbacks",
        "initializers",
        "regularizers",
    )
    return {p.name for kind in kinds for entry in entries(kind).values() for p in entry.parameters}


@pytest.mark.parametrize("kind", KINDS)
def test_G116_what_is_meant_is_in_the_catalogue(kind: str) -> None:
    known = entries(kind)
    for word, meant in ALIASES[kind].items():
        assert word == normalized(word)
        assert meant is None or meant in usable(known), word
        spelt = [name for name in names(known) if normalized(name) == word]
        assert all(names(known)[name] == meant for name in spelt), word


def test_G116_what_a_word_says_beside_its_entry_is_taken_there() -> None:
    for (kind, word), settings in SETTINGS.items():
        entry = entries(kind)[str(ALIASES[kind][word])]
        assert set(settings) <= {parameter.name for parameter in entry.parameters}, word
    for word, found in DIMENSIONLESS.items():
        assert word not in ALIASES["layers"]
        assert set(found) <= set(usable(CATALOG.layers)), word


def test_G116_a_name_without_dimensions_is_offered_in_each() -> None:
    found = layers_by_dimension("MaxPool", {"pool_length": 3}, CATALOG)
    assert found == [(f"MaxPooling{sides}D", {"pool_size": 3}) for sides in (1, 2, 3)]


def test_G116_an_activation_as_a_layer_is_an_activation_layer() -> None:
    assert replacement_layer("SiLU", {}, CATALOG) == ("Activation", {"activation": "silu"})
    assert replacement_layer("relu", {}, CATALOG) == ("ReLU", {})


@pytest.mark.parametrize("kind", WORDS)
def test_G116_so_are_words(kind: str) -> None:
    assert {meant for meant in ALIASES[kind].values() if meant} <= set(WORDS[kind])


def test_G114_former_arguments_lead_to_arguments_of_today() -> None:
    known = every_argument()
    assert {new for successors in FORMER_ARGUMENTS.values() for new in successors} - known == {"epochs"}
    for (owner, old), new in ENTRY_ARGUMENTS.items():
        entry = next(
            entries(kind)[owner] for kind in ("layers", "callbacks", "metrics") if owner in entries(kind)
        )
        parameters = {parameter.name for parameter in entry.parameters}
        assert new in parameters, (owner, old)
        assert old not in parameters


def test_G113_what_is_said_to_be_removed_is_not_there() -> None:
    assert not {name for name in REMOVED if hasattr(keras.layers, name)}
    assert not set(REMOVED) & set(CATALOG.layer_names)


@pytest.mark.parametrize(
    ("kind", "asked", "meant"),
    [
        ("layers", "torch.nn.Linear", "Dense"),
        ("layers", "batch_normalization", "BatchNormalization"),
        ("layers", "Conv2d", "Conv2D"),
        ("layers", "CuDNNGRU", "GRU"),
        ("layers", "Dnse", "Dense"),
        ("layers", "EmbeddingLayer", "Embedding"),
        ("layers", "Transformer", None),
        ("losses", "cosine_loss", "CosineSimilarity"),
        ("metrics", "confusion_matrix", None),
        ("layers", "Xyzzy", None),
        ("ops", "tf.reduce_prod", "prod"),
        ("ops", "tf.image.resize", "image.resize"),
        ("losses", "Mean Squared Error", "MeanSquaredError"),
        ("metrics", "AUROC", "AUC"),
        ("optimizers", "Adam_W", "AdamW"),
        ("activations", "ReLU", "relu"),
        ("activations", "prelu", None),
        ("initializers", "Xavier", "GlorotUniform"),
        ("callbacks", "earlystopping", "EarlyStopping"),
    ],
)
def test_G116_names_by_meaning_first(kind: str, asked: str, meant: str | None) -> None:
    assert find_entry(asked, entries(kind), kind) == meant


@pytest.mark.parametrize(
    ("asked", "meant"), [("double", "float64"), ("FLOAT32", "float32"), ("complex64", None)]
)
def test_G116_dtypes_by_meaning_first(asked: str, meant: str | None) -> None:
    assert find_word(asked, CATALOG.dtypes, "dtypes") == meant


def change(kind: str, owner: str, name: str, config: dict[str, Json]) -> ArgumentChange:
    found = former_argument(entries(kind)[owner], name, config)
    assert found is not None
    return found


def test_G114_momentum_is_never_that_of_averaged_weights() -> None:
    for owner, entry in CATALOG.optimizers.items():
        if any(parameter.name == "momentum" for parameter in entry.parameters) or entry.refused:
            continue
        found = former_argument(entry, "momentum", {"momentum": 0.9})
        assert found is None or [*found.set] == ["beta_1"], owner


@pytest.mark.parametrize("owner", ["SGD", "Adam", "RMSprop", "Adagrad"])
def test_G114_decay_becomes_the_schedule_with_the_rates_of_keras_2(owner: str) -> None:
    found = change("optimizers", owner, "decay", {"lr": 0.3, "decay": 0.02})
    assert found.unset == ("decay", "lr")
    made: Any = found.set["learning_rate"]
    schedule = getattr(keras.optimizers.schedules, made["name"])(**made["config"])
    for step in (0, 1, 7, 400):
        assert float(schedule(step)) == pytest.approx(0.3 / (1 + 0.02 * step), rel=1e-6)


def test_G114_decay_beside_a_schedule_or_of_nothing_is_taken_out() -> None:
    schedule: Json = {"name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 5}}
    for config in ({"decay": 0.1, "learning_rate": schedule}, {"decay": 0.0}, {"decay": "fast"}):
        found = change("optimizers", "Adam", "decay", config)
        assert (found.set, found.unset) == ({}, ("decay",))


def test_G114_a_name_that_is_taken_is_not_given_twice() -> None:
    assert former_argument(CATALOG.optimizers["Adam"], "lr", {"lr": 0.1, "learning_rate": 0.2}) is None


def test_G114_two_numbers_in_one() -> None:
    betas = change("optimizers", "Lion", "betas", {"betas": [0.8, 0.9]})
    assert betas.set == {"beta_1": 0.8, "beta_2": 0.9}
    sides = change("layers", "Conv2D", "nb_col", {"nb_row": 2, "nb_col": 5})
    assert (sides.set, sides.unset) == ({"kernel_size": [2, 5]}, ("nb_row", "nb_col"))
    assert former_argument(CATALOG.layers["Conv2D"], "nb_row", {"nb_row": 2}) is None


def test_G113_a_successor_takes_over_what_still_says_something() -> None:
    assert replacement_layer("ThresholdedReLU", {}, CATALOG) == ("ReLU", {"threshold": 1.0})
    merged = replacement_layer("Merge", {"mode": "cos", "dot_axes": 1}, CATALOG)
    assert merged == ("Dot", {"axes": 1, "normalize": True})
    assert replacement_layer("Merge", {"mode": [1]}, CATALOG) is None
    every = replacement_layer("TimeDistributedDense", {"output_dim": 3}, CATALOG)
    assert every == ("TimeDistributed", {"layer": {"layer": "Dense", "config": {"units": 3}}})
    cells = {"LSTMCell": CATALOG.layers["LSTMCell"]}
    assert replacement_layer("CuDNNLSTM", {"units": 1}, CATALOG, cells) is None


def test_G113_thresholded_relu_gives_the_same_numbers() -> None:
    x = keras.ops.convert_to_tensor([[-2.0, 0.3, 0.71, 5.0]])
    found = replacement_layer("ThresholdedReLU", {"theta": 0.7}, CATALOG)
    assert found is not None
    made = keras.layers.ReLU(**found[1])
    assert made(x).numpy().tolist() == [[0.0, 0.0, pytest.approx(0.71), 5.0]]


def test_G116_another_entry_keeps_the_arguments_that_it_takes() -> None:
    entry = CATALOG.losses["Huber"]
    assert replacement_config(entry, {"delta": 2.0, "beta": 1}) == {"delta": 2.0}
    assert replacement_config(CATALOG.metrics["MeanIoU"], {})["num_classes"] >= 2


def test_G114_a_config_is_brought_up_to_date_as_a_whole() -> None:
    config: dict[str, Json] = {"nb_filter": 3, "nb_row": 2, "nb_col": 2, "weights": None, "name_of_mine": 1}
    assert with_current_names(CATALOG.layers["Conv2D"], config) == {
        "filters": 3,
        "kernel_size": [2, 2],
        "name_of_mine": 1,
    }


@pytest.mark.parametrize(
    ("text", "name", "config"),
    [
        (
            "keras.optimizers.SGD(0.1, nesterov=True)",
            "keras.optimizers.SGD",
            {"learning_rate": 0.1, "nesterov": True},
        ),
        ("SGD(-1e-3)", "SGD", {"learning_rate": -0.001}),
        ("SGD(open('x'))", "SGD", {}),
        ("SGD(**{})", "SGD", {}),
    ],
)
def test_G116_a_call_written_as_text_is_parsed_and_never_run(
    text: str, name: str, config: dict[str, Json]
) -> None:
    call = parse_call(text)
    assert call is not None
    assert (call.name, call.config(CATALOG.optimizers["SGD"])) == (name, config)


@pytest.mark.parametrize(
    "text", ["SGD", "SGD(", "(lambda: 1)()", "a[0]()", "SGD() + 1", "(" * 300, "SGD(" * 40]
)
def test_G116_what_is_no_call_is_none(text: str) -> None:
    assert parse_call(text) is None


@pytest.mark.parametrize(
    ("kind", "owner", "name", "value", "set_to"),
    [
        ("layers", "Dense", "output_dim", "8", {"units": 8}),
        ("layers", "Dropout", "keep_prob", "0.9", {"rate": 0.1}),
        ("layers", "LSTM", "bias", 0, {"use_bias": False}),
        ("optimizers", "Adam", "lr", "1e-2", {"learning_rate": 0.01}),
    ],
)
def test_G114_a_former_argument_is_read_as_it_is_meant(
    kind: str, owner: str, name: str, value: Json, set_to: dict[str, Json]
) -> None:
    assert change(kind, owner, name, {name: value}).set == set_to


def test_T110_no_word_for_a_crossentropy_is_one_for_a_single_loss() -> None:
    assert not CROSSENTROPY & set(ALIASES["losses"])
    assert not CROSSENTROPY & {normalized(name) for name in names(CATALOG.losses)}
