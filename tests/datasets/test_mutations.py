"""[D] Real data is wrong in many ways: each is named before the first step, and clean data is left in peace."""

from pathlib import Path

import numpy as np
import pytest

from layerloom.datasets.rules import suspicion_rules
from layerloom_schema.checks.problems import Code, Severity
from layerloom_schema.text.languages import LANGUAGES
from support.corpus.beyond import BEYOND
from support.corpus.binding_mutations import BINDINGS
from support.corpus.clean import CLEAN
from support.corpus.file_mutations import FILES
from support.corpus.mutation import Mutation
from support.corpus.project import judge, outcome_of
from support.corpus.row_mutations import ROW_CHOICES
from support.corpus.target_mutations import TARGETS

MUTATIONS = {**FILES, **BINDINGS, **TARGETS, **ROW_CHOICES}


def test_D43_the_corpus_is_as_large_as_it_was_said_to_be() -> None:
    assert len(MUTATIONS) == len(FILES) + len(BINDINGS) + len(TARGETS) + len(ROW_CHOICES) >= 60
    assert len(CLEAN) >= 20


@pytest.mark.parametrize("name", CLEAN)
def test_D43_nothing_is_said_of_clean_data(name: str, tmp_path: Path) -> None:
    outcome = outcome_of(CLEAN[name](), tmp_path)
    assert outcome.refusal is None
    assert [problem.message for problem in outcome.problems] == []


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_D43_wrong_data_is_named_before_the_first_step(mutation: Mutation, tmp_path: Path) -> None:
    outcome = outcome_of(mutation.project(), tmp_path)
    if outcome.refusal is not None:
        body = outcome.refusal
        assert (body.code, body.variant) == (mutation.code, mutation.variant), body.message
        assert body.where is not None
        # Short sentences are the same in both Chinese scripts.
        assert len({body.in_language(language).message for language in LANGUAGES}) >= len(LANGUAGES) - 1
        return
    said = [(problem.code, problem.variant, problem.message) for problem in outcome.problems]
    named = [
        problem
        for problem in outcome.problems
        if problem.code == mutation.code and mutation.variant in (None, problem.variant)
    ]
    assert named, said
    assert bool(named[0].fixes) == mutation.cured, said
    if mutation.cured:
        after = outcome.after(named[0].fixes[0])
        further = [problem.fixes[0] for problem in after.problems if problem.severity is Severity.error]
        after = after.after(further[0]) if further else after
        left = [problem.message for problem in after.problems if problem.severity is Severity.error]
        assert left == []
        assert named[0].message not in [problem.message for problem in after.problems]


@pytest.mark.parametrize("mutation", BEYOND.values(), ids=BEYOND)
def test_D43_what_no_rule_can_know_raises_a_suspicion_at_most(mutation: Mutation, tmp_path: Path) -> None:
    assert mutation.change.__doc__
    outcome = outcome_of(mutation.project(), tmp_path)
    assert outcome.refusal is None
    assert {problem.code for problem in outcome.problems} <= {Code.data_suspicious}


def test_D42_columns_that_are_not_bound_are_left_in_peace(tmp_path: Path) -> None:
    project = CLEAN["houses"]()
    project.data.columns["id"] = [*range(60)]
    project.data.columns["same"] = [1] * 60
    project.data.columns["copy"] = project.data.columns["price"]
    assert outcome_of(project, tmp_path).problems == []


def test_D42_an_id_that_is_all_there_is_may_be_a_place_on_an_axis(tmp_path: Path) -> None:
    project = CLEAN["series"]()
    project.node("steps")["shape"] = [1]
    project.node("layer_0").update(layer="Dense", config={"units": 3})
    project.data.arrays["steps"] = np.arange(60)
    assert outcome_of(project, tmp_path).problems == []


def test_D42_values_are_looked_at_only_where_they_are_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspicion_rules, "MOST_CELLS", 239)  # 60 rows of 4 columns have one more
    outcome = outcome_of(BINDINGS["a_column_that_gives_the_target_away"].project(), tmp_path)
    assert outcome.problems == []


def test_D42_what_was_found_of_a_version_is_not_looked_for_again(tmp_path: Path) -> None:
    outcome = outcome_of(BINDINGS["a_column_that_gives_the_target_away"].project(), tmp_path)
    for path in (tmp_path / "library" / "versions").rglob("columns/*"):
        path.unlink()
    assert outcome.document is not None
    assert outcome.library is not None
    assert judge(outcome.document, outcome.library).problems == outcome.problems
