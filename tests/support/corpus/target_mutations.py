"""Targets, weights and shares of rows that are not what the loss, the output or the validation takes them for."""

import numpy as np

from .clean import BINARY, CATEGORICAL, ROWS, SPARSE, SQUARES, labels, numbers, rng
from .mutation import Mutations
from .project import Project

TARGETS = Mutations()


@TARGETS.named("flowers", "data.range", "classes_from_1", cured=True)
def labels_from_1(project: Project) -> None:
    project.data.arrays["label"] = labels(3) + 1


@TARGETS.named("flowers", "data.range", "classes", cured=True)
def a_class_too_many(project: Project) -> None:
    project.data.arrays["label"] = labels(4)


@TARGETS.named("flowers", "data.range", "classes", cured=True)
def labels_with_gaps(project: Project) -> None:
    project.data.arrays["label"] = labels(3) * 10


@TARGETS.named("flowers", "data.range", "labels", cured=True)
def labels_below_0(project: Project) -> None:
    project.data.arrays["label"] = labels(3) - 1


@TARGETS.named("flowers", "data.range", "labels")
def rows_without_a_label_as_minus_1(project: Project) -> None:
    project.data.arrays["label"][9] = -1


@TARGETS.named("flowers", "data.dtype")
def labels_with_fractions(project: Project) -> None:
    project.data.arrays["label"] = labels(3) + 0.5


@TARGETS.named("flowers", "data.dtype", cured=True)
def labels_as_texts(project: Project) -> None:
    project.data.arrays["label"] = np.array(["setosa", "versicolor", "virginica"])[labels(3)]


@TARGETS.named("yes_or_no", "data.dtype", cured=True)
def yes_and_no_as_texts(project: Project) -> None:
    project.data.arrays["label"] = np.array(["no", "yes"])[labels(2)]


@TARGETS.named("flowers", "training.loss_mismatch", "classes_for_label", cured=True)
def one_hot_to_a_sparse_loss(project: Project) -> None:
    project.data.arrays["label"] = np.eye(3, dtype="float32")[labels(3)]


@TARGETS.named("shares", "training.loss_mismatch", "labels_for_classes", cured=True)
def labels_to_a_loss_of_shares(project: Project) -> None:
    project.data.arrays["label"] = labels(3)


@TARGETS.named("shares", "data.range", "target_one_hot")
def shares_in_percent(project: Project) -> None:
    project.data.arrays["label"] = np.eye(3, dtype="float32")[labels(3)] * 100


@TARGETS.named("yes_or_no", "data.range", "target_binary", cured=True)
def two_classes_as_1_and_2(project: Project) -> None:
    project.data.arrays["label"] = labels(2) + 1


@TARGETS.named("yes_or_no", "data.range", "target_binary", cured=True)
def two_classes_as_signs(project: Project) -> None:
    project.data.arrays["label"] = labels(2) * 2 - 1


@TARGETS.named("yes_or_no", "data.range", "target_binary", cured=True)
def three_classes_on_one_sigmoid(project: Project) -> None:
    project.data.arrays["label"] = labels(3)


@TARGETS.named("masks", "data.range", "target_binary", cured=True)
def a_mask_of_bytes(project: Project) -> None:
    project.data.arrays["mask"] = (numbers(8, 8, 1) > 0.5).astype("uint8") * 255


@TARGETS.named("masks", "data.shape", "row")
def a_mask_of_another_size(project: Project) -> None:
    project.data.arrays["mask"] = (numbers(4, 4, 1) > 0.5).astype("uint8")


@TARGETS.named("visits", "data.range", "target_counts")
def counts_below_0(project: Project) -> None:
    project.data.arrays["next"] = rng().integers(-3, 9, ROWS)


@TARGETS.named("series", "data.not_finite", "missing", cured=True)
def a_target_that_is_missing(project: Project) -> None:
    project.data.arrays["next"][5] = np.nan


@TARGETS.named("series", "data.dtype")
def a_number_to_predict_as_text(project: Project) -> None:
    project.data.arrays["next"] = numbers().astype("U5")


@TARGETS.named("series", "data.shape", "row", cured=True)
def a_target_of_several_numbers(project: Project) -> None:
    project.data.arrays["next"] = numbers(3)


@TARGETS.named("flowers", "data.suspicious", "constant_target")
def one_class_only(project: Project) -> None:
    project.data.arrays["label"] = np.zeros(ROWS, int)


@TARGETS.named("species", "data.suspicious", "suspicion", cured=True)
def a_class_that_is_rare(project: Project) -> None:
    project.data.columns["town"] = ["Aachen", "Bonn"] * 29 + ["Aachen", "Köln"]


@TARGETS.named("weighed", "data.range", "weights", cured=True)
def a_weight_below_0(project: Project) -> None:
    project.data.arrays["weight"][9] = -0.1


