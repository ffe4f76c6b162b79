"""Format expressions: on one line if it fits, else one part per line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 100
STEP = "    "


@dataclass(frozen=True)
class Bracket:
    """A bracketed expression: call, list or dict. `head` is before the opening bracket, `tail` after the closing one."""

    parts: Sequence["Part"]
    head: str = ""
    kind: str = "()"
    tail: str = ""


@dataclass(frozen=True)
class Part:
    """One element of a bracket: a value, with `name=` or `"key": ` before it."""

    value: "Expression"
    before: str = ""


Expression = str | Bracket


def flat(expression: Expression) -> str:
    """The expression on one line, however long."""
    if isinstance(expression, str):
        return expression
    inside = ", ".join(part.before + flat(part.value) for part in expression.parts)
    return f"{expression.head}{expression.kind[0]}{inside}{expression.kind[1]}{expression.tail}"


def lay_out(expression: Expression, *, before: str = "", after: str = "", indent: str = "") -> Iterator[str]:
    """The lines of an expression between `before` and `after`."""
    line = f"{indent}{before}{flat(expression)}{after}"
    if isinstance(expression, str) or not expression.parts or len(line) <= WIDTH:
        yield line
        return
    yield f"{indent}{before}{expression.head}{expression.kind[0]}"
    for part in expression.parts:
        yield from lay_out(part.value, before=part.before, after=",", indent=indent + STEP)
    yield f"{indent}{expression.kind[1]}{expression.tail}{after}"


def quote(text: str) -> str:
    """A string literal that evaluates to `text`, in double quotes where it contains none."""
    literal = repr(text)
    if literal[0] == "'" and '"' not in text:
        return f'"{literal[1:-1]}"'
    return literal


def call(head: str, arguments: Sequence[Part], tail: str = "") -> Bracket:
    return Bracket(arguments, head=head, tail=tail)


def listing(values: Sequence[Expression]) -> Bracket:
    return Bracket([Part(value) for value in values], kind="[]")


def mapping(values: Sequence[tuple[str, Expression]]) -> Bracket:
    return Bracket([Part(value, f"{quote(key)}: ") for key, value in values], kind="{}")
