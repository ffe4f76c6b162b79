"""[D371] Classes that the rows kept out of training have alone."""

from pathlib import Path

import pytest

from layerloom.datasets.rules import share_class_rules
from layerloom.graph.edits import apply
from layerloom_schema.documents.edits import SetField
from support.corpus.project import Outcome, judge, outcome_of
from support.corpus.row_mutations import ROW_CHOICES

LATE = "a_class_that_only_the_last_rows_have"


def unseen(outcome: Outcome) -> list[str]:
    return [problem.variant or "" for problem in outcome.problems if "unseen" in (problem.variant or "")]


def test_D371_the_rows_that_are_left_out_are_in_no_share(tmp_path: Path) -> None:
    project = ROW_CHOICES[LATE].project()
    towns, sizes = project.data.columns["town"], project.data.columns["size"]
    project.data.columns["size"] = [
        "" if town == "Köln" else size for town, size in zip(towns, sizes, strict=True)
    ]
    project.binding["drop_missing"] = ["size"]
    outcome = outcome_of(project, tmp_path)
    assert unseen(outcome) == []
    assert outcome.document is not None
    assert outcome.library is not None
    kept = apply(outcome.document, [SetField(path=["data", "drop_missing"], unset=True)])
    assert unseen(judge(kept, outcome.library)) == ["unseen_validation_classes"]


def test_D371_a_missing_label_is_no_class(tmp_path: Path) -> None:
    project = ROW_CHOICES[LATE].project()
    towns = project.data.columns["town"]
    project.data.columns["town"] = ["" if town == "Köln" else town for town in towns]
    assert unseen(outcome_of(project, tmp_path)) == []


def test_D371_rows_are_looked_at_only_where_they_are_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_class_rules, "MOST_CELLS", 59)
    assert unseen(outcome_of(ROW_CHOICES[LATE].project(), tmp_path)) == []
