"""Initial states of the wrong size for a recurrent layer or cell."""

import json
from collections.abc import Sequence

from layerloom.build.dry.call import CallResult
from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Shape, Spec
from layerloom.catalog.port_reader import INITIAL_STATE, STATES
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall

STATE_VARIANT = "state"
_INNER = ("layer", "backward_layer")


def state(failed: FailedCall) -> Finding | None:
    """The first state that has another size than the layer's."""
    place = 0
    for port, value in failed.key.arguments:
        if isinstance(value, Spec):
            place += 1
            continue
        if port in (INITIAL_STATE, STATES):
            wanted = _wanted(failed, port, len(value))
            for number, (spec, shape) in enumerate(zip(value, wanted, strict=False)):
                if not _alike(spec.shape, shape):
                    return Finding(
                        Code.shape_mismatch,
                        variant=STATE_VARIANT,
                        params={"number": number + 1, "wanted": [*shape[1:]], "shape": [*spec.row]},
                        expected=[*shape],
                        received=[*spec.shape],
                        place=place + number,
                    )
        place += len(value)
    return None


def _wanted(failed: FailedCall, port: str, count: int) -> Sequence[Shape]:
    """The shapes of the states, from a dry call with `return_state`."""
    if port == STATES:
        units = failed.config.get("units")
        return [(None, units)] * count if isinstance(units, int) else ()
    key = failed.key._replace(
        config=json.dumps(_returning_states(failed.config_given)),
        arguments=failed.key.arguments[:1],
        built_on=None,
    )
    found = failed.cache.call(key, failed.catalog)
    return [spec.shape for spec in found.outputs[-count:]] if isinstance(found, CallResult) else ()


def _returning_states(config: dict[str, Json]) -> dict[str, Json]:
    if not isinstance(config.get(_INNER[0]), dict):
        return {**config, "return_state": True}
    changed = dict(config)
    for argument in _INNER:
        inner = config.get(argument)
        settings = inner.get("config", {}) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and isinstance(settings, dict):
            changed[argument] = {**inner, "config": {**settings, "return_state": True}}
    return changed


def _alike(one: Shape, other: Shape) -> bool:
    return len(one) == len(other) and all(
        a is None or b is None or a == b for a, b in zip(one, other, strict=True)
    )
