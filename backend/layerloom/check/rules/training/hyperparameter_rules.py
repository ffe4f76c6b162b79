"""[T] Hyperparameters: epochs, batch size, seed, validation split, loss weights and dtype policy."""

import math
from collections.abc import Iterator

from layerloom.catalog.dtypes import PLAIN, POLICIES
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_word
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Training
from layerloom_schema.text.messages import phrase

MAX_EPOCHS = 1_000_000
"""Each epoch is a line of the run's log and a point of every chart."""
MAX_BATCH = 2**31 - 1
"""TensorFlow counts the rows of a batch in a 32-bit integer."""
MAX_SEED = 2**32 - 1
"""The largest seed that NumPy takes."""


def hyperparameter_problems(training: Training) -> Iterator[Problem]:
    """Hyperparameters out of range, and settings that contradict each other."""
    yield from _from_1(training.epochs, MAX_EPOCHS, "epochs")
    yield from _from_1(training.batch_size, MAX_BATCH, "batch_size")
    if not 0 <= training.seed <= MAX_SEED:
        yield _range("seed", "seed", training.seed, [0, MAX_SEED], replacement=0)
    split = training.validation.split
    if not 0 <= split < 1:
        yield _range("validation.split", "split", split, [0, 1], replacement=0.2)
    for name, output in training.outputs.items():
        if not math.isfinite(output.weight) or output.weight < 0:
            field = f"outputs.{name}.weight"
            yield _range(field, "loss_weight", output.weight, [0, None], replacement=1.0, output=name)
    if split and training.validation.dataset is not None:
        yield _validation_twice(training)
    if training.dtype_policy not in POLICIES:
        yield _policy(training.dtype_policy)


def _from_1(number: int, most: int, field: str) -> Iterator[Problem]:
    if not 1 <= number <= most:
        yield _range(field, field, number, [1, most], replacement=min(max(number, 1), most))


def _range(
    field: str,
    variant: str,
    received: float,
    expected: list[int | None],
    *,
    replacement: float,
    **params: Json,
) -> Problem:
    """`expected` is minimum and maximum."""
    finite = math.isfinite(received)
    least, most = expected
    return Problem(
        code=Code.param_range if finite else Code.param_not_finite,
        variant=variant if finite else None,
        params={"value": received, "most": most, **params}
        if finite
        else {"argument": field, "owner": phrase("owner.training")},
        where=Where(field=f"training.{field}"),
        expected=[least, most],
        received=received if finite else None,
        fixes=[
            make_fix(
                FixKind.set_number,
                [SetField(path=["training", *field.split(".")], value=replacement)],
                value=replacement,
            )
        ],
    )


def _validation_twice(training: Training) -> Problem:
    """Both a validation data set and a validation split are given."""
    validation = training.validation
    path = ["training", "validation"]
    return Problem(
        code=Code.param_range,
        variant="validated_twice",
        params={"dataset": validation.dataset, "split": validation.split},
        where=Where(field="training.validation.split"),
        expected=0,
        received=validation.split,
        fixes=[
            make_fix(
                FixKind.validate_on,
                [SetField(path=[*path, "split"], value=0.0)],
                name=validation.dataset,
            ),
            make_fix(FixKind.hold_back_share, [SetField(path=[*path, "dataset"], unset=True)]),
        ],
    )


def _policy(name: str) -> Problem:
    better = find_word(name, POLICIES, "policies") or PLAIN
    return Problem(
        code=Code.param_range,
        variant="precision",
        params={"name": name, "known": list(POLICIES)},
        where=Where(field="training.dtype_policy"),
        expected=list(POLICIES),
        received=name,
        fixes=[
            make_fix(FixKind.use, [SetField(path=["training", "dtype_policy"], value=better)], name=better)
        ],
    )
