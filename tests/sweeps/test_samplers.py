"""What trials are asked: by their number alone, whatever happened to the process in between."""

from datetime import UTC, datetime
from typing import Any

import pytest

from layerloom.sweeps.folder import History
from layerloom.sweeps.process.samplers import ask, is_pruned
from layerloom.sweeps.space import refuse_impossible, trial_count, trial_document
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.runs.sweeps import Asked, Reported, SweepPlan, TrialState

NOW = datetime(2026, 1, 1, tzinfo=UTC)
UNITS = {"type": "set_config", "node": "n2", "field": "units"}
RATE = {"type": "set_field", "path": ["training", "optimizer", "config", "learning_rate"]}


def document() -> Document:
    return Document.model_validate(
        {
            "format": 2,
            "name": "Small",
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "n1", "name": "x", "shape": [4]},
                    {"kind": "layer", "id": "n2", "name": "hidden", "layer": "Dense", "config": {"units": 8}},
                ],
                "edges": [],
            },
            "training": {"optimizer": {"name": "Adam", "config": {"learning_rate": 0.001}}},
        }
    )


def plan(**fields: Any) -> SweepPlan:
    space = [
        {"edit": UNITS, "values": [8, 16, 32, None]},
        {"edit": RATE, "range": {"low": 1e-4, "high": 1e-1, "log": True}},
    ]
    return SweepPlan.model_validate({"space": space, "seed": 7, "trials": 30, **fields})


def reported(number: int, value: float | None, curve: list[float | None] | None = None) -> Reported:
    state = TrialState.failed if value is None else TrialState.completed
    return Reported(trial=number, state=state, value=value, epoch=0, curve=curve or [value], at=NOW)


def carried_out(swept: SweepPlan, trials: int, order: int = 1) -> list[list[Any]]:
    """The values of trials whose results follow from their values; with `order` -1 the last of a group ends first."""
    history = History()
    for start in range(0, trials, swept.places):
        group = range(start, min(start + swept.places, trials))
        for number in group:
            values = ask(swept, history, number)
            history.add(Asked(trial=number, run=RunId(str(number)), values=values, at=NOW))
        for number in list(group)[::order]:
            units, rate = history.asked[number].values
            value = None if units is None else abs(float(rate) - 0.01) + 1 / float(units)
            history.add(reported(number, value))
    return [history.asked[number].values for number in range(trials)]


@pytest.mark.parametrize("sampler", ["random", "tpe"])
def test_R264_a_trial_is_asked_the_same_by_a_process_that_was_killed_and_by_one_that_was_not(
    sampler: str,
) -> None:
    swept = plan(sampler=sampler)
    values = carried_out(swept, 16)
    history = History()
    for number, asked in enumerate(values[:12]):
        history.add(Asked(trial=number, run=RunId(str(number)), values=asked, at=NOW))
        units, rate = asked
        history.add(reported(number, None if units is None else abs(float(rate) - 0.01) + 1 / float(units)))
    assert ask(swept, history, 12) == values[12]
    assert len({str(each) for each in values}) > 12, "no trial is asked the same again and again"
    assert carried_out(plan(sampler=sampler, seed=8), 16) != values


def test_R264_what_ends_later_than_a_trial_begins_is_not_known_to_it() -> None:
    swept = plan(sampler="tpe", places=3)
    forward, backward = (carried_out(swept, 15, order) for order in (1, -1))
    assert forward == backward


def test_R265_a_grid_has_every_combination_once_and_no_more() -> None:
    space = [
        {"edit": UNITS, "values": [8, 16, 32]},
        {"edit": RATE, "range": {"low": 0.1, "high": 0.3, "step": 0.1}},
        {"edit": {**UNITS, "field": "other"}, "range": {"low": 1, "high": 2, "integer": True}},
    ]
    swept = plan(space=space, sampler="grid", trials=100)
    assert trial_count(swept) == 18
    points = [ask(swept, History(), number) for number in range(18)]
    assert points[:3] == [[8, 0.1, 1], [8, 0.1, 2], [8, 0.2, 1]]
    assert len({str(point) for point in points}) == 18
    assert trial_count(plan(space=space, sampler="grid", trials=5)) == 5


