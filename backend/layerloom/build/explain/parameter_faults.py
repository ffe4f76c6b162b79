"""Arguments of the config that contradict each other, or name an axis that does not exist."""

import json

from layerloom.build.finding import LAYER, Finding
from layerloom.build.shape_text import shape_text
from layerloom.build.tensor_spec import Spec
from layerloom.graph.parameter_values import format_value
from layerloom_schema.base import Json
from layerloom_schema.problems import Code

from .failed_call import FailedCall, lengths


def settings(failed: FailedCall) -> Finding | None:
    """The layer or its weights cannot be built."""
    if failed.failure.stage not in ("make", "weights"):
        return None
    config = failed.config
    groups, filters = config.get("groups"), config.get("filters")
    if isinstance(groups, int) and isinstance(filters, int) and groups > 0 and filters % groups:
        return Finding(
            Code.param_range,
            f"{LAYER} shares {filters} filters among {groups} groups, and {groups} does not divide {filters}.",
            {"rule": "groups_divide_filters", "filters": filters, "groups": groups},
            expected="a divisor of filters",
            received=groups,
            argument="groups",
        )
    if (
        max(lengths(config.get("strides"), 1), default=1)
        > 1
        < max(lengths(config.get("dilation_rate"), 1), default=1)
    ):
        return Finding(
            Code.param_range,
            f"{LAYER} can either stride or dilate by more than 1, not both.",
            {"rule": "strides_or_dilation", "strides": config["strides"]},
            expected=1,
            received=config["dilation_rate"],
            argument="dilation_rate",
        )
    return _one_setting(failed)


def _one_setting(failed: FailedCall) -> Finding | None:
    """The argument without which the layer can be built."""
    for argument, value in json.loads(failed.key.config).items():
        required = any(p.name == argument and p.required for p in failed.entry.parameters)
        if not required and failed.passes(failed.key.arguments, without=argument):
            chosen = next(p for p in failed.entry.parameters if p.name == argument)
            alone = failed.failure.stage == "make"
            with_this = f"{argument} {format_value(value)}" if alone else f"this {argument} on what comes in"
            return Finding(
                Code.layer_refused,
                f"{LAYER} cannot be made with {with_this}; with the default, {format_value(chosen.default)}, it can.",
                {
                    "rule": "setting" if alone else "setting_here",
                    "argument": argument,
                    "default": chosen.default,
                },
                received=value,
                argument=argument,
            )
    return None


def axis_setting(failed: FailedCall) -> Finding | None:
    """`axis` or `axes` names an axis that the tensor does not have, or the batch."""
    if not failed.is_merge and len(failed.first.shape) == 1:
        return None  # no axis exists: a problem of rank
    return named_axis(failed.config, failed.specs)


def named_axis(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """The finding for an `axis` argument that is not an axis of a row."""
    for argument in ("axis", "axes"):
        value = config.get(argument)
        axes = lengths(value, 1)
        for place, spec in enumerate(specs):
            rank = len(spec.shape)
            # Two axes: one for each of two inputs.
            mine = axes[place : place + 1] if argument == "axes" and len(axes) > 1 else axes
            wrong = [axis for axis in mine if not (-rank < axis < rank) or axis % rank == 0]
            if wrong:
                return _wrong_axis(argument, value, wrong[0], spec, place)
    return None


def _wrong_axis(argument: str, value: Json, axis: int, spec: Spec, place: int) -> Finding:
    rank = len(spec.shape)
    batch = -rank <= axis < rank and axis % rank == 0
    what = (
        "the batch, whose rows are kept apart" if batch else f"which {shape_text(spec.shape)} does not have"
    )
    allowed = [*range(1 - rank, 0), *range(1, rank)]
    return Finding(
        Code.param_range,
        f"{argument} of {LAYER} names axis {axis}, {what}.",
        {"rule": "batch_axis" if batch else "axis", "axis": axis, "shape": list(spec.shape)},
        expected=list(allowed),
        received=value,
        place=place,
        argument=argument,
    )
