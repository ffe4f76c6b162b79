"""Names and objects as Keras writes them, read as a document writes them.

- `keras.layers.Dense` is `Dense`: the module is taken off.
- `{"class_name", "config", "module", "registered_name"}`, as `serialize_keras_object` writes it, is `{"name", "config"}`;
  inside a layer `{"layer", "config"}`; of an activation or a dtype policy the name.
- A spelling that Keras takes (`"SAME"`, `"RMSProp"`, dtype `"int"`) is the one of the catalogue.

Each function takes a raw JSON value and returns the same value, or a changed copy. What is not understood stays as it
is, so that the rules can say what is wrong with it. Nothing here is resolved by Keras: all of it is data.
"""

from collections.abc import Callable, Mapping
from typing import Any

from .entries import Catalog, CatalogEntry
from .generated_files import read_catalog
from .keras_objects import (
    OBJECT_KEYS,
    PLAIN_POLICY,
    chosen,
    dtype,
    is_whole_config,
    parts_of,
    plain_name,
    read_config,
)
from .op_constants import written_constants


def document(value: Any) -> Any:
    """A whole document as raw JSON. Equal to what came in where nothing of it is in Keras's notation."""
    if not isinstance(value, dict):
        return value
    changed: dict[str, Any] = {}
    policy = policy_of(value)
    if "graph" in value:
        changed["graph"] = _graph(value["graph"], policy)
    if isinstance(value.get("models"), dict):
        changed["models"] = {
            name: {**inner, "graph": _graph(inner["graph"], policy)}
            if isinstance(inner, dict) and "graph" in inner
            else inner
            for name, inner in ((name, nested_model(entry)) for name, entry in value["models"].items())
        }
    if isinstance(value.get("training"), dict):
        whole = training(value["training"])
        if isinstance(whole.get("outputs"), dict):
            outputs = {name: output_training(output) for name, output in whole["outputs"].items()}
            whole = {**whole, "outputs": outputs}
        changed["training"] = whole
    return {**value, **changed}


def policy_of(value: Any) -> str:
    """The dtype policy of a raw document."""
    whole = value.get("training") if isinstance(value, dict) else None
    policy = dtype(whole.get("dtype_policy")) if isinstance(whole, dict) else None
    return policy if isinstance(policy, str) else PLAIN_POLICY


def layer_node(value: Any, policy: str = PLAIN_POLICY) -> Any:
    """A layer node; its layer may be an object, or the node may be one itself.

    `policy` is the dtype policy of the document.
    """
    if not isinstance(value, dict):
        return value
    node = dict(value)
    if "layer" not in node and isinstance(node.get("class_name"), str):
        whole = {key: node.pop(key) for key in OBJECT_KEYS & set(node)}
        node["layer"] = whole
    if isinstance(node.get("layer"), dict):
        found = parts_of(node["layer"])
        if found is None:
            return value
        name, config, written = found
        own = node.get("config")
        node["layer"] = name
        node["config"] = {**config, **(own if isinstance(own, dict) else {})}
    else:
        written = is_whole_config(node.get("config"))
    if not isinstance(node.get("layer"), str):
        return value
    catalog = read_catalog()
    node["layer"] = plain_name(node["layer"], catalog.layer_names)
    entry = catalog.layers.get(catalog.layer_names.get(node["layer"], ""))
    if isinstance(node.get("config"), dict):
        if written and node["config"].get("trainable") is False:
            node.setdefault("trainable", False)
        node["config"] = read_config(node["config"], entry, catalog, written=written, policy=policy)
    return node


def op_node(value: Any) -> Any:
    """A node of an operation."""
    if not isinstance(value, dict) or not isinstance(value.get("op"), str):
        return value
    catalog = read_catalog()
    name = plain_name(value["op"], catalog.ops)
    read = _with_arguments({**value, "op": name}, catalog.ops.get(name), catalog)
    if isinstance(read.get("config"), dict):
        read["config"] = written_constants(name, read["config"])
    return read


def input_node(value: Any) -> Any:
    """An input node: its dtype."""
    return (
        {**value, "dtype": dtype(value["dtype"])} if isinstance(value, dict) and "dtype" in value else value
    )


def nested_model(value: Any) -> Any:
    """A nested model: the application that it may be."""
    if not isinstance(value, dict) or not isinstance(value.get("application"), str):
        return value
    catalog = read_catalog()
    name = plain_name(value["application"], catalog.object_names["applications"])
    return _with_arguments({**value, "application": name}, catalog.applications.get(name), catalog)


def training(value: Any) -> Any:
    """The training of a document: optimizer, callbacks, dtype policy."""
    if not isinstance(value, dict):
        return value
    catalog, changed = read_catalog(), {}
    if "optimizer" in value:
        changed["optimizer"] = chosen(value["optimizer"], "optimizers", catalog)
    if isinstance(value.get("callbacks"), list):
        changed["callbacks"] = [
            {"name": part} if isinstance(part, str) else part
            for part in (chosen(part, "callbacks", catalog) for part in value["callbacks"])
        ]
    if "dtype_policy" in value:
        changed["dtype_policy"] = dtype(value["dtype_policy"])
    return {**value, **changed}


def output_training(value: Any) -> Any:
    """What one output learns from: its loss and its metrics."""
    if not isinstance(value, dict):
        return value
    catalog, changed = read_catalog(), {}
    if "loss" in value:
        changed["loss"] = chosen(value["loss"], "losses", catalog)
    for part in ("metrics", "weighted_metrics"):
        if isinstance(value.get(part), list):
            changed[part] = [chosen(metric, "metrics", catalog) for metric in value[part]]
    return {**value, **changed}


def _graph(value: Any, policy: str) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("nodes"), list):
        return value
    return {**value, "nodes": [_node(node, policy) for node in value["nodes"]]}


def _node(value: Any, policy: str) -> Any:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind == "layer":
        return layer_node(value, policy)
    read = _NODES.get(kind) if isinstance(kind, str) else None
    return value if read is None else read(value)


_NODES: Mapping[str, Callable[[Any], Any]] = {"input": input_node, "op": op_node}


def _with_arguments(value: dict[str, Any], entry: CatalogEntry | None, catalog: Catalog) -> dict[str, Any]:
    if isinstance(value.get("config"), dict):
        value["config"] = read_config(value["config"], entry, catalog)
    return value
