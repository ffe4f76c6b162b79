"""[D] A second data set for validation: does it exist, and does it fit the same slots as the first."""

from collections.abc import Iterator, Mapping

from layerloom.build.dry_build import DryBuild
from layerloom.datasets.binding_slots import Slot, bound_field, slots, weight_slots
from layerloom.datasets.described_rows import describe_rows
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.target_encoding import Target
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, NodeId
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField

from .field_rules import field_problems, length_problems
from .lookup_rules import lookup_problems
from .window_rules import group_problems

PATH = ["training", "validation", "dataset"]
WHERE = Where(field=".".join(PATH))
SHARED = 0.05
"""The share of validation rows that may be training rows by chance."""


def check_validation(
    document: Document, nodes: Mapping[NodeId, NodeReport], training: DatasetInfo, library: DataLibrary
) -> Iterator[Problem]:
    """Problems of the validation data set; none where the document names none."""
    name = document.training.validation.dataset if document.training else None
    if name is None:
        return
    dataset = library.find(name)
    if dataset is None or dataset.follows_model:
        yield _unknown(name, [info.name for info in library.list() if not info.follows_model])
        return
    if dataset.version == training.version:
        yield _same(dataset)
    dataset = describe_rows(document, dataset, library).info
    for problem in group_problems(document, dataset):
        yield of_validation(problem, dataset)
    bound: dict[str, FieldInfo] = {}
    used: list[str] = []
    fields = {field.name: field for field in dataset.fields}
    recipes = document.data.recipes if document.data else {}
    for slot in (*slots(document, nodes), *weight_slots(document, nodes)):
        field = bound_field(document, slot, training)
        if field is None:
            continue
        recipe = recipes.get(field)
        needed = recipe.sources if recipe is not None else [field]
        used += needed
        missing = next((source for source in needed if source not in fields), None)
        if missing is not None:
            yield _missing(slot, missing, dataset)
        if missing is not None or recipe is not None:
            continue
        bound[field] = fields[field]
        yield from _unseen_classes(slot, field, training, dataset)
        for problem in field_problems(document, slot, fields[field]):
            yield of_validation(problem, dataset)
    for problem in length_problems(bound):
        yield of_validation(problem, dataset)
    if dataset.version != training.version and set(used) <= fields.keys():
        shared = library.shared_rows(training, dataset, [*dict.fromkeys(used)])
        if shared > SHARED * dataset.rows:
            yield _shared(dataset, shared)


def validation_lookup_problems(
    structure: Structure, document: Document, built: DryBuild, library: DataLibrary
) -> list[Problem]:
    """Values of the validation rows out of the range of a lookup."""
    name = document.training.validation.dataset if document.training else None
    dataset = library.find(name) if name is not None else None
    if dataset is None or dataset.follows_model:
        return []
    dataset = describe_rows(document, dataset, library).info
    found = lookup_problems(structure, document, built, dataset)
    return [of_validation(problem, dataset) for problem in found if "field" in problem.params]


def _unknown(name: str, known: list[str]) -> Problem:
    guess = closest_match(name, known)
    offered = [guess] if guess else []
    return Problem(
        code=Code.data_unbound,
        variant="validation",
        params={"dataset": name, "known": list(known)},
        where=WHERE,
        expected=list(known),
        received=name,
        fixes=[
            *(make_fix(FixKind.use, [SetField(path=PATH, value=other)], name=other) for other in offered),
            _hold_back(),
        ],
    )


def _same(dataset: DatasetInfo) -> Problem:
    return Problem(
        code=Code.param_range,
        severity=Severity.warning,
        variant="same_data",
        params={"dataset": dataset.phrase},
        where=WHERE,
        received=dataset.name,
        fixes=[_hold_back()],
    )


def _shared(dataset: DatasetInfo, count: int) -> Problem:
    return Problem(
        code=Code.param_range,
        severity=Severity.warning,
        variant="shared_rows",
        params={"dataset": dataset.phrase, "count": count, "rows": dataset.rows},
        where=WHERE,
        expected=0,
        received=count,
        fixes=[_hold_back()],
    )


def _missing(slot: Slot, field: str, dataset: DatasetInfo) -> Problem:
    known = [each.name for each in dataset.fields]
    return Problem(
        code=Code.data_missing_field,
        variant="validation",
        params={"dataset": dataset.phrase, "field": field, "slot": slot.phrase, "known": list(known)},
        where=WHERE,
        expected=list(known),
        received=field,
        fixes=[_hold_back()],
    )


def of_validation(problem: Problem, dataset: DatasetInfo) -> Problem:
    """A field problem restated for validation rows, without fixes to the model, which would break its training."""
    params = {"dataset": dataset.phrase, "problem": problem.phrase}
    return problem.retold("validation", params, where=WHERE, fixes=[])


def _unseen_classes(slot: Slot, name: str, training: DatasetInfo, dataset: DatasetInfo) -> Iterator[Problem]:
    """Classes that only the validation rows have: none of them can be learned."""
    if slot.target is not Target.classes:
        return
    known, other = (
        {field.name: field.values for field in each.fields}.get(name) for each in (training, dataset)
    )
    if known is None or other is None:
        return
    units = slot.shape[-1] if slot.shape else None
    # Labels at or past the units are an error of their own.
    counted = [value for value in other if isinstance(value, str) or units is None or value < units]
    unseen: list[Json] = [value for value in counted if value not in known]
    if unseen:
        yield Problem(
            code=Code.data_range,
            severity=Severity.warning,
            variant="unseen_classes",
            params={"dataset": dataset.phrase, "field": name, "classes": unseen, "count": len(unseen)},
            where=WHERE,
            expected=[*known],
            received=[*other],
            fixes=[_hold_back()],
        )


def _hold_back() -> Fix:
    edit = SetField(path=PATH[:-1], value={"split": 0.2})
    return make_fix(FixKind.hold_back, [edit])
