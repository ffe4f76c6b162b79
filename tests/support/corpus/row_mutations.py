"""Rows that are shared out, joined or followed by others in another way than the data allows."""

import numpy as np

from .clean import ROWS
from .mutation import Mutations
from .project import Project

ROW_CHOICES = Mutations()


def _rare_class_at_the_end(project: Project) -> None:
    """The rows of the last third have a class of their own among the others."""
    towns = ["Aachen", "Bonn"] * 20 + ["Köln", "Aachen"] * 10
    project.data.columns["town"] = towns


@ROW_CHOICES.named("species", "data.range", "unseen_validation_classes", cured=True)
def a_class_that_only_the_last_rows_have(project: Project) -> None:
    _rare_class_at_the_end(project)
    project.binding["split"] = {"validation": 0.4, "by": "last"}


@ROW_CHOICES.named("species", "data.range", "unseen_test_classes", cured=True)
def a_class_that_only_the_test_has(project: Project) -> None:
    _rare_class_at_the_end(project)
    project.binding["split"] = {"test": 0.4, "by": "last"}


@ROW_CHOICES.named("pictures", "data.range", "unseen_validation_classes", cured=True)
def a_class_that_only_the_share_of_keras_has(project: Project) -> None:
    labels = np.arange(ROWS) % 9
    labels[-4] = 9
    project.data.arrays["label"] = labels


@ROW_CHOICES.named("species", "data.range", "unseen_validation_classes")
def a_class_that_one_group_has(project: Project) -> None:
    """Whichever group is drawn: each has a class of its own."""
    project.binding["split"] = {"validation": 0.3, "by": "group", "column": "town"}


@ROW_CHOICES.named("patients", "param.range", "split_shares", cured=True)
def shares_that_leave_nothing(project: Project) -> None:
    project.binding["split"].update(validation=0.6, test=0.5)


@ROW_CHOICES.named("sales", "data.dtype", "split_time", cured=True)
def an_order_of_time_by_texts(project: Project) -> None:
    project.binding["split"]["column"] = "town"


def _without_joined_columns(project: Project) -> None:
    """Feed no input from the other table, so that the model can do without it."""
    project.binding["inputs"]["rooms"] = "rooms"


@ROW_CHOICES.named("joined", "data.range", "join_duplicates", cured=True)
def a_key_twice_in_a_joined_table(project: Project) -> None:
    assert project.other is not None
    _without_joined_columns(project)
    project.other.columns["name"][1] = "Aachen"


@ROW_CHOICES.named("joined", "data.dtype", "join_types", cured=True)
def keys_of_another_type(project: Project) -> None:
    _without_joined_columns(project)
    project.binding["joined"][0]["on"] = {"rooms": "name"}


@ROW_CHOICES.named("joined", "data.unknown_field", "join_key", cured=True)
def a_key_of_a_join_misnamed(project: Project) -> None:
    project.binding["joined"][0]["on"] = {"towm": "name"}


@ROW_CHOICES.named("joined", "data.suspicious", "join_alone")
def keys_in_another_spelling(project: Project) -> None:
    assert project.other is not None
    project.other.columns["name"] = ["AACHEN", "BONN", "KÖLN"]


@ROW_CHOICES.named("windowed", "data.empty", "windows_validation", cured=True)
def windows_longer_than_the_share(project: Project) -> None:
    project.binding["windows"]["length"] = 14
    project.node("size")["shape"] = [14, 1]


@ROW_CHOICES.named("windowed", "param.range", "window_split", cured=True)
def windows_of_rows_drawn_at_random(project: Project) -> None:
    project.binding["split"]["by"] = "random"


@ROW_CHOICES.named("windowed", "data.missing_field", "window_group", cured=True)
def windows_of_a_group_that_is_not_there(project: Project) -> None:
    project.binding["windows"]["group"] = "station"
