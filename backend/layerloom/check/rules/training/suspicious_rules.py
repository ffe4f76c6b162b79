"""[T] training.suspicious: settings that Keras accepts and that are nearly always a mistake.

Each is a warning with a fix. Nothing is reported where the activation of an output is unknown.
"""

from collections.abc import Callable, Iterator, Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.nested_models import belongs_to_run
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetConfig, SetField
from layerloom_schema.documents.training import Named, OutputTraining

from .named_object_rules import dump
from .output_activation import SHARES, Activation, activation_of
from .target_encoding_rules import PARTS, MetricPart, metrics_of

PROBABILITIES: Mapping[Target, str] = {
    Target.classes: "softmax",
    Target.one_hot: "softmax",
    Target.binary: "sigmoid",
}
"""The activation that gives probabilities for a target encoding."""
_UNBOUNDED = frozenset({"linear", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh"})
"""Activations whose values are no probabilities."""
_BITS = {0.0, 1.0}
OF_CLASSES = frozenset(
    {
        *("AUC", "Precision", "Recall", "F1Score", "FBetaScore", "BinaryIoU"),
        *("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"),
        *("PrecisionAtRecall", "RecallAtPrecision", "SensitivityAtSpecificity", "SpecificityAtSensitivity"),
    }
)
"""Metrics that take what an output gives for the probability of a class, and the target for the class."""
Put = Callable[[Json], Edit]
"""Makes the edit that replaces an object."""


def suspicious_problems(
    document: Document, slot: Slot, training: OutputTraining, catalog: Catalog, field: FieldInfo | None
) -> Iterator[Problem]:
    """Suspicious training settings of an output."""
    activation = activation_of(document, slot.node.id)
    if activation is None or slot.shape is None or slot.target is None:
        return
    path = ["training", "outputs", slot.name]
    if training.loss is not None:
        yield from _logits(
            document,
            slot,
            activation,
            training.loss,
            catalog.losses,
            [*path, "loss"],
            lambda value: _set([*path, "loss"], value),
        )
    for part in PARTS:
        for place, metric in enumerate(metrics_of(training, part)):
            put = _in_list(slot, training, part, place)
            where = [*path, part, str(place)]
            yield from _logits(document, slot, activation, metric, catalog.metrics, where, put)
            yield from _accuracy(slot, activation, training, catalog, field, part, place)
            yield from _classes(slot, metric, catalog, field, where, put)


def _logits(
    document: Document,
    slot: Slot,
    activation: Activation,
    choice: str | Named,
    entries: Mapping[str, CatalogEntry],
    path: list[str],
    put: Put,
) -> Iterator[Problem]:
    """A cross-entropy on probabilities that gets logits, or one with `from_logits` that gets probabilities."""
    name = canonical_name(choice, entries)
    entry = entries.get(name) if name is not None else None
    if (
        name is None
        or entry is None
        or not any(parameter.name == "from_logits" for parameter in entry.parameters)
    ):
        return
    config = dict(choice.config) if isinstance(choice, Named) else {}
    logits = config.get("from_logits") is True
    wanted = "sigmoid" if name in ("BinaryCrossentropy", "BinaryFocalCrossentropy", "AUC") else "softmax"
    if logits and activation.name in SHARES:
        config.pop("from_logits")
        fixes = [make_fix(FixKind.unset, [put({"name": name, "config": config})], argument="from_logits")]
        fixes += _with_activation(document, activation, "linear")
        yield _problem(slot, path, "logits_twice", fixes, name, activation=activation.name)
    elif not logits and name != "AUC" and activation.name in _UNBOUNDED:
        fixes = []
        if activation.name == "linear":
            value: Json = {"name": name, "config": {**config, "from_logits": True}}
            fixes.append(make_fix(FixKind.set, [put(value)], argument="from_logits", value=True))
        if wanted != "softmax" or slot.shape is None or slot.shape[-1:] != [1]:
            fixes += _with_activation(document, activation, wanted)
        if fixes:
            yield _problem(slot, path, "not_probabilities", fixes, name, activation=activation.name)


def _accuracy(
    slot: Slot,
    activation: Activation,
    training: OutputTraining,
    catalog: Catalog,
    field: FieldInfo | None,
    part: MetricPart,
    place: int,
) -> Iterator[Problem]:
    """Accuracy, or another metric of classes, as a metric of a regression."""
    metric = metrics_of(training, part)[place]
    name = canonical_name(metric, catalog.metrics)
    if name is None or slot.target not in (Target.numbers, Target.counts):
        return
    is_accuracy = name.lower().endswith("accuracy")
    logits = isinstance(metric, Named) and metric.config.get("from_logits") is True
    if not is_accuracy and (name not in OF_CLASSES or logits):
        return
    classified = field is not None and field.classes is not None and {field.minimum, field.maximum} <= _BITS
    if activation.name in SHARES or classified:
        return
    path = ["training", "outputs", slot.name, part]
    metrics = [dump(each) for each in metrics_of(training, part)]
    others = [*metrics[:place], *metrics[place + 1 :]]
    error: Json = {"name": "MeanAbsoluteError", "config": {}}
    known = {canonical_name(each, catalog.metrics) for each in metrics_of(training, part)}
    fixes = [make_fix(FixKind.remove, [_set(path, others)], name=name)]
    if "MeanAbsoluteError" not in known:
        swapped = [*metrics[:place], error, *metrics[place + 1 :]]
        fixes.insert(0, make_fix(FixKind.use, [_set(path, swapped)], name="MeanAbsoluteError"))
    variant = "accuracy" if is_accuracy else "of_classes"
    yield _problem(slot, [*path, str(place)], variant, fixes, name)


def _classes(
    slot: Slot, metric: str | Named, catalog: Catalog, field: FieldInfo | None, path: list[str], put: Put
) -> Iterator[Problem]:
    """A metric with fewer classes than the data has ignores the others."""
    name = canonical_name(metric, catalog.metrics)
    count = metric.config.get("num_classes") if isinstance(metric, Named) else None
    if name is None or not isinstance(metric, Named) or not isinstance(count, int) or slot.shape is None:
        return
    units = slot.shape[-1] if slot.shape and slot.target in (Target.classes, Target.one_hot) else None
    labels = (
        int(field.maximum) + 1 if field and field.maximum is not None and slot.target is Target.classes else 0
    )
    needed = max(units or 0, labels)
    if 0 < count < needed:
        config = {**metric.config, "num_classes": needed}
        fixes = [
            make_fix(
                FixKind.set, [put({"name": name, "config": config})], argument="num_classes", value=needed
            )
        ]
        yield _problem(
            slot,
            [*path, "config", "num_classes"],
            "num_classes",
            fixes,
            name,
            count=count,
            needed=needed,
        )


def _with_activation(document: Document, activation: Activation, name: str) -> list[Fix]:
    """The fix that sets another activation in the last layer, where its config allows that."""
    node = activation.node
    entry = (
        read_catalog().layers.get(read_catalog().layer_names.get(node.layer, ""))
        if node is not None
        else None
    )
    parameters = entry.parameters if entry is not None else []
    if (
        node is None
        or belongs_to_run(document, activation.model)
        or not any(p.name == "activation" and p.default is None for p in parameters)
    ):
        return []
    edit = SetConfig(node=node.id, field="activation", value=name, model=activation.model)
    return [make_fix(FixKind.set_of, [edit], argument="activation", node=node.label or node.name, value=name)]


def _in_list(slot: Slot, training: OutputTraining, part: MetricPart, place: int) -> Put:
    written = [dump(metric) for metric in metrics_of(training, part)]
    path = ["training", "outputs", slot.name, part]
    return lambda value: _set(path, [*written[:place], value, *written[place + 1 :]])


def _set(path: list[str], value: Json) -> SetField:
    return SetField(path=path, value=value)


def _problem(
    slot: Slot, path: list[str], variant: str, fixes: list[Fix], owner: str, **params: Json
) -> Problem:
    return Problem(
        code=Code.training_suspicious,
        severity=Severity.warning,
        variant=variant,
        params={"owner": owner, "output": slot.node_title, **params},
        where=Where(node=slot.node.id, field=".".join(path)),
        fixes=fixes,
    )
