"""Arguments of the config that contradict each other, or name an axis that does not exist."""

import json

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

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
            variant="groups_divide_filters",
            params={"filters": filters, "groups": groups},
            expected={"divides": filters},
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
            variant="strides_or_dilation",
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
            return Finding(
                Code.layer_refused,
                variant="setting" if failed.failure.stage == "make" else "setting_here",
                params={"argument": argument, "value": value, "default": chosen.default},
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
    allowed = [*range(1 - rank, 0), *range(1, rank)]
    return Finding(
        Code.param_range,
        variant="batch_axis" if batch else "axis",
        params={"argument": argument, "axis": axis, "shape": [*spec.row]},
        expected=list(allowed),
        received=value,
        place=place,
        argument=argument,
    )