@TARGETS.named("weighed", "data.not_finite", "missing", cured=True)
def a_weight_that_is_missing(project: Project) -> None:
    project.data.arrays["weight"][9] = np.nan


@TARGETS.named("weighed", "data.range", "weights_of_nothing", cured=True)
def weights_of_nothing(project: Project) -> None:
    project.data.arrays["weight"] = np.zeros(ROWS)


@TARGETS.named("weighed", "data.shape", "weights", cured=True)
def weights_of_several_numbers(project: Project) -> None:
    project.data.arrays["weight"] = numbers(3)


@TARGETS.named("weighed", "data.dtype", cured=True)
def weights_as_texts(project: Project) -> None:
    project.data.arrays["weight"] = np.array(["high", "low"] * 30)


@TARGETS.named("weighed", "data.missing_field", cured=True)
def weights_of_a_column_that_is_not_there(project: Project) -> None:
    project.binding["sample_weights"]["species"] = "importance"


@TARGETS.named("pictures", "data.suspicious", "ordered_classes", cured=True)
def rows_sorted_by_class(project: Project) -> None:
    project.data.arrays["label"] = np.sort(labels(10))


@TARGETS.named("patients", "data.suspicious", "suspicion")
def rows_that_are_repeated(project: Project) -> None:
    project.binding["split"]["by"] = "random"
    project.data.columns = {name: cells[:30] * 2 for name, cells in project.data.columns.items()}


@TARGETS.named("sales", "data.suspicious", "suspicion", cured=True)
def an_order_of_time_that_is_split_at_random(project: Project) -> None:
    project.binding["split"] = {"validation": 0.2, "by": "random"}


@TARGETS.named("validated", "param.range", "same_data", cured=True)
def validation_on_the_training_rows(project: Project) -> None:
    project.training["validation"]["dataset"] = "made"


@TARGETS.named("validated", "param.range", "shared_rows", cured=True)
def validation_rows_that_train_too(project: Project) -> None:
    assert project.other is not None
    for name, array in project.other.arrays.items():
        array[:10] = project.data.arrays[name][20:30]


@TARGETS.named("validated", "data.range", "unseen_classes", cured=True)
def a_class_that_only_the_validation_has(project: Project) -> None:
    project.data.arrays["label"] = labels(2)


@TARGETS.named("validated", "data.missing_field", "validation", cured=True)
def validation_rows_with_other_names(project: Project) -> None:
    assert project.other is not None
    project.other.arrays["features_2"] = project.other.arrays.pop("features")


@TARGETS.named("validated", "data.shape", "validation")
def validation_rows_of_another_shape(project: Project) -> None:
    assert project.other is not None
    project.other.arrays["features"] = project.other.arrays["features"][:, :3]


@TARGETS.named("validated", "data.unbound", "validation", cured=True)
def validation_on_a_data_set_misnamed(project: Project) -> None:
    project.training["validation"]["dataset"] = "otter"


@TARGETS.named("pictures", "data.empty", "validation", cured=True)
def a_share_that_holds_no_row_back(project: Project) -> None:
    project.training["validation"] = {"split": 1e-17}


@TARGETS.named("patients", "data.unknown_field", "split_column", cured=True)
def a_group_by_a_column_misnamed(project: Project) -> None:
    project.binding["split"]["column"] = "pateint"


@TARGETS.named("patients", "data.empty", "split_values", cured=True)
def one_group_only(project: Project) -> None:
    project.data.columns["patient"] = [1] * ROWS


@TARGETS.named("species", "param.range", "split_twice", cured=True)
def two_splits_at_once(project: Project) -> None:
    project.training["validation"] = {"split": 0.2}


@TARGETS.named("two_questions", "training.loss_mismatch", None, cured=True)
def losses_swapped_between_outputs(project: Project) -> None:
    outputs = project.training["outputs"]
    outputs["species"], outputs["weight"] = outputs["weight"], outputs["species"]


def _loss(project: Project, output: str, loss: str) -> None:
    project.training["outputs"][output]["loss"]["name"] = loss


@TARGETS.named("flowers", "training.loss_mismatch", None, cured=True)
def classes_learned_as_numbers(project: Project) -> None:
    _loss(project, "species", SQUARES)


@TARGETS.named("flowers", "training.loss_mismatch", None, cured=True)
def classes_learned_as_bits(project: Project) -> None:
    _loss(project, "species", BINARY)


@TARGETS.named("yes_or_no", "training.loss_mismatch", "one_unit", cured=True)
def a_softmax_loss_over_one_unit(project: Project) -> None:
    _loss(project, "answer", CATEGORICAL)


@TARGETS.named("series", "data.dtype", cured=True)
def numbers_learned_as_classes(project: Project) -> None:
    _loss(project, "next", SPARSE)
