"""Calls of what has a name in Keras: layers, models, operations, losses, data sets."""

from collections.abc import Mapping

from layerloom.graph.former_names.layers import replacement_layer
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Data, Layer, Model, Tensor, Unknown, Value

from .applications import make_application
from .graph_calls import call_layer, new_input, placeholder, tensors_in
from .keras_names import KerasNames, Meaning
from .known_data import load_data, numpy_array
from .make_layer import make_layer, make_named, refuse_channels_first
from .models import make_model
from .preprocessing import preprocess
from .signatures import named
from .tensor_operations import activation, function

_INPUT = ("shape", "batch_size", "dtype", "sparse", "batch_shape", "name", "tensor")
_QUIET = (
    *(
        "numpy",
        "pandas",
        "matplotlib",
        "sklearn",
        "os",
        "sys",
        "time",
        "datetime",
        "random",
        "json",
        "pickle",
        "re",
    ),
    *(
        "math",
        "logging",
        "argparse",
        "pathlib",
        "glob",
        "cv2",
        "PIL",
        "scipy",
        "seaborn",
        "string",
        "collections",
    ),
    *(
        "tqdm",
        "IPython",
        "warnings",
        "itertools",
        "functools",
        "csv",
        "shutil",
        "zipfile",
        "urllib",
        "requests",
    ),
    *("typing", "copy", "gc", "pprint", "h5py", "skimage", "nltk", "google", "gym", "plotly", "six", "io"),
    *(
        "dataclasses",
        "abc",
        "subprocess",
        "tensorflow_datasets",
        "enum",
        "struct",
        "gzip",
        "tempfile",
        "imageio",
    ),
)
"""Modules whose functions make no layers: what they give is unknown, and says nothing of the model."""


