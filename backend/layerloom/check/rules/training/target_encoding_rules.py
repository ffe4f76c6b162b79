"""[T] training.loss_mismatch: integer labels where one value per unit is expected, or the other way round."""

from collections.abc import Mapping, Sequence
from typing import Literal

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.documents.training import Named, OutputTraining
from layerloom_schema.text.messages import phrase

from .named_object_rules import dump

MetricPart = Literal["metrics", "weighted_metrics"]
PARTS: tuple[MetricPart, ...] = ("metrics", "weighted_metrics")
SPARSE_METRICS = frozenset(
    {"SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy", "SparseCategoricalCrossentropy"}
)
"""Metrics over integer labels. `accuracy` adapts by itself; all others expect one value per unit."""
OTHER_FORM: Mapping[str, str] = {
    "SparseCategoricalAccuracy": "CategoricalAccuracy",
    "SparseTopKCategoricalAccuracy": "TopKCategoricalAccuracy",
    "SparseCategoricalCrossentropy": "CategoricalCrossentropy",
    "CategoricalAccuracy": "SparseCategoricalAccuracy",
    "TopKCategoricalAccuracy": "SparseTopKCategoricalAccuracy",
    "CategoricalCrossentropy": "SparseCategoricalCrossentropy",
}
"""The same metric for the other target encoding."""
OVERLAPS = frozenset({"IoU", "MeanIoU"})
"""Metrics with arguments for the encodings of target and prediction; the default is integer labels."""
OVERLAPS_OF_UNITS = frozenset({"OneHotIoU", "OneHotMeanIoU"})
TABLES = frozenset({"F1Score", "FBetaScore", "R2Score"})
"""Metrics for outputs of shape (batch, units)."""
_UNITS = "targets.units"
_CLASSES = "targets.classes"
_HAVE: Mapping[Target, str] = {
    Target.classes: _CLASSES,
    Target.groups: "targets.groups",
    Target.sequence: "targets.sequence",
}
"""The phrase for a target encoding; of all others, one number for each unit."""


def wrong_form(
    slot: Slot, form: Target, field: FieldInfo, training: OutputTraining, catalog: Catalog
) -> Problem:
    """The bound field has the encoding of the other cross-entropy; the fix changes loss and metrics."""
    loss = canonical_name(training.loss, catalog.losses)
    better = "SparseCategoricalCrossentropy" if form is Target.classes else "CategoricalCrossentropy"
    units = "labels_for_classes" if slot.target in (Target.one_hot, Target.classes) else "labels_for_units"
    edits: list[Edit] = [
        SetField(
            path=["training", "outputs", slot.name, "loss"],
            value={"name": better, "config": _shared_arguments(training.loss)},
        )
    ]
    for part in PARTS:
        metrics = metrics_of(training, part)
        swapped = [_swapped(metric, form, catalog) for metric in metrics]
        if swapped != [dump(metric) for metric in metrics]:
            edits.append(SetField(path=["training", "outputs", slot.name, part], value=swapped))
    return Problem(
        code=Code.training_loss_mismatch,
        variant=units if form is Target.classes else "classes_for_label",
        params={"loss": loss, "output": slot.node_title, "field": field.name},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.loss"),
        fixes=[make_fix(FixKind.use, edits, name=better)],
    )


def metrics_of(training: OutputTraining, part: MetricPart) -> Sequence[str | Named]:
    """The metrics or weighted metrics of an output."""
    return training.metrics if part == "metrics" else training.weighted_metrics


def metric_fits(
    name: str, metric: str | Named, target: Target | None, output: list[int | None] | None
) -> bool:
    """Whether a metric can compare the output with targets in the encoding of the loss."""
    if target is None:
        return True
    if target in (Target.groups, Target.sequence):
        return False
    if name == "accuracy":
        return True
    if output is not None and len(output) != 2 and name in TABLES:
        return False
    if name in OVERLAPS and _sparse(metric, "sparse_y_pred") and (output is None or output[-1] != 1):
        return False
    if name in OVERLAPS_OF_UNITS and _sparse(metric, "sparse_y_pred", default=False):
        return False
    return _wants_classes(name, metric) == (target is Target.classes)


def wrong_metric(slot: Slot, name: str, part: MetricPart, place: int, training: OutputTraining) -> Problem:
    """A metric that expects another encoding of targets, or another output, than the loss."""
    chosen = metrics_of(training, part)
    metrics = [dump(metric) for metric in chosen]
    path = ["training", "outputs", slot.name, part]
    others = [*metrics[:place], *metrics[place + 1 :]]
    fixes = [make_fix(FixKind.remove, [SetField(path=path, value=others)], name=name)]
    better = _better(name, chosen[place], slot.target)
    if better is not None and metric_fits(better.name, better, slot.target, slot.shape):
        swapped: list[Json] = [*metrics[:place], dump(better), *metrics[place + 1 :]]
        edits = [SetField(path=path, value=swapped)]
        same = better.name == name
        kind = FixKind.number_each_class if same else FixKind.use
        fixes.insert(0, make_fix(kind, edits, **({} if same else {"name": better.name})))
    variant, params = _metric_sentence(slot, name, chosen[place])
    return Problem(
        code=Code.training_loss_mismatch,
        variant=variant,
        params={"metric": name, "output": slot.node_title, **params},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.{part}.{place}"),
        fixes=fixes,
    )


def _metric_sentence(slot: Slot, name: str, metric: str | Named) -> tuple[str, dict[str, Json]]:
    """The sentence of a metric that does not fit, and what it names besides the metric and the output."""
    has = _HAVE.get(slot.target or Target.numbers, _UNITS)
    wants = _CLASSES if _wants_classes(name, metric) else _UNITS
    if wants == has and name in TABLES and slot.shape is not None:
        return "metric_table", {"count": len(slot.shape) - 1}
    if wants == has or name in OVERLAPS | OVERLAPS_OF_UNITS:
        return "metric_as_set", {}
    return "metric_target", {"wants": phrase(wants), "has": phrase(has)}


def _better(name: str, metric: str | Named, target: Target | None) -> Named | None:
    """The same metric for the encoding that fits."""
    config = dict(metric.config) if isinstance(metric, Named) else {}
    if name in OVERLAPS:
        forms: dict[str, Json] = {"sparse_y_true": target is Target.classes, "sparse_y_pred": False}
        return Named(name=name, config={**config, **forms})
    if name in OVERLAPS_OF_UNITS and target is not Target.classes:
        return Named(name=name, config={**config, "sparse_y_pred": False})
    other = OTHER_FORM.get(name)
    return Named(name=other) if other else None


def _wants_classes(name: str, metric: str | Named) -> bool:
    return name in SPARSE_METRICS or (name in OVERLAPS and _sparse(metric, "sparse_y_true"))


def _sparse(metric: str | Named, argument: str, *, default: bool = True) -> bool:
    value = metric.config.get(argument, default) if isinstance(metric, Named) else default
    return value is True


def _swapped(metric: str | Named, form: Target, catalog: Catalog) -> Json:
    name = canonical_name(metric, catalog.metrics)
    if name and name in OTHER_FORM and not metric_fits(name, metric, form, None):
        return {"name": OTHER_FORM[name], "config": {}}
    return dump(metric)


def _shared_arguments(loss: str | Named | None) -> dict[str, Json]:
    """The argument (`from_logits`) that both cross-entropies share and a swap must keep."""
    config = loss.config if isinstance(loss, Named) else {}
    return {"from_logits": config["from_logits"]} if "from_logits" in config else {}
