"""What a dotted name means: the names of Keras under every spelling, and functions of TensorFlow that are `keras.ops`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from layerloom.graph.former_names.layers import REMOVED, replacement_layer
from layerloom_schema.catalog.entries import Catalog

from .operation_names import BACKEND, TENSORFLOW

_KERAS = re.compile(
    r"(?:tensorflow\.(?:python\.|contrib\.|compat\.v[12]\.|_api\.v2\.)?keras|tf_keras|keras_core|keras\.src"
    r"|keras\._tf_keras\.keras|keras\.api|keras)(?:\.api)?(?:\._v2)?(?:\.keras)?(?:\.|$)"
)
_TENSORFLOW = re.compile(r"tensorflow\.(?:compat\.v[12]\.)?")
_OBJECTS = ("initializers", "regularizers", "constraints", "losses", "metrics", "callbacks", "optimizers")
MERGES: Mapping[str, str] = {
    "add": "Add",
    "subtract": "Subtract",
    "multiply": "Multiply",
    "average": "Average",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "merge": "Merge",
}
"""Functions of `keras.layers` that make a layer and call it."""
_SHORT: Mapping[str, Mapping[str, str]] = {
    "regularizers": {"l1": "L1", "l2": "L2", "l1_l2": "L1L2"},
    "constraints": {
        "max_norm": "MaxNorm",
        "maxnorm": "MaxNorm",
        "non_neg": "NonNeg",
        "nonneg": "NonNeg",
        "unit_norm": "UnitNorm",
        "unitnorm": "UnitNorm",
        "min_max_norm": "MinMaxNorm",
    },
}


@dataclass(frozen=True)
class Meaning:
    """What a name is: `kind` is `layer`, `model`, `op`, `merge`, a field of the catalogue, or the like."""

    kind: str
    name: str


class KerasNames:
    """Resolves full paths. Answers are remembered."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, Meaning | None] = {}

    def meaning(self, path: str) -> Meaning | None:
        """The meaning of a path; `None` for what is neither Keras's nor TensorFlow's."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> Meaning | None:
        keras = _KERAS.match(path)
        if keras is not None:
            inside = path[keras.end() :]
            return self._of_keras(inside) if inside else None
        flow = _TENSORFLOW.match(path)
        if flow is not None:
            name = path[flow.end() :]
            last = name.rpartition(".")[2]
            if name.startswith("nn.") and last in self._catalog.object_names["activations"]:
                return Meaning("activation", last)
            renamed = TENSORFLOW.get(name) or TENSORFLOW.get(last)
            if renamed is not None and name.count(".") <= 1:
                return Meaning("op", renamed)
            return Meaning("tensorflow", name)
        return None

    def _of_keras(self, path: str) -> Meaning | None:
        parts = path.split(".")
        group, last = parts[0], parts[-1]
        if len(parts) == 1 and last[:1].islower() and last not in ("ops",):
            return Meaning("module", last)
        if last in ("Model", "Sequential", "Functional"):
            return Meaning("model", "Sequential" if last == "Sequential" else "Model")
        if last == "Input":
            return Meaning("input", last)
        if group == "datasets" and len(parts) > 2 and last == "load_data":
            return Meaning("dataset", parts[1])
        if group == "applications" and len(parts) > 1:
            return self._of_applications(last)
        if group == "ops" or group == "backend":
            return self._function(path[len(group) + 1 :], group)
        if group == "activations":
            return Meaning("activation", last)
        if group == "optimizers" and "schedules" in parts:
            return Meaning("schedules", last)
        if group in _OBJECTS and len(parts) > 1:
            return self._object(group, last)
        if last in MERGES and group in ("layers", "legacy"):
            return Meaning("merge", MERGES[last])
        if group in ("utils", "preprocessing", "np_utils"):
            return Meaning("utility", last)
        if group == "models":
            return Meaning("model_function" if last[:1].islower() else "module", last)
        if self.is_layer(last):
            return Meaning("layer", last)
        return Meaning("module" if last[:1].islower() else "unknown_layer", last)

    def is_layer(self, name: str) -> bool:
        """Whether a class of this name is, or once was, a layer of Keras."""
        if name in self._catalog.layer_names or name in REMOVED:
            return True
        return name[:1].isupper() and "(" not in name and self._was_layer(name)

    def _was_layer(self, name: str) -> bool:
        return (
            re.fullmatch(
                r"(?:Conv|Convolution|Deconv|Separable|UpSampling|ZeroPadding|Cropping|(?:Global)?(?:Max|Average|Avg)Pool)\w*",
                name,
            )
            is not None
            and replacement_layer(name, {}, self._catalog) is not None
        )

    def _function(self, name: str, group: str) -> Meaning:
        if group == "backend":
            return Meaning("op", BACKEND[name]) if name in BACKEND else Meaning("backend", name)
        short = name.removeprefix("numpy.").removeprefix("nn.")
        entry = self._catalog.ops.get(short)
        return Meaning("op", short) if entry is not None and not entry.refused else Meaning("backend", name)

    def _of_applications(self, last: str) -> Meaning:
        if last in self._catalog.object_names["applications"]:
            return Meaning("application", self._catalog.object_names["applications"][last])
        return Meaning("preprocess" if last == "preprocess_input" else "module", last)

    def _object(self, group: str, last: str) -> Meaning:
        name = _SHORT.get(group, {}).get(last, last)
        return Meaning(group, name)
