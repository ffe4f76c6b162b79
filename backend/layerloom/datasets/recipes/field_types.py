"""What a recipe makes of columns, known without their values: the types and shapes of the columns after each step."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.datasets.dataset import MIXED_IMAGES, TEXT
from layerloom.datasets.synthetic import UNLIMITED
from layerloom.graph.check import check_structure
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Problem, Severity
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.data.learned_recipes import CellColumn
from layerloom_schema.documents.data_preparation import (
    CROSSING_LAYERS,
    DATE_PARTS,
    IMAGE_CHANNELS,
    RECIPE_LAYERS,
    RecipeStep,
    RecipeStepName,
)
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Edge, Graph, InputNode, LayerNode, Node, OutputNode

_RGB = _IMAGE_AXES = 3
NUMBERS, WHOLE, TEXTS = "float32", "int64", TEXT
LAYER = NodeId("layer")
"""The node of the layer in the document of one step."""


@dataclass(frozen=True)
class Column:
    """A column in a recipe: the type of its cells, float32, int64, string or image, and the shape of a row."""

    dtype: str
    shape: tuple[int, ...] = ()
    missing: bool = False
    """Whether cells may be missing."""
    infinite: bool = False
    classes: int | None = None
    """How many classes it numbers from 0, where it does."""
    brightest: float | None = None
    """The largest number of images, whose smallest is 0."""
    values: tuple[int | str, ...] | None = None
    """The different cells in their order, where they are few and no step has changed them."""

    @property
    def finite(self) -> bool:
        """Whether no cell is NaN or infinite."""
        return not self.missing and not self.infinite


class Misfit(Exception):
    """A step that cannot follow: a `variant` of a sentence with its params, or a problem of a layer."""

    def __init__(self, variant: str, problem: Problem | None = None, **params: Json) -> None:
        super().__init__(variant)
        self.variant = variant
        self.params = params
        self.problem = problem


def column_of(field: FieldInfo) -> Column:
    """The cells that a field of the data becomes."""
    shape = () if field.shape == [1] else tuple(field.shape)
    values = None if field.values is None else tuple(field.values)
    if field.dtype == MIXED_IMAGES:
        return Column(field.dtype, shape)
    if field.dtype == TEXT:
        return Column(TEXTS, shape, bool(field.missing), values=values)
    dtype = NUMBERS if field.dtype.startswith("float") else WHOLE
    missing = not field.finite and field.missing != 0
    infinite = not field.finite and field.infinite != 0
    brightest = field.maximum if len(shape) == _IMAGE_AXES and (field.minimum or 0) >= 0 else None
    known = values if dtype == WHOLE else None
    return Column(dtype, shape, missing, infinite, brightest=brightest, values=known)


def cell_columns(info: DatasetInfo) -> list[CellColumn]:
    """The cells of all fields of a data set."""
    found = [(field.name, column_of(field)) for field in info.fields]
    return [CellColumn(name=name, dtype=column.dtype, shape=[*column.shape]) for name, column in found]


def field_of(name: str, column: Column, rows: int) -> FieldInfo:
    """The description of the field that a recipe makes."""
    highest = column.classes - 1 if column.classes is not None else column.brightest
    return FieldInfo(
        name=name,
        shape=[*column.shape],
        dtype=column.dtype,
        rows=rows,
        finite=column.finite or column.dtype == TEXTS,
        minimum=None if highest is None else 0,
        maximum=highest,
        classes=(column.classes or 0) if column.dtype == WHOLE else None,
    )


@dataclass(frozen=True)
class StepTypes:
    """The columns after a step. Keras itself tells what a layer makes, once a call that is in the `cache`."""

    cache: CallCache

    def after(self, step: RecipeStep, columns: Sequence[Column]) -> list[Column]:
        """Raises `Misfit` where the step cannot take the columns."""
        if step.step != RecipeStepName.image and any(column.dtype == MIXED_IMAGES for column in columns):
            raise Misfit("recipe_unsized")
        if step.layer is not None:
            return [self._through(step, columns)]
        check = _STEPS.get(step.step or "")
        if check is None:
            raise Misfit("recipe_step", step=step.step, known=[*_STEPS, *RECIPE_LAYERS])
        return check(step.config, columns)

    def _through(self, step: RecipeStep, columns: Sequence[Column]) -> Column:
        if step.layer not in RECIPE_LAYERS:
            raise Misfit("recipe_step", step=step.layer, known=[*_STEPS, *RECIPE_LAYERS])
        if step.layer in CROSSING_LAYERS:
            if len(columns) < 2:
                raise Misfit("recipe_crossing", step=step.layer)
        elif len(columns) != 1:
            raise Misfit("recipe_columns", step=step.layer, count=len(columns))
        document = _document(step, columns)
        catalog = read_catalog()
        structure = check_structure(document, catalog, UNLIMITED)
        _raise_first(structure.problems)
        document = _document(_with_boundaries(step), columns)
        structure = check_structure(document, catalog, UNLIMITED)
        built = dry_build(structure, document, catalog, UNLIMITED, self.cache)
        _raise_first(built.problems)
        made = built.nodes[LAYER].outputs[0]
        if made.shape is None or any(length is None for length in made.shape[1:]):
            raise Misfit("recipe_open", step=step.layer)
        shape = tuple(length for length in made.shape[1:] if length is not None)
        dtype = NUMBERS if made.dtype.startswith(("float", "bfloat")) else WHOLE
        # An empty text is a word like others.
        missing = any(column.missing and column.dtype == NUMBERS for column in columns)
        return Column(dtype, shape, missing, any(column.infinite for column in columns))


def _with_boundaries(step: RecipeStep) -> RecipeStep:
    """The step with boundaries between bins where it is to learn them: Keras calls no Discretization without."""
    bins = step.config.get("num_bins")
    if step.layer != "Discretization" or not step.adapt or not isinstance(bins, int):
        return step
    kept = {name: value for name, value in step.config.items() if name not in ("num_bins", "epsilon")}
    boundaries: list[Json] = [float(place) for place in range(bins - 1)]
    return step.model_copy(update={"config": {**kept, "bin_boundaries": boundaries}, "adapt": False})


def _raise_first(problems: Sequence[Problem]) -> None:
    error = next((found for found in problems if found.severity is Severity.error), None)
    if error is not None:
        raise Misfit("recipe_layer", problem=error)


def _document(step: RecipeStep, columns: Sequence[Column]) -> Document:
    """A model of the layer alone, by which it is checked like any layer."""
    inputs = [NodeId(f"in_{number}") for number in range(len(columns))]
    several = len(columns) > 1
    nodes: list[Node] = [
        *(
            InputNode(id=id_, name=id_, shape=[*(column.shape or (1,))], dtype=column.dtype)
            for id_, column in zip(inputs, columns, strict=True)
        ),
        LayerNode(id=LAYER, name="layer", layer=step.layer or "", config=step.config, adapt=step.adapt),
        OutputNode(id=NodeId("out"), name="made"),
    ]
    edges = [
        Edge(source=id_, target=LAYER, order=number if several else None) for number, id_ in enumerate(inputs)
    ]
    return Document(graph=Graph(nodes=nodes, edges=[*edges, Edge(source=LAYER, target=NodeId("out"))]))


Config = Mapping[str, Any]


def _fill(config: Config, columns: Sequence[Column]) -> list[Column]:
    value = config.get("with")
    for column in columns:
        words = ("most_frequent",) if column.dtype == TEXTS else ("mean", "median", "most_frequent")
        fits = isinstance(value, str) if column.dtype == TEXTS else value in words or _is_number(value)
        if not fits:
            raise Misfit("recipe_fill_texts" if column.dtype == TEXTS else "recipe_fill", value=value)
    return [replace(column, missing=False, values=None) for column in columns]


def _clip(config: Config, columns: Sequence[Column]) -> list[Column]:
    low: Any = config.get("low")
    high: Any = config.get("high")
    given = [bound for bound in (low, high) if bound is not None]
    if not given or not all(_is_number(bound) for bound in given) or (len(given) == 2 and low > high):
        raise Misfit("recipe_clip", low=low, high=high)
    _only(RecipeStepName.clip, columns, NUMBERS, WHOLE)
    infinite = len(given) < 2
    return [replace(column, infinite=column.infinite and infinite, values=None) for column in columns]


def _stack(_: Config, columns: Sequence[Column]) -> list[Column]:
    shapes = {column.shape for column in columns}
    texts = {column.dtype == TEXTS for column in columns}
    if len(shapes) != 1 or len(texts) != 1:
        raise Misfit("recipe_stack", shapes=[[*column.shape] for column in columns])
    dtypes = {column.dtype for column in columns}
    dtype = dtypes.pop() if len(dtypes) == 1 else NUMBERS
    missing, infinite = any(each.missing for each in columns), any(each.infinite for each in columns)
    return [Column(dtype, (*shapes.pop(), len(columns)), missing, infinite)]


def _reshape(config: Config, columns: Sequence[Column]) -> list[Column]:
    shape = config.get("shape")
    whole = isinstance(shape, list) and all(_is_whole(length) and length > 0 for length in shape)
    for column in columns:
        if not whole or math.prod(shape or []) != math.prod(column.shape):
            raise Misfit("recipe_reshape", shape=shape, row=[*column.shape])
    return [replace(column, shape=tuple(shape or [])) for column in columns]


def _date(config: Config, columns: Sequence[Column]) -> list[Column]:
    parts = config.get("parts", [*DATE_PARTS])
    other = (
        next((part for part in parts if part not in DATE_PARTS), None) if isinstance(parts, list) else parts
    )
    if not parts or other is not None:
        raise Misfit("recipe_date", part=other, known=[*DATE_PARTS])
    _only(RecipeStepName.date, columns, WHOLE)
    return [Column(WHOLE, column.shape) for column in columns for _ in parts]


def _image(config: Config, columns: Sequence[Column]) -> list[Column]:
    size, channels = config.get("size"), config.get("channels", IMAGE_CHANNELS[0])
    whole = isinstance(size, list) and len(size) == 2 and all(_is_whole(side) and side > 0 for side in size)
    if not whole or not isinstance(config.get("crop", False), bool) or channels not in IMAGE_CHANNELS:
        raise Misfit("recipe_image", size=size)
    for column in columns:
        if column.dtype == TEXTS:
            raise Misfit("recipe_cells", step="image", cells=column.dtype)
        if column.dtype != MIXED_IMAGES and (len(column.shape) != _IMAGE_AXES or column.shape[-1] != _RGB):
            raise Misfit("recipe_no_image", row=[*column.shape])
    return [Column(NUMBERS, (*(size or ()), channels), brightest=_brightest(column)) for column in columns]


def _brightest(column: Column) -> float | None:
    return 255.0 if column.dtype == MIXED_IMAGES else column.brightest


def _classes(config: Config, columns: Sequence[Column]) -> list[Column]:
    classes = config.get("classes")
    if not isinstance(classes, list) or not classes:
        raise Misfit("recipe_no_classes")
    _only(RecipeStepName.classes, columns, WHOLE, TEXTS)
    for column in columns:
        kind = str if column.dtype == TEXTS else int
        if any(type(each) is not kind for each in classes):
            raise Misfit("recipe_class_kind", classes=classes[:3])
    if classes != sorted(set(classes)):
        raise Misfit("recipe_class_order")
    for column in columns:
        others = [value for value in column.values or () if value not in classes]
        if others:
            raise Misfit("recipe_class_left_out", others=[*others], values=[*(column.values or ())])
        if column.missing and "" not in classes:
            raise Misfit("recipe_class_missing")
    return [Column(WHOLE, column.shape, classes=len(classes)) for column in columns]


def _only(step: str, columns: Sequence[Column], *dtypes: str) -> None:
    other = next((column.dtype for column in columns if column.dtype not in dtypes), None)
    if other is not None:
        raise Misfit("recipe_cells", step=str(step), cells=other)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_STEPS: Mapping[str, Callable[[Config, Sequence[Column]], list[Column]]] = {
    RecipeStepName.fill: _fill,
    RecipeStepName.clip: _clip,
    RecipeStepName.stack: _stack,
    RecipeStepName.reshape: _reshape,
    RecipeStepName.date: _date,
    RecipeStepName.image: _image,
    RecipeStepName.classes: _classes,
}
