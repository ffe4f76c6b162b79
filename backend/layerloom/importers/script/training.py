"""How a script trains its model: the arguments of `compile` and `fit`, in the notation of documents."""

from collections.abc import Mapping, Sequence

from layerloom.importers.by_output import by_output, for_each_output
from layerloom_schema.base import Json
from layerloom_schema.documents.training import Training
from layerloom_schema.models.import_warnings import WarningCode

from .drawing.written_values import Unwritten, Writer
from .row_batches import batch_size_of, is_row_order, shuffles
from .state.reading import Reading
from .state.values import Data, Instance, Model, Named, Place, Unknown, Value


def training_of(
    reading: Reading, model: Model, outputs: Sequence[str], layer_names: Sequence[str]
) -> Training | None:
    """The training of a model whose outputs have these names; `layer_names` are the names that its keys may use."""
    compiled = model.compiled.arguments if model.compiled else {}
    fitted = model.fitted or {}
    if not compiled and not fitted and reading.dtype_policy is None:
        return None
    place = model.compiled.place if model.compiled else model.fit_place
    writer = Writer(reading, place=place)
    fields: dict[str, Json] = {}
    optimizer = _object(reading, writer, compiled.get("optimizer"), "optimizers", place)
    if optimizer is not None:
        fields["optimizer"] = optimizer
    per_output = _outputs(reading, writer, compiled, outputs, layer_names, place)
    if per_output:
        fields["outputs"] = per_output
    rows = fitted.get("x")
    batches = rows if isinstance(rows, Instance) else None
    if batches is not None:
        size = batch_size_of(batches, lambda owner, name: owner.attributes.get(name))
        fitted = {"batch_size": size, **fitted}
    for name in ("epochs", "batch_size"):
        value = fitted.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            fields[name] = value
    if fitted.get("shuffle") is False and (batches is None or not shuffles(batches)):
        fields["shuffle"] = False
    if reading.seed:
        fields["seed"] = reading.seed
    if reading.dtype_policy is not None:
        fields["dtype_policy"] = reading.dtype_policy
    share = fitted.get("validation_split")
    if share is None and fitted.get("validation_data") is not None:
        share = reading.validation_share
    if isinstance(share, float) and 0 < share < 1:
        fields["validation"] = {"split": share}
    callbacks: list[Json] = [
        found
        for value in _listed(fitted.get("callbacks"))
        if not is_row_order(value)
        and (found := _callback(reading, writer, value, model.fit_place)) is not None
    ]
    if callbacks:
        fields["callbacks"] = callbacks
    return Training.model_validate(fields)


def _listed(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def _callback(reading: Reading, writer: Writer, value: Value, place: Place) -> Json:
    name = value.name if isinstance(value, Named) else "callback"
    entry = reading.catalog.callbacks.get(name)
    if not isinstance(value, Named) or entry is None or entry.refused:
        reading.warn(WarningCode.callback_left_out, place, callback=name)
        return None
    config = {key: part for key, part in value.config.items() if key in entry.parameter and key != "verbose"}
    return {"name": name, "config": writer.config(config, name)}


def _outputs(
    reading: Reading,
    writer: Writer,
    compiled: Mapping[str, Value],
    outputs: Sequence[str],
    layer_names: Sequence[str],
    place: Place,
) -> dict[str, Json]:
    found: dict[str, dict[str, Json]] = {name: {} for name in outputs}
    known = dict(zip(layer_names, outputs, strict=False)) | {name: name for name in outputs}
    for argument, field in (
        ("loss", "loss"),
        ("metrics", "metrics"),
        ("weighted_metrics", "weighted_metrics"),
    ):
        whole = for_each_output(compiled.get(argument), argument, len(outputs))
        for key, value in by_output(whole, outputs).items():
            name = known.get(key, key)
            parts = value if isinstance(value, list | tuple) and argument != "loss" else [value]
            kind = "losses" if argument == "loss" else "metrics"
            written: list[Json] = [
                one for part in parts if (one := _object(reading, writer, part, kind, place)) is not None
            ]
            if written:
                found.setdefault(name, {})[field] = written[0] if argument == "loss" else written
    for key, value in by_output(compiled.get("loss_weights"), outputs).items():
        if isinstance(value, int | float):
            found.setdefault(known.get(key, key), {})["weight"] = float(value)
    return {name: value for name, value in found.items() if value}


def _object(reading: Reading, writer: Writer, value: Value, kind: str, place: Place) -> Json:
    """A loss, metric or optimizer: its name, or its name and arguments. `None` for none, and for what is unknown."""
    if value is None:
        return None
    if isinstance(value, Unknown | Data):
        reading.warn(WarningCode.training_left_out, place, text=value.text[:60])
        return None
    try:
        written = writer.value(value)
    except Unwritten:
        reading.warn(WarningCode.training_left_out, place, text=kind)
        return None
    return written if isinstance(written, str) or (isinstance(written, dict) and "name" in written) else None
