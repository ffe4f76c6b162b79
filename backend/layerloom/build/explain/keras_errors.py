"""Turn a Keras error (ValueError ...) into a finding: the only place that does so. Keras's message goes to the log only.

Each entry of `FAULTS` looks for one cause and proves it with Keras itself: the call passes once the cause is removed.
The most specific come first. An error that none of them explains becomes `layer.refused`, with the input shapes.
"""

import json
from collections.abc import Callable, Sequence

from layerloom.build.dry.call import CALL_SECONDS
from layerloom.build.dry.slow_initializers import LONGEST_SIDE
from layerloom.build.finding import Finding
from layerloom.build.refusal_log import log_broken_rule, log_unexplained
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .adapt_faults import adapt_fault
from .attention_faults import attention
from .dtype_faults import dtype
from .failed_call import FailedCall
from .mask_faults import mask_fault
from .merge_faults import merge
from .nested_model_faults import nested_model_fault
from .operation_faults import operation_fault
from .parameter_faults import axis_setting, settings
from .shape_faults import colours, factors, groups, no_batch, rank, reshape, shared, undefined, window
from .size_faults import cropping, equation, frame, permute
from .state_faults import state
from .text_dtype_faults import one_text


def mask(failed: FailedCall) -> Finding | None:
    """A mask that does not fit the layer."""
    return mask_fault(
        failed.key.layer, {**failed.config, **json.loads(failed.key.call_with)}, failed.key.arguments
    )


FAULTS: Sequence[Callable[[FailedCall], Finding | None]] = (
    no_batch,
    adapt_fault,
    settings,
    mask,
    state,
    shared,
    one_text,
    dtype,
    axis_setting,
    attention,
    merge,
    permute,
    reshape,
    factors,
    rank,
    undefined,
    colours,
    groups,
    window,
    cropping,
    frame,
    equation,
)


def explain(failed: FailedCall) -> Finding:
    """Why a call was refused."""
    if failed.failure.stage == "slow":
        return _slow(failed)
    faults = {"op": (operation_fault,), "model": (nested_model_fault,)}.get(failed.key.kind, FAULTS)
    for fault in faults:
        try:
            found = fault(failed)
        except Exception as error:
            log_broken_rule(fault.__name__, failed.key.layer, error)
            continue
        if found is not None:
            return found
    return _unknown(failed)


def _slow(failed: FailedCall) -> Finding:
    fill = failed.failure.fill
    if fill is not None:
        known = any(parameter.name == fill.argument for parameter in failed.parameters)
        return Finding(
            Code.model_build_timeout,
            variant="orthogonal",
            params={"rows": fill.rows, "columns": fill.columns, "limit": LONGEST_SIDE},
            expected=LONGEST_SIDE,
            received=min(fill.rows, fill.columns),
            argument=fill.argument if known else None,
        )
    return Finding(
        Code.model_build_timeout,
        variant="call",
        params={"seconds": CALL_SECONDS, "shapes": [[*spec.row] for spec in failed.specs]},
        expected=CALL_SECONDS,
        received=[list(spec.shape) for spec in failed.specs],
    )


def _unknown(failed: FailedCall) -> Finding:
    shapes: list[Json] = [list(spec.shape) for spec in failed.specs]
    log_unexplained(failed.key.layer, failed.failure.stage, failed.failure.said, [*shapes])
    return Finding(
        Code.layer_refused,
        variant="unknown",
        params={"shapes": [[*spec.row] for spec in failed.specs]},
        received=shapes,
    )
