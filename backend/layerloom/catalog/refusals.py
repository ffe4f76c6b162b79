"""Refusals of names and arguments that the catalogue does not have, for building a model and for writing its script."""

from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.messages import phrase


def no_entry(kind: str, name: str) -> Refused:
    """A name that is not among the entries of its kind."""
    params = {"name": name, "kind": phrase(f"kinds.{kind}")}
    return Refused(422, ErrorCode.invalid, variant="no_entry", params=params, got=name)


def no_argument(owner: str, argument: str) -> Refused:
    """An argument that an entry does not have."""
    return _of_argument("no_argument", owner, argument)


def no_call_argument(owner: str, argument: str) -> Refused:
    """An argument that a call of a layer does not have."""
    return _of_argument("no_call_argument", owner, argument)


def unfit_argument(owner: str, argument: str) -> Refused:
    """An argument whose value the entry does not take."""
    return _of_argument("unfit_argument", owner, argument)


def unfit_call_argument(owner: str, argument: str) -> Refused:
    """An argument whose value a call does not take."""
    return _of_argument("unfit_call_argument", owner, argument)


def _of_argument(variant: str, owner: str, argument: str) -> Refused:
    params = {"owner": owner, "argument": argument}
    return Refused(422, ErrorCode.invalid, variant=variant, params={**params}, got=argument)
