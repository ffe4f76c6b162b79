"""The names of the classes that an output tells apart, as far as the data knows them."""

from collections.abc import Mapping, Sequence

from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.data_preparation import DataBinding, RecipeStepName
from layerloom_schema.documents.document import Document

from .binding_slots import Slot, bound_field, slots
from .target_encoding import Target

_ENCODINGS = (Target.classes, Target.one_hot, Target.binary)
_BUILTIN: Mapping[tuple[str, str], Sequence[str]] = {("iris", "label"): ("setosa", "versicolor", "virginica")}
"""Names by built-in data set and field, which scikit-learn keeps beside the numbers."""


def class_names(document: Document, info: DatasetInfo, units: Mapping[str, int]) -> dict[str, list[str]]:
    """The names of the classes by output; an output of one unit, with targets 0 and 1, has two.

    `units` is the length of the last axis of each output. Integer labels without names are their own names.
    """
    found: dict[str, list[str]] = {}
    for slot in slots(document, {}):
        if slot.part != "targets" or slot.target not in _ENCODINGS:
            continue
        count = 2 if units[slot.name] == 1 else units[slot.name]
        names = _names(document, info, slot)
        if slot.target is Target.binary and units[slot.name] > 1:
            continue  # several yes or no, not one of several
        if len(names) == count:
            found[slot.name] = names
    return found


def _names(document: Document, info: DatasetInfo, slot: Slot) -> list[str]:
    bound = bound_field(document, slot, info) or ""
    recipe = (document.data or DataBinding()).recipes.get(bound)
    if recipe is not None:
        steps = [step for step in recipe.steps if step.step == RecipeStepName.classes]
        listed = steps[0].config.get("classes") if steps else None
        return [str(name) for name in listed] if isinstance(listed, list) else []
    if (info.name, bound) in _BUILTIN:
        return [*_BUILTIN[info.name, bound]]
    field = next((field for field in info.fields if field.name == bound), None)
    if field is None or field.minimum != 0 or field.maximum is None or field.classes != field.maximum + 1:
        return []
    return [str(number) for number in range(int(field.maximum) + 1)]
