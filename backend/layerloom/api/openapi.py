"""The OpenAPI description, with all models of the contract, those of the WebSocket and of files included."""

import inspect
from types import ModuleType
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from layerloom_schema import errors, service
from layerloom_schema.catalog import entries
from layerloom_schema.checks import problems, reports
from layerloom_schema.data import binding, datasets, drawn_columns, recipe_previews
from layerloom_schema.documents import bin, difference, document, edits, graph, projects, training
from layerloom_schema.models import exports, prediction_page, script_import, script_lens
from layerloom_schema.runs import events, predictions, views

_REFERENCE = "#/components/schemas/{model}"
_CONTRACT = (
    bin,
    entries,
    binding,
    datasets,
    difference,
    document,
    graph,
    training,
    drawn_columns,
    edits,
    errors,
    events,
    exports,
    prediction_page,
    predictions,
    problems,
    projects,
    recipe_previews,
    reports,
    views,
    script_import,
    script_lens,
    service,
)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of the application, computed once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            separate_input_output_schemas=False,
        )
        components = schema.setdefault("components", {})
        known = components.get("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            known.pop(unused, None)
        components["schemas"] = dict(sorted((known | _contract_schemas()).items()))
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"token": []}]
        _without_validation_answers(schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _contract_schemas() -> dict[str, Any]:
    models = [(model, "validation") for module in _CONTRACT for model in _models(module)]
    _, schema = models_json_schema(models, ref_template=_REFERENCE)  # type: ignore[arg-type]  # literal mode
    found: dict[str, Any] = schema["$defs"]
    unions: dict[str, TypeAdapter[Any]] = {
        "Event": events.EVENT,
        "Edit": TypeAdapter(edits.Edit),
        "Node": TypeAdapter(graph.Node),
    }
    for name, union in unions.items():
        written = union.json_schema(ref_template=_REFERENCE)
        written.pop("$defs", None)
        found[name] = written
    return found


def _models(module: ModuleType) -> list[type[BaseModel]]:
    return [
        value
        for name, value in vars(module).items()
        if inspect.isclass(value)
        and issubclass(value, BaseModel)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def _without_validation_answers(schema: dict[str, Any]) -> None:
    """Remove FastAPI's 422, which is never sent: the `default` response, an `ErrorBody`, covers every error."""
    for path in schema.get("paths", {}).values():
        for operation in path.values():
            operation.get("responses", {}).pop("422", None)
