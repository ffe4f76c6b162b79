"""The `compile` and `fit` lines of a script."""

from collections.abc import Iterator

from layerloom.codegen.data.data_pipeline import RowLines
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Named, OutputTraining, Training

from .argument_values import chosen, entry_of
from .callback_lines import callback_lines
from .formatter import Expression, Part, call, lay_out, listing, mapping, quote

VALIDATION_DATA = "held_back"


def compile_lines(document: Document, catalog: Catalog, training: Training) -> Iterator[str]:
    """`model.compile`; with several outputs all arguments are dicts by output name."""
    outputs = {
        node.name: training.outputs.get(node.name) or OutputTraining()
        for node in document.graph.nodes
        if isinstance(node, OutputNode)
    }
    losses = [(name, chosen(catalog, "losses", made.loss)) for name, made in outputs.items() if made.loss]
    weights: list[tuple[str, Expression]] = [(name, repr(output.weight)) for name, output in outputs.items()]
    parts = [Part(chosen(catalog, "optimizers", training.optimizer), "optimizer=")]
    parts.append(Part(losses[0][1] if len(outputs) == 1 else mapping(losses), "loss="))
    if any(output.weight != 1.0 for output in outputs.values()):
        parts.append(
            Part(listing([weights[0][1]]) if len(outputs) == 1 else mapping(weights), "loss_weights=")
        )
    for argument in ("metrics", "weighted_metrics"):
        measured = [
            (name, _metrics(catalog, getattr(output, argument)))
            for name, output in outputs.items()
            if getattr(output, argument)
        ]
        if measured:
            parts.append(Part(measured[0][1] if len(outputs) == 1 else mapping(measured), f"{argument}="))
    yield from lay_out(call("model.compile", parts))


def fit_lines(catalog: Catalog, training: Training, rows: RowLines) -> Iterator[str]:
    """`model.fit`, and a line that prints the history."""
    yield ""
    yield from rows.for_fit()
    callbacks: list[Expression] = []
    for callback in training.callbacks:
        before, made = callback_lines(catalog, callback, len(callbacks))
        yield from before
        callbacks.append(made)
    if training.shuffle:
        order: Expression = call(
            "keras.callbacks.LambdaCallback",
            [Part("lambda epoch, logs: batches.shuffle(epoch)", "on_epoch_begin=")],
        )
        callbacks.insert(0, order)
    parts = [Part("batches"), Part("EPOCHS", "epochs=")]
    if rows.validates:
        parts += [Part("validation", "validation_data="), Part("BATCH_SIZE", "validation_batch_size=")]
    if callbacks:
        parts.append(Part(listing(callbacks), "callbacks="))
    parts += [Part("False", "shuffle="), Part("2", "verbose=")]
    yield from lay_out(call("model.fit", parts), before="history = ")
    yield ""
    yield 'if __name__ == "__main__":'
    arrays = (
        ", default=np.ndarray.tolist" if any(_several(catalog, each) for each in _measured(training)) else ""
    )
    yield f"    print(json.dumps(history.history{arrays}))"


_AVERAGED_BY = {"F1Score": "average", "FBetaScore": "average", "R2Score": "class_aggregation"}
"""The argument without which a metric is an array with a value per class or column."""


def _measured(training: Training) -> Iterator[str | Named]:
    for output in training.outputs.values():
        yield from (*output.metrics, *output.weighted_metrics)


def _several(catalog: Catalog, metric: str | Named) -> bool:
    """Whether a metric is logged as an array, which `json` cannot dump."""
    name, config = (metric, {}) if isinstance(metric, str) else (metric.name, metric.config)
    entry = entry_of(catalog, "metrics", name)
    argument = _AVERAGED_BY.get(entry.name)
    default = next((each.default for each in entry.parameters if each.name == argument), None)
    return argument is not None and config.get(argument, default) is None


def _metrics(catalog: Catalog, metrics: list[str | Named]) -> Expression:
    """A metric given by string stays a string, which is its name in the logs."""
    written: list[Expression] = []
    for metric in metrics:
        if isinstance(metric, str):
            entry_of(catalog, "metrics", metric)
            written.append(quote(metric))
        elif entry_of(catalog, "metrics", metric.name).name == "accuracy":
            written.append(quote("accuracy"))
        else:
            written.append(chosen(catalog, "metrics", metric))
    return listing(written)
