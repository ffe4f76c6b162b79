"""[T] All training rules: outputs, losses, metrics, optimizer, callbacks and hyperparameters."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot, bound_field, slots
from layerloom.datasets.target_encoding import better_form, canonical_name
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Named, OutputTraining, Training
from layerloom_schema.text.messages import did_you_mean

from .argument_rules import check_named_object, check_one_of, comparison_problems
from .callback_rules import callback_problems
from .class_weight_rules import weight_problems
from .hyperparameter_rules import hyperparameter_problems
from .loss_rules import output_problems
from .loss_suggestions import fitting_crossentropies, suggested_losses
from .named_object_rules import NamedObjectRules
from .suspicious_rules import suspicious_problems
from .target_encoding_rules import PARTS, MetricPart, metric_fits, metrics_of, wrong_form, wrong_metric


def check_training(
    document: Document, nodes: Mapping[NodeId, NodeReport], dataset: DatasetInfo | None = None
) -> list[Problem]:
    """Every [T] problem; a document without a `training` section has none.

    `dataset` is the one that the document is trained on, as far as it is known.
    """
    training = document.training
    if training is None:
        return []
    catalog = read_catalog()
    problems = list(_unknown_names(document, training))
    for slot in slots(document, nodes):
        if slot.part == "targets":
            problems += _output(document, slot, catalog, dataset)
    problems += check_named_object(
        NamedObjectRules("optimizer", ["training", "optimizer"]), training.optimizer
    )
    for place in range(len(training.callbacks)):
        problems += check_one_of(
            NamedObjectRules("callback", ["training", "callbacks"]), training.callbacks, place
        )
    problems += hyperparameter_problems(training)
    problems += callback_problems(document, training)
    return problems


def _unknown_names(document: Document, training: Training) -> Iterator[Problem]:
    known = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    for name, chosen in training.outputs.items():
        if name in known:
            continue
        guess = closest_match(name, [other for other in known if other not in training.outputs])
        remove = SetField(path=["training", "outputs", name], unset=True)
        fixes = [make_fix(FixKind.remove_settings, [remove], name=name)]
        if guess:
            value = chosen.model_dump(mode="json", exclude_unset=True)
            edits: list[Edit] = [remove, SetField(path=["training", "outputs", guess], value=value)]
            fixes.insert(0, make_fix(FixKind.rename, edits, name=guess))
        yield Problem(
            code=Code.training_unknown_output,
            params={"output": name, "near": did_you_mean(guess)},
            where=Where(field=f"training.outputs.{name}"),
            expected=list(known),
            received=name,
            fixes=fixes,
        )


def _output(
    document: Document, slot: Slot, catalog: Catalog, dataset: DatasetInfo | None
) -> Iterator[Problem]:
    training = slot.training or OutputTraining()
    field = _bound(document, slot, dataset)
    form = better_form(slot.target, slot.shape, field) if field else None
    if training.loss is None:
        yield _missing(document, slot, field)
    else:
        yield from _loss(document, slot, catalog, training.loss, field)
    if form and field:
        yield wrong_form(slot, form, field, training, catalog)
    for part in PARTS:
        for place in range(len(metrics_of(training, part))):
            yield from _metric(document, slot, training, part, place, field, judge=form is None)
    yield from weight_problems(document, slot, catalog, training, field)
    yield from suspicious_problems(document, slot, training, catalog, field)


def _loss(
    document: Document, slot: Slot, catalog: Catalog, loss: str | Named, field: FieldInfo | None
) -> Iterator[Problem]:
    fitting = fitting_crossentropies(document, slot, field)
    chosen = NamedObjectRules("loss", ["training", "outputs", slot.name, "loss"], slot.node.id, fitting)
    found = check_named_object(chosen, loss)
    found = found or list(output_problems(document, slot, catalog, loss, field))
    yield from found or comparison_problems(chosen, loss, slot, ".".join(chosen.path))


def _metric(
    document: Document,
    slot: Slot,
    training: OutputTraining,
    part: MetricPart,
    place: int,
    field: FieldInfo | None,
    *,
    judge: bool,
) -> Iterator[Problem]:
    """`judge`: the target has the encoding of the loss, so metrics can be checked against it."""
    metrics = metrics_of(training, part)
    fitting = fitting_crossentropies(document, slot, field)
    chosen = NamedObjectRules("metric", ["training", "outputs", slot.name, part], slot.node.id, fitting)
    found = check_one_of(chosen, metrics, place)
    yield from found
    name = canonical_name(metrics[place], read_catalog().metrics)
    if found or not judge or name is None:
        return
    if metric_fits(name, metrics[place], slot.target, slot.shape):
        yield from comparison_problems(chosen, metrics[place], slot, ".".join([*chosen.path, str(place)]))
    else:
        yield wrong_metric(slot, name, part, place, training)


def _bound(document: Document, slot: Slot, dataset: DatasetInfo | None) -> FieldInfo | None:
    name = bound_field(document, slot, dataset) if dataset else None
    return next((field for field in dataset.fields if field.name == name), None) if dataset else None


def _missing(document: Document, slot: Slot, field: FieldInfo | None) -> Problem:
    return Problem(
        code=Code.training_missing_loss,
        params={"output": slot.node_title},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.loss"),
        fixes=[
            make_fix(
                FixKind.use,
                [SetField(path=["training", "outputs", slot.name, "loss"], value=loss)],
                name=loss["name"],
            )
            for loss in suggested_losses(document, slot, field)
        ],
    )
