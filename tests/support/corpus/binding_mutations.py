"""Fields that are bound to the wrong place, or have another shape, type or scale than their input takes."""

import numpy as np

from .clean import ROWS, numbers, rng
from .mutation import Mutations
from .project import Project

BINDINGS = Mutations()


@BINDINGS.named("flowers", "data.unknown_field", cured=True)
def a_key_misnamed(project: Project) -> None:
    project.binding["inputs"]["features"] = "featurs"


@BINDINGS.named("flowers", "data.unknown_field", cured=True)
def a_key_in_another_case(project: Project) -> None:
    project.binding["targets"]["species"] = "Label"


@BINDINGS.named("flowers", "data.missing_field", cured=True)
def a_key_of_another_data_set(project: Project) -> None:
    project.binding["targets"]["species"] = "y_train"


@BINDINGS.named("flowers", "data.unknown_field", "input", cured=True)
def a_key_too_many(project: Project) -> None:
    project.binding["inputs"]["colour"] = "features"


@BINDINGS.named("flowers", "data.unbound", "inputs", cured=True)
def an_input_that_nothing_feeds(project: Project) -> None:
    project.binding["inputs"] = {}


@BINDINGS.named("flowers", "data.unbound", "targets", cured=True)
def a_target_that_is_not_bound(project: Project) -> None:
    project.binding["targets"] = {}


@BINDINGS.named("flowers", "data.unbound", "unknown", cured=True)
def a_data_set_misnamed(project: Project) -> None:
    project.binding["dataset"] = "maed"


@BINDINGS.named("flowers", "data.shape", "row_of_numbers", cured=True)
def features_and_label_swapped(project: Project) -> None:
    project.binding["inputs"]["features"], project.binding["targets"]["species"] = "label", "features"


@BINDINGS.named("houses", "data.suspicious", "target_as_input")
def the_target_among_the_inputs(project: Project) -> None:
    project.binding["inputs"]["size"] = "price"


@BINDINGS.named("houses", "data.suspicious", "suspicion")
def a_column_that_gives_the_target_away(project: Project) -> None:
    project.data.columns["size"] = [f"{float(price) * 1.19:.4f}" for price in project.data.columns["price"]]


@BINDINGS.named("species", "data.suspicious", "suspicion")
def a_code_of_the_class_among_the_inputs(project: Project) -> None:
    towns = project.data.columns["town"]
    project.data.columns["rooms"] = [{"Aachen": 3, "Bonn": 7, "Köln": 11}[town] for town in towns]


@BINDINGS.named("houses", "data.suspicious", "suspicion")
def a_constant_column(project: Project) -> None:
    project.data.columns["rooms"] = [4] * ROWS


@BINDINGS.named("houses", "data.suspicious", "suspicion")
def ids_as_a_feature(project: Project) -> None:
    project.data.columns["rooms"] = [*range(100, 100 + ROWS)]


@BINDINGS.named("houses", "data.range", "unscaled_numbers", cured=True)
def ids_beyond_float64_as_a_feature(project: Project) -> None:
    project.data.columns["rooms"] = [2**60 + 7 * row for row in range(ROWS)]


@BINDINGS.named("words", "data.suspicious", "suspicion")
def words_of_one_kind_only(project: Project) -> None:
    project.data.arrays["words"] = np.full((ROWS, 6), 7)


@BINDINGS.named("houses", "data.dtype", cured=True)
def texts_into_a_dense(project: Project) -> None:
    project.binding["inputs"]["rooms"] = "town"


@BINDINGS.named("flowers", "data.dtype")
def arrays_of_texts(project: Project) -> None:
    project.data.arrays["features"] = numbers(4).astype("U5")


@BINDINGS.named("words", "data.dtype", cured=True)
def words_that_are_not_numbered(project: Project) -> None:
    project.node("text")["shape"] = [1]
    project.data.arrays["words"] = np.array(["tree", "house", "river"] * 20)


@BINDINGS.named("words", "data.dtype")
def fractions_for_words(project: Project) -> None:
    project.data.arrays["words"] = numbers(6) * 49


@BINDINGS.named("pictures", "data.shape", "row", cured=True)
def images_as_rows_of_numbers(project: Project) -> None:
    project.data.arrays["image"] = numbers(64)


@BINDINGS.named("colours", "data.shape", "channels_first", cured=True)
def channels_first(project: Project) -> None:
    project.data.arrays["image"] = np.moveaxis(project.data.arrays["image"], -1, 1)


@BINDINGS.named("series", "data.shape", "channels_first", cured=True)
def features_before_the_steps(project: Project) -> None:
    project.data.arrays["steps"] = np.moveaxis(project.data.arrays["steps"], -1, 1)


