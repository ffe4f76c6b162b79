"""A document as a Python script: what a teacher would write, with the very numbers of our own trainer.

The script needs keras, numpy and, for the data sets that come with it, scikit-learn. Rows come in an order that hangs
on the seed and the number of the epoch alone; the seed is set, then the layers are made in call order.
"""

from collections.abc import Iterator
from pathlib import Path

from layerloom.build.policy import PLAIN, POLICIES
from layerloom.graph.structure import Structure
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import Document, OpNode, OutputNode, OutputTraining, Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.problems import Severity

from .layout import Expression, Part, call, lay_out, listing, mapping, quote
from .models import ModelLines
from .names import Names
from .op_names import aside_lines, taken_names
from .operations import needs_numpy
from .sources import DataLines, data_lines
from .values import chosen, entry_of

_BATCHES = '''
class Batches(keras.utils.PyDataset):
    """The rows to train on, in an order that depends on nothing but the seed and the epoch."""

    def __init__(self, inputs, targets):
        super().__init__()
        self.inputs = inputs
        self.targets = targets
        self.order = np.arange(training)

    def __len__(self):
        return math.ceil(len(self.order) / BATCH_SIZE)

    def __getitem__(self, index):
        rows = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        return keras.tree.map_structure(lambda field: field[rows], (self.inputs, self.targets))
'''
_SHUFFLE = """
    def shuffle(self, epoch):
        self.order = np.random.default_rng([SEED, epoch]).permutation(len(self.order))
"""


def to_python(
    document: Document,
    structure: Structure,
    catalog: Catalog,
    *,
    data_path: Path | str | None = None,
    runs: Path | None = None,
) -> str:
    """The script of a document without errors in its graph; what it says of training and data, as far as it says it.

    `data_path` is an `.npz` in place of the data set that the document names, `runs` the folder in which the trained
    models lie that stand in the document. Raises `Refused` where the graph has
    errors, or where training and data do not go together.
    """
    broken = next((found for found in structure.problems if found.severity is Severity.error), None)
    if broken is not None:
        raise Refused(422, ErrorCode.run_refused, f"{document.name}: {broken.message}")
    layers = ModelLines(structure, names=Names(), runs=runs).lines()
    data = data_lines(document, Path(data_path) if data_path is not None else None)
    training = document.training if _has_losses(document) else None
    trains = training is not None and data is not None
    lines = [*_head(document, data, trains=trains, arrays=_has_arrays(structure))]
    if training is not None and data is not None:
        lines += _data(data, training)
    seed = "SEED" if trains else str((document.training or Training()).seed)
    lines += ["", f"keras.utils.set_random_seed({seed})", *_policy(document)]
    lines += [*aside_lines(taken_names(structure)), "", *layers]
    if training is not None:
        lines += lay_out(_compile(document, catalog, training))
    lines += _fit(catalog, training) if training is not None and trains else ["", "model.summary()"]
    return "\n".join(lines) + "\n"


def _has_losses(document: Document) -> bool:
    """A draft in which an output has no loss yet cannot be compiled: its script is the model."""
    chosen_for = document.training.outputs if document.training else {}
    names = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    return all(name in chosen_for and chosen_for[name].loss is not None for name in names)


def _has_arrays(structure: Structure) -> bool:
    """Whether a constant of an operation is written as an array."""
    graphs = (structure, *structure.models.values())
    nodes = (graph.index.nodes[id_] for graph in graphs for id_ in graph.order)
    return any(isinstance(node, OpNode) and needs_numpy(node, structure.index.catalog) for node in nodes)


def _policy(document: Document) -> Iterator[str]:
    """The dtype policy, where it is not Keras's own."""
    policy = document.training.dtype_policy if document.training else PLAIN
    if policy != PLAIN and policy in POLICIES:
        yield f"keras.config.set_dtype_policy({quote(policy)})"


def _head(document: Document, data: DataLines | None, *, trains: bool, arrays: bool) -> Iterator[str]:
    title = " ".join(document.name.split()).replace("\\", "/").replace('"', "'")
    printable = "".join(character for character in title if character.isprintable())
    yield f'"""{printable[:80] or "Untitled"}. Written by Layerloom."""'
    yield ""
    if not trains:
        yield from ["import keras", *(["import numpy as np"] if arrays else [])]
        return
    yield from ["import json", "import math", "", "import keras", "import numpy as np"]
    if data is not None:
        yield from data.imports


