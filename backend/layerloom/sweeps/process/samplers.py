"""What a trial is asked, and whether it is pruned: functions of the plan, its number and the results before it.

Trial k is asked by a sampler seeded with `[seed, k]` over a study that holds exactly the trials below k - (places - 1),
in order of number. So a sweep that was killed goes on as if it had not been, whatever the order in which trials ended.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.trial import FrozenTrial
from optuna.trial import TrialState as StudyState

from layerloom.sweeps.folder import History
from layerloom.sweeps.space import grid_point
from layerloom_schema.base import Json
from layerloom_schema.runs.sweeps import Dimension, Pruner, Range, Reported, Sampler, SweepPlan, TrialState

_STATES = {
    TrialState.completed: StudyState.COMPLETE,
    TrialState.pruned: StudyState.PRUNED,
    TrialState.stopped: StudyState.PRUNED,
    TrialState.failed: StudyState.FAIL,
}


def known_before(plan: SweepPlan, number: int) -> range:
    """The trials whose results a trial knows."""
    return range(max(0, number - (plan.places - 1)))


def ask(plan: SweepPlan, history: History, number: int) -> list[Json]:
    """The values of a trial, one for each dimension."""
    if plan.sampler is Sampler.grid:
        return grid_point(plan.space, number)
    if plan.sampler is Sampler.random:
        return _drawn(plan, number)
    # Without numbers there is nothing to be learned of; Optuna's log would be printed for every trial.
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(seed=_seed(plan, number))
    study = _study(plan, history, number, sampler)
    trial = study.ask(_distributions(plan.space))
    return [_value(each, trial.params[str(place)]) for place, each in enumerate(plan.space)]


def is_pruned(plan: SweepPlan, history: History, number: int, curve: Sequence[float | None]) -> bool:
    """Whether a trial is to end after an epoch, given the objective's metric of each of its epochs so far."""
    last = curve[-1]
    if plan.pruner is Pruner.none:
        return False
    if last is None:
        return True
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    pruner = optuna.pruners.MedianPruner(n_startup_trials=5, n_warmup_steps=0)
    study = _study(plan, history, number, optuna.samplers.RandomSampler(seed=0))
    trial = FrozenTrial(
        number=number,
        trial_id=number,
        state=StudyState.RUNNING,
        value=None,
        datetime_start=None,
        datetime_complete=None,
        params={},
        distributions={},
        user_attrs={},
        system_attrs={},
        intermediate_values=_intermediate(curve),
    )
    return bool(pruner.prune(study, trial))


def _drawn(plan: SweepPlan, number: int) -> list[Json]:
    random = np.random.default_rng([plan.seed, number])
    return [_draw(random, dimension) for dimension in plan.space]


def _draw(random: np.random.Generator, dimension: Dimension) -> Json:
    if dimension.values is not None:
        return dimension.values[int(random.integers(len(dimension.values)))]
    range_ = dimension.range
    assert range_ is not None
    if range_.step is not None or (range_.integer and not range_.log):
        step = range_.step or 1.0
        count = int((range_.high - range_.low) / step + 1e-9) + 1
        return _number(range_, range_.low + step * int(random.integers(count)))
    if range_.log:
        half = 0.5 if range_.integer else 0.0  # so that the first and the last number are as likely as others
        low, high = np.log(range_.low - half), np.log(range_.high + half)
        drawn = float(np.exp(random.uniform(low, high)))
        return _number(range_, min(max(drawn, range_.low), range_.high))
    return float(random.uniform(range_.low, range_.high))


def _number(range_: Range, drawn: float) -> Json:
    return round(drawn) if range_.integer else float(drawn)


def _seed(plan: SweepPlan, number: int) -> int:
    return int(np.random.SeedSequence([plan.seed, number]).generate_state(1)[0])


def _study(
    plan: SweepPlan, history: History, number: int, sampler: optuna.samplers.BaseSampler
) -> optuna.Study:
    study = optuna.create_study(sampler=sampler, direction=plan.objective.direction)
    distributions = _distributions(plan.space)
    study.add_trials(
        [
            _frozen(plan, distributions, history.asked[before].values, history.reported[before])
            for before in known_before(plan, number)
        ]
    )
    return study


def _frozen(
    plan: SweepPlan, distributions: Mapping[str, BaseDistribution], values: Sequence[Json], reported: Reported
) -> FrozenTrial:
    state = _STATES[reported.state]
    if state is not StudyState.FAIL and reported.value is None:
        state = StudyState.FAIL
    params = {str(place): _param(each, values[place]) for place, each in enumerate(plan.space)}
    return optuna.trial.create_trial(
        state=state,
        value=reported.value if state is not StudyState.FAIL else None,
        params=params,
        distributions=dict(distributions),
        intermediate_values=_intermediate(reported.curve),
    )


def _intermediate(curve: Sequence[float | None]) -> dict[int, float]:
    return {epoch: value for epoch, value in enumerate(curve) if value is not None}


def _distributions(space: Sequence[Dimension]) -> dict[str, BaseDistribution]:
    """By the place of the dimension. Values of a choice are named by their place, as they may be lists or objects."""
    return {str(place): _distribution(dimension) for place, dimension in enumerate(space)}


def _distribution(dimension: Dimension) -> BaseDistribution:
    if dimension.values is not None:
        return CategoricalDistribution(list(range(len(dimension.values))))
    range_ = dimension.range
    assert range_ is not None
    low, high = range_.low, range_.high
    if range_.step is not None:
        # Optuna warns of a step that does not reach the upper bound, and lowers it itself.
        high = low + int((high - low) / range_.step + 1e-9) * range_.step
    if range_.integer:
        return IntDistribution(round(low), round(high), log=range_.log, step=round(range_.step or 1))
    return FloatDistribution(low, high, log=range_.log, step=range_.step)


def _param(dimension: Dimension, value: Json) -> Json:
    return value if dimension.values is None else dimension.values.index(value)


def _value(dimension: Dimension, param: int | float) -> Json:
    return param if dimension.values is None else dimension.values[int(param)]
