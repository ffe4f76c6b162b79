"""The data lines of a script: load fields, sample weights, shares of rows, batches."""

from collections.abc import Iterator, Mapping

from layerloom.codegen.formatter import STEP, WIDTH, Bracket, Expression, Part, call, lay_out, mapping, quote
from layerloom.codegen.written_functions import in_order, source_lines
from layerloom.datasets.adapt_chunks import ROWS_AT_ONCE, TOKEN_LAYERS, in_chunks, keeps_columns
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.sample_weights import balanced_weights
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, LayerNode, OutputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused

from .dataset_lines import DataLines
from .recipe_lines import recipe_functions, recipe_lines, takes_chunks
from .split_lines import SplitLines

_LONG = 30
"""An expression of more characters computes its column once more, only to be counted."""
_BATCHES = '''
class Batches(keras.utils.PyDataset):
    """The rows to train on, in an order that depends on nothing but the seed and the epoch."""

    def __init__(self, {fields}):
        super().__init__()
{kept}
        self.order = np.arange({count})

    def __len__(self):
        return math.ceil(len(self.order) / BATCH_SIZE)

    def __getitem__(self, index):
        rows = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
{taken}
'''
_SHUFFLE = """
    def shuffle(self, epoch):
        self.order = np.random.default_rng([SEED, epoch]).permutation(len(self.order))
"""
_CLASSES = '''
def weights_by_class(labels, weights):
    """What each row weighs by its class; a class that is not named weighs 1."""
    rows = np.ones(len(labels), "float32")
    for label, weight in weights.items():
        rows[labels == label] = weight
    return rows
'''
ROWS_PER_CALL = 1024
"""Rows per call of the graph before an adapted layer, as in the trainer."""
WHOLE = "inputs, targets"
WEIGHED = "inputs, targets, weights"
BALANCED = "inputs, targets, balanced"


