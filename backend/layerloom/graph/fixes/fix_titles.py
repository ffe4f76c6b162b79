"""How a rule makes a fix: its kind and params, from which its title follows in any language."""

from collections.abc import Sequence

from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import Edit
from layerloom_schema.text.messages import message


def make_fix(kind: FixKind, edits: Sequence[Edit], **params: Json) -> Fix:
    """Edits by the kind of what they do, and what its title says of them."""
    return Fix(kind=kind, title=message("fixes", kind, params), params=params, edits=[*edits])
