"""Expand a nested model that is an application or a trained run into a graph of its own that can be edited."""

from collections.abc import Iterable, Mapping
from typing import Any

import keras

from layerloom.build.explain.application_faults import explain
from layerloom.build.finding import Finding
from layerloom.build.real.applications import make_application
from layerloom.graph.nested_models import FindRun, with_models_renamed
from layerloom_schema import strict_json
from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import DRAWING, Document, NestedModel, write_document
from layerloom_schema.documents.graph import Graph, InputNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.import_warnings import DocumentWarning, WarningCode, warning
from layerloom_schema.service import ExpandedModel
from layerloom_schema.text.messages import phrase

from .free_names import free_name
from .model_importer import Imported, import_model

_INPUT, _OUTPUT = "inputs", "output"
"""The ports of an application: its graph keeps them, so that edges to it stay valid."""


def expand(
    document: Document, name: ModelName, catalog: Catalog, limits: Limits, find: FindRun
) -> ExpandedModel:
    """The graph of an entry of `models` that has none, and the entries that this graph uses.

    Raises `Refused` where there is nothing to expand.
    """
    nested = document.models.get(name)
    if nested is None:
        raise _refused(name, "no_nested_model", name=name)
    if nested.application is not None:
        drawn = application_graph(nested, nested.application, name, catalog, limits, document.models)
    elif nested.run is not None:
        return _run(document, name, nested.run, find)
    else:
        raise _refused(name, "has_graph", name=name)
    return _written(NestedModel(graph=drawn.graph), drawn.models, drawn.warnings)


def application_graph(
    nested: NestedModel,
    application: str,
    name: str,
    catalog: Catalog,
    limits: Limits,
    taken: Iterable[ModelName] = (),
) -> Imported:
    """The layers of an application as a graph; nested models get names that are not `taken`. Raises `Refused`."""
    config = {argument: value for argument, value in nested.config.items() if argument != "weights"}
    written = _made_dry(application, config, name, catalog)
    drawn = import_model({"class_name": "Functional", "config": written}, catalog, limits, taken)
    warnings = [*drawn.warnings]
    if nested.config.get("weights") is not None:
        warnings.insert(0, warning(WarningCode.pretrained, name=name))
    return Imported(_with_ports(drawn.graph), drawn.models, warnings)


def _made_dry(application: str, config: Mapping[str, Json], name: str, catalog: Catalog) -> Json:
    """The Keras config of the model. Nothing is allocated or downloaded."""
    try:
        with keras.StatelessScope(initialize_variables=False):
            made = make_application(
                application, config, catalog, keras_name=application.lower(), downloads=False
            )
            written: Any = made.get_config()
    except Refused:
        raise
    except Exception as error:  # whatever Keras raises about the arguments
        finding = explain(application, config, catalog, downloads=False)
        raise _refused(name, "problem", problem=_phrase(finding, name)) from error
    finally:
        keras.utils.clear_session(free_memory=False)
    plain: Json = strict_json.loads(strict_json.dumps(written))
    return plain


def _phrase(finding: Finding, name: str) -> Json:
    params = {"layer": str(name), **finding.params}
    return phrase(f"problem:{finding.code}" + (f"/{finding.variant}" if finding.variant else ""), **params)


def _with_ports(graph: Graph) -> Graph:
    """The graph of an application with its port names; layers of the same names are renamed."""
    nodes = []
    for node in graph.nodes:
        if isinstance(node, InputNode):
            node = node.model_copy(update={"name": _INPUT})
        elif isinstance(node, OutputNode):
            node = node.model_copy(update={"name": _OUTPUT})
        elif getattr(node, "name", None) == _INPUT:
            node = node.model_copy(update={"name": f"{_INPUT}_1"})
        nodes.append(node)
    return graph.model_copy(update={"nodes": nodes})


def _run(document: Document, name: ModelName, run: str, find: FindRun) -> ExpandedModel:
    """The graph of the trained run; its own nested models become entries with free names."""
    drawn = find(run)
    if drawn is None:
        raise Refused(404, ErrorCode.not_found, variant="nested_run", params={"name": name}, got=run[:64])
    taken = {*document.models}
    names: dict[ModelName, ModelName] = {}
    for inner in drawn.models:
        names[inner] = ModelName(free_name(inner, taken, 2))
        taken.add(names[inner])

    def rename(inner: ModelName) -> ModelName:
        return names.get(inner, inner)

    models = {}
    for inner, entry in drawn.models.items():
        graph = None if entry.graph is None else with_models_renamed(entry.graph, rename)
        models[names[inner]] = entry.model_copy(update={"graph": graph}) if graph is not None else entry
    fields = {field: value for field in DRAWING if (value := getattr(drawn, field))}
    warnings = [warning(WarningCode.trained, name=name)]
    return _written(NestedModel(graph=with_models_renamed(drawn.graph, rename), **fields), models, warnings)


def _written(
    model: NestedModel, models: Mapping[ModelName, NestedModel], warnings: list[DocumentWarning]
) -> ExpandedModel:
    """The result in the notation of documents."""
    one = ModelName("model")
    entries = write_document(Document(models={one: model})).get("models", {})
    others = write_document(Document(models=dict(models))).get("models", {}) if models else {}
    return ExpandedModel(model=entries[one], models=others, warnings=warnings)


def _refused(model: str, variant: str, **params: Json) -> Refused:
    return Refused(422, ErrorCode.invalid, variant=variant, params=params, where={"model": model})
