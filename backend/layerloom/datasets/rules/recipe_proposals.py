"""Fixes that prepare a bound field by a recipe: classes numbered from 0, texts numbered, images scaled."""

from layerloom.datasets.binding_slots import Slot
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.data_preparation import IMAGE_CHANNELS, RecipeStepName
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document
from layerloom_schema.edits import SetField
from layerloom_schema.problems import Fix, FixKind

from .recipe_fixes import image_step

BYTE = 1 / 255
MOST_CLASSES = 1_000
"""Classes that a fix lists in the document."""


def number_from_0(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Number the classes of a field in their order; only where it has every whole number between its ends."""
    if field.minimum is None or field.maximum is None or field.shape not in ([], [1]):
        return []
    labels: list[Json] = [*range(int(field.minimum), int(field.maximum) + 1)][: MOST_CLASSES + 1]
    if len(labels) != field.classes or len(labels) > MOST_CLASSES:
        return []
    step: Json = {"step": RecipeStepName.classes.value, "config": {"classes": labels}}
    return _prepared(document, slot, field, FixKind.number_from_0, f"{field.name}_from_0", step)


def number_texts(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Number the texts of a field by how often the training rows have them."""
    step: Json = {"layer": "StringLookup", "adapt": True}
    return _prepared(document, slot, field, FixKind.number_texts, f"{field.name}_numbers", step)


def scale_image(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Scale bytes to numbers from 0 to 1."""
    step: Json = {"layer": "Rescaling", "config": {"scale": BYTE}}
    return _prepared(document, slot, field, FixKind.scale_image, f"{field.name}_scaled", step)


def resize_images(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Resize images of several sizes to what an input takes."""
    match slot.shape:
        case [_, int() as height, int() as width, 1 | 3 as channels] if slot.part == "inputs":
            step = image_step(height, width, channels if channels != IMAGE_CHANNELS[0] else None)
            name = f"{field.name}_resized"
            return _prepared(
                document, slot, field, FixKind.resize_images, name, step, height=height, width=width
            )
    return []


def _prepared(
    document: Document, slot: Slot, field: FieldInfo, kind: FixKind, name: str, step: Json, **params: Json
) -> list[Fix]:
    """A recipe of one step, bound in place of the field; one more step of the recipe that makes the field."""
    recipes = document.data.recipes if document.data else {}
    if field.name in recipes:
        made = [each.model_dump(mode="json", exclude_unset=True) for each in recipes[field.name].steps]
        edit = SetField(path=["data", "recipes", field.name, "steps"], value=[*made, step])
        return [make_fix(kind, [edit], field=field.name, **params)]
    if name in recipes:
        return []
    recipe: Json = {"from": [field.name], "steps": [step]}
    edits = [
        SetField(path=["data", "recipes", name], value=recipe),
        SetField(path=["data", slot.part, slot.name], value=name),
    ]
    return [make_fix(kind, edits, field=field.name, **params)]