class RowLines:
    """Writes the lines before the model, and the data arguments of `fit`.

    `weights` are sample weights, `balanced` those of training rows, times class weights.
    """

    def __init__(
        self, document: Document, training: Training, data: DataLines, validation: DataLines | None
    ) -> None:
        names = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
        self._training = training
        self._data = data
        self._validation = validation
        self._split = SplitLines(document, training, data.split_column, windows=data.windows is not None)
        texts = {node.dtype == TEXT for node in document.graph.nodes if isinstance(node, InputNode)}
        inputs = [node for node in document.graph.nodes if isinstance(node, InputNode)]
        self._last_of_one = {
            node.name: node.shape for node in inputs if node.shape[-1:] == [1] and None not in node.shape
        }
        """The shapes of inputs whose fields may lack the last axis, which Keras adds."""
        self._texts = True in texts
        self._mixed = len(texts) > 1
        graphs = [
            document.graph,
            *(model.graph for model in document.models.values() if model.graph is not None),
        ]
        adapts = any(isinstance(node, LayerNode) and node.adapt for graph in graphs for node in graph.nodes)
        self._in_chunks = adapts and data.rows > ROWS_AT_ONCE
        self._classes = {
            name: output.class_weight
            for name, output in training.outputs.items()
            if name in names and output.class_weight
        }

    @property
    def standard_imports(self) -> Iterator[str]:
        """Imports from Python's own library."""
        needed = {"import json", "import math", *self._data.standard_imports}
        needed |= {*(self._validation.standard_imports if self._validation else [])}
        if takes_chunks(self._data.recipes):
            needed.add("from collections.abc import Iterator")
        if self._in_chunks:
            needed.add("from collections.abc import Iterable")
        yield from in_order(needed)

    @property
    def imports(self) -> Iterator[str]:
        """Imports besides Keras and NumPy."""
        loaders = {*self._data.loaders, *(self._validation.loaders if self._validation else [])}
        needed = {*self._data.imports, *(self._validation.imports if self._validation else [])}
        yield from in_order(needed | {f"from sklearn.datasets import {loader}" for loader in loaders})

    @property
    def validates(self) -> bool:
        """Whether there are validation rows."""
        return self._validation is not None or self._split.validation is not None

    def before(self) -> Iterator[str]:
        """Settings, data, and how rows become batches."""
        yield ""
        yield f"SEED = {self._training.seed}"
        yield f"EPOCHS = {self._training.epochs}"
        yield f"BATCH_SIZE = {self._training.batch_size}"
        functions = [*self._functions()]
        yield from [*functions, "", ""] if functions else [""]
        yield from self._data.load
        if self._prepares:
            yield from self._prepared()
        yield from lay_out(mapping(list(self._data.inputs.items())), before="inputs = ")
        yield from lay_out(_alone(self._data.targets), before="targets = ")
        if self._data.weights:
            yield from lay_out(
                _alone(_for_all(self._data, self._targets, self._data.weights)), before="weights = "
            )
        if not self._prepares:
            yield self._split.shares(f"len({next(iter(self._targets.values()))})")
        if self._validation is not None:
            yield from self._validation_rows(self._validation)
        yield ""
        yield from self._batches()
        if any(not isinstance(weights, str) for weights in self._classes.values()):
            yield from ["", *_CLASSES.rstrip("\n").split("\n")]
        if any(isinstance(weights, str) for weights in self._classes.values()):
            yield from ["", "", *source_lines(balanced_weights)]
        yield ""
        if self._classes:
            yield ""
            yield from lay_out(_alone(self._balanced()), before=f"{self._weights_name} = ")

    def _functions(self) -> Iterator[str]:
        """The functions that read, share out and prepare the rows, each once."""
        others = self._validation.functions if self._validation else ()
        needed = [*self._data.functions, *others, *self._split.functions()]
        needed += recipe_functions(self._data.recipes)
        needed += [in_chunks] if self._in_chunks else []
        for function in dict.fromkeys(needed):
            yield from ["", "", *source_lines(function)]

    def adapt(self, node: LayerNode, layer: str, tensor: str, inputs: Mapping[str, str]) -> Iterator[str]:
        """The lines that adapt a layer to the training rows: to a field, or to the output of the graph before it."""
        field = next((name for name, variable in inputs.items() if variable == tensor), None)
        if field is not None:
            rows: Expression = self._training_rows(field)
            if field in self._last_of_one and keeps_columns(node.layer, node.config):
                shape = ", ".join(map(str, [-1, *self._last_of_one[field]]))
                rows = call("np.reshape", [Part(rows), Part(f"({shape})")])
            yield from self._adapt_to(node, layer, rows)
            return
        begins = mapping([(name, variable) for name, variable in inputs.items()])
        yield from lay_out(call("keras.Model", [Part(begins), Part(tensor)]), before="before = ")
        some = Part(mapping([(name, self._training_rows(name)) for name in inputs]))
        if takes_texts(node):  # `predict` does not return strings
            if self._mixed:  # a call takes arrays or tensors
                convert = [Part("keras.ops.convert_to_tensor"), some]
                some = Part(call("keras.tree.map_structure", convert))
            known = call("keras.ops.convert_to_numpy", [Part(call("before", [some]))])
        else:
            known = call(
                "before.predict", [some, Part(str(ROWS_PER_CALL), "batch_size="), Part("0", "verbose=")]
            )
        yield from self._adapt_to(node, layer, known)

    def _adapt_to(self, node: LayerNode, layer: str, rows: Expression) -> Iterator[str]:
        if self._in_chunks:
            tokens = [Part("True", "tokens=")] if node.layer in TOKEN_LAYERS else []
            rows = call("in_chunks", [Part(rows), *tokens])
        yield from lay_out(call(f"{layer}.adapt", [Part(rows)]))

    def for_fit(self) -> Iterator[str]:
        """`batches`, and `validation` where there are validation rows."""
        selected = f"lambda field: {self._rows('field', self._split.training)}, ({self._fields})"
        yield from _nested_call("batches = Batches", "*keras.tree.map_structure", selected)
        if self._split.validation is not None and self._validation is None:
            fields = WEIGHED if self._data.weights else WHOLE
            selected = f"lambda field: {self._rows('field', self._split.validation)}, ({fields})"
            yield from _wrapped("", "validation = keras.tree.map_structure", selected)

    def _training_rows(self, name: str) -> str:
        return self._rows(f"inputs[{quote(name)}]", self._split.training)

    def _rows(self, field: str, rows: str) -> str:
        """Some rows of a field."""
        if self._texts and self._split.by_number:
            return f"keras.ops.take({field}, {rows}, axis=0)"
        return f"{field}[{rows}]"

    @property
    def _fields(self) -> str:
        """The training arrays."""
        if self._classes and self._data.weights:
            return BALANCED
        return WEIGHED if self._classes or self._data.weights else WHOLE

    @property
    def _weights_name(self) -> str:
        return "balanced" if self._data.weights else "weights"

    def _validation_rows(self, data: DataLines) -> Iterator[str]:
        yield ""
        if not self._prepares:
            yield from data.load
        parts = [mapping(list(data.inputs.items())), _alone(data.targets)]
        if data.weights:
            parts.append(_alone(_for_all(data, data.targets, data.weights)))
        yield from lay_out(call("", [Part(part) for part in parts]), before="validation = ")

    @property
    def _prepares(self) -> bool:
        """Whether rows are shared out before inputs and targets are made of them."""
        return bool(self._data.recipes) or self._data.windows is not None

    def _prepared(self) -> Iterator[str]:
        """The rows of each share, what recipes make of the data, learning from the training rows, and windows of it."""
        data, validation = self._data, self._validation
        if validation is not None:
            yield from validation.load
        yield self._split.shares(data.windows.rows if data.windows is not None else f"len({_counted(data)})")
        if data.recipes:
            others = validation.columns if validation is not None else {}
            yield from recipe_lines(data.recipes, data.columns, self._split.training_rows, others)
        if data.windows is not None:
            yield from self._split.windows(data.windows)
        if validation is not None and validation.windows is not None:
            yield from validation.windows.whole(["_"], ["slice(None)"])

    def _batches(self) -> Iterator[str]:
        fields = self._fields.replace("balanced", "weights").split(", ")
        own = ", ".join(f"self.{name}" for name in fields)
        some = "keras.ops.take(field, rows, axis=0)" if self._texts else "field[rows]"
        body = STEP + STEP
        text = _BATCHES.format(
            fields=", ".join(fields),
            count=self._split.count,
            kept="\n".join(f"{body}self.{name} = {name}" for name in fields),
            taken="\n".join(
                _wrapped(body, "return keras.tree.map_structure", f"lambda field: {some}, ({own})")
            ),
        )
        yield from text.rstrip("\n").split("\n")
        if self._training.shuffle:
            yield from _SHUFFLE.rstrip("\n").split("\n")

    def _balanced(self) -> Mapping[str, Expression]:
        """The weights of the training rows by output: class weight times sample weight."""
        own = {name: f"weights[{quote(name)}]" if self._several else "weights" for name in self._data.weights}
        written: dict[str, Expression] = {}
        for name, weights in self._classes.items():
            shape = self._data.shapes[name]
            place = ".argmax(-1)" if shape and shape[-1] > 1 else ".reshape(-1)" if shape else ""
            times = f" * {own[name]}" if name in own else ""
            labels = self._targets[name] + place
            if isinstance(weights, str):
                counted = call(
                    "*np.unique",
                    [Part(f"{labels}[{self._split.training}]"), Part("True", "return_counts=")],
                )
                written[name] = call("balanced_weights", [Part(labels), Part(counted)], times)
                continue
            by_class = Bracket([Part(repr(w), f"{label}: ") for label, w in _numbered(weights)], kind="{}")
            written[name] = call("weights_by_class", [Part(labels), Part(by_class)], times)
        return _for_all(self._data, self._targets, {**own, **written})

    @property
    def _several(self) -> bool:
        return len(self._data.targets) > 1

    @property
    def _targets(self) -> dict[str, str]:
        """The target of each output, once `targets` is there."""
        return {
            name: f"targets[{quote(name)}]" if self._several else "targets" for name in self._data.targets
        }


