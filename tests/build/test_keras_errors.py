"""[S] What Keras said is in the log, what no rule explains is counted, and nothing takes for ever or ends in a 500."""

from itertools import pairwise
from typing import Any

import pytest
from structlog.testing import capture_logs

from layerloom.build.dry import call
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import DryBuild, dry_build
from layerloom.build.explain import keras_errors
from layerloom.build.explain.failed_call import FailedCall
from layerloom.build.finding import Finding
from layerloom.build.refusal_log import UNEXPLAINED, unexplained
from layerloom.graph.check import check_structure
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem
from layerloom_schema.documents.document import read_document
from layerloom_schema.limits import Limits


def inspected(shape: list[int | None], *nodes: dict[str, Any], cache: CallCache | None = None) -> DryBuild:
    """An input and nodes one after the other."""
    drawn = [{"kind": "input", "id": "i", "name": "x", "shape": shape}]
    drawn += [{"id": f"n{place}", "name": f"n{place}", **node} for place, node in enumerate(nodes)]
    ids = [node["id"] for node in drawn]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    document = read_document({"format": 1, "graph": {"nodes": drawn, "edges": edges}})
    structure = check_structure(document, read_catalog(), Limits())
    return dry_build(structure, document, read_catalog(), Limits(), cache or CallCache())


def only(found: DryBuild) -> Problem:
    (problem,) = found.problems
    return problem


def layer(name: str, **config: Any) -> dict[str, Any]:
    return {"kind": "layer", "layer": name, "config": config}


TOGETHER = {"kind": "op", "op": "sum", "config": {}}


@pytest.mark.parametrize(
    "behind",
    [
        layer("Dense", units=3),
        layer("LSTM", units=3),
        layer("Conv2D", filters=2, kernel_size=2),
        layer("Bidirectional", layer={"layer": "LSTM", "config": {"units": 2}}),
        layer("RandomFlip"),
        layer("Flatten"),
        layer("Rescaling", scale=[1.0, 2.0]),
        layer("Add"),
        layer("MelSpectrogram"),
    ],
    ids=lambda node: str(node["layer"]),
)
def test_S3_a_single_number_for_the_whole_batch_is_said_to_be_one(behind: dict[str, Any]) -> None:
    found = inspected([8], TOGETHER, behind)
    assert [spec.shape for spec in found.nodes["n0"].outputs] == [[]]
    for problem in found.problems:
        assert problem.code in (Code.shape_rank, Code.merge_too_few, Code.layer_refused)
    assert "single number" in found.problems[0].message


def test_A36_what_keras_said_is_logged_with_layer_and_stage() -> None:
    with capture_logs() as logs:
        problem = only(inspected([4], layer("Conv1D", filters=2, kernel_size=2)))
    assert problem.code is Code.shape_rank
    said = [line for line in logs if line.get("layer") == "Conv1D"]
    assert said[0]["stage"] == "call"
    assert "expected min_ndim=3" in said[0]["said"]
    assert not any(line["event"] == UNEXPLAINED for line in logs)


def test_A36_what_no_rule_explains_is_counted_and_logged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras_errors, "FAULTS", ())
    before, cache = unexplained.total(), CallCache()
    with capture_logs() as logs:
        for _ in range(2):
            problem = only(inspected([4], layer("Conv1D", filters=2, kernel_size=2), cache=cache))
    assert problem.code is Code.layer_refused
    assert "expected" not in problem.message
    (line,) = [line for line in logs if line["event"] == UNEXPLAINED]
    assert (line["layer"], line["stage"], line["log_level"]) == ("Conv1D", "call", "warning")
    assert unexplained.total() == before + 1


def test_A36_a_rule_that_errs_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(failed: FailedCall) -> Finding | None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(keras_errors, "FAULTS", (broken, *keras_errors.FAULTS))
    with capture_logs() as logs:
        problem = only(inspected([4], layer("Conv1D", filters=2, kernel_size=2)))
    assert problem.code is Code.shape_rank
    (line,) = [line for line in logs if line.get("rule") == "broken"]
    assert line["log_level"] == "error"


def test_A37_a_call_that_takes_too_long_is_named_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "CALL_SECONDS", 0.2)
    made: list[object] = []
    kept = call._dry_call

    def counted(*arguments: Any) -> Any:
        made.append(arguments)
        return kept(*arguments)

    monkeypatch.setattr(call, "_dry_call", counted)
    cache = CallCache()
    slow = layer("RandomElasticTransform", data_format="channels_first")
    problems = [only(inspected([300, 8, 8], slow, cache=cache)) for _ in range(2)]
    assert {problem.code for problem in problems} == {Code.model_build_timeout}
    assert problems[0].where.node == "n0"
    assert "RandomElasticTransform" in problems[0].message
    assert len(made) == 1
    again = inspected([8], layer("Dense", units=3), cache=cache)
    assert again.nodes["n0"].outputs[0].shape == [None, 3]


@pytest.mark.parametrize("shape", [[4], [32, 32], [2, 8, 8, 3]])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_S3_a_layer_that_says_its_rank_is_not_tried_on_others(
    shape: list[int | None], data_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    kept = call._dry_call

    def counted(*arguments: Any) -> Any:
        made.append(arguments)
        return kept(*arguments)

    monkeypatch.setattr(call, "_dry_call", counted)
    problem = only(inspected(shape, layer("RandomElasticTransform", data_format=data_format)))
    assert (problem.code, problem.expected) == (Code.shape_rank, {"axes": [3]})
    assert len(made) < 20


@pytest.mark.parametrize(
    ("node", "shape", "argument"),
    [
        (layer("LSTM", units=6000), [10, 8], "recurrent_initializer"),
        (layer("GRU", units=5000), [10, 8], "recurrent_initializer"),
        (layer("Dense", units=9000, kernel_initializer="orthogonal"), [9000], "kernel_initializer"),
        (layer("RNN", cell={"layer": "LSTMCell", "config": {"units": 4200}}), [10, 8], None),
    ],
    ids=["LSTM", "GRU", "Dense", "RNN"],
)
def test_A37_weights_that_take_minutes_to_fill_are_refused_at_the_argument(
    node: dict[str, Any], shape: list[int | None], argument: str | None
) -> None:
    problem = only(inspected(shape, node))
    assert (problem.code, problem.variant) == (Code.model_build_timeout, "orthogonal")
    assert problem.where.field == (f"config.{argument}" if argument else None)
    assert [fix.title for fix in problem.fixes] == (
        [f'Set {argument} to "glorot_uniform"'] if argument else []
    )


def test_A37_up_to_the_limit_orthogonal_is_taken() -> None:
    assert inspected([10, 8], layer("LSTM", units=4096)).problems == []
    assert (
        inspected([10, 8], layer("LSTM", units=6000, recurrent_initializer="glorot_uniform")).problems == []
    )
