"""[T] Hyperparameters: epochs, batch size, seed, validation split, loss weights and dtype policy."""

import math
from collections.abc import Iterator

from layerloom.catalog.dtypes import PLAIN, POLICIES
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_word
from layerloom.graph.node_titles import join_names
from layerloom_schema.document import Training
from layerloom_schema.edits import SetField
from layerloom_schema.problems import Code, FixKind, Problem, Where

MAX_EPOCHS = 1_000_000
"""Each epoch is a line of the run's log and a point of every chart."""
MAX_BATCH = 2**31 - 1
"""TensorFlow counts the rows of a batch in a 32-bit integer."""
MAX_SEED = 2**32 - 1
"""The largest seed that NumPy takes."""


def hyperparameter_problems(training: Training) -> Iterator[Problem]:
    """Hyperparameters out of range, and settings that contradict each other."""
    yield from _from_1(training.epochs, MAX_EPOCHS, "epochs", f"Training runs for 1 to {MAX_EPOCHS:,} epochs")
    yield from _from_1(training.batch_size, MAX_BATCH, "batch_size", f"A batch holds 1 to {MAX_BATCH:,} rows")
    if not 0 <= training.seed <= MAX_SEED:
        yield _range(
            "seed",
            f"A seed is a whole number from 0 to {MAX_SEED}",
            training.seed,
            [0, MAX_SEED],
            replacement=0,
        )
    split = training.validation.split
    if not 0 <= split < 1:
        yield _range(
            "validation.split",
            "The share held back for validation is 0 or more and below 1",
            split,
            [0, 1],
            replacement=0.2,
            below=1,
        )
    for name, output in training.outputs.items():
        if not math.isfinite(output.weight) or output.weight < 0:
            sentence = f"The weight of the loss of {name} is 0 or more"
            yield _range(f"outputs.{name}.weight", sentence, output.weight, [0, None], replacement=1.0)
    if split and training.validation.dataset is not None:
        yield _validation_twice(training)
    if training.dtype_policy not in POLICIES:
        yield _policy(training.dtype_policy)


def _from_1(number: int, most: int, field: str, sentence: str) -> Iterator[Problem]:
    if not 1 <= number <= most:
        yield _range(field, sentence, number, [1, most], replacement=min(max(number, 1), most))


def _range(
    field: str,
    sentence: str,
    received: float,
    expected: list[int | None],
    *,
    replacement: float,
    below: int | None = None,
) -> Problem:
    """`expected` is minimum and maximum; with `below` the maximum is exclusive."""
    least, most = expected
    shown = received if math.isfinite(received) else None
    return Problem(
        code=Code.param_range if math.isfinite(received) else Code.param_not_finite,
        message=f"{sentence}; it is {_number_text(received)}.",
        values={
            "owner": "training",
            "argument": field,
            "rule": "bounds",
            "kind": "whole" if isinstance(received, int) else "number",
            "least": least,
            "most": most if below is None else None,
            "below": below,
        },
        where=Where(field=f"training.{field}"),
        expected=[least, most],
        received=shown,
        fixes=[
            make_fix(
                FixKind.set_number,
                [SetField(path=["training", *field.split(".")], value=replacement)],
                value=replacement,
            )
        ],
    )


def _number_text(number: float) -> str:
    """An integer with all digits, unless there are too many."""
    return f"{number:,}" if isinstance(number, int) and abs(number) < 10**15 else f"{number:g}"


def _validation_twice(training: Training) -> Problem:
    """Both a validation data set and a validation split are given."""
    validation = training.validation
    path = ["training", "validation"]
    return Problem(
        code=Code.param_range,
        message=(
            f"The rows to validate on are the data set {validation.dataset}, and a share of {validation.split:g} of "
            "the others as well: only one can hold."
        ),
        values={
            "owner": "training",
            "argument": "validation",
            "rule": "validated_twice",
            "dataset": validation.dataset,
            "split": validation.split,
        },
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
        message=f"There is no policy of precision named {name}; there are {join_names(list(POLICIES))}.",
        values={"owner": "training", "argument": "dtype_policy", "rule": "precision", "near": better},
        where=Where(field="training.dtype_policy"),
        expected=list(POLICIES),
        received=name,
        fixes=[
            make_fix(FixKind.use, [SetField(path=["training", "dtype_policy"], value=better)], name=better)
        ],
    )
