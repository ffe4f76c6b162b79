"""Export a document as a Python script that reproduces the trainer's numbers to the bit.

The script needs keras, numpy and, for built-in data sets, scikit-learn. The order of rows depends on the seed and the
epoch alone; the seed is set first, then layers are constructed in call order.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from layerloom.catalog.dtypes import PLAIN, POLICIES
from layerloom.codegen.data.data_pipeline import RowLines
from layerloom.codegen.data.dataset_lines import data_lines, validation_lines
from layerloom.datasets.library import DataLibrary
from layerloom.graph.structure import Structure
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, OpNode, OutputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused

from .formatter import quote
from .identifiers import Names
from .model_lines import ModelLines
from .operation_calls import needs_numpy
from .operation_names import aside_lines, taken_names
from .partial_script import UNFINISHED
from .script_blocks import Origin
from .start_weights_lines import start_weights_lines
from .training_lines import VALIDATION_DATA, compile_lines, fit_lines


class Script(NamedTuple):
    """The lines of a script, and the nodes that each line belongs to."""

    lines: list[str]
    origins: list[tuple[Origin, ...]]
    parts: tuple[int, ...] = (0,)
    """The lines at which its parts begin: imports, data, layers, `compile`, `fit`."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def to_python(
    document: Document,
    structure: Structure,
    catalog: Catalog,
    *,
    data_path: Path | str | None = None,
    library: DataLibrary | None = None,
) -> str:
    """The text of `script`."""
    return script(document, structure, catalog, data_path=data_path, library=library).text


def script(
    document: Document,
    structure: Structure,
    catalog: Catalog,
    *,
    data_path: Path | str | None = None,
    library: DataLibrary | None = None,
    whole: bool = True,
) -> Script:
    """The script of a document without errors in its graph, with training and data as far as they are given.

    `data_path` is a file that replaces the data set of the document, which is one of `library`. The weights of trained
    runs in the model are loaded from files beside the script (`trained_models.weights_file`). Without `whole`, the
    script ends with the last layer. Raises `Refused` where the graph has errors, or where training and data do not fit.
    """
    wrong = (found for found in structure.problems if found.severity is Severity.error)
    broken = next((found for found in wrong if whole or found.code not in UNFINISHED), None)
    if broken is not None:
        params = {"document": document.name, "problem": broken.phrase}
        raise Refused(422, ErrorCode.run_refused, variant="document_problem", params=params)
    training = document.training if _has_losses(document) else None
    path = Path(data_path) if data_path is not None else None
    rows = _row_lines(document, training, path, library or DataLibrary())
    adapt = rows.adapt if rows is not None else _without_data
    layers = ModelLines(structure, adapt=adapt, names=Names()).write(whole=whole)
    deterministic = training is not None and training.deterministic
    lines = [
        *_head(
            document,
            rows,
            arrays=_has_arrays(structure) or bool(document.weights),
            deterministic=deterministic,
        )
    ]
    parts = [0]
    if rows is not None:
        parts.append(len(lines))
        lines += rows.before()
    parts.append(len(lines))
    seed = "SEED" if rows is not None else str((document.training or Training()).seed)
    lines += ["", f"keras.utils.set_random_seed({seed})", *_policy(document)]
    lines += [*aside_lines(taken_names(structure)), ""]
    before = len(lines)
    lines += layers.lines
    if whole:
        lines += start_weights_lines(document)
    parts.append(len(lines))
    if training is not None:
        lines += compile_lines(document, catalog, training)
    parts.append(len(lines))
    if training is not None and rows is not None:
        lines += fit_lines(catalog, training, rows)
    elif whole:
        lines += ["", "model.summary()"]
    after = len(lines) - before - len(layers.lines)
    return Script(lines, [*[()] * before, *layers.origins, *[()] * after], tuple(parts))


def _has_losses(document: Document) -> bool:
    """Whether every output has a loss: otherwise the script is the model without `compile`."""
    chosen_for = document.training.outputs if document.training else {}
    names = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    return all(name in chosen_for and chosen_for[name].loss is not None for name in names)


def _has_arrays(structure: Structure) -> bool:
    """Whether a constant of an operation is written as an array."""
    graphs = (structure, *structure.models.values())
    nodes = (graph.index.nodes[id_] for graph in graphs for id_ in graph.order)
    return any(isinstance(node, OpNode) and needs_numpy(node, structure.index.catalog) for node in nodes)


def _policy(document: Document) -> Iterator[str]:
    """The line that sets the dtype policy, where it is not the default."""
    policy = document.training.dtype_policy if document.training else PLAIN
    if policy != PLAIN and policy in POLICIES:
        yield f"keras.config.set_dtype_policy({quote(policy)})"


def _without_data(_: LayerNode, layer: str, __: str, ___: Mapping[str, str]) -> Iterator[str]:
    """The comment in place of `adapt` when no data is bound."""
    yield f"# {layer} learns from data first: {layer}.adapt(the rows to train on)"


def _row_lines(
    document: Document, training: Training | None, data_path: Path | None, library: DataLibrary
) -> RowLines | None:
    """The data lines; None where a slot is unbound or nothing can be trained."""
    data = data_lines(document, data_path, library)
    if data is None or training is None:
        return None
    validation = validation_lines(document, VALIDATION_DATA, library)
    if validation is None and training.validation.dataset is not None:
        return None
    return RowLines(document, training, data, validation)


def _head(document: Document, rows: RowLines | None, *, arrays: bool, deterministic: bool) -> Iterator[str]:
    title = " ".join(document.name.split()).replace("\\", "/").replace('"', "'")
    printable = "".join(character for character in title if character.isprintable())
    yield f'"""{printable[:80] or "Untitled"}. Written by Layerloom."""'
    yield ""
    if rows is None:
        yield from ["import keras", *(["import numpy as np"] if arrays else [])]
    else:
        yield from [*rows.standard_imports, "", "import keras", "import numpy as np"]
    if deterministic:
        yield "import tensorflow as tf"
    if rows is not None:
        yield from rows.imports
    if deterministic:
        yield from ["", "tf.config.experimental.enable_op_determinism()"]
