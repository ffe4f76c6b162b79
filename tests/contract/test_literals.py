"""Literals: what a text, a 0 or a 3.0 means, and that nothing is ever evaluated."""

import json
from typing import Any

import pytest

from layerloom_schema.literals import literal, truth, whole, with_comma


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("64", 64),
        (" 5e-2 ", 0.05),
        ("1./255", 1 / 255),
        ("-3", -3),
        ("2**10", 1024),
        ("1e-3 * 10", 0.01),
        ("(5, 5)", [5, 5]),
        ("3x3", [3, 3]),
        ("3, 3", [3, 3]),
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("(None, 28)", [None, 28]),
        ("12.5 %", 0.125),
        ("10^3", 1000),
        ("６４", 64),
    ],
)
def test_G131_a_text_writes_a_number(text: str, meant: Any) -> None:
    assert literal(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fast",
        "%",
        "5% of 3",
        "1 + x",
        "__import__('os')",
        "f(1)",
        "1()",
        "1[0]",
        "True",
        "5j",
        "1/0",
        "(-1)**.5",
        "1e400",
        "9**9**9",
        "10**(10**10)",
        "1" * 41,
        "(" * 20 + "1",
    ],
)
def test_G131_anything_else_writes_none(text: str) -> None:
    assert literal(text) is None


@pytest.mark.parametrize(
    ("text", "whole_number", "meant"),
    [
        ("1,000", True, 1000),
        ("-12'500", True, -12500),
        ("0,25", False, 0.25),
        ("1,000", False, None),
        ("1,5", True, None),
        ("64, 32", True, None),
        ("0,001", False, 0.001),
        ("12,5 %", False, 0.125),
        ("1" * 30 + "," + "1" * 30, False, None),
    ],
)
def test_G131_one_number_may_be_written_with_a_comma(
    text: str, whole_number: bool, meant: float | None
) -> None:
    assert with_comma(text, whole=whole_number) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (0, False),
        (1, True),
        (1.0, True),
        ("yes", True),
        ("FALSE", False),
        (2, None),
        ("maybe", None),
        (None, None),
    ],
)
def test_G132_what_means_true_and_false(value: Any, meant: bool | None) -> None:
    assert truth(value) is meant


def test_G133_whole_numbers_lose_their_fraction_and_nothing_else_does() -> None:
    read = whole({"a": [3.0, 2.5, {"b": 1e20}], "c": True, "d": "3.0"})
    assert read == {"a": [3, 2.5, {"b": 1e20}], "c": True, "d": "3.0"}
    assert json.dumps(read) == '{"a": [3, 2.5, {"b": 100000000000000000000}], "c": true, "d": "3.0"}'
