"""Masks with other axes than the layer expects.

Keras accepts most of them symbolically: a mask with an axis too few is broadcast over the batch, which fails in `fit`,
or, if the batch size equals the sequence length, silently masks the wrong values.
"""

from collections.abc import Mapping

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Arguments, Spec
from layerloom.catalog.port_reader import MASKS
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .carried_mask_faults import carried_mask_fault
from .wanted_masks import wanted_masks

MASK_VARIANT = "mask"
MASK_ONES_VARIANT = "mask_ones"
"""As `MASK_VARIANT`, for masks in which 1 stands for any length."""


def mask_fault(layer: str, config: Mapping[str, Json], arguments: Arguments) -> Finding | None:
    """The first mask whose axes do not fit the layer; `config` includes pinned arguments."""
    place = 0
    for port, value in arguments:
        if port in MASKS and isinstance(value, Spec):
            found = _of_mask(layer, config, port, value, arguments, place)
            if found is not None:
                return found
        place += 1 if isinstance(value, Spec) else len(value)
    return carried_mask_fault(layer, config, arguments)


def _of_mask(
    layer: str, config: Mapping[str, Json], port: str, mask: Spec, arguments: Arguments, place: int
) -> Finding | None:
    if mask.actual == "string":
        return Finding(
            Code.dtype_mismatch,
            variant="mask_text",
            params={"port": port},
            expected="bool",
            received=mask.actual,
            place=place,
        )
    wanted = wanted_masks(layer, config, port, arguments)
    # A mask without a batch axis is the same for every row: its axes count from the last.
    if not wanted or mask.shape[:1] != (None,) or any(each.takes(mask.row) for each in wanted):
        return None
    usual = wanted[0]
    return Finding(
        Code.shape_mismatch if len(mask.row) == len(usual.row) else Code.shape_rank,
        variant=MASK_ONES_VARIANT if usual.ones else MASK_VARIANT,
        params={"port": port, "wanted": [*usual.row], "shape": [*mask.row]},
        expected=[None, *usual.row],
        received=[*mask.shape],
        place=place,
    )
