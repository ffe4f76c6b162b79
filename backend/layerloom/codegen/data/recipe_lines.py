"""The lines of a script that run the recipes of a document, by the very functions of the trainer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from layerloom.codegen.argument_values import construct
from layerloom.codegen.formatter import Expression, Part, call, flat, lay_out, listing, quote
from layerloom.datasets.complete_rows import is_missing
from layerloom.datasets.recipes.steps import (
    cells,
    chunks,
    class_numbers,
    clip,
    date_parts,
    fill,
    fill_values,
    image,
    reshape,
    stack,
    through,
)
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.data_preparation import (
    CROSSING_LAYERS,
    DATE_PARTS,
    Recipe,
    RecipeStep,
    RecipeStepName,
    image_arguments,
)

PREPARED = "prepared"
PREPARED_TO_VALIDATE = "prepared_to_validate"
"""The variables that hold the fields of recipes, by name."""
_NEEDED: Mapping[str, tuple[Callable[..., Any], ...]] = {
    RecipeStepName.fill: (is_missing, fill_values, fill),
    RecipeStepName.clip: (clip,),
    RecipeStepName.stack: (stack,),
    RecipeStepName.reshape: (reshape,),
    RecipeStepName.date: (date_parts,),
    RecipeStepName.image: (image,),
    RecipeStepName.classes: (class_numbers,),
}
_OF_LAYERS = (chunks, through)


def recipe_functions(recipes: Mapping[str, Recipe]) -> list[Callable[..., Any]]:
    """The functions of all steps, each once."""
    steps = [step for recipe in recipes.values() for step in recipe.steps]
    return [cells, *step_functions(steps)] if recipes else []


def step_functions(steps: Iterable[RecipeStep]) -> list[Callable[..., Any]]:
    """The functions that steps need, each once."""
    needed: dict[Callable[..., Any], None] = {}
    for step in steps:
        needed |= dict.fromkeys(_OF_LAYERS if step.layer is not None else _NEEDED[step.step or ""])
    return [*needed]


def takes_chunks(recipes: Mapping[str, Recipe]) -> bool:
    """Whether a step is a layer."""
    return any(step.layer is not None for recipe in recipes.values() for step in recipe.steps)


def recipe_lines(
    recipes: Mapping[str, Recipe], columns: Mapping[str, str], training: str, validation: Mapping[str, str]
) -> Iterator[str]:
    """The lines that run the recipes; `training` is the index of the training rows.

    `columns` are the expressions of the fields of the data, `validation` those of a data set to validate on, if any.
    """
    yield f"{PREPARED} = {{}}"
    if validation:
        yield f"{PREPARED_TO_VALIDATE} = {{}}"
    for number, (name, recipe) in enumerate(recipes.items()):
        yield from lay_out(_cells(recipe, columns), before="columns = ")
        if validation:
            yield from lay_out(_cells(recipe, validation), before="others = ")
        for place, step in enumerate(recipe.steps):
            yield from step_lines(step, f"layer_{number}_{place}", training, others=bool(validation))
        yield f"{PREPARED}[{quote(name)}] = columns[0]"
        if validation:
            yield f"{PREPARED_TO_VALIDATE}[{quote(name)}] = others[0]"


def _cells(recipe: Recipe, columns: Mapping[str, str]) -> Expression:
    return listing([call("cells", [Part(columns[source])]) for source in recipe.sources])


def step_lines(step: RecipeStep, variable: str, training: str, *, others: bool) -> Iterator[str]:
    """The lines of one step, whose layer gets a variable; with `others`, for rows to validate on as well."""
    if step.layer is not None:
        made = construct(read_catalog(), "layers", step.layer, step.config)
        yield from lay_out(made, before=f"{variable} = ")
        if step.adapt:
            yield f"{variable}.adapt(chunks(columns[0][{training}]))"
    if step.step == RecipeStepName.fill:
        yield f"seen = [column[{training}] for column in columns]"
        yield f"values = fill_values(seen, {flat(literal(step.config['with']))})"
    for columns in ["others", "columns"] if others else ["columns"]:
        yield from lay_out(_applied(step, variable, columns), before=f"{columns} = ")


def _applied(step: RecipeStep, variable: str, columns: str) -> Expression:
    config = step.config
    given = Part(columns)
    match step.step:
        case RecipeStepName.fill:
            return call("fill", [given, Part("values")])
        case RecipeStepName.clip:
            bounds = [Part(literal(config.get(name))) for name in ("low", "high")]
            return call("clip", [given, *bounds])
        case RecipeStepName.stack:
            return call("stack", [given])
        case RecipeStepName.reshape:
            return call("reshape", [given, Part(literal(config["shape"]))])
        case RecipeStepName.date:
            return call("date_parts", [given, Part(literal(config.get("parts", [*DATE_PARTS])))])
        case RecipeStepName.image:
            size, crop, channels = image_arguments(config)
            given_too = [Part(literal([*size])), Part(repr(crop)), Part(repr(channels))]
            return call("image", [given, *given_too])
        case RecipeStepName.classes:
            return call("class_numbers", [given, Part(literal(config["classes"]))])
    return (
        f"[through({variable}, *{columns})]"
        if step.layer in CROSSING_LAYERS
        else f"[through({variable}, {columns}[0])]"
    )


def learned_lines(steps: Sequence[RecipeStep], number: int) -> Iterator[str]:
    """The lines that run steps which have learned on `columns`; `number` tells recipes apart."""
    for place, step in enumerate(steps):
        variable = f"layer_{number}_{place}"
        if step.layer is not None:
            made = construct(read_catalog(), "layers", step.layer, step.config)
            yield from lay_out(made, before=f"{variable} = ")
        if step.step == RecipeStepName.fill:
            yield from lay_out(literal(step.config["with"]), before="values = ")
        yield from lay_out(_applied(step, variable, "columns"), before="columns = ")


def literal(value: Json) -> Expression:
    """A number, a text, a list of them or None, as Python has it."""
    if isinstance(value, list):
        return listing([literal(each) for each in value])
    return quote(value) if isinstance(value, str) else repr(value)
