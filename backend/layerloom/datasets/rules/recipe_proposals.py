"""Fixes that prepare a bound field by a recipe: number classes and texts, fill, clip, scale, normalize and reshape."""

import math
from collections.abc import Sequence

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.target_encoding import Target
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import DATE_PARTS, IMAGE_CHANNELS, RecipeStepName
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetConfig, SetField, SetNode

from .dense_units import dense_before
from .recipe_fixes import image_step

BYTE = 1 / 255
MOST_CLASSES = 1_000
"""Classes that a fix lists in the document."""
MOST_TEXTS = 50
"""Texts for which a fix makes one number each."""
REPEATED = 0.5
"""The share of different texts from which a text is no category, but a name, or a number written with a unit."""


def number_classes(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Number the classes of a target in their order, and give the output a unit for each, where they are listed."""
    classes = _listed(field)
    if classes is None:
        return []
    more: list[Edit] = []
    dense = dense_before(document, slot.node.id)
    units = slot.shape[-1] if slot.shape else None
    if slot.target is not Target.binary and dense is not None and units is not None and units < len(classes):
        more.append(SetConfig(node=dense.id, field="units", value=len(classes)))
    step: Json = {"step": RecipeStepName.classes.value, "config": {"classes": classes}}
    kind = FixKind.number_texts if field.dtype == TEXT else FixKind.number_from_0
    name = f"{field.name}_numbers" if field.dtype == TEXT else f"{field.name}_from_0"
    return _prepared(document, slot, field, kind, name, [step], more)


def number_texts(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Number the texts of a field by how often the training rows have them."""
    step: Json = {"layer": "StringLookup", "adapt": True}
    return _prepared(document, slot, field, FixKind.number_texts, f"{field.name}_numbers", [step])


def number_words(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Number the first words of each text, as many as the input takes."""
    match slot.row_shape:
        case [_, int() as count] if slot.part == "inputs" and count > 1:
            step: Json = {
                "layer": "TextVectorization",
                "config": {"output_sequence_length": count},
                "adapt": True,
            }
            name = f"{field.name}_words"
            return _prepared(document, slot, field, FixKind.number_words, name, [step], count=count)
    return []


def split_dates(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Take dates apart, into as many parts as the input takes, and normalize them."""
    match slot.row_shape:
        case [_, int() as count] if slot.part == "inputs" and field.dates and 1 < count <= len(DATE_PARTS):
            parts: list[Json] = [*DATE_PARTS[:count]]
            steps: list[Json] = [
                {"step": RecipeStepName.date.value, "config": {"parts": parts}},
                {"step": RecipeStepName.stack.value},
                {"layer": "Normalization", "adapt": True},
            ]
            name = f"{field.name}_parts"
            return _prepared(document, slot, field, FixKind.split_dates, name, steps, parts=parts)
    return []


def one_hot_texts(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Make a number for each of a few texts, 1 for the one that a row has; the input takes as many."""
    classes = _listed(field)
    if classes is None or not 2 <= len(classes) <= MOST_TEXTS or len(classes) > REPEATED * field.rows:
        return []
    encoding: Json = {"num_tokens": len(classes), "output_mode": "one_hot"}
    steps: list[Json] = [
        {"step": RecipeStepName.classes.value, "config": {"classes": classes}},
        {"layer": "CategoryEncoding", "config": encoding},
    ]
    shape = SetNode(node=slot.node.id, field="shape", value=[len(classes)])
    return _prepared(document, slot, field, FixKind.one_hot_texts, f"{field.name}_one_hot", steps, [shape])


def fill_missing(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Fill missing numbers with the median of the training rows, or with 0 where a row has several."""
    value: Json = "median" if field.shape in ([], [1]) else 0
    steps: list[Json] = [{"step": RecipeStepName.fill.value, "config": {"with": value}}]
    if field.infinite != 0:
        steps.insert(0, _clip(field))
    title = FixKind.fill_median if value else FixKind.fill_zero
    return _prepared(document, slot, field, title, f"{field.name}_filled", steps)


def clip_infinite(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Bring what is infinite to the smallest and the largest finite number."""
    if field.minimum is None or field.maximum is None:
        return []
    return _prepared(document, slot, field, FixKind.clip_infinite, f"{field.name}_clipped", [_clip(field)])


def normalize(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Bring numbers to a mean of 0 and a variance of 1, as the training rows have them."""
    step: Json = {"layer": "Normalization", "adapt": True}
    return _prepared(document, slot, field, FixKind.normalize, f"{field.name}_normalized", [step])


def reshape_rows(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Give each row the shape that its input takes, where it has as many numbers."""
    wanted = slot.wanted()[0]
    shape = [length for length in wanted if length is not None]
    if len(shape) != len(wanted) or math.prod(shape) != math.prod(field.shape) or _is_permuted(field, shape):
        return []
    step: Json = {"step": RecipeStepName.reshape.value, "config": {"shape": [*shape]}}
    return _prepared(document, slot, field, FixKind.reshape_rows, f"{field.name}_reshaped", [step])


def _is_permuted(field: FieldInfo, shape: list[int]) -> bool:
    """Whether the same axes are in another order: a new shape would mix up the numbers."""
    return sorted(field.shape) == sorted(shape)


def _clip(field: FieldInfo) -> Json:
    return {
        "step": RecipeStepName.clip.value,
        "config": {"low": field.minimum, "high": field.maximum},
    }


def _listed(field: FieldInfo) -> list[Json] | None:
    """The different values of a field in their order; None where they are not known, or too many."""
    if field.shape not in ([], [1]) or field.missing:
        return None
    if field.values is not None:
        return [*field.values]
    if field.minimum is None or field.maximum is None or field.classes is None:
        return None
    if field.classes > MOST_CLASSES or field.maximum - field.minimum + 1 != field.classes:
        return None
    return [*range(int(field.minimum), int(field.maximum) + 1)]


def scale_image(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Scale bytes to numbers from 0 to 1."""
    step: Json = {"layer": "Rescaling", "config": {"scale": BYTE}}
    return _prepared(document, slot, field, FixKind.scale_image, f"{field.name}_scaled", [step])


def resize_images(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Resize images of several sizes to what an input takes."""
    match slot.row_shape:
        case [_, int() as height, int() as width, 1 | 3 as channels] if slot.part == "inputs":
            step = image_step(height, width, channels if channels != IMAGE_CHANNELS[0] else None)
            name = f"{field.name}_resized"
            return _prepared(
                document, slot, field, FixKind.resize_images, name, [step], height=height, width=width
            )
    return []


def _prepared(
    document: Document,
    slot: Slot,
    field: FieldInfo,
    kind: FixKind,
    name: str,
    steps: list[Json],
    more: Sequence[Edit] = (),
    **params: Json,
) -> list[Fix]:
    """A recipe, bound in place of the field; further steps of the recipe that makes the field."""
    recipes = document.data.recipes if document.data else {}
    if field.name in recipes:
        made = [each.model_dump(mode="json", exclude_unset=True) for each in recipes[field.name].steps]
        edit = SetField(path=["data", "recipes", field.name, "steps"], value=[*made, *steps])
        return [make_fix(kind, [edit, *more], field=field.name, **params)]
    if name in recipes:
        return []
    recipe: Json = {"from": [field.name], "steps": steps}
    edits: list[Edit] = [
        SetField(path=["data", "recipes", name], value=recipe),
        SetField(path=["data", slot.part, slot.name], value=name),
        *more,
    ]
    return [make_fix(kind, edits, field=field.name, **params)]
