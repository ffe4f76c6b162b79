"""[D] Data binding: does each bound field fit its input or target."""

from collections.abc import Iterator, Mapping, Sequence

from layerloom.datasets.binding_slots import Slot, bound_field, default_field, slots, weight_slots
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.row_shares import split_rows
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.text.messages import did_you_mean

from .binding_proposals import bind_to, offered_field
from .field_rules import field_problems, length_problems
from .row_rules import drop_problems, keep_rows
from .split_rules import VALIDATION_SPLIT, split_problems
from .target_fixes import equal_weights
from .validation_rules import check_validation

_OF_PLACE = (Code.data_shape, Code.data_dtype)
"""What a field gets that is bound to another place than its own."""


def check_binding(
    document: Document, nodes: Mapping[NodeId, NodeReport], dataset: DatasetInfo, library: DataLibrary
) -> list[Problem]:
    """Every [D] problem of a document on one data set. `nodes` are the shapes that the dry build computed.

    `library` has the data set to validate on.
    """
    fields = {field.name: field for field in dataset.fields}
    problems = list(_unknown_names(document))
    bound: dict[str, FieldInfo] = {}
    placed: list[tuple[Slot, FieldInfo]] = []
    for slot in (*slots(document, nodes), *weight_slots(document, nodes)):
        name = bound_field(document, slot, dataset)
        if dataset.follows_model and slot.part == "sample_weights":
            problems.append(_no_weights(slot, dataset))
        elif dataset.follows_model:
            problems += _follows(slot, name, default_field(document, slot))
        elif name is None:
            problems.append(_unbound(slot, dataset))
        elif name not in fields and document.data and name in document.data.recipes:
            continue  # the problem of the recipe says why there is no such field
        elif name not in fields:
            problems.append(_no_field(slot, name, dataset))
        else:
            bound[name] = fields[name]
            placed.append((slot, fields[name]))
    for slot, field in placed:
        exchanges = [*_exchanges(slot, field, placed)]
        problems += [
            problem.model_copy(update={"fixes": [*exchanges, *problem.fixes]})
            if problem.code in _OF_PLACE
            else problem
            for problem in field_problems(document, slot, field)
        ]
    problems += length_problems(bound)
    problems += _empty(document, min((field.rows for field in bound.values()), default=dataset.rows))
    problems += check_validation(document, nodes, dataset, library)
    problems += drop_problems(document, dataset)
    problems += split_problems(document, dataset, _known_fields(document, nodes, dataset))
    return problems


def _known_fields(
    document: Document, nodes: Mapping[NodeId, NodeReport], dataset: DatasetInfo
) -> Mapping[str, FieldInfo | None]:
    """The fields by which rows can be split, none made by a recipe; of data that follows the model the names alone."""
    if dataset.follows_model:
        return {default_field(document, slot): None for slot in slots(document, nodes)}
    made = document.data.recipes if document.data else {}
    return {field.name: field for field in dataset.fields if field.name not in made}


def _exchanges(slot: Slot, field: FieldInfo, placed: Sequence[tuple[Slot, FieldInfo]]) -> Iterator[Fix]:
    """Exchange the field with that of another slot, where each fits only the other's."""
    if slot.takes(field) or slot.part == "sample_weights":
        return
    for other, taken in placed:
        if other.part != "sample_weights" and slot.takes(taken) and other.takes(field):
            edits = [bind_to(slot.part, slot.name, taken.name), bind_to(other.part, other.name, field.name)]
            yield make_fix(FixKind.exchange_fields, edits, field=field.name, other=taken.name)
            return


