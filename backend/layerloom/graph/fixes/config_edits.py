"""Edits that rules and fixes write."""

from layerloom_schema.base import Json, NodeId
from layerloom_schema.edits import Edit, SetConfig


def set_config(node: NodeId, argument: str, value: Json, unset: bool) -> Edit:
    """The edit that gives a layer or an operation an argument, or takes it away."""
    return (
        SetConfig(node=node, field=argument, unset=True)
        if unset
        else SetConfig(node=node, field=argument, value=value)
    )
