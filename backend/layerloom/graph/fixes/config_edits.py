"""Edits of configs for rules and fixes."""

from layerloom_schema.base import Json, NodeId
from layerloom_schema.documents.edits import Edit, SetConfig


def set_config(node: NodeId, argument: str, value: Json, unset: bool) -> Edit:
    """An edit that sets or removes an argument of a layer or operation."""
    return (
        SetConfig(node=node, field=argument, unset=True)
        if unset
        else SetConfig(node=node, field=argument, value=value)
    )