@BINDINGS.named("pictures", "data.shape", "row", cured=True)
def images_of_another_size(project: Project) -> None:
    project.data.arrays["image"] = numbers(12, 12, 1)


@BINDINGS.named("colours", "data.shape", "row", cured=True)
def images_with_transparency(project: Project) -> None:
    opaque = np.full((ROWS, 8, 8, 1), 255, "uint8")
    project.data.arrays["image"] = np.concatenate([project.data.arrays["image"], opaque], -1)


@BINDINGS.named("series", "data.shape", "row", cured=True)
def sequences_of_another_length(project: Project) -> None:
    project.data.arrays["steps"] = numbers(12, 2)


@BINDINGS.named("flowers", "data.shape", "row", cured=True)
def a_feature_too_few(project: Project) -> None:
    project.data.arrays["features"] = numbers(3)


@BINDINGS.named("pictures", "data.range", "unscaled_image", cured=True)
def images_of_bytes(project: Project) -> None:
    project.data.arrays["image"] = (numbers(8, 8, 1) * 255).astype("uint8")


@BINDINGS.named("colours", "data.range", "scaled_twice", cured=True)
def images_scaled_twice(project: Project) -> None:
    project.data.arrays["image"] = numbers(8, 8, 3)


@BINDINGS.named("houses", "data.range", "unscaled_numbers", cured=True)
def numbers_of_very_different_sizes(project: Project) -> None:
    project.data.columns["rooms"] = rng().integers(20_000, 900_000, ROWS).tolist()


@BINDINGS.named("sales", "data.range", "unscaled_numbers", cured=True)
def seconds_of_a_date_as_a_feature(project: Project) -> None:
    project.binding["inputs"]["rooms"] = "day"


@BINDINGS.named("words", "data.range", "rows_field", cured=True)
def a_word_past_the_embedding(project: Project) -> None:
    project.data.arrays["words"][17, 3] = 50


@BINDINGS.named("words", "data.range", "rows_field")
def words_padded_with_minus_1(project: Project) -> None:
    project.data.arrays["words"][:, -2:] = -1


@BINDINGS.named("words", "data.range", "rows_field")
def a_word_below_the_embedding(project: Project) -> None:
    project.data.arrays["words"][17, 3] = -1


@BINDINGS.named("flowers", "data.not_finite", "missing", cured=True)
def a_missing_number_in_one_row(project: Project) -> None:
    project.data.arrays["features"][41, 2] = np.nan


@BINDINGS.named("flowers", "data.not_finite", "missing", cured=True)
def a_missing_number_in_one_row_of_a_million(project: Project) -> None:
    rows = 1_000_000
    features = rng().random((rows, 4)).astype("float32")
    features[777_777, 2] = np.nan
    project.data.arrays = {"features": features, "label": np.arange(rows) % 3}


@BINDINGS.named("houses", "data.not_finite", "missing", cured=True)
def a_column_of_empty_cells(project: Project) -> None:
    project.data.columns["size"] = [""] * ROWS


@BINDINGS.named("houses", "data.not_finite", "missing", cured=True)
def an_empty_cell_in_one_row(project: Project) -> None:
    project.data.columns["size"][41] = ""


@BINDINGS.named("houses", "data.not_finite", "missing", cured=True)
def an_error_of_a_spreadsheet_in_a_cell(project: Project) -> None:
    project.data.columns["size"][41] = "#DIV/0!"


@BINDINGS.named("houses", "data.not_finite", "infinite", cured=True)
def an_infinite_number(project: Project) -> None:
    project.data.columns["size"][41] = "inf"


@BINDINGS.named("houses", "data.not_finite", "missing", cured=True)
def missing_and_infinite_numbers(project: Project) -> None:
    project.data.columns["size"][40:42] = ["inf", ""]


@BINDINGS.named("series", "data.range", "overflow")
def numbers_beyond_the_type(project: Project) -> None:
    project.data.arrays["steps"] = numbers(10, 2).astype("float64") * 1e300


@BINDINGS.named("species", "param.range", "recipe_class_left_out", cured=True)
def a_class_that_a_recipe_leaves_out(project: Project) -> None:
    project.data.columns["town"][3] = "Trier"


@BINDINGS.named("species", "param.range", "recipe_class_left_out", cured=True)
def a_class_in_small_letters(project: Project) -> None:
    project.data.columns["town"][3] = "bonn"


@BINDINGS.named("species", "param.range", "recipe_class_left_out", cured=True)
def a_class_with_a_space_behind_it(project: Project) -> None:
    project.data.columns["town"][3] = "Bonn "


@BINDINGS.named("species", "param.range", "recipe_class_missing", cured=True)
def a_class_that_is_missing(project: Project) -> None:
    project.data.columns["town"][3] = ""