def test_R265_numbers_are_drawn_from_the_whole_range_and_on_its_steps() -> None:
    space = [
        {"edit": UNITS, "range": {"low": 1, "high": 64, "log": True, "integer": True}},
        {"edit": RATE, "range": {"low": 0.0, "high": 0.5, "step": 0.25}},
        {"edit": RATE, "range": {"low": 2.0, "high": 3.0}},
    ]
    for sampler in ("random", "tpe"):
        swept = [plan(space=space, sampler=sampler, seed=seed) for seed in range(120)]
        drawn = [ask(each, History(), 0) for each in swept]
        units = [values[0] for values in drawn]
        assert all(isinstance(each, int) and 1 <= each <= 64 for each in units)
        assert sum(each < 8 for each in units) > 35, "each doubling is as likely as another"
        assert {values[1] for values in drawn} == {0.0, 0.25, 0.5}
        assert all(2 <= values[2] <= 3 for values in drawn)


def test_R265_a_trial_is_the_document_with_its_edits() -> None:
    swept = plan()
    made = trial_document(document(), swept.space, [32, 0.5])
    assert made.graph.nodes[1].config["units"] == 32  # type: ignore[union-attr]  # a layer
    assert made.training is not None
    assert made.training.optimizer.config["learning_rate"] == 0.5  # type: ignore[union-attr]  # named with its config


def test_R270_a_trial_is_pruned_that_is_worse_than_the_median_of_earlier_ones() -> None:
    swept = plan(pruner="median")
    history = History()
    for number in range(6):
        history.add(Asked(trial=number, run=RunId(str(number)), values=[8, 0.01], at=NOW))
        history.add(reported(number, 0.1 * number, [1.0 * number, 0.1 * number]))
    assert not is_pruned(swept, history, 6, [2.0])
    assert is_pruned(swept, history, 6, [2.0, 4.0])
    assert is_pruned(swept, history, 6, [None])
    assert not is_pruned(plan(), history, 6, [99.0])


@pytest.mark.parametrize(
    ("space", "sampler", "variant"),
    [
        ([], "random", "no_range"),
        ([{"edit": UNITS}], "random", "one_of_both"),
        ([{"edit": UNITS, "values": [1], "range": {"low": 0, "high": 1}}], "random", "one_of_both"),
        ([{"edit": UNITS, "values": []}], "random", "no_values"),
        ([{"edit": UNITS, "range": {"low": 2, "high": 2}}], "random", "empty_range"),
        ([{"edit": UNITS, "range": {"low": 0, "high": 2, "log": True}}], "random", "log_of_zero"),
        ([{"edit": UNITS, "range": {"low": 0, "high": 2, "step": 0}}], "random", "step"),
        ([{"edit": UNITS, "range": {"low": 1, "high": 2, "step": 1, "log": True}}], "random", "log_step"),
        ([{"edit": UNITS, "range": {"low": 1, "high": 2.5, "integer": True}}], "random", "whole"),
        ([{"edit": RATE, "range": {"low": 0, "high": 1}}], "grid", "grid_needs_step"),
        ([{"edit": RATE, "range": {"low": 0, "high": 1, "step": 1e-9}}], "grid", "too_many_steps"),
        ([{"edit": {**UNITS, "node": "gone"}, "values": [1]}], "random", "nothing_edited"),
    ],
)
def test_R266_a_plan_that_cannot_be_carried_out_is_refused(space: Any, sampler: str, variant: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_impossible(plan(space=space, sampler=sampler), document())
    assert refused.value.body.variant == variant
    assert refused.value.body.where is not None
