"""How a rule makes a fix: its kind and params, from which its title follows in any language."""

from collections.abc import Sequence

from layerloom_schema.base import Json
from layerloom_schema.edits import Edit
from layerloom_schema.messages import message
from layerloom_schema.problems import Fix, FixKind


def make_fix(kind: FixKind, edits: Sequence[Edit], **params: Json) -> Fix:
    """Edits by the kind of what they do, and what its title says of them."""
    return Fix(kind=kind, title=message("fixes", kind, params), params=params, edits=[*edits])