def _unknown_names(document: Document) -> Iterator[Problem]:
    """Bindings to inputs and outputs that the model does not have."""
    binding = document.data or DataBinding()
    names: dict[str, list[str]] = {"input": [], "output": []}
    for node in document.graph.nodes:
        if isinstance(node, InputNode | OutputNode):
            names[node.kind].append(node.name)
    for part, kind, chosen in (
        ("inputs", "input", binding.inputs),
        ("targets", "output", binding.targets),
        ("sample_weights", "output", binding.sample_weights),
    ):
        known = names[kind]
        for name in chosen:
            if name in known:
                continue
            guess = closest_match(name, [other for other in known if other not in chosen])
            remove = SetField(path=["data", part, name], unset=True)
            fixes = [make_fix(FixKind.remove_binding, [remove], name=name)]
            if guess:
                edits = [remove, SetField(path=["data", part, guess], value=chosen[name])]
                fixes.insert(0, make_fix(FixKind.bind_to, edits, name=guess))
            yield Problem(
                code=Code.data_unknown_field,
                severity=Severity.warning,
                variant=kind,
                params={"name": name, "near": did_you_mean(guess)},
                where=Where(field=f"data.{part}.{name}"),
                expected=list(known),
                received=name,
                fixes=fixes,
            )


def _follows(slot: Slot, name: str | None, own: str) -> Iterator[Problem]:
    if name != own:
        unset = SetField(path=["data", slot.part, slot.name], unset=True)
        yield Problem(
            code=Code.data_unknown_field,
            variant="own",
            params={"slot": slot.start, "field": name, "own": own},
            where=slot.where,
            expected=[own],
            received=name,
            fixes=[make_fix(FixKind.bind, [unset], field=own)],
        )


def _no_weights(slot: Slot, dataset: DatasetInfo) -> Problem:
    return Problem(
        code=Code.data_missing_field,
        variant="weights",
        params={"dataset": dataset.phrase, "name": slot.name},
        where=slot.where,
        fixes=[equal_weights(slot)],
    )


def _unbound(slot: Slot, dataset: DatasetInfo) -> Problem:
    fitting = [field.name for field in dataset.fields if slot.takes(field)]
    offered = offered_field(slot, dataset.fields)
    return Problem(
        code=Code.data_unbound,
        variant="inputs" if slot.part == "inputs" else "targets",
        params={"slot": slot.phrase, "dataset": dataset.phrase, "fitting": list(fitting)},
        where=slot.where,
        expected=[field.name for field in dataset.fields],
        fixes=[make_fix(FixKind.bind, [bind_to(slot.part, slot.name, offered)], field=offered)]
        if offered
        else [],
    )


def _no_field(slot: Slot, name: str, dataset: DatasetInfo) -> Problem:
    """A bound field that does not exist, with the closest name as a fix."""
    known = [field.name for field in dataset.fields]
    guess = closest_match(name, known)
    fitting = [guess] if guess else [field.name for field in dataset.fields if slot.takes(field)]
    fixes = [
        make_fix(FixKind.bind, [bind_to(slot.part, slot.name, other)], field=other)
        for other in (fitting if len(fitting) == 1 else [])
    ]
    if slot.part == "sample_weights" and not guess:
        # One number per row is not enough to suggest a field as sample weights.
        fixes = [equal_weights(slot)]
    return Problem(
        code=Code.data_unknown_field if guess else Code.data_missing_field,
        variant="field",
        params={
            "slot": slot.phrase,
            "field": name,
            "dataset": dataset.phrase,
            "near": did_you_mean(guess),
            "known": [*known],
        },
        where=slot.where,
        expected=list(known),
        received=name,
        fixes=fixes,
    )


def _empty(document: Document, rows: int) -> Iterator[Problem]:
    split = (document.training or Training()).validation.split
    if rows == 0:
        dropping = document.data.drop_missing if document.data else []
        yield Problem(
            code=Code.data_empty,
            variant="dropped" if dropping else "none",
            params={"fields": [*dropping]} if dropping else {},
            where=Where(field="data.drop_missing" if dropping else "data.dataset"),
            expected=1,
            received=0,
            fixes=[keep_rows()] if dropping else [],
        )
        return
    if not 0 <= split < 1:
        return
    training, validation = split_rows(rows, split)
    if training and (validation or not split):
        return
    yield Problem(
        code=Code.data_empty,
        variant="validation" if training else "training",
        params={"rows": rows, "split": split},
        where=Where(field="training.validation.split"),
        expected=[1, 1],
        received=[training, validation],
        fixes=[
            make_fix(
                FixKind.hold_back_none,
                [SetField(path=VALIDATION_SPLIT, value=0.0)],
            )
        ],
    )
