"""[G] Rules of the value of an argument: its type, its range, and whether it is one of the choices."""

from collections.abc import Sequence

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_word
from layerloom.graph.intended_values import NUMBERS, as_share, contains_number, is_none_text, meanings
from layerloom.graph.parameter_phrases import range_data, range_phrases, wanted_data, wanted_phrase
from layerloom.graph.parameter_values import is_in_range, is_of_type, text_format
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Parameter
from layerloom_schema.checks.problems import Code, Fix, FixKind
from layerloom_schema.text.messages import did_you_mean, exact, phrase, some_of

from .argument_check import ArgumentCheck, MakeEdit

_MOST_CHOICES = 8
"""Choices that a sentence names."""


def check_value(check: ArgumentCheck, parameter: Parameter, value: Json) -> None:
    """Report a number, a text or a list of them that the parameter does not accept."""
    if not is_of_type(parameter, value):
        wrong_type(check, parameter, value)
    elif not is_in_range(parameter, value):
        out_of_range(check, parameter, value)


def not_finite(check: ArgumentCheck, parameter: Parameter, value: Json) -> None:
    """Report NaN and infinity, which JSON has no numbers for."""
    check.add(
        Code.param_not_finite,
        parameter.name,
        expected={"finite": True},
        received=str(value),
        fixes=default_fixes(check, parameter),
    )


def wrong_type(check: ArgumentCheck, parameter: Parameter, value: Json) -> None:
    """Report a value of another type, with fixes that set what it may mean."""
    intended = meanings(parameter, value)
    # No default: it would replace the intended value.
    unreadable = parameter.type in NUMBERS and contains_number(value)
    fixes = [] if intended or unreadable else default_fixes(check, parameter)
    if check.make:
        fixes += [set_fix(check.make, parameter, each) for each in intended]
    check.add(
        Code.param_type,
        parameter.name,
        params={"type": wanted_phrase(parameter), "received": exact(value)},
        expected=wanted_data(parameter),
        received=value,
        fixes=fixes,
    )


def out_of_range(check: ArgumentCheck, parameter: Parameter, value: Json) -> None:
    """Report a number beyond the bounds, a text of another format, or a word that is none of the choices."""
    if parameter.choices:
        kind = "dtypes" if parameter.name == "dtype" else parameter.name
        guess = find_word(str(value), parameter.choices, kind)
        no_such_choice(check, parameter, value, parameter.choices, guess)
        return
    share = as_share(parameter, value)
    fixes = default_fixes(check, parameter)
    if share is not None and check.make:
        fixes = [set_fix(check.make, parameter, share)]
    pattern = text_format(parameter)
    wanted = range_phrases(parameter) if pattern is None else {"format": phrase(f"format.{parameter.name}")}
    check.add(
        Code.param_range,
        parameter.name,
        "bounds" if pattern is None else "format",
        params={"received": exact(value), **wanted},
        expected=range_data(parameter) if pattern is None else {"pattern": pattern},
        received=value,
        fixes=fixes,
    )


def no_such_choice(
    check: ArgumentCheck,
    parameter: Parameter,
    value: Json,
    choices: Sequence[str],
    guess: str | None,
    better: Json = None,
) -> None:
    """Report a word that is none of the choices. `guess` is the intended one, `better` what to set if not just that."""
    fixes = default_fixes(check, parameter)
    if guess:
        if parameter.required or (check.make and guess == parameter.default):
            fixes = []
        if check.make:
            edits = [check.make(parameter.name, guess if better is None else better, False)]
            fixes.insert(0, make_fix(FixKind.set_name, edits, argument=parameter.name, name=guess))
    check.add(
        Code.param_range,
        parameter.name,
        "choice",
        params={
            "choices": some_of(choices, _MOST_CHOICES),
            "received": exact(value),
            "near": did_you_mean(guess),
        },
        expected=[*choices],
        received=value,
        fixes=fixes,
    )


def default_fixes(check: ArgumentCheck, parameter: Parameter) -> list[Fix]:
    """A fix that takes the default; the suggested value of a required argument."""
    if check.make is None:
        return []
    if (
        is_none_text(check.config.get(parameter.name))
        and parameter.nullable
        and parameter.default is not None
    ):
        return [set_fix(check.make, parameter, None)]
    if not parameter.required:
        edits = [check.make(parameter.name, None, True)]
        return [make_fix(FixKind.use_default, edits, value=parameter.default)]
    return [] if parameter.suggested is None else [set_fix(check.make, parameter, parameter.suggested)]


def set_fix(make: MakeEdit, parameter: Parameter, value: Json) -> Fix:
    """A fix that sets an argument to a value."""
    edits = [make(parameter.name, value, False)]
    return make_fix(FixKind.set, edits, argument=parameter.name, value=value)
