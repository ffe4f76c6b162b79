"""Query, value and key with shapes that do not fit."""

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall

_HEADS = ("MultiHeadAttention", "GroupQueryAttention")
_LISTS = ("Attention", "AdditiveAttention")
_SEQUENCE = 3
"""Rank of a batch of sequences."""


def attention(failed: FailedCall) -> Finding | None:
    """The input that does not fit another one."""
    if failed.key.layer not in (*_HEADS, *_LISTS):
        return None
    roles = _roles(failed)
    for place, spec in enumerate(roles.values()):
        if len(spec.shape) < _SEQUENCE:
            return _no_sequence(spec, place)
    value, key = roles["value"], roles.get("key")
    if key is not None and _differ(value.shape[1], key.shape[1]):
        return _steps(value, key)
    if failed.key.layer in _LISTS:
        other = "value" if key is None else "key"
        return _features(roles["query"], roles[other], other, list(roles).index(other))
    return _shared_heads(failed)


def _roles(failed: FailedCall) -> dict[str, Spec]:
    if failed.key.layer in _LISTS:
        return dict(zip(("query", "value", "key"), failed.specs, strict=False))
    named = dict(failed.key.arguments)
    return {role: spec for role in ("query", "value", "key") if isinstance(spec := named.get(role), Spec)}


def _no_sequence(spec: Spec, place: int) -> Finding:
    return Finding(
        Code.shape_rank,
        variant="attention_rank",
        params={"shape": [*spec.row], "axes": [2]},
        expected={"axes": [2]},
        received={"axes": len(spec.shape) - 1, "shape": list(spec.shape)},
        place=place,
    )


def _steps(value: Spec, key: Spec) -> Finding:
    return Finding(
        Code.shape_mismatch,
        variant="attention_steps",
        params={"value": value.shape[1], "key": key.shape[1]},
        expected=value.shape[1],
        received=key.shape[1],
        place=2,
    )


def _features(query: Spec, other: Spec, role: str, place: int) -> Finding | None:
    wanted, has = query.shape[-1], other.shape[-1]
    if not _differ(wanted, has):
        return None
    return Finding(
        Code.shape_mismatch,
        variant="attention_features",
        params={"query": wanted, "other": has, "role": role},
        expected=wanted,
        received=has,
        place=place,
    )


def _shared_heads(failed: FailedCall) -> Finding | None:
    heads, shared = failed.config.get("num_query_heads"), failed.config.get("num_key_value_heads")
    if not isinstance(heads, int) or not isinstance(shared, int) or heads % shared == 0:
        return None
    return Finding(
        Code.param_range,
        variant="attention_heads",
        params={"heads": heads, "shared": shared},
        expected={"divides": heads},
        received=shared,
        argument="num_key_value_heads",
    )


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
