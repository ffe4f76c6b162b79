"""Which data the fields of `fit` are: the keys of dicts, as they are written."""

from collections.abc import Sequence

from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.graph import Graph, InputNode

from .state.values import Data, Model, Unknown, Value


def data_of(model: Model, graph: Graph, outputs: Sequence[str]) -> DataBinding | None:
    """The binding of a model that is fitted on random arrays, or on arrays named by keys; else `None`."""
    given = (model.fitted or {}).get("x")
    inputs = [node.name for node in graph.nodes if isinstance(node, InputNode)]
    if isinstance(given, dict):
        bound = {str(key): _field(value, str(key)) for key, value in given.items()}
        is_random = bool(given) and all(isinstance(value, Data) and value.random for value in given.values())
    else:
        parts = given if isinstance(given, list | tuple) else [given]
        is_random = bool(parts) and all(isinstance(value, Data) and value.random for value in parts)
        bound = {name: name for name in inputs}
    if not is_random and set(bound) <= set(inputs):
        return None
    # A key that no input has is a mistake, to be shown; where all are right, random rows stand for random arrays.
    fields = {name: name for name in inputs} if is_random else {}
    return DataBinding(
        dataset="random",
        inputs={key: fields.get(key, field) for key, field in bound.items()},
        targets={name: name for name in outputs},
    )


def _field(value: Value, key: str) -> str:
    name = value.text if isinstance(value, Data) else value.name if isinstance(value, Unknown) else None
    return (name or key)[:64]
