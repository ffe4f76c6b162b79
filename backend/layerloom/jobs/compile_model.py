"""Compile a model with the losses, loss weights, metrics and optimizer of a document.

With a mixed-precision policy Keras wraps the optimizer in a `LossScaleOptimizer` by itself.
"""

from collections.abc import Sequence

import keras

from layerloom.build.real import keras_objects
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Named, OutputTraining, Training
from layerloom_schema.errors import ErrorCode, Refused


def compile_model(document: Document, model: keras.Model) -> None:
    """Compile in place. With several outputs all settings are dicts keyed by output name, as the model's outputs are."""
    training = document.training or Training()
    outputs = {
        node.name: training.outputs.get(node.name)
        for node in document.graph.nodes
        if isinstance(node, OutputNode)
    }
    losses = {name: _loss(name, output) for name, output in outputs.items()}
    metrics = {name: _metrics(output.metrics if output else []) for name, output in outputs.items()}
    weighted = {name: _metrics(output.weighted_metrics if output else []) for name, output in outputs.items()}
    weights = {name: output.weight if output else 1.0 for name, output in outputs.items()}
    optimizer = keras_objects.optimizer(training.optimizer)
    if len(outputs) == 1:
        (name,) = outputs
        weight = None if weights[name] == 1.0 else [weights[name]]
        model.compile(
            optimizer=optimizer,
            loss=losses[name],
            loss_weights=weight,
            metrics=metrics[name],
            weighted_metrics=weighted[name] or None,
        )
    else:
        model.compile(
            optimizer=optimizer,
            loss=losses,
            loss_weights=weights,
            metrics=metrics,
            weighted_metrics=weighted if any(weighted.values()) else None,
        )


def _loss(name: str, output: OutputTraining | None) -> keras.losses.Loss:
    if output is None or output.loss is None:
        raise Refused(422, ErrorCode.run_refused, variant="no_loss", params={"name": name})
    return keras_objects.loss(output.loss)


def _metrics(chosen: Sequence[str | Named]) -> list[keras.metrics.Metric | str]:
    return [keras_objects.metric(metric) for metric in chosen]
