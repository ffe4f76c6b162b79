"""[T] Arguments of losses, metrics and optimizers that are valid one by one but not together, or not for the output."""

from collections.abc import Iterator, Sequence

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import WHOLE, target_shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Named
from layerloom_schema.text.messages import phrase

from .keras_probe import Spec, can_compare, can_construct
from .named_object_rules import NamedObjectRules

CLIPS = ("clipnorm", "clipvalue", "global_clipnorm")


def check_named_object(chosen: NamedObjectRules, choice: str | Named) -> list[Problem]:
    """Problems of a single object (the optimizer, a loss)."""
    return chosen.check(choice) or list(_together(chosen, choice, ".".join(chosen.path)))


def check_one_of(chosen: NamedObjectRules, choices: Sequence[str | Named], place: int) -> list[Problem]:
    """Problems of one object in a list."""
    field = ".".join([*chosen.path, str(place)])
    return chosen.check_one_of(choices, place) or list(_together(chosen, choices[place], field))


def comparison_problems(
    chosen: NamedObjectRules, choice: str | Named, slot: Slot, field: str
) -> Iterator[Problem]:
    """A loss or metric whose arguments do not fit the output; one without arguments is judged by name elsewhere."""
    if chosen.kind not in ("loss", "metric") or not isinstance(choice, Named) or not choice.config:
        return
    if slot.shape is None or slot.target is None or not slot.shape[1:]:
        return
    output: Spec = (tuple(slot.shape), slot.dtype or "float32")
    row = tuple(target_shape(slot.target, slot.shape))
    target: Spec = ((None, *row), "int64" if slot.target in WHOLE else "float32")
    if can_compare("loss" if chosen.kind == "loss" else "metric", choice, target, output):
        return
    yield Problem(
        code=Code.training_loss_mismatch,
        variant="arguments" if len(slot.shape) == 2 else "arguments_place",
        params={
            "owner": choice.name,
            "output": slot.node_title,
            "count": slot.shape[-1] or phrase("count.unknown"),
        },
        where=Where(node=slot.node.id, field=field),
        received=dict(choice.config),
    )


def _together(chosen: NamedObjectRules, choice: str | Named, field: str) -> Iterator[Problem]:
    config = choice.config if isinstance(choice, Named) else {}
    name = choice if isinstance(choice, str) else choice.name
    clips = [clip for clip in CLIPS if config.get(clip) is not None]
    if len(clips) > 1:
        unset = [SetField(path=[*chosen.path, "config", clip], unset=True) for clip in clips[1:]]
        yield _problem(
            chosen,
            f"{field}.config.{clips[1]}",
            "clipped",
            {"clips": _any_of(clips)},
            [make_fix(FixKind.keep, unset, argument=clips[0])],
        )
        return
    steps = [
        problem
        for argument, value in config.items()
        for problem in _steps(chosen, f"{field}.config.{argument}", value)
    ]
    yield from steps
    if config and not steps and not can_construct(chosen.kind, choice):
        yield _problem(chosen, field, "together", {"owner": name}, [])


def _any_of(names: Sequence[str]) -> Json:
    first, *others = names
    return phrase("list.or", one=first, other=_any_of(others)) if others else first


def _steps(chosen: NamedObjectRules, field: str, value: Json) -> Iterator[Problem]:
    """PiecewiseConstantDecay needs one value more than boundaries."""
    if not isinstance(value, dict) or value.get("name") != "PiecewiseConstantDecay":
        return
    config = value.get("config")
    if not isinstance(config, dict):
        return
    boundaries, values = config.get("boundaries"), config.get("values")
    if isinstance(boundaries, list) and isinstance(values, list) and len(values) != len(boundaries) + 1:
        yield _problem(
            chosen,
            f"{field}.config.values",
            "steps",
            {"boundaries": len(boundaries), "needed": len(boundaries) + 1, "count": len(values)},
            [],
        )


def _problem(
    chosen: NamedObjectRules, field: str, variant: str, params: dict[str, Json], fixes: list[Fix]
) -> Problem:
    return Problem(
        code=Code.param_range,
        variant=variant,
        params=params,
        where=Where(node=chosen.node, field=field),
        fixes=fixes,
    )
