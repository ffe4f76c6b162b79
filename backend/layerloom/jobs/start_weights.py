"""The weights that a model starts from: given to it before it trains, and put beside its script."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from layerloom.build.real.node_layers import Graphs, node_layers
from layerloom.datasets.dataset import Array
from layerloom.graph.structure import Structure
from layerloom.importers.weights.drawn_layers import drawn_layers
from layerloom.trained_models import start_weights_file
from layerloom_schema.documents.document import Document, StartWeights
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import START_WEIGHTS

from .checkpoints.atomic_files import write_whole
from .checkpoints.model_files import verify_archive


def assign_start_weights(document: Document, graphs: Graphs, runs: Path) -> None:
    """Give the layers of a built model the weights that its document names.

    A layer that has got another shape since they were loaded keeps those that it drew.

    Args:
        document: What the model was built from.
        graphs: The graphs as they were built.
        runs: The folder of all runs, which the folder of weights is beside.

    Raises:
        Refused: If a file is gone or damaged.
    """
    if not document.weights:
        return
    layers = dict(node_layers(graphs))
    for source in document.weights:
        with _opened(source, runs) as arrays:
            for key in arrays:
                path, _, number = key.rpartition("/")
                variables = layers[path].weights if path in layers else []
                variable = dict(enumerate(variables)).get(int(number))
                if variable is not None:
                    array = arrays[key]
                    if tuple(variable.shape) == array.shape:
                        variable.assign(array)


def write_start_weights(document: Document, structure: Structure, runs: Path, folder: Path) -> Path | None:
    """Put the weights beside a script under the names of their layers; None where a document names none.

    Raises `Refused` where a file is gone or damaged, and `OSError`.
    """
    if not document.weights:
        return None
    names = {
        weight.key: (f"{'/'.join(layer.names)}/{number}", weight.shape)
        for layer in drawn_layers(document, structure)  # a nested model comes before its layers
        for number, weight in enumerate(layer.weights)
    }
    found: dict[str, Array] = {}
    for source in document.weights:
        with _opened(source, runs) as arrays:
            for key in arrays:
                name, shape = names.get(key, ("", ()))
                if name and arrays[key].shape == shape:
                    found[name] = arrays[key]

    def write(path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **found)

    path = folder / START_WEIGHTS
    write_whole(path, write, verify_archive)
    return path


@contextmanager
def _opened(source: StartWeights, runs: Path) -> Iterator[Mapping[str, Array]]:
    path = start_weights_file(runs, source.file)
    title = source.name or source.file
    if path is None:
        raise Refused(
            422, ErrorCode.weights_unreadable, variant="gone", params={"file": title}, got=source.file
        )
    try:
        with np.load(path, allow_pickle=False) as arrays:
            yield arrays
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise Refused(422, ErrorCode.weights_unreadable, variant="damaged", params={"file": title}) from error
