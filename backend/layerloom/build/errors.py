"""The one door by which Keras's errors come in. Out come findings in our words; Keras's text stays outside.

Each entry of `FAULTS` looks for one cause and proves it with Keras itself: the call passes once the cause is gone. The
most specific stand first. What none of them knows is refused, with the shapes, as `layer.refused`.
"""

import json
from collections.abc import Callable, Sequence

from layerloom_schema.problems import Code

from .attention_faults import attention
from .case import Case
from .dtype_faults import dtype
from .findings import LAYER, Finding
from .kind_faults import one_text
from .learned_faults import learned
from .mask_faults import mask_fault
from .merge_faults import merge
from .model_faults import model_fault
from .op_faults import op_fault
from .setting_faults import axis_setting, settings
from .shape_faults import colours, factors, groups, rank, reshape, shared, undefined, window
from .size_faults import cropping, equation, frame, permute
from .state_faults import state
from .words import shape_words


def mask(case: Case) -> Finding | None:
    """A mask that the layer cannot read."""
    return mask_fault(case.key.layer, {**case.config, **json.loads(case.key.call_with)}, case.key.arguments)


FAULTS: Sequence[Callable[[Case], Finding | None]] = (
    learned,
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


def explain(case: Case) -> Finding:
    """Why a call was refused."""
    if case.key.kind == "op":
        return op_fault(case) or _unknown(case)
    if case.key.kind == "model":
        return model_fault(case) or _unknown(case)
    return next((found for fault in FAULTS if (found := fault(case)) is not None), _unknown(case))


def _unknown(case: Case) -> Finding:
    shapes = " and ".join(shape_words(spec.shape) for spec in case.specs)
    return Finding(
        Code.layer_refused,
        f"{LAYER} cannot take {shapes} with these settings.",
        {"rule": "unknown", "shapes": [list(spec.shape) for spec in case.specs]},
        received=[list(spec.shape) for spec in case.specs],
    )
