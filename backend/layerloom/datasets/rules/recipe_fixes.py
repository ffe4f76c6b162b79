"""Fixes for a step of a recipe that does not fit."""

from collections.abc import Iterator

from layerloom.datasets.recipes.field_types import LAYER, Misfit
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind, Problem
from layerloom_schema.documents.data_preparation import RECIPE_LAYERS, Recipe, RecipeStepName
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetConfig, SetField, SetNode
from layerloom_schema.documents.graph import OutputNode

from .dense_units import dense_before

IMAGE_SIZE = 224
"""Height and width of images, where nothing says which: what most networks for images take."""
SEQUENCE_LENGTH = 100
"""Words of a text, where nothing says how many."""


def step_fixes(document: Document, name: str, recipe: Recipe, place: int, misfit: Misfit) -> list[Fix]:
    """What fixes the step at `place`; to remove it comes last. The place after the last step is the end."""
    if misfit.variant == "recipe_unsized":
        return [_resize_before(name, recipe, place)]
    return [*_fixes(document, name, recipe, place, misfit), _without(name, recipe, place)]


def stack_before(name: str, recipe: Recipe, place: int) -> Fix:
    """The fix that stacks the columns before the step at `place`."""
    steps = _steps(recipe)
    steps.insert(place, {"step": RecipeStepName.stack.value})
    return make_fix(FixKind.stack_columns, [SetField(path=["data", "recipes", name, "steps"], value=steps)])


def _resize_before(name: str, recipe: Recipe, place: int) -> Fix:
    steps = _steps(recipe)
    steps.insert(place, image_step(IMAGE_SIZE, IMAGE_SIZE))
    edits = [SetField(path=["data", "recipes", name, "steps"], value=steps)]
    return make_fix(FixKind.resize_images, edits, height=IMAGE_SIZE, width=IMAGE_SIZE)


def image_step(height: int, width: int, channels: int | None = None) -> Json:
    """The step that resizes images; of 3 channels where none are given."""
    config: dict[str, Json] = {"size": [height, width]}
    if channels is not None:
        config["channels"] = channels
    return {"step": RecipeStepName.image.value, "config": config}


def _fixes(document: Document, name: str, recipe: Recipe, place: int, misfit: Misfit) -> Iterator[Fix]:
    step = recipe.steps[place]
    path = ["data", "recipes", name, "steps", str(place)]
    config = [*path, "config"]
    match misfit.variant:
        case "recipe_step":
            kind, known = (
                ("layer", RECIPE_LAYERS)
                if step.layer is not None
                else ("step", tuple(map(str, RecipeStepName)))
            )
            near = closest_match(step.layer or step.step or "", known)
            if near:
                yield make_fix(FixKind.use, [SetField(path=[*path, kind], value=near)], name=near)
        case "recipe_columns":
            yield stack_before(name, recipe, place)
        case "recipe_layer" if misfit.problem is not None:
            yield from _of_layer(path, misfit.problem)
        case "recipe_open" if (
            step.layer == "TextVectorization" and step.config.get("output_mode", "int") == "int"
        ):
            yield _set(config, "output_sequence_length", SEQUENCE_LENGTH)
        case "recipe_open":
            edit = SetField(path=[*config, "output_mode"], unset=True)
            yield make_fix(FixKind.unset, [edit], argument="output_mode")
        case "recipe_fill":
            yield _set(config, "with", "median")
        case "recipe_fill_texts":
            yield _set(config, "with", "most_frequent")
        case "recipe_clip" if all(misfit.params.get(bound) is not None for bound in ("low", "high")):
            swapped: dict[str, Json] = {
                **step.config,
                "low": misfit.params["high"],
                "high": misfit.params["low"],
            }
            yield make_fix(FixKind.swap_bounds, [SetField(path=config, value=swapped)])
        case "recipe_image":
            edit = SetField(path=config, value={"size": [IMAGE_SIZE, IMAGE_SIZE]})
            yield make_fix(FixKind.resize_images, [edit], height=IMAGE_SIZE, width=IMAGE_SIZE)
        case "recipe_date":
            yield make_fix(FixKind.unset, [SetField(path=[*config, "parts"], unset=True)], argument="parts")
        case "recipe_class_left_out":
            values = misfit.params["values"]
            count = len(values) if isinstance(values, list) else 0
            units = [*_units(document, name, count)]
            listed = SetField(path=[*config, "classes"], value=values)
            yield make_fix(FixKind.list_classes, [listed, *units], others=misfit.params["others"])
        case "recipe_class_missing":
            fill: Json = {"step": RecipeStepName.fill.value, "config": {"with": "most_frequent"}}
            steps = [*_steps(recipe)[:place], fill, *_steps(recipe)[place:]]
            yield make_fix(
                FixKind.fill_frequent, [SetField(path=["data", "recipes", name, "steps"], value=steps)]
            )
        case "recipe_class_order":
            classes = step.config["classes"]
            if isinstance(classes, list):
                order = sorted({each for each in classes if isinstance(each, str | int)}, key=_by_value)
                yield make_fix(FixKind.sort_classes, [SetField(path=[*config, "classes"], value=[*order])])


def _units(document: Document, name: str, count: int) -> Iterator[SetConfig]:
    """A unit for each class in the outputs whose target the recipe makes."""
    targets = document.data.targets if document.data else {}
    for node in document.graph.nodes:
        if isinstance(node, OutputNode) and targets.get(node.name) == name:
            dense = dense_before(document, node.id)
            units = dense.config.get("units") if dense is not None else None
            if dense is not None and isinstance(units, int) and 1 < units < count:
                yield SetConfig(node=dense.id, field="units", value=count)


def _of_layer(path: list[str], problem: Problem) -> Iterator[Fix]:
    """The fixes of a problem of the layer alone that change nothing but the layer."""
    for fix in problem.fixes:
        edits = [_carried(path, edit) for edit in fix.edits]
        if edits and all(edit is not None for edit in edits):
            yield fix.model_copy(update={"edits": edits})


def _carried(path: list[str], edit: Edit) -> SetField | None:
    if isinstance(edit, SetConfig) and edit.node == LAYER:
        return SetField(path=[*path, "config", edit.field], value=edit.value, unset=edit.unset)
    if isinstance(edit, SetNode) and edit.node == LAYER and edit.field in ("adapt", "layer"):
        return SetField(path=[*path, edit.field], value=edit.value)
    return None


def _without(name: str, recipe: Recipe, place: int) -> Fix:
    steps = _steps(recipe)
    gone = recipe.steps[place]
    del steps[place]
    edit = SetField(path=["data", "recipes", name, "steps"], value=steps)
    return make_fix(FixKind.remove_step, [edit], step=gone.layer or gone.step)


def _steps(recipe: Recipe) -> list[Json]:
    return [step.model_dump(mode="json", exclude_unset=True) for step in recipe.steps]


def _set(config: list[str], argument: str, value: Json) -> Fix:
    edit = SetField(path=[*config, argument], value=value)
    return make_fix(FixKind.set, [edit], argument=argument, value=value)


def _by_value(each: str | int) -> tuple[bool, str | int]:
    return isinstance(each, str), each
