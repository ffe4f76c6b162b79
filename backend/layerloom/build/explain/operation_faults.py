"""Why an operation was refused, found by trying it with one change."""

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec, map_specs
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code
from layerloom_schema.text.messages import phrase

from .failed_call import FailedCall

_RANKS = range(1, 6)


def operation_fault(failed: FailedCall) -> Finding | None:
    """The cause, proved with Keras: the call passes once it is removed."""
    return _dtype(failed) or _constant(failed) or _shapes(failed) or _batch(failed) or _rank(failed)


def _dtype(failed: FailedCall) -> Finding | None:
    for place, spec in enumerate(failed.specs):
        for wanted in ("float32", "int32", "bool"):
            if spec.dtype != wanted and failed.passes_with({place: _of(spec, wanted)}):
                return Finding(
                    Code.dtype_mismatch,
                    variant="op_dtype",
                    params={"dtype": _dtype_phrase(spec.dtype), "wanted": wanted},
                    expected=wanted,
                    received=spec.dtype,
                    place=place,
                )
    return None


def _of(spec: Spec, dtype: str) -> Spec:
    return spec._replace(dtype=dtype, actual=dtype)


def _dtype_phrase(dtype: str) -> Json:
    return phrase("dtype.text") if dtype == "string" else dtype


def _constant(failed: FailedCall) -> Finding | None:
    """An argument without which the call passes, or a required one that passes with its suggested value."""
    suggested = {parameter.name: parameter.suggested for parameter in failed.parameters if parameter.required}
    for argument in failed.config_given:
        if (
            failed.passes_with_setting(argument, suggested[argument])
            if argument in suggested
            else failed.passes(failed.key.arguments, without=argument)
        ):
            return Finding(
                Code.param_range,
                variant="op_setting",
                params={"argument": argument, "shapes": [[*spec.row] for spec in failed.specs]},
                received=failed.config_given[argument],
                argument=argument,
            )
    return None


def _shapes(failed: FailedCall) -> Finding | None:
    """Tensors of different shapes, where equal shapes of each would pass."""
    specs = failed.specs
    if len(specs) < 2:
        return None
    for place, spec in enumerate(specs):
        same = {other: specs[other].with_shape(spec.shape) for other in range(len(specs))}
        if failed.passes(map_specs(failed.key.arguments, same)):
            other = 0 if place else 1
            return Finding(
                Code.shape_mismatch,
                variant="op_shapes",
                params={"one": [*specs[0].row], "other": [*specs[1].row]},
                expected=[*spec.shape],
                received=[*specs[other].shape],
                place=other,
            )
    return None


def _batch(failed: FailedCall) -> Finding | None:
    """An operation that fails only when it is traced with a batch."""
    if failed.failure.stage != "run":
        return None
    return Finding(
        Code.shape_mismatch,
        variant="op_batch",
        params={"shapes": [[*spec.row] for spec in failed.specs]},
        received=[[*spec.shape] for spec in failed.specs],
    )


def _rank(failed: FailedCall) -> Finding | None:
    spec = failed.specs[0]
    for rank in _RANKS:
        shape = (None, *([4] * (rank - 1)))
        if rank != len(spec.shape) and failed.passes_with_shape(shape):
            return Finding(
                Code.shape_rank,
                variant="op_rank",
                params={"rank": rank, "shape": [*spec.row], "count": len(spec.shape)},
                expected=rank,
                received=len(spec.shape),
                place=0,
            )
    return None
