"""The full check of a document: structure, dry build, training settings and data, with verified fixes."""

from collections.abc import Mapping
from dataclasses import dataclass

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.build.fixes.batch_axis_fixes import named_batch_axes
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.described_rows import DescribedRows, describe_rows
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.rules.binding_rules import check_binding
from layerloom.datasets.rules.dataset_rules import choose_data, missing_archives
from layerloom.datasets.rules.join_rules import join_problems
from layerloom.datasets.rules.lookup_rules import lookup_problems
from layerloom.datasets.rules.recipe_rules import check_recipes
from layerloom.datasets.rules.share_class_rules import share_class_problems
from layerloom.datasets.rules.suspicion_rules import suspicion_problems
from layerloom.datasets.rules.validation_rules import validation_lookup_problems
from layerloom.datasets.rules.window_rules import window_problems
from layerloom.graph.check import check_structure, sort_problems
from layerloom.graph.verify_fixes import verify_fixes
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.checks.reports import (
    CheckReport,
    JoinReport,
    ModelReport,
    NodeReport,
    RowsReport,
    Totals,
)
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.limits import Limits

from .rules.training.single_unit_rules import single_unit_problems
from .rules.training.training_rules import check_training

MAX_LISTED = 500
"""Problems of one answer: a document of thousands of faults is not answered with megabytes."""


@dataclass(frozen=True)
class _CheckPass:
    problems: list[Problem]
    nodes: dict[NodeId, NodeReport]
    totals: Totals
    models: dict[ModelName, ModelReport]
    rows: RowsReport | None


def full_check(
    document: Document,
    catalog: Catalog,
    limits: Limits,
    cache: CallCache,
    *,
    for_training: bool = False,
    file: Dataset | None = None,
    library: DataLibrary | None = None,
) -> CheckReport:
    """All problems of a document in a fixed order, and every shape that could be computed.

    A document without `training` or `data` is checked as far as it goes, unless it is to be trained now.
    `file` replaces the data set that the document names (one given on the command line). `library` has the data
    sets that a document may name: without it, only the built-in ones.
    """
    known = library or DataLibrary()
    if for_training:
        document = with_all_sections(document)

    def once(draft: Document) -> _CheckPass:
        structure = check_structure(draft, catalog, limits)
        raw = file.info if file is not None else _dataset(draft, known)
        described = None if raw is None else describe_rows(draft, raw, known, file)
        data, recipe_problems = check_recipes(draft, described.info if described else None, cache)
        built = dry_build(structure, draft, catalog, limits, cache)
        found = [
            *built.problems,
            *(join_problems(draft, described) if described else []),
            *recipe_problems,
            *(window_problems(draft, described) if described else []),
            *check_training(draft, built.nodes, data),
            *_data(draft, built.nodes, data, known),
            *missing_archives(draft, file, known, downloads=limits.downloads),
            *single_unit_problems(structure, built.nodes, built.models),
            *lookup_problems(structure, draft, built, data),
            *validation_lookup_problems(structure, draft, built, known),
        ]
        problems = sort_problems([*structure.problems, *found], structure)
        rows = _report(described) if described else None
        return _CheckPass(problems, built.nodes, built.totals, built.models, rows)

    found = once(document)
    inside = {(name, node) for name, report in found.models.items() for node in report.nodes}
    computed = inside | {(None, node) for node in found.nodes}
    proved = verify_fixes(document, found.problems, computed, lambda fixed: once(fixed).problems)
    problems = named_batch_axes(proved)
    return CheckReport(
        ok=all(problem.severity is not Severity.error for problem in problems),
        problems=_listed(problems),
        nodes=found.nodes,
        models=found.models,
        totals=found.totals,
        rows=found.rows,
    )


def with_all_sections(document: Document) -> Document:
    """The document with `training` and `data` sections, with defaults where it has none."""
    return document.model_copy(
        update={
            "training": document.training or Training(),
            "data": document.data or DataBinding(),
        }
    )


def _listed(problems: list[Problem]) -> list[Problem]:
    """The first problems, and one that says how many there are besides."""
    left = len(problems) - MAX_LISTED
    if left <= 0:
        return problems
    more = Problem(code=Code.check_more, severity=Severity.warning, params={"count": left})
    return [*problems[:MAX_LISTED], more]


def _dataset(document: Document, library: DataLibrary) -> DatasetInfo | None:
    name = document.data.dataset if document.data else None
    return None if name is None else library.find(name)


def _report(rows: DescribedRows) -> RowsReport | None:
    """How many rows there are; nothing of data that follows the model."""
    if rows.info.follows_model:
        return None
    joined = [
        JoinReport(
            dataset=each.join.dataset,
            fields=[field for field in rows.info.fields if field.name in each.added],
            alone=each.alone,
        )
        for each in rows.joined
    ]
    windows = rows.windows.report if rows.windows is not None else None
    return RowsReport(rows=rows.info.rows, dropped=rows.dropped, joined=joined, windows=windows)


def _data(
    document: Document,
    nodes: Mapping[NodeId, NodeReport],
    dataset: DatasetInfo | None,
    library: DataLibrary,
) -> list[Problem]:
    if document.data is None:
        return []
    if dataset is None:
        return [choose_data(document, nodes, library)]
    return [
        *check_binding(document, nodes, dataset, library),
        *share_class_problems(document, nodes, dataset, library),
        *suspicion_problems(document, nodes, dataset, library),
    ]
