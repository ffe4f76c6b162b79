"""What no rule can know: data that is wrong and looks as it should. At most a suspicion may be raised."""

import numpy as np

from .clean import labels
from .mutation import Mutations
from .project import Project

BEYOND = Mutations()
"""Each looks like other data that is right; the docstring says why it cannot be told apart."""


@BEYOND.named("houses", "", None)
def two_columns_of_like_range_swapped(project: Project) -> None:
    """Both columns have numbers that either could have."""
    inputs = project.binding["inputs"]
    inputs["size"], inputs["rooms"] = inputs["rooms"], inputs["size"]


@BEYOND.named("pictures", "", None)
def images_and_labels_in_another_order(project: Project) -> None:
    """Any order of labels is as likely; only a model that learns nothing shows it."""
    project.data.arrays["label"] = np.random.default_rng(3).permutation(project.data.arrays["label"])


@BEYOND.named("flowers", "", None)
def labels_shifted_by_a_row(project: Project) -> None:
    """Each row has a label that is a label."""
    project.data.arrays["label"] = np.roll(project.data.arrays["label"], 1)


@BEYOND.named("flowers", "", None)
def two_classes_exchanged(project: Project) -> None:
    """What a class is called is known to people alone."""
    project.data.arrays["label"] = np.array([1, 0, 2])[project.data.arrays["label"]]


@BEYOND.named("pictures", "", None)
def images_transposed(project: Project) -> None:
    """A square image has the shape of its transpose."""
    project.data.arrays["image"] = project.data.arrays["image"].transpose(0, 2, 1, 3)


@BEYOND.named("colours", "", None)
def red_and_blue_exchanged(project: Project) -> None:
    """BGR has the shape and the range of RGB."""
    project.data.arrays["image"] = project.data.arrays["image"][..., ::-1]


@BEYOND.named("pictures", "", None)
def images_inverted(project: Project) -> None:
    """White on black is as good as black on white, as long as all images are so."""
    project.data.arrays["image"] = 1 - project.data.arrays["image"]


@BEYOND.named("houses", "", None)
def a_column_in_another_unit(project: Project) -> None:
    """Half the numbers of metres are numbers of something."""
    project.data.columns["size"] = [f"{float(cell) * 0.3048:.4f}" for cell in project.data.columns["size"]]


@BEYOND.named("houses", "", None)
def a_decimal_point_lost_in_one_cell(project: Project) -> None:
    """A number may be far from the others."""
    project.data.columns["price"][4] = project.data.columns["price"][4].replace(".", "")


@BEYOND.named("houses", "", None)
def a_number_that_stands_for_missing(project: Project) -> None:
    """What is a sign to one person is a measurement to another."""
    project.data.columns["size"][5:9] = ["-9.99"] * 4


@BEYOND.named("words", "", None)
def words_numbered_by_another_vocabulary(project: Project) -> None:
    """A number of a word does not say which vocabulary it is from."""
    order = np.random.default_rng(4).permutation(50)
    project.data.arrays["words"] = order[project.data.arrays["words"]]


@BEYOND.named("series", "", None)
def sequences_in_reverse(project: Project) -> None:
    """Steps have no number."""
    project.data.arrays["steps"] = project.data.arrays["steps"][:, ::-1]


@BEYOND.named("flowers", "", None)
def some_labels_wrong(project: Project) -> None:
    """A row that is hard to tell apart has a label like any other."""
    project.data.arrays["label"][:6] = (labels(3)[:6] + 1) % 3
