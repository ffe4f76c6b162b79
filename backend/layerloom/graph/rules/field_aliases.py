"""Tables of field names that documents do not have, and the fields that people mean by them."""

from collections.abc import Mapping
from typing import Any

from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.documents.graph import (
    Edge,
    Graph,
    InputNode,
    LayerNode,
    ModelNode,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.documents.training import Named, OutputTraining, Training, Validation

_ARGUMENTS = dict.fromkeys(
    ("args", "arguments", "kwargs", "params", "parameters", "options", "settings", "hyperparameters"),
    ("config",),
)
_LABEL = {"title": ("label",)}
_TRAINING: Mapping[str, tuple[str, ...]] = {
    "validation_split": ("validation", "split"),
    "validation_dataset": ("validation", "dataset"),
    "nb_epoch": ("epochs",),
    "n_epochs": ("epochs",),
    "num_epochs": ("epochs",),
    "batch": ("batch_size",),
    "random_state": ("seed",),
    "random_seed": ("seed",),
    "policy": ("dtype_policy",),
    "dtype": ("dtype_policy",),
    "precision": ("dtype_policy",),
    "mixed_precision": ("dtype_policy",),
}
ALIASES: Mapping[type[Any], Mapping[str, tuple[str, ...]]] = {
    Document: {
        "title": ("name",),
        "nodes": ("graph", "nodes"),
        "layers": ("graph", "nodes"),
        "edges": ("graph", "edges"),
        "dataset": ("data", "dataset"),
        "submodels": ("models",),
        **{name: ("training", *path) for name, path in _TRAINING.items()},
        **{name: ("training", name) for name in ("optimizer", "epochs", "batch_size", "callbacks", "seed")},
        **{name: ("training", name) for name in ("shuffle", "validation", "outputs", "dtype_policy")},
    },
    Graph: {"layers": ("nodes",), "wires": ("edges",), "links": ("edges",), "connections": ("edges",)},
    LayerNode: {**_ARGUMENTS, **_LABEL},
    OpNode: {**_ARGUMENTS, **_LABEL, "constants": ("config",)},
    InputNode: {**_LABEL, "input_shape": ("shape",), "type": ("dtype",)},
    OutputNode: _LABEL,
    ModelNode: _LABEL,
    SharedNode: {},
    Named: {**_ARGUMENTS},
    Edge: {
        "sourceHandle": ("source_output",),
        "source_handle": ("source_output",),
        "source_port": ("source_output",),
        "output": ("source_output",),
        "targetHandle": ("target_input",),
        "target_handle": ("target_input",),
        "target_port": ("target_input",),
        "input": ("target_input",),
        "port": ("target_input",),
        "index": ("order",),
        "position": ("order",),
        "number": ("order",),
    },
    Training: _TRAINING,
    OutputTraining: {
        "loss_weight": ("weight",),
        "loss_weights": ("weight",),
        "metric": ("metrics",),
        "loss_fn": ("loss",),
        "loss_function": ("loss",),
        "class_weights": ("class_weight",),
    },
    Validation: {
        "validation_split": ("split",),
        "fraction": ("split",),
        "share": ("split",),
        "data": ("dataset",),
    },
    DataBinding: {
        "name": ("dataset",),
        "features": ("inputs",),
        "x": ("inputs",),
        "labels": ("targets",),
        "outputs": ("targets",),
        "y": ("targets",),
        "sample_weight": ("sample_weights",),
    },
    NestedModel: {**_LABEL, "name": ("label",), "nodes": ("graph", "nodes"), "edges": ("graph", "edges")},
}
"""By part and field name, the path of the intended field in the same part."""
OF_OUTPUTS: Mapping[str, str] = {
    **{name: name for name in ("loss", "metrics", "weighted_metrics", "class_weight")},
    "loss_weights": "weight",
    "class_weights": "class_weight",
}
"""Arguments of Keras's `compile` and `fit` for the whole model, which a document has for each output."""
OF_OPTIMIZER: Mapping[str, str] = {"learning_rate": "learning_rate", "lr": "learning_rate"}
"""Fields that belong to the optimizer's config."""
OF_TRAINING: Mapping[str, tuple[str, ...]] = {
    "split": ("validation", "split"),
    "validation_split": ("validation", "split"),
    **{name: (name,) for name in ("epochs", "batch_size", "shuffle", "seed")},
}
"""Fields that people write in `data`, and that belong to `training`."""