def _wrapped(indent: str, head: str, inside: str) -> Iterator[str]:
    """A call on one line, or with its arguments on a line of their own."""
    line = f"{indent}{head}({inside})"
    yield from [line] if len(line) <= WIDTH else [f"{indent}{head}(", f"{indent}{STEP}{inside}", f"{indent})"]


def _nested_call(head: str, inner: str, inside: str) -> Iterator[str]:
    """A call with another call as its only argument, on as few lines as fit."""
    line = f"{head}({inner}({inside}))"
    yield from [line] if len(line) <= WIDTH else [f"{head}(", *_wrapped(STEP, inner, inside), ")"]


def takes_texts(node: LayerNode) -> bool:
    """Whether a layer adapts to strings."""
    return node.layer == "TextVectorization" or (
        node.layer == "StringLookup" and node.config.get("invert") is not True
    )


def _for_all(
    data: DataLines, targets: Mapping[str, str], weights: Mapping[str, Expression] | Mapping[str, str]
) -> dict[str, Expression]:
    """Sample weights of every output where one has them: Keras wants the same names."""
    return {name: weights.get(name) or _ones(target, data.shapes[name]) for name, target in targets.items()}


def _ones(target: str, shape: tuple[int, ...]) -> str:
    axes = f"({', '.join([f'len({target})', *['1'] * len(shape)])})" if shape else f"len({target})"
    return f'np.ones({axes}, "float32")'


def _numbered(weights: Mapping[str, float]) -> Iterator[tuple[int, float]]:
    """Classes as integers. Raises `Refused` where one is not an integer."""
    for label, weight in weights.items():
        if not label.isdecimal():
            raise Refused(422, ErrorCode.invalid, variant="not_a_class", params={"label": label})
        yield int(label), weight


def _alone(fields: Mapping[str, Expression] | Mapping[str, str]) -> Expression:
    several: list[tuple[str, Expression]] = [*fields.items()]
    return several[0][1] if len(several) == 1 else mapping(several)


def _counted(data: DataLines) -> str:
    """The column whose length is the number of rows: the first that a recipe reads, unless it is long to write."""
    sources = (data.columns[source] for recipe in data.recipes.values() for source in recipe.sources)
    first = next(sources, "")
    return first if len(first) <= _LONG else min(data.columns.values(), key=len)
