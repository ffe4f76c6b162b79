"""[T] training.loss_mismatch: class numbers where one number a unit is wanted, or the other way round."""

from collections.abc import Mapping

from layerloom.data.slots import Slot
from layerloom.data.targets import Target, known_name
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog
from layerloom_schema.data import FieldInfo
from layerloom_schema.document import Named, OutputTraining
from layerloom_schema.edits import Edit, SetField
from layerloom_schema.problems import Code, Fix, Problem, Where

from .chosen import dump

SPARSE_METRICS = frozenset(
    {"SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy", "SparseCategoricalCrossentropy"}
)
"""Metrics that compare with class numbers. `accuracy` picks its form by itself; all others want one number a unit."""
OTHER_FORM: Mapping[str, str] = {
    "SparseCategoricalAccuracy": "CategoricalAccuracy",
    "SparseTopKCategoricalAccuracy": "TopKCategoricalAccuracy",
    "SparseCategoricalCrossentropy": "CategoricalCrossentropy",
    "CategoricalAccuracy": "SparseCategoricalAccuracy",
    "TopKCategoricalAccuracy": "SparseTopKCategoricalAccuracy",
    "CategoricalCrossentropy": "SparseCategoricalCrossentropy",
}
"""The same measure for the other form of target."""


def wrong_form(
    slot: Slot, form: Target, field: FieldInfo, training: OutputTraining, catalog: Catalog
) -> Problem:
    """The bound field is in the form that the other cross-entropy wants; the fix changes the metrics with the loss."""
    loss = known_name(training.loss, catalog.losses)
    better = "SparseCategoricalCrossentropy" if form is Target.classes else "CategoricalCrossentropy"
    have = "the number of a class" if form is Target.classes else "one number for each class"
    want = "one number for each class" if form is Target.classes else "the number of a class"
    metrics = [_swapped(metric, form, catalog) for metric in training.metrics]
    edits: list[Edit] = [
        SetField(
            path=["training", "outputs", slot.name, "loss"],
            value={"name": better, "config": _kept(training.loss)},
        )
    ]
    if metrics != [dump(metric) for metric in training.metrics]:
        edits.append(SetField(path=["training", "outputs", slot.name, "metrics"], value=metrics))
    return Problem(
        code=Code.training_loss_mismatch,
        message=(
            f"{loss} compares output {slot.node.label or slot.name} with {want}; "
            f"field {field.name} holds {have} in each row."
        ),
        values={"output": slot.name, "loss": loss, "field": field.name, "better": better},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.loss"),
        expected=want,
        received=have,
        fixes=[Fix(title=f"Use {better}", edits=edits)],
    )


def metric_fits(name: str, target: Target | None) -> bool:
    """Whether a metric can compare with the targets that the loss wants."""
    if target is None or name == "accuracy":
        return True
    return (name in SPARSE_METRICS) == (target is Target.classes)


def wrong_metric(slot: Slot, name: str, place: int, training: OutputTraining) -> Problem:
    """A metric that wants another form of target than the loss."""
    classes = name in SPARSE_METRICS
    better = OTHER_FORM.get(name)
    metrics = [dump(metric) for metric in training.metrics]
    path = ["training", "outputs", slot.name, "metrics"]
    fixes = [
        Fix(
            title=f"Remove {name}",
            edits=[SetField(path=path, value=[*metrics[:place], *metrics[place + 1 :]])],
        )
    ]
    if better:
        swapped: list[Json] = [*metrics[:place], {"name": better, "config": {}}, *metrics[place + 1 :]]
        fixes.insert(0, Fix(title=f"Use {better}", edits=[SetField(path=path, value=swapped)]))
    want = "class numbers" if classes else "one number for each unit"
    have = "one number for each unit" if classes else "class numbers"
    return Problem(
        code=Code.training_loss_mismatch,
        message=(
            f"Metric {name} compares with {want}; "
            f"the loss of output {slot.node.label or slot.name} wants {have}."
        ),
        values={"output": slot.name, "metric": name, "better": better},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.metrics.{place}"),
        expected=want,
        received=have,
        fixes=fixes,
    )


def _swapped(metric: str | Named, form: Target, catalog: Catalog) -> Json:
    name = known_name(metric, catalog.metrics)
    if name and not metric_fits(name, form) and name in OTHER_FORM:
        return {"name": OTHER_FORM[name], "config": {}}
    return dump(metric)


def _kept(loss: str | Named | None) -> dict[str, Json]:
    """Of a loss's arguments, the one that both cross-entropies share and that a swap must not lose."""
    config = loss.config if isinstance(loss, Named) else {}
    return {"from_logits": config["from_logits"]} if "from_logits" in config else {}
