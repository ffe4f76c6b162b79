"""The lines that get the data: the same arrays, to the bit, that the trainer takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layerloom.data.arrays import storage, target_type
from layerloom.data.drawn import Draw, Plan, plan_fields
from layerloom.data.slots import bound_field, slots
from layerloom.data.sources import describe, describe_file
from layerloom_schema.data import DatasetInfo
from layerloom_schema.document import Document, InputNode
from layerloom_schema.errors import ErrorCode, Refused

from .layout import quote

_BUILTIN: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "digits": (
        "load_digits",
        "data = load_digits()",
        {"image": '(data.images / 16).astype("float32")[..., None]', "label": "data.target"},
    ),
    "iris": (
        "load_iris",
        "data = load_iris()",
        {"features": 'data.data.astype("float32")', "label": "data.target"},
    ),
}
"""What to import, how to load, and each field. The trainer's own are in `data.builtin`; a test holds them together."""


_DRAWS: Mapping[Draw, tuple[str, str]] = {
    Draw.normal: ('rng.standard_normal({size}, dtype="float32")', "float32"),
    Draw.uniform: ('rng.random({size}, dtype="float32")', "float32"),
    Draw.integers: ("rng.integers({high}, size={size})", "int64"),
    Draw.bits: ('rng.integers(2, size={size}).astype("float32")', "float32"),
    Draw.one_hot: ('np.eye({high}, dtype="float32")[rng.integers({high}, size={outer})]', "float32"),
}
"""How each way of drawing is written, and what it makes. The trainer's own are in `data.drawn`."""


@dataclass(frozen=True)
class DataLines:
    """`imports` and `load` come before `inputs` and `targets`, the expressions by the names of inputs and outputs."""

    imports: list[str]
    load: list[str]
    inputs: dict[str, str]
    targets: dict[str, str]


@dataclass(frozen=True)
class _Source:
    info: DatasetInfo
    imports: list[str]
    load: list[str]
    fields: Mapping[str, tuple[str, str]]
    """An expression and the type of what it gives, by field."""


def data_lines(document: Document, data_path: Path | None) -> DataLines | None:
    """The lines for a document's data; None where none is chosen, or something is not bound yet.

    Raises `Refused` where what is bound is not there.
    """
    source = _source(document, data_path)
    if source is None:
        return None
    found = DataLines(source.imports, source.load, {}, {})
    for slot in slots(document, {}):
        name = bound_field(document, slot, source.info)
        if name is None:
            return None
        if name not in source.fields:
            sentence = f"{source.info.title} has no field {name}, which is bound to {slot.title}."
            raise Refused(422, ErrorCode.data_unreadable, sentence)
        expression, dtype = source.fields[name]
        wanted = slot.node.dtype if isinstance(slot.node, InputNode) else target_type(dtype)
        cast = "" if storage(wanted) == dtype else f".astype({quote(storage(wanted))})"
        (found.inputs if slot.part == "inputs" else found.targets)[slot.name] = expression + cast
    return found


def _source(document: Document, data_path: Path | None) -> _Source | None:
    name = document.data.dataset if document.data else None
    if data_path is not None:
        info = describe_file(data_path)
        fields = {field.name: (f"data[{quote(field.name)}]", field.dtype) for field in info.fields}
        return _Source(info, [], [f"data = np.load({quote(str(data_path))})"], fields)
    if name is None:
        return None
    info = describe(name)
    if info.follows_model:
        return _drawn(document, info)
    loader, load, expressions = _BUILTIN[name]
    return _Source(
        info,
        [f"from sklearn.datasets import {loader}"],
        [load],
        {field.name: (expressions[field.name], field.dtype) for field in info.fields},
    )


def _drawn(document: Document, info: DatasetInfo) -> _Source:
    plans = plan_fields(document)
    seed = document.training.seed if document.training else 0
    lines = [f"rng = np.random.default_rng({seed})", "data = {"]
    lines += [f"    {quote(plan.name)}: {_draw(plan)}," for plan in plans]
    fields = {plan.name: (f"data[{quote(plan.name)}]", _DRAWS[plan.draw][1]) for plan in plans}
    return _Source(info, [], [*lines, "}"], fields)


def _draw(plan: Plan) -> str:
    size = (plan.rows, *plan.shape)
    return _DRAWS[plan.draw][0].format(size=_tuple(size), outer=_tuple(size[:-1]), high=plan.high)


def _tuple(lengths: tuple[int, ...]) -> str:
    return str(lengths[0]) if len(lengths) == 1 else repr(lengths)
