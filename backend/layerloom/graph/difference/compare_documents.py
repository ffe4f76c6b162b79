"""How one document differs from another in what is trained."""

from typing import Any

from layerloom_schema.base import ModelName
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.difference import Difference
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph

from .defaults import CatalogDefaults, training_default
from .graph_changes import graph_changes
from .graph_view import GraphView
from .match_models import entry_changes, match_models
from .same_setting import SameSetting
from .setting_changes import setting_changes


def compare_documents(before: Document, after: Document, catalog: Catalog) -> Difference:
    """All changes from one document to the other. Names of documents, positions and notes do not count."""
    names = match_models(before.models, after.models)
    graphs: list[tuple[ModelName | None, Graph, Graph]] = [(None, before.graph, after.graph)]
    for was, now in names.items():
        left, right = before.models[was].graph, after.models[now].graph
        if left is not None and right is not None:
            graphs.append((now, left, right))
    default_of, same = CatalogDefaults(catalog), SameSetting(catalog)
    found = [
        (
            model,
            graph_changes(
                GraphView(left, catalog, before.models),
                GraphView(right, catalog, after.models),
                model,
                names,
                default_of,
                same,
            ),
        )
        for model, left, right in graphs
    ]
    return Difference(
        nodes=[node for _, changes in found for node in changes.nodes],
        edges=[edge for _, changes in found for edge in changes.edges],
        entries=entry_changes(before.models, after.models, names),
        reordered=[model for model, changes in found if changes.reordered],
        settings=setting_changes(_beside_graph(before), _beside_graph(after), training_default, same),
    )


def _beside_graph(document: Document) -> dict[str, Any]:
    """Training, data, and the files whose weights the model starts from: their ids distinguish files of one name."""
    written = document.model_dump(mode="json", exclude_unset=True, include={"training", "data"})
    files = [f"{one.name} ({one.file[:8]})" if one.name else one.file for one in document.weights]
    return {key: value for key, value in written.items() if value} | (
        {"weights": ", ".join(files)} if files else {}
    )
