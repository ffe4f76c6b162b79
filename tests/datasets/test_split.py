"""[D17] Shares of the rows: which rows train, validate and test, to the letter, and what a split goes by."""

from collections import Counter

import numpy as np
import pytest

from datasets.test_binding_rules import made, mended, only, problems
from jobs.models import edited, iris
from layerloom.datasets.dataset import dataset
from layerloom.datasets.row_binder import bind
from layerloom.datasets.row_shares import share_out
from layerloom.datasets.split import (
    class_split,
    group_split,
    last_split,
    random_split,
    share_counts,
    time_split,
)
from layerloom_schema.documents.data_preparation import Split, SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused

ROWS = 101
COLUMN = np.random.default_rng(0).integers(7, size=ROWS)


def test_D17_a_share_is_rounded_and_has_a_row_at_least() -> None:
    assert share_counts(101, 0.25, 0.1) == (25, 10)
    assert share_counts(4, 0.1, 0.01) == (1, 1)
    assert share_counts(4, 0.0, 0.5) == (0, 2)


@pytest.mark.parametrize("by", SplitBy)
@pytest.mark.parametrize(("validation", "test"), [(0.2, 0.1), (0.0, 0.3), (0.3, 0.0)])
def test_D17_every_row_is_in_one_share_and_each_keeps_the_order_of_the_file(
    by: SplitBy, validation: float, test: float
) -> None:
    shares = share_out(Split(validation=validation, test=test, by=by, seed=4), ROWS, COLUMN)
    assert sorted(np.concatenate(shares)) == [*range(ROWS)]
    assert all(share.tolist() == sorted(share) for share in shares)
    assert [len(share) > 0 for share in shares] == [True, validation > 0, test > 0]


def test_D17_at_random_the_first_of_a_permutation_are_for_the_test_and_the_next_validate() -> None:
    training, validation, test = random_split(10, 0.2, 0.3, 7)
    order = np.random.default_rng(7).permutation(10).tolist()
    assert test.tolist() == sorted(order[:3])
    assert validation.tolist() == sorted(order[3:5])
    assert training.tolist() == sorted(order[5:])


def test_D17_by_class_each_class_is_shared_out_alike_and_small_ones_train() -> None:
    column = np.array(["b"] * 20 + ["a"] * 10 + ["rare"] * 2)
    training, validation, test = class_split(column, 0.1, 0.2, 7)
    assert Counter(column[test]) == {"b": 4, "a": 2}
    assert Counter(column[validation]) == {"b": 2, "a": 1}
    assert Counter(column[training])["rare"] == 2
    generator = np.random.default_rng(7)
    first = 20 + generator.permutation(10)  # a is the first class in sorted order
    assert set(first[:2]) == set(test) & set(range(20, 30))
    assert set(generator.permutation(20)[:4]) == set(test) & set(range(20))


def test_D17_by_group_no_group_is_in_two_shares() -> None:
    training, validation, test = group_split(COLUMN, 0.2, 0.2, 5)
    parts = [set(COLUMN[share]) for share in (training, validation, test)]
    assert sum(map(len, parts)) == len(set(COLUMN))
    order = np.unique(COLUMN)[np.random.default_rng(5).permutation(7)]
    sizes = Counter(COLUMN)
    count, groups = 0, 0
    while count < 20:
        count, groups = count + sizes[order[groups]], groups + 1
    assert parts[2] == set(order[:groups])
    assert len(validation) >= 20


def test_D17_by_time_the_latest_are_for_the_test_and_equal_times_stay_together() -> None:
    times = np.array([5, 1, 3, 3, 9, 3, 7, 1, 8, 2])
    training, validation, test = time_split(times, 0.3, 0.2)
    assert test.tolist() == [4, 8]
    # The third row before the test is at 3, as two others are: all of them validate.
    assert validation.tolist() == [0, 2, 3, 5, 6]
    assert training.tolist() == [1, 7, 9]


def test_D17_the_last_rows_are_for_the_test_as_they_stand() -> None:
    assert [share.tolist() for share in last_split(5, 0.2, 0.4)] == [[0, 1], [2], [3, 4]]


def split_iris(**split: object) -> Document:
    return edited(iris(), "data", "split", value=split)


def test_D17_no_share_of_the_data_is_trained_on_but_the_first() -> None:
    numbers = np.arange(30, dtype="float32")
    data = dataset("made", "Made", "", {"features": np.stack([numbers] * 4, 1), "label": np.arange(30) % 3})
    bound = bind(split_iris(validation=0.2, test=0.1, seed=1), data)
    training, validation, test = random_split(30, 0.2, 0.1, 1)
    assert bound.training.x["features"][:, 0].tolist() == training.tolist()
    assert bound.validation.targets["species"].tolist() == (validation % 3).tolist()
    assert len(bound.test) == len(test) == 3
    with pytest.raises(Refused, match="no field"):
        bind(split_iris(validation=0.2, by="time", column="day"), data)
    with pytest.raises(Refused, match="no row to train on"):
        bind(
            split_iris(validation=0.2, test=0.2, by="group", column="label"),
            dataset("m", "M", "", {"features": np.zeros((9, 4), "float32"), "label": np.zeros(9, "int64")}),
        )


FEATURES = np.random.default_rng(0).random((30, 4)).astype("float32")


def test_D18_a_column_has_what_the_split_needs() -> None:
    info = made(features=FEATURES, label=np.arange(30) % 3, weight=FEATURES[:, 0], day=np.array(["may"] * 30))
    assert problems(split_iris(validation=0.2, by="group", column="day"), info) == []
    fractions = split_iris(validation=0.2, by="stratified", column="weight")
    assert only(fractions, info).message.endswith("field weight holds numbers with fractions.")
    mended(fractions, only(fractions, info), info)
    texts = split_iris(test=0.2, by="time", column="day")
    assert only(texts, info).message == "The latest rows are found by numbers; field day holds texts."
    assert mended(texts, only(texts, info), info).data.split.by == "last"  # type: ignore[union-attr]


def test_D17_groups_are_enough_for_all_shares() -> None:
    info = made(features=FEATURES, label=np.arange(30) % 3, garden=np.arange(30) % 2)
    document = split_iris(validation=0.2, test=0.2, by="group", column="garden")
    assert only(document, info).message == (
        "Rows with one value of field garden stay together; it has 2 values, and the shares need 3."
    )
    mended(document, only(document, info), info)
    assert problems(split_iris(test=0.2, by="group", column="garden"), info) == []
