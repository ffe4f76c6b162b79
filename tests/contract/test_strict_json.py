"""[A] Strict JSON: what is not plain, finite, shallow JSON never gets in."""

import sys
import time

import pytest

from layerloom_schema import strict_json
from layerloom_schema.errors import ErrorCode, Unreadable


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 5000, "9" * 399, "-" + "9" * 309]
)
def test_A10_numbers_that_are_not_finite_are_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        strict_json.loads(f'{{"graph": {{"nodes": [{{"config": {{"units": {text}}}}}]}}}}')
    assert caught.value.body.code is ErrorCode.not_finite


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1,]", b'{"a": 1, "a": 2}', b'"\\ud800"', b"\xff\xfe", b'{"a" 1}', b"'a'"],
    ids=["empty", "cut", "comma", "twice", "surrogate", "utf-16", "colon", "quotes"],
)
def test_A11_what_is_not_json_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        strict_json.loads(body)
    assert caught.value.body.code is ErrorCode.unreadable
    assert caught.value.body.message.endswith(".")


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_A12_json_nested_100_000_deep_is_refused_at_once(bracket: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(Unreadable):
        strict_json.loads(bracket * 100_000)
    assert time.perf_counter() - started < 5


def test_A12_brackets_in_texts_are_not_nesting() -> None:
    text = "[" * 5000
    assert strict_json.loads(strict_json.dumps([text, {"a": text + '\\"'}])) == [text, {"a": text + '\\"'}]


def test_A10_what_is_written_is_finite_or_not_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        strict_json.dumps({"loss": float("nan")})


def test_A13_every_finite_double_survives_the_way_there_and_back() -> None:
    values = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.0, 2**53 + 1]
    assert strict_json.loads(strict_json.dumps(values)) == values


def test_A12_the_largest_whole_number_is_the_largest_double() -> None:
    most = int(sys.float_info.max)
    assert strict_json.loads(f"[{most}, {-most}]") == [most, -most]


@pytest.mark.parametrize("around", ["[{}]", '{{"a":{}}}', '{{"x":1,"a":[2,{}]}}'])
def test_A34_json_is_read_to_a_depth_and_said_to_be_too_deep_beyond(around: str) -> None:
    text, levels = "1", around.count("[") + around.count("{{")
    for _ in range(strict_json.MAX_DEPTH // levels):
        text = around.format(text)
    strict_json.loads(text)
    with pytest.raises(Unreadable) as caught:
        strict_json.loads(f"[{text}]")
    assert caught.value.body.limit == strict_json.MAX_DEPTH
    assert caught.value.body.got == strict_json.MAX_DEPTH + 1
    assert str(strict_json.MAX_DEPTH) in caught.value.body.message
