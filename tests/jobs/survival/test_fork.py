"""[R] A fork begins with what of a checkpoint fits its model: weights, slots of the optimizer, what layers learned."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.houses import COLUMNS, houses, table
from jobs.models import edited, iris, structure_of, twins
from layerloom.catalog.keras_classes import CLASSES
from layerloom.catalog.overrides.allowlist import Kind
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.training_state import TrainingState
from layerloom.jobs.checkpoints.variable_list import VariableList
from layerloom.jobs.checkpoints.variables import variables_of
from layerloom.jobs.divergence import weight_snapshots
from layerloom.jobs.fork.begin_from import begin_from_origin
from layerloom.jobs.fork.fork_report import fork_report
from layerloom.jobs.learned_layers import read_learned
from layerloom.jobs.prepare import prepare_run, start_model
from layerloom.jobs.train.headless import train_document
from layerloom.rundir.fork_origin import find_fork
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.errors import Refused
from layerloom_schema.runs.events import EVENT, EpochEnded
from layerloom_schema.runs.forks import ForkPoint
from layerloom_schema.runs.views import RunSpec

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
RUN = RunId("11111111-1111-4111-8111-111111111111")
Edit = Callable[[dict[str, Any]], None]


def changed(document: Document, edit: Edit) -> Document:
    value = write_document(document)
    edit(value)
    return read_document(value)


def built(document: Document, runs: Path) -> tuple[keras.Model, VariableList]:
    """The model of a document as a trainer builds it."""
    ready = prepare_run(RunSpec(run=RUN, attempt=1, document=document), runs, DataLibrary())
    variables = VariableList()
    with variables.noting_slots():
        model = start_model(ready, variables.keep)
    return model, variables


def saved(document: Document, folder: Path) -> keras.Model:
    """A run folder with a checkpoint of a model in which every variable has values that no other has."""
    model, variables = built(document, folder.parent)
    drawn = np.random.default_rng(1)
    for variable in variables_of(model):
        if variable.name == "iteration":
            variable.assign(1234)
        elif "float" in str(variable.dtype) and variable.name != "learning_rate":
            variable.assign(drawn.uniform(0.1, 1.0, tuple(variable.shape)))
    folder.mkdir()
    Checkpoints(folder, model, stored=variables.stored(model.optimizer, variables_of(model))).save(
        TrainingState(3, logs={"loss": 1.0}), {}
    )
    spec = {"run": RUN, "attempt": 1, "document": write_document(document)}
    (folder / "spec.json").write_text(json.dumps(spec))
    return model


def forked(folder: Path, document: Document) -> tuple[keras.Model, VariableList]:
    """The model of a document with what fits of the checkpoint in a run folder."""
    new = folder.parent / "fork"
    new.mkdir()
    find_fork(folder, ForkPoint.last, document).put_into(new)
    model, variables = built(document, folder.parent)
    begin_from_origin(new, variables, model)
    return model, variables


def values(model: keras.Model) -> list[np.ndarray[Any, Any]]:
    return [np.asarray(variable.numpy()) for variable in variables_of(model)]


OPTIMIZERS = [(name, "float32") for name in sorted(CLASSES[Kind.optimizers])]


@pytest.mark.parametrize(("name", "policy"), [*OPTIMIZERS, ("Adam", "mixed_float16")])
def test_R380_all_that_an_optimizer_remembers_goes_along(name: str, policy: str, tmp_path: Path) -> None:
    optimizer = {"name": name, "config": {"use_ema": True}}
    document = iris(optimizer=optimizer, dtype_policy=policy)
    before = saved(document, tmp_path / "run")
    after, _ = forked(tmp_path / "run", document)
    scale = ("dynamic_scale", "step_counter")
    names = [variable.name for variable in variables_of(after)]
    differs = [
        each
        for each, one, other in zip(names, values(before), values(after), strict=True)
        if not np.array_equal(one, other) and each not in scale
    ]
    wrapper = ["iteration"] if policy == "mixed_float16" else []  # counts the skipped steps
    assert differs == wrapper
    assert len(names) >= 10


def nested() -> Document:
    """Two nested models whose layers have the same name, of which optimizer variables have the same paths."""
    value = write_document(iris(optimizer="adam"))
    graph = value["graph"]
    inner = {
        "nodes": [
            {"kind": "input", "id": "i", "name": "in", "shape": [4]},
            {"kind": "layer", "id": "d", "name": "dense", "layer": "Dense", "config": {"units": 4}},
            {"kind": "output", "id": "o", "name": "out"},
        ],
        "edges": [{"source": "i", "target": "d"}, {"source": "d", "target": "o"}],
    }
    value["models"] = {"a": {"graph": inner}, "b": {"graph": inner}}
    graph["nodes"] += [
        {"kind": "model", "id": "m1", "name": "first", "model": "a"},
        {"kind": "model", "id": "m2", "name": "second", "model": "b"},
    ]
    graph["edges"] = [edge for edge in graph["edges"] if edge["source"] != "n1"]
    graph["edges"] += [
        {"source": "n1", "target": "m1"}, {"source": "m1", "target": "m2"}, {"source": "m2", "target": "n2"},
    ]  # fmt: skip
    return read_document(value)


def test_R380_layers_of_one_name_in_two_nested_models_keep_their_own(tmp_path: Path) -> None:
    before = saved(nested(), tmp_path / "run")
    renamed = changed(nested(), lambda value: value["graph"]["nodes"][1].update(name="renamed"))
    after, _ = forked(tmp_path / "run", renamed)
    assert all(np.array_equal(one, other) for one, other in zip(values(before), values(after), strict=True))
    swapped = changed(nested(), swap_calls)
    report = fork_report(tmp_path / "run", ForkPoint.last, swapped, structure_of(swapped))
    assert {layer.layer: layer.kept for layer in report.layers} == {
        "hidden": 2, "class": 2, "first/dense": 2, "second/dense": 2,
    }  # fmt: skip


def swap_calls(value: dict[str, Any]) -> None:
    """Call the second nested model before the first: Keras then makes their variables in the other order."""
    places = {"m1": "m2", "m2": "m1"}
    for edge in value["graph"]["edges"]:
        edge["source"], edge["target"] = (places.get(edge[end], edge[end]) for end in ("source", "target"))


def wider(value: dict[str, Any]) -> None:
    """A new layer between, and another number of classes: the last layer has a kernel and a bias of other shapes."""
    graph = value["graph"]
    graph["nodes"].insert(
        2, {"kind": "layer", "id": "new", "name": "between", "layer": "Dense", "config": {"units": 16}}
    )
    next(node for node in graph["nodes"] if node["id"] == "n3")["config"]["units"] = 5
    for edge in graph["edges"]:
        if edge["source"] == "n2":
            edge["source"] = "new"
    graph["edges"].append({"source": "n2", "target": "new"})


def test_R380_after_an_edit_what_is_new_begins_with_empty_slots(tmp_path: Path) -> None:
    optimizer = {"name": "Adam", "config": {"learning_rate": 0.01, "use_ema": True}}
    document = iris(optimizer=optimizer)
    before = saved(document, tmp_path / "run")
    now = edited(changed(document, wider), "training", "optimizer", "config", "learning_rate", value=0.002)
    after, variables = forked(tmp_path / "run", now)

    old, new = ({layer.name: layer for layer in model.layers} for model in (before, after))
    assert np.array_equal(old["hidden"].get_weights()[0], new["hidden"].get_weights()[0])
    assert new["class"].get_weights()[1].tolist() == [0.0] * 5
    assert float(after.optimizer.learning_rate) == np.float32(0.002)
    assert int(after.optimizer.iterations) == 1234
    kept = {id(weight) for weight in new["hidden"].weights}
    for slot in variables.slots:
        value = slot.variable.numpy()
        if id(slot.weight) in kept:
            assert (value > 0).all()
        elif slot.name == "average":
            assert np.array_equal(value, slot.weight.numpy())
        else:
            assert not value.any()

    report = fork_report(tmp_path / "run", ForkPoint.last, now, structure_of(now))
    assert [(layer.layer, layer.kept, layer.optimizer) for layer in report.layers] == [
        ("hidden", 2, "kept"), ("between", 0, "new"), ("class", 0, "new"),
    ]  # fmt: skip
    assert [(each.name, each.shape, each.saved_shape) for each in report.layers[2].new] == [
        ("kernel", [16, 5], [16, 3]), ("bias", [5], [3]),
    ]  # fmt: skip
    assert report.layers[1].new[0].saved_shape is None
    assert (report.steps, report.optimizers, report.other_optimizers) == (1234, ["Adam"], [])


def test_R380_an_optimizer_of_another_class_begins_without_memory(tmp_path: Path) -> None:
    saved(iris(optimizer="adam"), tmp_path / "run")
    now = iris(optimizer="ScheduleFreeAdamW")
    after, variables = forked(tmp_path / "run", now)
    assert int(after.optimizer.iterations) == 0
    for slot in variables.slots:  # its momentum begins with the weight, not with what had been drawn
        expected = slot.weight.numpy() if slot.name == "momentum" else np.zeros(slot.weight.shape)
        assert np.array_equal(slot.variable.numpy(), expected)
    report = fork_report(tmp_path / "run", ForkPoint.last, now, structure_of(now))
    assert (report.steps, report.other_optimizers) == (None, ["ScheduleFreeAdamW"])
    assert {layer.optimizer for layer in report.layers} == {"new"}


def test_R381_what_has_no_checkpoint_list_or_counterpart_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    saved(iris(), folder)
    with pytest.raises(Refused) as refused:
        fork_report(folder, ForkPoint.last, twins(), structure_of(twins()))
    assert refused.value.body.variant == "nothing_fits"
    path = folder / "checkpoints/manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "stored": []}))
    with pytest.raises(Refused) as refused:
        find_fork(folder, ForkPoint.last, iris())
    assert refused.value.body.variant == "unlisted"
    assert "Train it one epoch more" in refused.value.body.message
    path.write_text(json.dumps(manifest))
    (folder / "checkpoints" / manifest["checkpoints"][0]["name"]).write_bytes(b"damaged")
    with pytest.raises(Refused) as refused:
        fork_report(folder, ForkPoint.last, iris(), structure_of(iris()))
    assert refused.value.body.variant == "no_checkpoint"
    path.unlink()
    with pytest.raises(Refused) as refused:
        find_fork(folder, ForkPoint.best, iris())
    assert refused.value.body.variant == "no_checkpoint"


def scaled(names: tuple[str, ...] = ("scale",), **training: Any) -> Document:
    """Layers that learn from the rows stand before the first one, in a row."""
    value = write_document(iris(**training))
    graph = value["graph"]
    graph["edges"] = [edge for edge in graph["edges"] if edge["source"] != "n1"]
    for name in names:
        graph["nodes"].append(
            {"kind": "layer", "id": name, "name": name, "layer": "Normalization", "adapt": True}
        )
    for source, target in zip(("n1", *names), (*names, "n2"), strict=True):
        graph["edges"].append({"source": source, "target": target})
    return read_document(value)


def test_R382_what_layers_learned_goes_along_and_only_new_ones_learn(tmp_path: Path) -> None:
    run, fork = tmp_path / "run", tmp_path / "fork"
    assert train_document(scaled(epochs=2), run) == 0
    learned = read_learned(run)
    assert learned is not None
    other_rows = changed(
        scaled(("scale", "again"), epochs=1),
        lambda value: value["data"].update(split={"by": "random", "validation": 0.5, "seed": 9}),
    )
    now = changed(other_rows, lambda value: value["graph"]["nodes"][-2].update(name="renamed"))
    found = find_fork(run, ForkPoint.last, now)
    report = fork_report(run, ForkPoint.last, now, structure_of(now))
    assert (report.learned, report.adapted) == (["renamed"], ["again"])
    assert train_document(now, fork, fork=found) == 0, (fork / "log.txt").read_text()
    kept = read_learned(fork)
    assert kept is not None
    assert kept.layers[0].name == "renamed"
    assert kept.layers[0].learned == learned.layers[0].learned
    assert kept.layers[1].learned["mean"] != learned.layers[0].learned["mean"]


def test_R382_recipes_that_are_the_same_do_not_learn_other_rows(tmp_path: Path) -> None:
    run, fork = tmp_path / "run", tmp_path / "fork"
    here, there = ("north", "south", "east"), ("up", "down", "left")
    first = table(tmp_path / "first.csv", 90, zone="Z", districts=here, columns=COLUMNS)
    other = table(tmp_path / "other.csv", 80, zone="Z", districts=there, columns=COLUMNS)
    assert train_document(houses(), run, first) == 0
    now = changed(
        houses(),
        lambda value: value["data"]["recipes"]["where"]["steps"][1]["config"].update(num_oov_indices=2),
    )
    assert train_document(now, fork, other, fork=find_fork(run, ForkPoint.last, now)) == 0
    before, after = (json.loads((folder / "recipes.json").read_text())["recipes"] for folder in (run, fork))
    assert after["where"] != before["where"]
    assert {name: after[name] for name in after if name != "where"} == {
        name: before[name] for name in before if name != "where"
    }


def test_R382_a_layer_that_cannot_take_what_it_had_learned_is_refused(tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert train_document(scaled(epochs=1), run) == 0
    now = changed(scaled(), lambda value: value["graph"]["nodes"][-1].update(config={"axis": None}))
    found = find_fork(run, ForkPoint.last, now)
    assert train_document(now, tmp_path / "fork", fork=found) == 1
    failed = EVENT.validate_json((tmp_path / "fork/events.jsonl").read_bytes().splitlines()[-1])
    assert (getattr(failed, "code", None), getattr(failed, "variant", None)) == (
        "fork.refused", "learned_unfit",
    )  # fmt: skip


def losses(folder: Path) -> list[float | None]:
    events = [EVENT.validate_json(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]
    return [event.logs["loss"] for event in events if isinstance(event, EpochEnded)]


def test_R383_a_fork_trains_on_where_the_other_run_was(tmp_path: Path) -> None:
    run, fork = tmp_path / "run", tmp_path / "fork"
    document = iris(epochs=30, optimizer="adam", seed=5)
    assert train_document(document, run) == 0
    now = changed(iris(epochs=2, optimizer="adam", seed=6), lambda value: value.update(name="Now"))
    found = find_fork(run, ForkPoint.last, now)
    assert train_document(now, fork, fork=found) == 0
    first, after = losses(run), losses(fork)
    assert len(after) == 2
    assert after[0] < first[-2] * 1.1 < first[0]  # type: ignore[operator]
    assert f"with the weights of run {found.origin.run}" in (fork / "model.py").read_text().splitlines()[0]
    assert not (run / "model.py").read_text().startswith("#")
    spec = json.loads((fork / "spec.json").read_text())
    assert spec["origin"] == {"run": found.origin.run, "checkpoint": "last", "epoch": 29}


def test_R387_a_run_that_diverges_at_once_leaves_a_finite_checkpoint_to_train_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight_snapshots, "SHARE", 0)
    run = tmp_path / "run"
    strong = {"name": "L2", "config": {"l2": 1.0}}
    penalized = edited(iris(epochs=300), "graph", "nodes", "1", "config", "kernel_regularizer", value=strong)
    wild = edited(penalized, "training", "optimizer", value={"name": "SGD", "config": {"learning_rate": 3.0}})
    assert train_document(wild, run) == 1
    tame = edited(edited(wild, "training", "optimizer", value="sgd"), "training", "epochs", value=1)
    report = fork_report(run, ForkPoint.last, tame, structure_of(tame))
    assert not any(layer.new for layer in report.layers)
    found = find_fork(run, ForkPoint.last, tame)
    with np.load(found.checkpoint) as arrays:
        assert all(np.isfinite(arrays[name]).all() for name in arrays if name.startswith("v00000"))
    assert train_document(tame, tmp_path / "fork", fork=found) == 0