class KerasCalls:
    """Calls by full path."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names = KerasNames(reading.catalog)

    def knows(self, path: str) -> bool:
        """Whether a path is something of Keras that can be called."""
        found = self._names.meaning(path)
        return found is not None and found.kind not in ("module", "tensorflow", "unknown_layer")

    def is_class_of(self, path: str, kind: str) -> bool:
        """Whether a path is a base class: of layers (`layer`) or models (`model`)."""
        found = self._names.meaning(path)
        return found is not None and (found.kind == kind or (kind == "layer" and found.name == "Layer"))

    def call(self, path: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """The result of a call of a path; `Unknown` where it cannot be followed."""
        meaning = self._names.meaning(path)
        if meaning is not None:
            return self._of_keras(meaning, path, args, kwargs)
        if path.partition(".")[0] == "numpy":
            made = numpy_array(path, args, kwargs)
            if made is not None:
                return made
        if path.partition(".")[0] in _QUIET:
            return Unknown()
        self._reading.unfollowed(f"{path}(...)")
        return placeholder(self._reading, path, [args, [*kwargs.values()]])

    def _of_keras(self, meaning: Meaning, path: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        reading = self._reading
        match meaning.kind:
            case "layer" | "unknown_layer":
                return make_layer(reading, meaning.name, args, kwargs)
            case "input":
                return self._input(args, kwargs)
            case "model":
                return make_model(reading, meaning.name, args, kwargs)
            case "op":
                return function(reading, reading.catalog.ops[meaning.name], args, kwargs)
            case "merge":
                return self._merge(meaning.name, args, kwargs)
            case "activation":
                return activation(reading, meaning.name, args, kwargs)
            case "application":
                return make_application(reading, meaning.name, args, kwargs)
            case "dataset":
                return load_data(reading, meaning.name)
            case "backend" | "tensorflow" | "module" | "utility" | "model_function" | "preprocess":
                return self._helper(meaning, path, args, kwargs)
        return make_named(reading, meaning, args, kwargs)

    def _input(self, args: list[Value], kwargs: dict[str, Value]) -> Value:
        given = named(_INPUT, args, kwargs)
        batch = given.get("batch_shape", given.get("batch_input_shape"))
        shape = batch[1:] if isinstance(batch, list | tuple) else given.get("shape", ())
        if isinstance(given.get("tensor"), Tensor):
            return given["tensor"]
        return new_input(self._reading, shape, given.get("dtype"), given.get("name"))

    def _merge(self, kind: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """`add([a, b])` makes the layer and calls it."""
        inputs = args[0] if args else kwargs.pop("inputs", None)
        if kind == "Merge":
            plain = {key: value for key, value in kwargs.items() if isinstance(value, str | int)}
            plain.update(zip(("mode",), args[1:2], strict=False))
            found = replacement_layer("Merge", plain, self._reading.catalog)
            if found is None:
                self._reading.unfollowed("merge(...)")
                return Unknown()
            layer = self._reading.layer(found[0], dict(found[1]), kwargs.get("name"))
        else:
            layer = make_layer(self._reading, kind, args[1:], kwargs)
        return call_layer(self._reading, layer, [inputs], {})

    def _helper(self, meaning: Meaning, path: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        reading, name = self._reading, meaning.name.rpartition(".")[2]
        if name in ("int_shape", "shape", "static_shape", "get_shape") and tensors_in(args):
            shape = reading.shape_of(tensors_in(args)[0])
            return shape if shape is not None else Unknown()
        if name == "ndim" and tensors_in(args):
            shape = reading.shape_of(tensors_in(args)[0])
            return len(shape) if shape is not None else Unknown()
        if name in _ANSWERS:
            return _ANSWERS[name]
        if name in _SEEDS and args and isinstance(args[0], int):
            reading.seed = args[0]
            return None
        if name in _POLICIES and args and isinstance(args[0], str):
            reading.dtype_policy = args[0]
            return None
        if path.endswith("tree.flatten") and args:
            return tensors_in(args[0]) or Unknown()
        if name in _ORDERS and any(
            value in ("channels_first", "th") for value in args if isinstance(value, str)
        ):
            refuse_channels_first(reading)
        if name == "to_categorical" and args and isinstance(args[0], Data):
            return _one_hot(args, kwargs)
        if name == "clone_model" and args and isinstance(args[0], Model):
            return args[0]
        if meaning.kind in ("utility",) and name in ("get_custom_objects",):
            return {}
        tensors = tensors_in([args, [*kwargs.values()]])
        models = [value for value in args if isinstance(value, Model | Layer)]
        if meaning.kind == "preprocess" and tensors:
            found = preprocess(reading, path, tensors[0], kwargs.get("mode", "caffe"))
            if found is not None:
                return found
            reading.unfollowed(f"{path}(...)")
            return tensors[0]
        if (
            tensors
            or name in ("load_model", "model_from_json", "model_from_yaml")
            or (models and name not in _LOOKS)
        ):
            reading.unfollowed(f"{path}(...)")
        return placeholder(reading, path, [args, [*kwargs.values()]])


_ANSWERS: Mapping[str, Value] = {
    "image_data_format": "channels_last",
    "image_dim_ordering": "tf",
    "backend": "tensorflow",
    "floatx": "float32",
    "epsilon": 1e-7,
}
_SEEDS = ("set_random_seed", "random.set_seed", "set_seed")
_POLICIES = ("set_dtype_policy", "set_global_policy", "set_policy")
_ORDERS = ("set_image_data_format", "set_image_dim_ordering")
_LOOKS = (
    "plot_model",
    "model_to_dot",
    "print_summary",
    "multi_gpu_model",
    "save_model",
    "get_source_inputs",
    "function",
)


def _one_hot(args: list[Value], kwargs: Mapping[str, Value]) -> Data:
    given: Value = args[1] if len(args) > 1 else kwargs.get("num_classes", kwargs.get("nb_classes"))
    rows = args[0].shape[0] if args[0].shape else None
    return Data((rows, given if isinstance(given, int) else None), args[0].text, args[0].random)
