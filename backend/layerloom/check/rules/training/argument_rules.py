"""[T] Arguments that fit one by one and not together, or not with the output: said before training begins."""

from collections.abc import Iterator, Sequence

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import WHOLE, target_shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.document import Named
from layerloom_schema.edits import SetField
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Where

from .keras_probe import Spec, compares, is_made
from .named_object_rules import Chosen

CLIPS = ("clipnorm", "clipvalue", "global_clipnorm")


def check_chosen(chosen: Chosen, choice: str | Named) -> list[Problem]:
    """The problems of an object that stands by itself."""
    return chosen.check(choice) or list(_together(chosen, choice, ".".join(chosen.path)))


def check_one_of(chosen: Chosen, choices: Sequence[str | Named], place: int) -> list[Problem]:
    """The problems of one object of a list."""
    field = ".".join([*chosen.path, str(place)])
    return chosen.check_one_of(choices, place) or list(_together(chosen, choices[place], field))


def comparison_problems(chosen: Chosen, choice: str | Named, slot: Slot, field: str) -> Iterator[Problem]:
    """A loss or metric whose arguments do not fit the output. One without arguments is known from its name."""
    if chosen.kind not in ("loss", "metric") or not isinstance(choice, Named) or not choice.config:
        return
    if slot.shape is None or slot.target is None or not slot.shape[1:]:
        return
    output: Spec = (tuple(slot.shape), slot.dtype or "float32")
    row = tuple(target_shape(slot.target, slot.shape))
    target: Spec = ((None, *row), "int64" if slot.target in WHOLE else "float32")
    if compares("loss" if chosen.kind == "loss" else "metric", choice, target, output):
        return
    title = slot.node.label or slot.name
    each = f"{slot.shape[-1]} numbers" if slot.shape[-1] != 1 else "1 number"
    yield Problem(
        code=Code.training_loss_mismatch,
        message=(
            f"With these arguments {choice.name} cannot be worked out: output {title} gives {each} for each "
            f"{'row' if len(slot.shape) == 2 else 'place of a row'}."
        ),
        values={
            "output": slot.name,
            chosen.kind: choice.name,
            "arguments": list(choice.config),
            "rule": "arguments",
            "owner": choice.name,
            "count": slot.shape[-1],
        },
        where=Where(node=slot.node.id, field=field),
        expected="arguments that fit the output",
        received=dict(choice.config),
    )


def _together(chosen: Chosen, choice: str | Named, field: str) -> Iterator[Problem]:
    config = choice.config if isinstance(choice, Named) else {}
    name = choice if isinstance(choice, str) else choice.name
    clips = [clip for clip in CLIPS if config.get(clip) is not None]
    if len(clips) > 1:
        unset = [SetField(path=[*chosen.path, "config", clip], unset=True) for clip in clips[1:]]
        yield _problem(
            chosen,
            name,
            f"{field}.config.{clips[1]}",
            f"Gradients are clipped in one way: {' or '.join(clips)}.",
            {"rule": "clipped", "clips": [*clips]},
            [make_fix(FixKind.keep, unset, argument=clips[0])],
        )
        return
    steps = [
        problem
        for argument, value in config.items()
        for problem in _steps(chosen, name, f"{field}.config.{argument}", value)
    ]
    yield from steps
    if config and not steps and not is_made(chosen.kind, choice):
        message = f"The arguments of {name} fit one by one, but not with each other."
        yield _problem(chosen, name, field, message, {"rule": "together"}, [])


def _steps(chosen: Chosen, owner: str, field: str, value: Json) -> Iterator[Problem]:
    """A schedule by steps: between so many boundaries there is one rate more."""
    if not isinstance(value, dict) or value.get("name") != "PiecewiseConstantDecay":
        return
    config = value.get("config")
    if not isinstance(config, dict):
        return
    boundaries, values = config.get("boundaries"), config.get("values")
    if isinstance(boundaries, list) and isinstance(values, list) and len(values) != len(boundaries) + 1:
        yield _problem(
            chosen,
            owner,
            f"{field}.config.values",
            f"{len(boundaries)} boundaries make {len(boundaries) + 1} values; there are {len(values)}.",
            {
                "rule": "steps",
                "boundaries": len(boundaries),
                "needed": len(boundaries) + 1,
                "count": len(values),
            },
            [],
        )


def _problem(
    chosen: Chosen, owner: str, field: str, message: str, values: dict[str, Json], fixes: list[Fix]
) -> Problem:
    return Problem(
        code=Code.param_range,
        message=message,
        values={"owner": owner, "argument": field.rsplit(".", 1)[-1], **values},
        where=Where(node=chosen.node, field=field),
        fixes=fixes,
    )
