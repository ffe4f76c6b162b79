"""`preprocess_input` of the applications of Keras, as the operations that it is."""

from collections.abc import Mapping, Sequence

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Tensor, Value

from .graph_calls import call_operation

_MODULES: Mapping[str, Sequence[str]] = {
    "caffe": ("resnet", "resnet50", "vgg16", "vgg19"),
    "tf": (
        "inception_resnet_v2",
        "inception_v3",
        "mobilenet",
        "mobilenet_v2",
        "nasnet",
        "resnet_v2",
        "xception",
    ),
    "torch": ("densenet",),
    "none": ("convnext", "efficientnet", "efficientnet_v2", "mobilenet_v3"),
}
"""Modules of `keras.applications` by the manner of their function; those of `none` return what comes in."""
_MODES: Mapping[str, str] = {module: mode for mode, modules in _MODULES.items() for module in modules}
_REVERSED = slice(None, None, -1)
"""Red, green, blue becomes blue, green, red."""


def preprocess(reading: Reading, path: str, image: Tensor, mode: Value = None) -> Value:
    """The tensor that `preprocess_input` of a path gives; `None` where its module is not known."""
    module = path.rpartition(".")[0].rpartition(".")[2]
    known = _MODES.get(module) or (mode if module == "imagenet_utils" and mode in _MODULES else None)

    def op(name: str, first: Value, second: Value) -> Value:
        return call_operation(reading, reading.catalog.ops[name], {"x1": first, "x2": second})

    match known:
        case "none":
            return image
        case "tf":
            return op("subtract", op("divide", image, 127.5), 1.0)
        case "torch":
            centred = op("subtract", op("divide", image, 255.0), [0.485, 0.456, 0.406])
            return op("divide", centred, [0.229, 0.224, 0.225])
        case "caffe":
            key = [..., _REVERSED]
            turned = call_operation(reading, reading.catalog.ops["get_item"], {"x": image, "key": key})
            return op("subtract", turned, [103.939, 116.779, 123.68])
    return None
