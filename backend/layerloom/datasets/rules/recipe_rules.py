"""[D] Recipes: are their fields in the data, does each step take what comes to it, and what field does each make."""

from collections.abc import Iterator, Mapping, Sequence

from layerloom.build.dry.call_cache import CallCache
from layerloom.datasets.dataset import MIXED_IMAGES
from layerloom.datasets.recipes.field_types import Column, Misfit, StepTypes, column_of, field_of
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import RECIPE_LAYERS, Recipe, RecipeStepName
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.text.messages import did_you_mean, phrase

from .field_rules import length_problems
from .recipe_fixes import stack_before, step_fixes

_CODES: Mapping[str, Code] = {
    "recipe_columns": Code.data_shape,
    "recipe_end": Code.data_shape,
    "recipe_open": Code.data_shape,
    "recipe_stack": Code.data_shape,
    "recipe_reshape": Code.data_shape,
    "recipe_crossing": Code.data_shape,
    "recipe_unsized": Code.data_shape,
    "recipe_no_image": Code.data_shape,
    "recipe_cells": Code.data_dtype,
    "recipe_class_kind": Code.data_dtype,
}
"""The codes of misfits; of all others it is `param.range`."""


def check_recipes(
    document: Document, dataset: DatasetInfo | None, cache: CallCache
) -> tuple[DatasetInfo | None, list[Problem]]:
    """The data set with the fields that recipes make, as far as they can be made, and the problems of recipes."""
    recipes = document.data.recipes if document.data else {}
    if dataset is None or dataset.follows_model or not recipes:
        return dataset, []
    types = StepTypes(cache)
    known = {field.name: field for field in dataset.fields}
    made: list[FieldInfo] = []
    problems: list[Problem] = []
    for name, recipe in recipes.items():
        sources = {source: known[source] for source in recipe.sources if source in known}
        wrong = [*_sources(name, recipe, dataset, known), *length_problems(sources)]
        problems += wrong
        if wrong:
            continue
        columns = [column_of(known[source]) for source in recipe.sources]
        column = _last(document, name, recipe, columns, types)
        if isinstance(column, Problem):
            problems.append(column)
        else:
            made.append(field_of(name, column, min(known[source].rows for source in recipe.sources)))
    return dataset.model_copy(update={"fields": [*dataset.fields, *made]}), problems


def _sources(
    name: str, recipe: Recipe, dataset: DatasetInfo, known: Mapping[str, FieldInfo]
) -> Iterator[Problem]:
    path = ["data", "recipes", name]
    if name in known:
        yield _problem(
            Code.param_range, "recipe_name", path, {"recipe": name, "dataset": dataset.title}, [_remove(name)]
        )
    if not recipe.sources:
        yield _problem(Code.data_unbound, "recipe_empty", path, {"recipe": name}, [_remove(name)])
    for place, source in enumerate(recipe.sources):
        if source in known:
            continue
        near = closest_match(source, known)
        fixes = [_remove(name)]
        if near:
            other = [near if at == place else each for at, each in enumerate(recipe.sources)]
            fixes.insert(
                0, make_fix(FixKind.use, [SetField(path=[*path, "from"], value=[*other])], name=near)
            )
        params: dict[str, Json] = {
            "recipe": name,
            "dataset": dataset.title,
            "field": source,
            "near": did_you_mean(near),
        }
        code = Code.data_unknown_field if near else Code.data_missing_field
        yield _problem(code, "recipe_source", [*path, "from"], params, fixes, [*known], source)


def _last(
    document: Document, name: str, recipe: Recipe, columns: Sequence[Column], types: StepTypes
) -> Column | Problem:
    """The column that the last step leaves, or the problem of the first step that does not fit."""
    path = ["data", "recipes", name, "steps"]
    for place, step in enumerate(recipe.steps):
        try:
            columns = types.after(step, columns)
        except Misfit as misfit:
            return _misfit(document, name, recipe, place, columns, misfit)
    if any(column.dtype == MIXED_IMAGES for column in columns):
        return _misfit(document, name, recipe, len(recipe.steps), columns, Misfit("recipe_unsized"))
    if len(columns) == 1:
        return columns[0]
    params: dict[str, Json] = {"recipe": name, "count": len(columns)}
    fixes = [stack_before(name, recipe, len(recipe.steps))]
    return _problem(Code.data_shape, "recipe_end", path, params, fixes, 1, len(columns))


def _misfit(
    document: Document,
    name: str,
    recipe: Recipe,
    place: int,
    columns: Sequence[Column],
    misfit: Misfit,
) -> Problem:
    path = ["data", "recipes", name, "steps", *([str(place)] if place < len(recipe.steps) else [])]
    params: dict[str, Json] = {**misfit.params, "recipe": name}
    if misfit.problem is not None:
        params["problem"] = misfit.problem.phrase
    if misfit.variant == "recipe_step":
        step = recipe.steps[place]
        known = [*RECIPE_LAYERS] if step.layer is not None else [str(each) for each in RecipeStepName]
        near = closest_match(str(misfit.params["step"] or ""), known)
        params["near"] = did_you_mean(near)
    if misfit.variant == "recipe_cells":
        params["cells"] = phrase(f"cells.{misfit.params['cells']}")
    if misfit.variant == "recipe_class_kind":
        params["cells"] = phrase(f"cells.{columns[0].dtype}")
    code = _CODES.get(misfit.variant, Code.param_range)
    fixes = step_fixes(document, name, recipe, place, misfit)
    return _problem(code, misfit.variant, path, params, fixes)


def _remove(name: str) -> Fix:
    return make_fix(FixKind.remove, [SetField(path=["data", "recipes", name], unset=True)], name=name)


def _problem(
    code: Code,
    variant: str,
    path: list[str],
    params: dict[str, Json],
    fixes: list[Fix],
    expected: Json = None,
    received: Json = None,
) -> Problem:
    where = Where(field=".".join(path))
    return Problem(
        code=code,
        variant=variant,
        params=params,
        where=where,
        fixes=fixes,
        expected=expected,
        received=received,
    )