def _data(data: DataLines, training: Training) -> Iterator[str]:
    yield ""
    yield f"SEED = {training.seed}"
    yield f"EPOCHS = {training.epochs}"
    yield f"BATCH_SIZE = {training.batch_size}"
    yield ""
    yield from data.load
    yield from lay_out(mapping(list(data.inputs.items())), before="inputs = ")
    several = len(data.targets) > 1
    first, target = next(iter(data.targets.items()))
    if several:
        yield from lay_out(mapping(list(data.targets.items())), before="targets = ")
    else:
        yield from lay_out(target, before="targets = ")
    split = training.validation.split
    rows = f"len(targets[{quote(first)}])" if several else "len(targets)"
    if split:
        yield f"training = int({rows} * (1.0 - {split!r}))  # the last rows are held back"
    else:
        yield f"training = {rows}"
    yield ""
    yield from _BATCHES.rstrip("\n").split("\n")
    if training.shuffle:
        yield from _SHUFFLE.rstrip("\n").split("\n")
    yield ""


def _compile(document: Document, catalog: Catalog, training: Training) -> Expression:
    outputs = {
        node.name: training.outputs.get(node.name) or OutputTraining()
        for node in document.graph.nodes
        if isinstance(node, OutputNode)
    }
    parts = [Part(chosen(catalog, "optimizers", training.optimizer), "optimizer=")]
    losses = [
        (name, chosen(catalog, "losses", output.loss)) for name, output in outputs.items() if output.loss
    ]
    metrics = [(name, _metrics(catalog, output)) for name, output in outputs.items() if output.metrics]
    weighted = any(output.weight != 1.0 for output in outputs.values())
    weights = [(name, repr(output.weight)) for name, output in outputs.items()]
    if len(outputs) == 1:
        parts.append(Part(losses[0][1], "loss="))
        parts += [Part(listing([weights[0][1]]), "loss_weights=")] if weighted else []
        parts += [Part(metrics[0][1], "metrics=")] if metrics else []
    else:
        parts.append(Part(mapping(losses), "loss="))
        parts += [Part(mapping([*weights]), "loss_weights=")] if weighted else []
        parts += [Part(mapping(metrics), "metrics=")] if metrics else []
    return call("model.compile", parts)


def _metrics(catalog: Catalog, output: OutputTraining) -> Expression:
    """A metric named by a word stays a word, which is its name in the logs."""
    written: list[Expression] = []
    for metric in output.metrics:
        if isinstance(metric, str):
            entry_of(catalog, "metrics", metric)
            written.append(quote(metric))
        elif entry_of(catalog, "metrics", metric.name).name == "accuracy":
            written.append(quote("accuracy"))
        else:
            written.append(chosen(catalog, "metrics", metric))
    return listing(written)


def _fit(catalog: Catalog, training: Training) -> Iterator[str]:
    yield ""
    sliced = "keras.tree.map_structure(lambda field: field[{rows}], (inputs, targets))"
    yield "batches = Batches(*" + sliced.format(rows=":training") + ")"
    if training.validation.split:
        yield "validation = " + sliced.format(rows="training:")
    callbacks = [chosen(catalog, "callbacks", callback) for callback in training.callbacks]
    if training.shuffle:
        order: Expression = call(
            "keras.callbacks.LambdaCallback",
            [Part("lambda epoch, logs: batches.shuffle(epoch)", "on_epoch_begin=")],
        )
        callbacks.insert(0, order)
    parts = [Part("batches"), Part("EPOCHS", "epochs=")]
    if training.validation.split:
        parts += [Part("validation", "validation_data="), Part("BATCH_SIZE", "validation_batch_size=")]
    if callbacks:
        parts.append(Part(listing(callbacks), "callbacks="))
    parts += [Part("False", "shuffle="), Part("2", "verbose=")]
    yield from lay_out(call("model.fit", parts), before="history = ")
    yield ""
    yield 'if __name__ == "__main__":'
    yield "    print(json.dumps(history.history))"
