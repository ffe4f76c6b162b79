"""[T] Class weights by a word: `balanced`, and the classes that it finds no rows of."""

from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.rules.dense_units import dense_before, set_of
from layerloom.datasets.target_encoding import Target
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, FixKind, Problem, Severity, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import BALANCED
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.text.messages import did_you_mean


def word_problems(document: Document, slot: Slot, word: str, field: FieldInfo | None) -> Iterator[Problem]:
    """Problems of class weights that are a word, on the field that is bound to the target."""
    path = ["training", "outputs", slot.name, "class_weight"]
    where = Where(node=slot.node.id, field=".".join(path))
    name = slot.node.label or slot.name
    if word != BALANCED:
        fixes = [
            make_fix(FixKind.use, [SetField(path=path, value=BALANCED)], name=BALANCED),
            make_fix(FixKind.rows_alike, [SetField(path=path, unset=True)]),
        ]
        near = did_you_mean(closest_match(word, [BALANCED]))
        yield Problem(
            code=Code.param_range,
            variant="class_weight_word",
            params={"output": name, "word": word, "near": near},
            where=where,
            expected=BALANCED,
            received=word,
            fixes=fixes,
        )
        return
    units = slot.shape[-1] if slot.shape else None
    if slot.target is not Target.classes or field is None or field.classes is None or not units:
        return
    if field.classes >= units or field.minimum is None or field.maximum is None:
        return
    absent = _outside(int(field.minimum), int(field.maximum), units)
    known = len(absent) == units - field.classes
    dense = dense_before(document, slot.node.id)
    trailing = int(field.minimum) == 0 and known and dense is not None
    params: dict[str, Json] = {"output": name, "field": field.name, "count": units - field.classes}
    yield Problem(
        code=Code.training_suspicious,
        severity=Severity.warning,
        variant="classes_without_rows" if known else "some_classes_without_rows",
        params={**params, "classes": [*absent]} if known else params,
        where=where,
        expected=units,
        received=field.classes,
        fixes=[set_of(dense, "units", field.classes)] if dense is not None and trailing else [],
    )


def _outside(lowest: int, highest: int, units: int) -> list[int]:
    """The classes of an output below and above those of a field."""
    return [*range(min(lowest, units)), *range(highest + 1, units)]
