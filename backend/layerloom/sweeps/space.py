"""The space of a sweep: which edits its trials make, and what is wrong with a plan."""

import math
from collections.abc import Sequence

from layerloom.graph.edits import apply
from layerloom.graph.nested_models import nested_document
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetConfig, SetField, SetNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.sweeps import MOST_TRIALS, Dimension, Range, Sampler, SweepPlan

_MOST_STEPS = 1000
"""Values of a range in a grid."""


def trial_document(document: Document, space: Sequence[Dimension], values: Sequence[Json]) -> Document:
    """The document of a trial. Raises `Unreadable` where a value makes it no document."""
    edits = [
        dimension.edit.model_copy(update={"value": value, **_unset(dimension)})
        for dimension, value in zip(space, values, strict=True)
    ]
    return apply(document, edits)


def _unset(dimension: Dimension) -> dict[str, bool]:
    return {} if dimension.edit.type == "set_node" else {"unset": False}


def trial_count(plan: SweepPlan) -> int:
    """How many trials a sweep has at most: a grid has no more than its combinations."""
    if plan.sampler is not Sampler.grid:
        return plan.trials
    sizes = [len(grid_values(dimension)) for dimension in plan.space]
    return min(plan.trials, math.prod(sizes))


def grid_point(space: Sequence[Dimension], number: int) -> list[Json]:
    """The values of a combination by its number from 0; the last dimension varies fastest."""
    chosen: list[Json] = []
    for dimension in reversed(space):
        values = grid_values(dimension)
        number, place = divmod(number, len(values))
        chosen.append(values[place])
    return chosen[::-1]


def grid_values(dimension: Dimension) -> list[Json]:
    """All values of a dimension: of a range with a step, or of whole numbers, those that it holds."""
    if dimension.values is not None:
        return dimension.values
    range_ = dimension.range
    assert range_ is not None
    step = range_.step or 1.0
    count = math.floor((range_.high - range_.low) / step + 1e-9) + 1
    numbers = [range_.low + step * place for place in range(count)]
    return [round(number) if range_.integer else number for number in numbers]


def refuse_impossible(plan: SweepPlan, document: Document) -> None:
    """Raise `Refused` for a plan that cannot be carried out, with the dimension that is wrong."""
    if not plan.space:
        raise _refused("no_range", None)
    for place, dimension in enumerate(plan.space):
        _refuse_dimension(plan, place, dimension)
        if not _reaches(document, dimension.edit):
            raise _refused("nothing_edited", place)


def _refuse_dimension(plan: SweepPlan, place: int, dimension: Dimension) -> None:
    if (dimension.values is None) == (dimension.range is None):
        raise _refused("one_of_both", place)
    if dimension.values is not None:
        if not dimension.values:
            raise _refused("no_values", place)
        return
    range_ = dimension.range
    assert range_ is not None
    if not range_.low < range_.high:
        raise _refused("empty_range", place, low=range_.low, high=range_.high)
    if range_.log and range_.low <= 0:
        raise _refused("log_of_zero", place, low=range_.low)
    if range_.step is not None and range_.step <= 0:
        raise _refused("step", place, step=range_.step)
    if range_.step is not None and range_.log:
        raise _refused("log_step", place)
    if range_.integer and any(
        number is not None and not number.is_integer() for number in (range_.low, range_.high, range_.step)
    ):
        raise _refused("whole", place)
    if plan.sampler is Sampler.grid:
        _refuse_grid(place, range_)


def _refuse_grid(place: int, range_: Range) -> None:
    if range_.step is None and not range_.integer:
        raise _refused("grid_needs_step", place)
    if (range_.high - range_.low) / (range_.step or 1) >= _MOST_STEPS:
        raise _refused("too_many_steps", place, limit=min(_MOST_STEPS, MOST_TRIALS))


def _reaches(document: Document, edit: SetConfig | SetField | SetNode) -> bool:
    """Whether there is what an edit is about: a field that is missing is made, a node is not."""
    if isinstance(edit, SetField):
        return True
    inside = document if edit.model is None else nested_document(document, edit.model)
    return inside is not None and any(node.id == edit.node for node in inside.graph.nodes)


def _refused(variant: str, place: int | None, **params: Json) -> Refused:
    where: dict[str, Json] = {"field": "space" if place is None else f"space.{place}"}
    numbered: dict[str, Json] = {} if place is None else {"number": place + 1}
    return Refused(422, ErrorCode.sweep, variant=variant, params={**numbered, **params}, where=where)
