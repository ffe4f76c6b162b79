"""What a person meant by a value of the wrong kind: "5e-2" or "1./255" for a number, 0 for false, 3.0 for 3.

A text is parsed, never evaluated: only numbers, `+ - * / **`, brackets and commas count, in at most 40 characters.
"""

import ast
import math
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping

from pydantic import JsonValue as Json

LONGEST = 40
"""Characters of a text that is read as a number."""
_WRITTEN = re.compile(r"(?:[0-9eE_.,+\-*/()\[\]\s]|\bNone\b|\bnull\b)+")
_PERCENT = re.compile(r"(.*\d\.?)\s*%")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[,_'’ ]\d{3})+")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_BY = re.compile(r"(?<=\d)\s*[x×]\s*(?=\d)")
"""`3x3`, as sizes are written."""
_LARGEST_WHOLE = 2**63
_MOST_BITS = 1_024
"""Bits of a power, estimated before it is worked out."""
_TRUTH: Mapping[str, bool] = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}
_BINARY: Mapping[type[ast.operator], Callable[[int | float, int | float], int | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class _NotPlain(Exception):
    """The text holds something else than a literal of numbers."""


def literal(text: str) -> Json:
    """The number, or the list of numbers and open lengths, that a text writes; `None` where it writes none."""
    if len(text) > LONGEST:
        return None
    text = _BY.sub(", ", unicodedata.normalize("NFKC", text).strip()).replace("^", "**")
    if percent := _PERCENT.fullmatch(text):
        text = f"({percent[1]})/100"
    if not _WRITTEN.fullmatch(text):
        return None
    try:
        return _value(ast.parse(text.replace("null", "None"), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, _NotPlain):
        return None


def with_comma(text: str, *, whole: bool) -> int | float | None:
    """The one number that a text with commas writes: `1,000` where a whole number is asked for, else `0,5` or `2,5 %`."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if whole:
        return int(re.sub(r"[^\d+-]", "", text)) if _THOUSANDS.fullmatch(text) else None
    percent = _PERCENT.fullmatch(text)
    number = percent[1].strip() if percent else text
    # 1,000 is one thousand to one person and one to another.
    if not _DECIMAL_COMMA.fullmatch(number) or _THOUSANDS.fullmatch(number):
        return None
    return float(number.replace(",", ".")) / (100 if percent else 1)


def truth(value: Json) -> bool | None:
    """What 0, 1, "true", "no" and the like mean as a boolean; `None` for anything else."""
    if isinstance(value, str):
        return _TRUTH.get(value.strip().lower())
    if isinstance(value, int | float) and not isinstance(value, bool) and value in (0, 1):
        return value == 1
    return None


def whole(value: Json) -> Json:
    """3.0 as 3, in lists and objects too: JSON of a browser cannot distinguish them, so no document may depend on it."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [whole(part) for part in value]
    if isinstance(value, dict):
        return {
            key: whole(part) if isinstance(part, float | list | dict) else part for key, part in value.items()
        }
    return value


def _value(node: ast.expr) -> Json:
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return [_value(part) for part in parts]
        case ast.Constant(value=None):
            return None
        case _:
            return _number(node)


def _number(node: ast.expr) -> int | float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return _bounded(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _number(operand)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _bounded(_power(_number(left), _number(right)))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _bounded(_BINARY[type(op)](_number(left), _number(right)))
    raise _NotPlain


def _power(base: int | float, exponent: int | float) -> int | float:
    if abs(exponent) * max(1.0, math.log2(abs(base) + 1)) > _MOST_BITS:
        raise _NotPlain
    result = base**exponent
    if isinstance(result, complex):
        raise _NotPlain
    return result


def _bounded(number: int | float) -> int | float:
    if not math.isfinite(number) or (isinstance(number, int) and abs(number) >= _LARGEST_WHOLE):
        raise _NotPlain
    return number
