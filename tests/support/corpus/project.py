"""A data set and the document that trains on it, as plain values that a mutation may change, and what is said of them."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.datasets.library import DataLibrary
from layerloom.graph.edits import apply
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Fix, Problem
from layerloom_schema.data.datasets import IngestOptions
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.migrations import FORMAT
from layerloom_schema.errors import ErrorBody, LayerloomError
from layerloom_schema.limits import Limits

CACHE = CallCache()
LIMITS = Limits(params=10**9, activation_bytes=10 * 1024**3)
"""Fixed, so that nothing depends on the machine's memory."""
Json = dict[str, Any]
Columns = dict[str, list[Any]]


@dataclass
class Data:
    """One data set: the columns of a CSV file, or arrays, or files as they are."""

    columns: Columns = field(default_factory=dict)
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    options: Json = field(default_factory=dict)
    separator: str = ","
    header: bool = True
    encoded: Callable[[str], bytes] = str.encode
    """How the text of the CSV file becomes bytes."""

    def add(self, library: DataLibrary, folder: Path, name: str) -> None:
        """Write the files and add them to a library. Raises `LayerloomError` where they are refused."""
        files = dict(self.files)
        if self.columns:
            files[f"{name}.csv"] = self.encoded(self._text())
        if self.arrays:
            buffer = io.BytesIO()
            np.savez(buffer, **self.arrays)
            files[f"{name}.npz"] = buffer.getvalue()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        library.add([folder / file for file in files], name, IngestOptions.model_validate(self.options))

    def _text(self) -> str:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=self.separator, lineterminator="\n")
        if self.header:
            writer.writerow(self.columns)
        writer.writerows(zip(*self.columns.values(), strict=True))
        return buffer.getvalue()


@dataclass
class Project:
    """A document and its data; `other` is what it validates on, where that is another data set."""

    document: Json
    data: Data
    other: Data | None = None

    @property
    def binding(self) -> Json:
        """The `data` section of the document."""
        return self.document["data"]

    @property
    def training(self) -> Json:
        """The `training` section of the document."""
        return self.document["training"]

    def node(self, name: str) -> Json:
        """A node of the graph by name."""
        return next(node for node in self.document["graph"]["nodes"] if node["name"] == name)


@dataclass(frozen=True)
class Outcome:
    """What is said of a project: why its data is refused, or the problems of its document."""

    refusal: ErrorBody | None
    problems: Sequence[Problem] = ()
    document: Document | None = None
    library: DataLibrary | None = None

    def after(self, fix: Fix) -> "Outcome":
        """What is said after a fix."""
        assert self.document is not None
        assert self.library is not None
        return judge(apply(self.document, fix.edits), self.library)


def outcome_of(project: Project, folder: Path) -> Outcome:
    """Add the data to a new library, and check the document as for training."""
    library = DataLibrary(folder / "library")
    try:
        project.data.add(library, folder, "made")
        if project.other is not None:
            project.other.add(library, folder, "other")
    except LayerloomError as error:
        return Outcome(error.body)
    return judge(read_document(project.document), library)


def judge(document: Document, library: DataLibrary) -> Outcome:
    """The problems of a document before it is trained."""
    report = full_check(document, read_catalog(), LIMITS, CACHE, for_training=True, library=library)
    return Outcome(None, report.problems, document, library)


Head = tuple[int, str | None, str]
"""Units, activation and loss of an output."""


def document(
    inputs: Mapping[str, Sequence[int | None]],
    layers: Sequence[tuple[str, Json]],
    outputs: Mapping[str, Head | str],
    data: Json,
    *,
    dtype: str = "float32",
    **training: Any,
) -> Json:
    """A document: the inputs, joined where they are several, through the layers, into a Dense for each output.

    An output that is given by its loss alone takes what the last layer gives.
    """
    nodes: list[Json] = [
        {"kind": "input", "id": f"i{number}", "name": name, "shape": [*shape], "dtype": dtype}
        for number, (name, shape) in enumerate(inputs.items())
    ]
    edges: list[Json] = []
    last = nodes[0]["id"]
    if len(nodes) > 1:
        edges = [{"source": node["id"], "target": "join", "order": at} for at, node in enumerate(nodes)]
        nodes.append(_layer("join", "Concatenate", {}))
        last = "join"
    for number, (layer, config) in enumerate(layers):
        nodes.append(_layer(f"layer_{number}", layer, config))
        edges.append({"source": last, "target": f"layer_{number}"})
        last = f"layer_{number}"
    losses: Json = {}
    for name, head in outputs.items():
        source = last
        if not isinstance(head, str):
            units, activation, _ = head
            config = {"units": units, **({"activation": activation} if activation else {})}
            nodes.append(_layer(f"{name}_units", "Dense", config))
            edges.append({"source": last, "target": f"{name}_units"})
            source = f"{name}_units"
        nodes.append({"kind": "output", "id": f"o_{name}", "name": name})
        edges.append({"source": source, "target": f"o_{name}"})
        losses[name] = {"loss": {"name": head if isinstance(head, str) else head[2], "config": {}}}
    return {
        "format": FORMAT,
        "name": "Corpus",
        "graph": {"nodes": nodes, "edges": edges},
        "training": {"outputs": losses, "epochs": 1, "batch_size": 8, "seed": 1, **training},
        "data": {"dataset": "made", **data},
    }


def _layer(name: str, layer: str, config: Json) -> Json:
    return {"kind": "layer", "id": name, "name": name, "layer": layer, "config": config}
